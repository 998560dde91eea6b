"""Spreadsheets with real grids: what the API does in them, and what people do."""

import re
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Literal

CellData = dict[str, Any]
"""A cell in the API's form: ``userEnteredValue``, ``userEnteredFormat``."""
Value = str | int | float | bool | None
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_ids = count(1000)


class NoSuch(Exception):
    """Google's refusal, with its message."""


@dataclass
class Tab:
    """One grid of ``row_count`` by ``column_count``. ``rows`` holds the rows up to the last written one."""

    title: str
    id: int = field(default_factory=lambda: next(_ids))
    rows: list[list[CellData]] = field(default_factory=list)
    row_count: int = 1000
    column_count: int = 26
    frozen: int = 0
    metadata: list[tuple[str, str]] = field(default_factory=list)
    protected: bool = False
    hidden: set[int] = field(default_factory=set)
    """Rows that a filter hides. Reads and writes ignore it."""

    # Reading

    def cell(self, row: int, column: int) -> CellData:
        """A cell; empty where nothing was written."""
        line = self.rows[row] if row < len(self.rows) else []
        return line[column] if column < len(line) else {}

    def value(self, row: int, column: int) -> Value:
        """A cell's unformatted value. A formula is not evaluated; its value is a text that names it."""
        entered = self.cell(row, column).get("userEnteredValue", {})
        if "formulaValue" in entered:
            return f"evaluated: {entered['formulaValue']}"
        return next(iter(entered.values()), None)

    def values(self, first: int, last: int, left: int, right: int) -> list[list[Value]]:
        """The values of a range, without empty cells at the ends of rows and without empty rows at the end."""
        found: list[list[Value]] = []
        for number in range(first, min(last, len(self.rows))):
            row = [self.value(number, column) for column in range(left, min(right, len(self.rows[number])))]
            while row and row[-1] is None:
                row.pop()
            found.append(["" if value is None else value for value in row])
        while found and not found[-1]:
            found.pop()
        return found

    @property
    def filled(self) -> int:
        """The number of rows up to the last that is not empty."""
        return len(self.values(0, len(self.rows), 0, self.column_count))

    # What the API does

    def put(self, row: int, column: int, cell: CellData, mask: str) -> None:
        """Write those parts of a cell that a mask names. Parts that ``cell`` lacks are removed."""
        if row >= self.row_count or column >= self.column_count:
            raise NoSuch(f"Attempting to write row {row}, column: {column}, beyond the last requested one")
        while len(self.rows) <= row:
            self.rows.append([])
        line = self.rows[row]
        line += [{} for _ in range(column + 1 - len(line))]
        for path in mask.split(","):
            _copy(cell, line[column], path.split("."))

    def append(self, rows: list[list[CellData]], mask: str) -> None:
        """Add rows after the last that is not empty. The grid grows with them."""
        first = self.filled
        self.row_count = max(self.row_count, first + len(rows))
        for number, cells in enumerate(rows, first):
            for column, cell in enumerate(cells):
                self.put(number, column, cell, mask)

    def insert_rows(self, at: int, number: int = 1) -> None:
        """Insert empty rows before a row."""
        self.row_count += number
        if at < len(self.rows):
            self.rows[at:at] = [[] for _ in range(number)]

    def insert_columns(self, at: int, number: int = 1) -> None:
        """Insert empty columns before a column."""
        self.column_count += number
        for row in self.rows:
            if at < len(row):
                row[at:at] = [{} for _ in range(number)]

    # What people do

    def type(self, row: int, column: int, text: str) -> None:
        """Type into a cell: a text that looks like a number, a formula or a boolean becomes one."""
        self.put(row, column, {"userEnteredValue": typed(text)} if text else {}, "userEnteredValue")

    def sort(self, column: int, *, descending: bool = False, header: bool = True) -> None:
        """Sort the rows by a column; ``header``: without the first row."""
        start = 1 if header else 0
        rows = self.rows[start:]

        def key(row: list[CellData]) -> tuple[int, float, str]:
            value = next(iter(row[column].get("userEnteredValue", {}).values()), None) if column < len(row) else None
            if isinstance(value, int | float):
                return (0, float(value), "")
            return (1, 0.0, value) if value else (2, 0.0, "")

        filled = sorted((row for row in rows if key(row)[0] < 2), key=key, reverse=descending)
        self.rows[start:] = [*filled, *(row for row in rows if key(row)[0] == 2)]

    def duplicate_row(self, row: int) -> None:
        """Insert a copy of a row below it."""
        if row < len(self.rows):
            self.row_count += 1
            self.rows.insert(row + 1, [dict(cell) for cell in self.rows[row]])

    def delete_row(self, row: int) -> None:
        """Delete a row; the rows below move up."""
        self.row_count -= 1
        if row < len(self.rows):
            del self.rows[row]

    def delete_column(self, column: int) -> None:
        """Delete a column; the columns to its right move left."""
        self.column_count -= 1
        for row in self.rows:
            if column < len(row):
                del row[column]

    def move_column(self, column: int, to: int) -> None:
        """Drag a column to another place."""
        for row in self.rows:
            row += [{} for _ in range(max(column, to) + 1 - len(row))]
            row.insert(to, row.pop(column))


@dataclass
class Spreadsheet:
    """A file in Drive. ``access`` is what the service account may do with it; ``organisation``: a domain policy allows
    no app. ``kind`` is the type of the file."""

    id: str
    tabs: list[Tab] = field(default_factory=lambda: [Tab("Sheet1")])
    access: Literal["writer", "reader", "none", "organisation"] = "writer"
    kind: Literal["sheet", "excel", "document"] = "sheet"

    def tab(self, tab_id: int) -> Tab:
        """A tab by its id."""
        for tab in self.tabs:
            if tab.id == tab_id:
                return tab
        raise NoSuch(f"No grid with id: {tab_id}")

    def duplicate(self, tab: Tab) -> Tab:
        """Copy a tab with its metadata."""
        copied = Tab(
            f"Copy of {tab.title} {len(self.tabs)}",
            rows=[[dict(cell) for cell in row] for row in tab.rows],
            row_count=tab.row_count,
            column_count=tab.column_count,
            metadata=list(tab.metadata),
        )
        self.tabs.insert(0, copied)
        return copied


def typed(text: str) -> dict[str, Any]:
    """The value that Google makes of a text that a person types into a cell."""
    if text.startswith("="):
        return {"formulaValue": text}
    if _NUMBER.fullmatch(text):
        return {"numberValue": float(text)}
    if text.upper() in ("TRUE", "FALSE"):
        return {"boolValue": text.upper() == "TRUE"}
    return {"stringValue": text.removeprefix("'")}


def _copy(source: CellData, target: CellData, path: list[str]) -> None:
    name, *further = path
    if further:
        inside = target.get(name, {})
        target[name] = dict(inside)
        _copy(source.get(name, {}), target[name], further)
        if not target[name]:
            del target[name]
    elif name in source:
        target[name] = source[name]
    else:
        target.pop(name, None)
