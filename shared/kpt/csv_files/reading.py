"""Reads the CSV files that people have: as Excel and Google Sheets write them, in Japan and elsewhere."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from shared.kpt.csv_files.dates import Order, day_of, order_of
from shared.kpt.csv_files.headers import FIELDS, NEEDED, ambiguous_field, columns_of_fields
from shared.kpt.csv_files.writing import BYTE_ORDER_MARK, unguarded
from shared.kpt.sheet.rows import COLUMNS, is_key

ENCODINGS: Final = ("utf-8", "cp932")
SEPARATORS: Final = (",", ";", "\t")
LONGEST_CELL: Final = 10_000_000
"""Longer than any text that fits: so a cell that is too long makes one row unfit, not the whole file."""
_SEPARATOR_SAID: Final = re.compile(r"sep=[,;\t]?", re.IGNORECASE)
"""The first line of some files that were made for Excel."""
csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))


@dataclass(frozen=True)
class FileRow:
    """A row of the file, with ``\\n`` as the line end of its texts. ``day`` is None where the cell holds no day.

    ``line``: the line on which it begins. ``spare``: it has cells beyond the header's columns. ``user``: the member's
    id, where the file is one of ours.
    """

    line: int
    day: date | None
    said_day: str
    person: str
    keep: str = ""
    problem: str = ""
    try_: str = ""
    kind: str = ""
    spare: bool = False
    user: str = ""


class Unreadable(Exception):
    """Why a file is not read. ``key``: encoding, quotes, column, twice, date_order or empty."""

    def __init__(self, key: str, line: int = 0, column: str = "") -> None:
        super().__init__(key, line, column)
        self.key, self.line, self.column = key, line, column


def decoded(content: bytes) -> str:
    """A file's text. Japanese Excel writes cp932, Excel's *Unicode text* is UTF-16. Raises ``Unreadable``, for example
    for a workbook that was not saved as text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\0" in content:
        encodings = ()
    else:
        encodings = ENCODINGS
    for encoding in encodings:
        try:
            return content.decode(encoding).removeprefix(BYTE_ORDER_MARK)
        except UnicodeDecodeError:
            continue
    raise Unreadable("encoding")


def read_rows(text: str, said: Mapping[str, str] | None = None, order: Order | None = None) -> list[FileRow]:
    """The rows of a CSV text, in their order. ``said``: the header of a field, where somebody gives it; ``order``: the
    order of day, month and year.

    Raises ``Unreadable`` for faults of the whole file. The caller checks each row.
    """
    lines = list(_lines(text, _separator(text)))
    if lines and _SEPARATOR_SAID.fullmatch("".join(lines[0][1])):
        del lines[0]
    if not lines:
        raise Unreadable("empty")
    (header_line, header), *below = lines
    found = columns_of_fields(header, said)
    for field in (*NEEDED, *((said or {}).keys())):
        if field not in found:
            raise Unreadable("column", header_line, (said or {}).get(field, field))
    if not {"keep", "problem", "try"} & found.keys():
        raise Unreadable("column", header_line, "keep")
    if ambiguous := ambiguous_field(header, found):
        raise Unreadable("twice", header_line, header[found[ambiguous]])
    days = [_cell(cells, found["date"]) for _, cells in below]
    order = order or order_of(days)
    if order is None:
        raise Unreadable("date_order", header_line, header[found["date"]])
    is_ours = tuple(header[: len(COLUMNS)]) == COLUMNS
    return [_row(line, cells, len(header), found, order, is_ours=is_ours) for line, cells in below]


def _row(
    line: int, cells: Sequence[str], width: int, found: Mapping[str, int], order: Order, *, is_ours: bool
) -> FileRow:
    said = {field: _cell(cells, found[field]) if field in found else "" for field in FIELDS}
    if is_ours:
        said = {field: unguarded(text) for field, text in said.items()}
    key = cells[0] if is_ours and is_key(cells[0]) else ""
    return FileRow(
        line=line,
        day=day_of(said["date"], order),
        said_day=said["date"].strip(),
        person=" ".join(said["person"].split()),
        keep=_text(said["keep"]),
        problem=_text(said["problem"]),
        try_=_text(said["try"]),
        kind=said["kind"].strip().lower(),
        spare=any(cell.strip() for cell in cells[width:]),
        user=key.partition("_")[2],
    )


def _separator(text: str) -> str:
    """The separator of the cells: the one that splits the header into most cells."""
    counts = {}
    header = text.lstrip("\r\n")
    for separator in SEPARATORS:
        try:
            counts[separator] = len(next(csv.reader(io.StringIO(header, newline=""), delimiter=separator), []))
        except csv.Error:
            counts[separator] = 0
    return max(SEPARATORS, key=lambda separator: counts[separator])


def _lines(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """The records that are not blank, each with the number of its first line. Raises ``Unreadable``."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=separator)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unreadable("quotes", line) from error
        if any(cell.strip() for cell in cells):
            yield line, cells


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _text(text: str) -> str:
    """The text as typed. White space alone counts as empty, as in the form."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if text.strip() else ""
