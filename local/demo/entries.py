"""A team's own weeks: a CSV file, read and checked whole before anything is played."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final, Literal, cast

from shared.kpt.entry.entry import LONGEST_TEXT

Kind = Literal["written", "quiet", "off"]
COLUMNS: Final = ("date", "person", "keep", "problem", "try")
OPTIONAL: Final = "kind"
KINDS: Final = ("written", "quiet", "off")
MOST_PEOPLE = 30
LONGEST_NAME = 80
"""Characters that Slack allows in a display name."""
LONGEST_STORY = timedelta(days=366)
"""From the first date to the last: a mistyped year would be played for an hour."""
YEARS = range(2000, 2100)
_DATE = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})", re.ASCII)


@dataclass(frozen=True)
class Row:
    """What one person did on one day. Texts are as typed, with ``\\n`` at line ends; ``line`` is where it begins."""

    day: date
    person: str
    keep: str = ""
    problem: str = ""
    try_: str = ""
    kind: Kind = "written"
    line: int = 0


class Fault(Exception):
    """Why a file is not played. ``key`` is of the catalogue; ``line`` counts from 1, 0: it is the whole file."""

    def __init__(self, key: str, line: int = 0, **values: object) -> None:
        super().__init__(key, line, values)
        self.key = key
        self.line = line
        self.values = values


def read_file(path: Path) -> tuple[Row, ...]:
    """The rows of a file, by day and within a day as they stand. Raises ``Fault`` for the first that is wrong."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Fault("file.unreadable") from error
    except UnicodeDecodeError as error:
        raise Fault("file.not_utf8") from error
    return read(text)


def read(text: str) -> tuple[Row, ...]:
    """The rows of a CSV text. Raises ``Fault``."""
    lines = _lines(text)
    header_line, header = next(lines, (1, []))
    columns = [name.strip().lower() for name in header]
    for name in (*COLUMNS, OPTIONAL):
        if columns.count(name) > 1 or (name not in columns and name != OPTIONAL):
            raise Fault("row.column", header_line, column=name, columns=",".join(COLUMNS))
    rows = [_row(line, columns, cells) for line, cells in lines]
    if not rows:
        raise Fault("file.empty")
    _check_together(rows)
    return tuple(sorted(rows, key=lambda row: row.day))


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that are not blank, each with the number of the line it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Fault("row.quotes", line) from error
        if any(cell.strip() for cell in cells):
            yield line, cells


def _row(line: int, columns: list[str], cells: list[str]) -> Row:
    if any(cell.strip() for cell in cells[len(columns) :]):
        raise Fault("row.cells", line)
    values = dict(zip(columns, cells + [""] * len(columns), strict=False))
    keep, problem, try_ = (_text(values[name]) for name in ("keep", "problem", "try"))
    kind = values.get(OPTIONAL, "").strip().lower() or "written"
    row = Row(_day(values["date"], line), _name(values["person"]), keep, problem, try_, cast(Kind, kind), line)
    for key, wrong in _CHECKS:
        if wrong(row):
            raise Fault(key, line, kind=kind, limit=f"{LONGEST_TEXT:,}", name_limit=LONGEST_NAME)
    return row


def _day(text: str, line: int) -> date:
    if not text.strip():
        raise Fault("row.date_missing", line)
    match = _DATE.fullmatch(text.strip())
    try:
        day = date(*map(int, match.groups())) if match else None
    except ValueError:
        day = None
    if day is None or day.year not in YEARS:
        raise Fault("row.date", line, date=text.strip())
    return day


def _name(text: str) -> str:
    return " ".join(text.split())


def _text(text: str) -> str:
    """As typed; nothing but white space counts as empty, as in the form."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if text.strip() else ""


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
    """What no row can know alone, in the order of the file: twice the same day, too many people, too long a time."""
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
