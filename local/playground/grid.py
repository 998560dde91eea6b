"""The team's tab in the prepared spreadsheet, and its rows as a spreadsheet shows them."""

from typing import Final

from local.google.grids import Tab
from local.machine import Machine
from local.playground import scene
from shared.kpt.sheet.rows import DATES, day_of_number
from shared.kpt.team.team import Team

ROWS: Final = 40
"""How many rows are shown."""


def tab_of(machine: Machine, team: Team | None) -> Tab | None:
    """The tab to which the team is connected; None before."""
    if team is None or team.sheet is None:
        return None
    tabs = machine.google_sheets.spreadsheets[scene.SPREADSHEET].tabs
    return next((tab for tab in tabs if tab.id == team.sheet.tab), None)


def rows_of(tab: Tab) -> list[list[str]]:
    """The rows with the header, as texts."""
    rows = tab.values(0, ROWS, 0, tab.column_count)
    header = [str(cell) for cell in rows[0]] if rows else []
    return [[_said(cell, name) for cell, name in zip(row, [*header, *[""] * len(row)], strict=False)] for row in rows]


def said_by(tab: Tab) -> list[list[str]]:
    """The rows that are not empty, sorted, so that sorting the sheet changes nothing."""
    return sorted(row for row in rows_of(tab) if any(row))


def _said(cell: object, column: str) -> str:
    """A cell as text. Numbers in a column of dates are shown as days."""
    if column in DATES and isinstance(cell, int | float) and (day := day_of_number(cell)):
        return day.isoformat()
    return "" if cell is None else str(cell)
