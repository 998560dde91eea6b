"""Reads a team's own weeks from a CSV file, and checks all of it before anything is played."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final, Literal, cast

from shared.kpt.csv_files.reading import FileRow, Unreadable, decoded, read_rows
from shared.kpt.entry.entry import LONGEST_TEXT

Kind = Literal["written", "quiet", "off", "as_is"]
"""How somebody answered. A file has the first three; with ``as_is`` the story saves the lines kept that day."""
COLUMNS: Final = ("date", "person", "keep", "problem", "try")
KINDS: Final = ("written", "quiet", "off")
MOST_PEOPLE = 30
LONGEST_NAME = 80
"""Characters that Slack allows in a display name."""
LONGEST_STORY = timedelta(days=366)
"""The longest time from the first date to the last. Playing a mistyped year would take an hour."""


@dataclass(frozen=True)
class Row:
    """What one person did on one day. Texts are as typed, with ``\\n`` at line ends; ``line`` is the row's first line
    in the file. ``done`` (they ticked their last Try) and ``thanks`` (who helped, by name) are only in the story."""

    day: date
    person: str
    keep: str = ""
    problem: str = ""
    try_: str = ""
    kind: Kind = "written"
    line: int = 0
    done: bool = False
    thanks: tuple[str, ...] = ()


class Fault(Exception):
    """Why a file is not played. ``key`` names a sentence of the catalogue; ``line`` counts from 1; 0 is the whole
    file."""

    def __init__(self, key: str, line: int = 0, **values: object) -> None:
        super().__init__(key, line, values)
        self.key = key
        self.line = line
        self.values = values


def read_file(path: Path) -> tuple[Row, ...]:
    """The rows of a file by day, and within a day in the file's order. Raises ``Fault`` for the first wrong row."""
    try:
        text = decoded(path.read_bytes())
    except OSError as error:
        raise Fault("file.unreadable") from error
    except Unreadable as error:
        raise Fault("file.not_text") from error
    return read(text)


def read(text: str) -> tuple[Row, ...]:
    """The rows of a CSV text. Raises ``Fault``."""
    try:
        rows = [_row(row) for row in read_rows(text)]
    except Unreadable as error:
        values = {"column": error.column, "columns": ",".join(COLUMNS)}
        raise Fault(UNREADABLE[error.key], error.line, **values) from error
    if not rows:
        raise Fault("file.empty")
    _check_together(rows)
    return tuple(sorted(rows, key=lambda row: row.day))


UNREADABLE: Final = {
    "empty": "file.empty",
    "quotes": "row.quotes",
    "column": "row.column",
    "twice": "row.column",
    "date_order": "row.date_order",
}


def _row(found: FileRow) -> Row:
    line = found.line
    if found.spare:
        raise Fault("row.cells", line)
    if found.day is None:
        raise Fault("row.date" if found.said_day else "row.date_missing", line, date=found.said_day)
    kind = found.kind or "written"
    row = Row(found.day, found.person, found.keep, found.problem, found.try_, cast(Kind, kind), line)
    for key, wrong in _CHECKS:
        if wrong(row):
            raise Fault(key, line, kind=kind, limit=f"{LONGEST_TEXT:,}", name_limit=LONGEST_NAME)
    return row


def _texts(row: Row) -> tuple[str, str, str]:
    return row.keep, row.problem, row.try_


_CHECKS: Final[tuple[tuple[str, Callable[[Row], bool]], ...]] = (
    ("row.person", lambda row: not row.person),
    ("row.name_long", lambda row: len(row.person) > LONGEST_NAME),
    ("row.kind", lambda row: row.kind not in KINDS),
    ("row.too_long", lambda row: any(len(text) > LONGEST_TEXT for text in _texts(row))),
    ("row.no_text", lambda row: row.kind == "written" and not any(_texts(row))),
    ("row.text_and_tap", lambda row: row.kind in ("quiet", "off") and any(_texts(row))),
)


def _check_together(rows: Iterable[Row]) -> None:
    """Check the rows together, in the file's order: a day twice, too many people, too long a time."""
    seen: dict[tuple[date, str], int] = {}
    people: set[str] = set()
    first = last = None
    for row in rows:
        if earlier := seen.get((row.day, row.person)):
            raise Fault("row.twice", row.line, name=row.person, date=row.day.isoformat(), earlier=earlier)
        seen[row.day, row.person] = row.line
        people.add(row.person)
        if len(people) > MOST_PEOPLE:
            raise Fault("row.people", row.line, most=MOST_PEOPLE)
        first, last = min(first or row.day, row.day), max(last or row.day, row.day)
        if last - first > LONGEST_STORY:
            raise Fault("row.span", row.line, date=row.day.isoformat())
