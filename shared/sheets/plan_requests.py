"""Plans as requests of Google's ``spreadsheets.batchUpdate``.

Texts are sent as strings and days as numbers, so that nothing that somebody typed is evaluated.
"""

from typing import Any, Final

from shared.kpt.sheet.columns import USUAL, Insert
from shared.kpt.sheet.plan import Plan, Write
from shared.kpt.sheet.rows import COLUMNS, DATES, Row

VALUE: Final = "userEnteredValue"
FORMAT: Final = "userEnteredFormat.numberFormat"
DATE: Final = {"type": "DATE", "pattern": "yyyy-mm-dd"}
TAB_COLUMNS: Final = 26
TAB_ROWS: Final = 100


def of_plan(tab: int, plan: Plan) -> list[dict[str, Any]]:
    """A plan's requests in their order: inserts, writes in place, appended rows."""
    requests = [_insert(tab, insert) for insert in plan.inserts]
    requests += [_write(tab, write) for write in plan.writes]
    if plan.appends:
        rows = [_row(row, plan.columns) for row in plan.appends]
        requests.append({"appendCells": {"sheetId": tab, "rows": rows, "fields": f"{VALUE},{FORMAT}"}})
    return requests


def of_new_tab(tab: int, title: str, key: str, value: str) -> list[dict[str, Any]]:
    """The requests that make a tab with a frozen header, and metadata that names its team."""
    size = {"rowCount": TAB_ROWS, "columnCount": TAB_COLUMNS, "frozenRowCount": 1}
    note = {
        "metadataKey": key,
        "metadataValue": value,
        "location": {"sheetId": tab},
        "visibility": "DOCUMENT",
    }
    return [
        {"addSheet": {"properties": {"sheetId": tab, "title": title, "gridProperties": size}}},
        {"createDeveloperMetadata": {"developerMetadata": note}},
        _write(tab, Write(0, 0, COLUMNS)),
    ]


def letter(column: int) -> str:
    """The letters of a column: A for 0, AA for 26."""
    name = ""
    while column >= 0:
        column, left = divmod(column, 26)
        name, column = chr(ord("A") + left) + name, column - 1
    return name


def column_of(name: str) -> int:
    """The index of a column by its letters; -1 for none."""
    column = 0
    for sign in name:
        column = column * 26 + ord(sign) - ord("A") + 1
    return column - 1


def _insert(tab: int, insert: Insert) -> dict[str, Any]:
    dimension = "ROWS" if insert.what == "row" else "COLUMNS"
    if insert.at_end:
        return {"appendDimension": {"sheetId": tab, "dimension": dimension, "length": 1}}
    place = {"sheetId": tab, "dimension": dimension, "startIndex": insert.index, "endIndex": insert.index + 1}
    return {"insertDimension": {"range": place, "inheritFromBefore": False}}


def _write(tab: int, write: Write) -> dict[str, Any]:
    place = {
        "sheetId": tab,
        "startRowIndex": write.row,
        "endRowIndex": write.row + 1,
        "startColumnIndex": write.column,
        "endColumnIndex": write.column + len(write.values),
    }
    cells = [_cell(value) for value in write.values]
    return {"updateCells": {"range": place, "rows": [{"values": cells}], "fields": VALUE}}


def _row(row: Row, columns: tuple[int, ...] = USUAL) -> dict[str, Any]:
    """A new row. People's columns between the app's stay empty."""
    cells: list[dict[str, Any]] = [{} for _ in range(max(columns) + 1)]
    for name, column, value in zip(COLUMNS, columns, row, strict=True):
        cells[column] = _cell(value)
        if name in DATES:
            cells[column]["userEnteredFormat"] = {"numberFormat": DATE}
    return {"values": cells}


def _cell(value: str | int | None) -> dict[str, Any]:
    """A cell's value: nothing to empty it, a text as a string, whatever it begins with."""
    if value is None or value == "":
        return {}
    return {VALUE: {"stringValue": value} if isinstance(value, str) else {"numberValue": value}}
