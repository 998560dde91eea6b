"""The methods of Google's Sheets API that the app calls."""

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from local.google.discovery import Broken, check_mask, document
from local.google.grids import NoSuch, Spreadsheet, Tab
from shared.sheets.plan_requests import column_of, letter

Body = Mapping[str, Any]
_COLUMN_RANGE = re.compile(r"(?:'((?:[^']|'')+)'|(\w+))!([A-Z]+):([A-Z]+)")


def get(sheet: Spreadsheet, query: Mapping[str, list[str]]) -> Body:
    """``spreadsheets.get``, without grid data."""
    if query.get("ranges") or query.get("includeGridData"):
        raise Broken("the stand-in answers no grid data here")
    return _described(sheet)


def batch_get(sheet: Spreadsheet, body: Body) -> Body:
    """``values.batchGetByDataFilter``, for ranges of a grid only."""
    if body.get("valueRenderOption") != "UNFORMATTED_VALUE" or body.get("majorDimension", "ROWS") != "ROWS":
        raise Broken("the stand-in answers unformatted values by rows only")
    found = []
    for each in body["dataFilters"]:
        grid = each.get("gridRange")
        if grid is None:
            raise Broken("the stand-in knows ranges of a grid only")
        tab = sheet.tab(grid.get("sheetId", 0))
        first, last, left, right = _within(tab, grid)
        a1 = f"{_quoted(tab.title)}!{letter(left)}{first + 1}:{letter(right - 1)}{last}"
        values = tab.values(first, last, left, right)
        value_range = {"range": a1, "majorDimension": "ROWS", **({"values": values} if values else {})}
        found.append({"valueRange": value_range, "dataFilters": [each]})
    return {"spreadsheetId": sheet.id, "valueRanges": found}


def batch_update(sheet: Spreadsheet, body: Body) -> Body:
    """``spreadsheets.batchUpdate``: does all requests or none."""
    before = deepcopy(sheet.tabs)
    try:
        replies = [_do(sheet, request, number) for number, request in enumerate(body["requests"])]
        answer: dict[str, Any] = {"spreadsheetId": sheet.id, "replies": replies}
        if body.get("includeSpreadsheetInResponse"):
            answer["updatedSpreadsheet"] = _with_columns(sheet, body.get("responseRanges", ()))
    except BaseException:
        sheet.tabs[:] = before
        raise
    return answer


def _do(sheet: Spreadsheet, request: Body, number: int) -> Body:
    ((name, about),) = request.items()
    try:
        return {name: reply} if (reply := _REQUESTS[name](sheet, about)) else {}
    except KeyError as error:
        raise Broken(f"the stand-in does not know {name}") from error
    except NoSuch as error:
        raise NoSuch(f"Invalid requests[{number}].{name}: {error}") from error


def _add_sheet(sheet: Spreadsheet, about: Body) -> Body:
    wanted = about.get("properties", {})
    if any(tab.title == wanted.get("title") for tab in sheet.tabs):
        raise NoSuch(f'A sheet with the name "{wanted["title"]}" already exists. Please enter another name.')
    if any(tab.id == wanted.get("sheetId") for tab in sheet.tabs):
        raise NoSuch("A sheet with that id already exists")
    size = wanted.get("gridProperties", {})
    tab = Tab(
        wanted.get("title", f"Sheet{len(sheet.tabs) + 1}"),
        row_count=size.get("rowCount", 1000),
        column_count=size.get("columnCount", 26),
        frozen=size.get("frozenRowCount", 0),
    )
    tab.id = wanted.get("sheetId", tab.id)
    sheet.tabs.append(tab)
    return {"properties": {"sheetId": tab.id, "title": tab.title}}


def _create_metadata(sheet: Spreadsheet, about: Body) -> Body:
    noted = about["developerMetadata"]
    if not noted.get("metadataKey") or not noted.get("visibility"):
        raise NoSuch("Developer metadata must have a key and a visibility")
    sheet.tab(noted["location"]["sheetId"]).metadata.append((noted["metadataKey"], noted.get("metadataValue", "")))
    return {}


def _update_cells(sheet: Spreadsheet, about: Body) -> Body:
    grid = about["range"]
    tab = _unprotected(sheet, grid.get("sheetId", 0))
    _known(about["fields"])
    first, last, left, right = _within(tab, grid, writes=True)
    rows = about.get("rows", ())
    for row in range(first, last):
        cells = rows[row - first].get("values", ()) if row - first < len(rows) else ()
        for column in range(left, right):
            tab.put(row, column, cells[column - left] if column - left < len(cells) else {}, about["fields"])
    return {}


