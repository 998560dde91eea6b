"""How kept lines lie in documents: in their person's until they are saved, then in the entry that took them."""

from typing import Any

from shared.kpt.entry.line import LINE_ID, Line, TakenLine
from shared.kpt.text.visible import is_visible
from shared.store.engine.lazy_documents import EARLIEST
from shared.store.records import lenient


def line_fields(line: Line) -> dict[str, Any]:
    """A line that somebody keeps."""
    return {"day": line.day.isoformat(), "text": line.text, "at": line.at}


def lines_from(value: object) -> tuple[Line, ...]:
    """What a person has kept, oldest first. What is none of ours there is passed over."""
    lines = []
    for name, about in lenient.fields(value).items():
        f = lenient.fields(about)
        day, text = lenient.day(f.get("day")), lenient.text(f.get("text"))
        if day and is_visible(text) and LINE_ID.fullmatch(str(name)):
            lines.append(Line(str(name), day, text, lenient.moment(f.get("at")) or EARLIEST))
    return tuple(sorted(lines, key=lambda line: (line.at, line.id)))


def taken_fields(lines: tuple[TakenLine, ...]) -> dict[str, Any]:
    """The lines that an entry has taken; nothing where it has none."""
    if not lines:
        return {}
    return {"lines": [{"id": line.id, "text": line.text, "revision": line.revision} for line in lines]}


def taken_from(value: object) -> tuple[TakenLine, ...]:
    """Read them."""
    found = (lenient.fields(each) for each in lenient.several(value))
    return tuple(
        TakenLine(f["id"], lenient.text(f.get("text")), lenient.number(f.get("revision")))
        for f in found
        if isinstance(f.get("id"), str)
    )
