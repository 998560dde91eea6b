"""The fields of kept lines: in the person's document until they are saved, then in the entry that took them."""

from typing import Any

from shared.kpt.entry.line import LINE_ID, Line, TakenLine
from shared.kpt.text.visible import is_visible
from shared.store.engine.lazy_documents import EARLIEST
from shared.store.records import lenient


def line_fields(line: Line) -> dict[str, Any]:
    """The fields of a line that somebody keeps."""
    return {"day": line.day.isoformat(), "text": line.text, "at": line.at}


def lines_from(value: object) -> tuple[Line, ...]:
    """Read the lines that a person keeps, oldest first. Anything that is no line is skipped."""
    lines = []
    for name, about in lenient.fields(value).items():
        f = lenient.fields(about)
        day, text = lenient.day(f.get("day")), lenient.text(f.get("text"))
        if day and is_visible(text) and LINE_ID.fullmatch(str(name)):
            lines.append(Line(str(name), day, text, lenient.moment(f.get("at")) or EARLIEST))
    return tuple(sorted(lines, key=lambda line: (line.at, line.id)))


def taken_fields(lines: tuple[TakenLine, ...]) -> dict[str, Any]:
    """The fields of the lines that an entry has taken; empty where it has none."""
    if not lines:
        return {}
    return {"lines": [{"id": line.id, "text": line.text, "revision": line.revision} for line in lines]}


def taken_from(value: object) -> tuple[TakenLine, ...]:
    """Read the lines that an entry has taken."""
    found = (lenient.fields(each) for each in lenient.several(value))
    return tuple(
        TakenLine(f["id"], lenient.text(f.get("text")), lenient.number(f.get("revision")))
        for f in found
        if isinstance(f.get("id"), str)
    )