def _append_cells(sheet: Spreadsheet, about: Body) -> Body:
    tab = _unprotected(sheet, about.get("sheetId", 0))
    _known(about["fields"])
    rows = [list(row.get("values", ())) for row in about["rows"]]
    if any(len(row) > tab.column_count for row in rows):
        raise NoSuch("a row is wider than the grid")
    tab.append(rows, about["fields"])
    return {}


def _insert_dimension(sheet: Spreadsheet, about: Body) -> Body:
    place = about["range"]
    tab = _unprotected(sheet, place["sheetId"])
    at, number = place["startIndex"], place["endIndex"] - place["startIndex"]
    rows = place["dimension"] == "ROWS"
    if at >= (tab.row_count if rows else tab.column_count):
        raise NoSuch("Cannot insert beyond the last row or column")
    (tab.insert_rows if rows else tab.insert_columns)(at, number)
    return {}


def _append_dimension(sheet: Spreadsheet, about: Body) -> Body:
    tab = _unprotected(sheet, about.get("sheetId", 0))
    if about["dimension"] == "ROWS":
        tab.row_count += about["length"]
    else:
        tab.column_count += about["length"]
    return {}


_REQUESTS = {
    "addSheet": _add_sheet,
    "createDeveloperMetadata": _create_metadata,
    "updateCells": _update_cells,
    "appendCells": _append_cells,
    "insertDimension": _insert_dimension,
    "appendDimension": _append_dimension,
}


def _unprotected(sheet: Spreadsheet, tab_id: int) -> Tab:
    tab = sheet.tab(tab_id)
    if tab.protected:
        raise NoSuch(
            "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove "
            "protection if you need to edit."
        )
    return tab


def _known(mask: str) -> None:
    if document():
        check_mask("CellData", mask, "fields")


def _within(tab: Tab, grid: Body, *, writes: bool = False) -> tuple[int, int, int, int]:
    """The rows and columns of a range. An open end reaches to the grid's end; a read is cut to the grid."""
    first, left = grid.get("startRowIndex", 0), grid.get("startColumnIndex", 0)
    last, right = grid.get("endRowIndex", tab.row_count), grid.get("endColumnIndex", tab.column_count)
    if first >= tab.row_count or left >= tab.column_count or first >= last or left >= right:
        raise NoSuch(
            f"Range ({_quoted(tab.title)}!{letter(left)}{first + 1}) exceeds grid limits. "
            f"Max rows: {tab.row_count}, max columns: {tab.column_count}"
        )
    return first, last if writes else min(last, tab.row_count), left, right if writes else min(right, tab.column_count)


def _described(sheet: Spreadsheet) -> dict[str, Any]:
    return {
        "spreadsheetId": sheet.id,
        "sheets": [
            {
                "properties": {"sheetId": tab.id, "title": tab.title, "index": index},
                "developerMetadata": [
                    {"metadataKey": key, "metadataValue": value, "visibility": "DOCUMENT"}
                    for key, value in tab.metadata
                ],
            }
            for index, tab in enumerate(sheet.tabs)
        ],
    }


def _with_columns(sheet: Spreadsheet, ranges: Any) -> dict[str, Any]:
    """The spreadsheet with the cells of these whole columns."""
    sheets = []
    for a1 in ranges:
        match = _COLUMN_RANGE.fullmatch(a1)
        title = (match[1] or match[2]).replace("''", "'") if match else ""
        tab = next((tab for tab in sheet.tabs if tab.title == title), None)
        if match is None or tab is None:
            raise NoSuch(f"Unable to parse range: {a1}")
        left, right = column_of(match[3]), column_of(match[4]) + 1
        rows = [{"values": [_cell(tab, row, column) for column in range(left, right)]} for row in range(tab.filled)]
        grid = {"startColumn": left, "rowData": rows} if left else {"rowData": rows}
        sheets.append({"properties": {"sheetId": tab.id, "title": tab.title}, "data": [grid]})
    return {"spreadsheetId": sheet.id, "sheets": sheets}


def _cell(tab: Tab, row: int, column: int) -> dict[str, Any]:
    entered = tab.cell(row, column).get("userEnteredValue")
    if not entered:
        return {}
    if "formulaValue" in entered:
        return {"userEnteredValue": entered, "effectiveValue": {"stringValue": str(tab.value(row, column))}}
    return {"userEnteredValue": entered, "effectiveValue": entered}


def _quoted(title: str) -> str:
    return title if re.fullmatch(r"[A-Za-z_]\w*", title, re.ASCII) else "'" + title.replace("'", "''") + "'"
