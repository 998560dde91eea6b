"""The team's spreadsheet, behind the scenes: people's hands may sort and spoil it, and watch it heal."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from local.google.grids import Tab
from local.playground import scene
from local.playground.play import Play
from local.slack.people.choosing import NotPossible
from shared.kpt.sheet.link import address_of
from shared.kpt.sheet.rows import DATES, day_of_number

ROWS: Final = 40
"""How many rows the page shows."""
NAME, KEEP = 3, 4


def sheet(play: Play) -> dict[str, Any]:
    """The link that connects it; and of the team's tab, once there is one, its title and rows."""
    tab = _tab(play)
    shown = {"link": address_of(scene.SPREADSHEET, 0), "title": tab.title if tab else "", "rows": []}
    return shown | ({"rows": _rows(tab)} if tab else {})


def touch(play: Play, wish: Mapping[str, Any]) -> None:
    """Somebody's hand in the sheet; KeyError for no such thing. ``NotPossible`` where there is no tab."""
    do = _HANDS[str(wish["do"])]
    with play.changes:
        tab = _tab(play)
        if tab is None:
            raise NotPossible("no_sheet")
        do(tab)
    play.happened()


def compare(play: Play) -> None:
    """What the sweep does once a week: every row is compared with the store."""
    play.machine.triggers.publish("sheet", [{"team": scene.TEAM}])
    play.happened()


def _tab(play: Play) -> Tab | None:
    team = play.records.teams.get(scene.TEAM)
    if team is None or team.sheet is None:
        return None
    tabs = play.machine.google_sheets.spreadsheets[scene.SPREADSHEET].tabs
    return next((tab for tab in tabs if tab.id == team.sheet.tab), None)


def _rows(tab: Tab) -> list[list[str]]:
    rows = tab.values(0, ROWS, 0, tab.column_count)
    header = [str(cell) for cell in rows[0]] if rows else []
    return [[_said(cell, name) for cell, name in zip(row, [*header, *[""] * len(row)], strict=False)] for row in rows]


def _said(cell: object, column: str) -> str:
    """A cell as a spreadsheet shows it: numbers as days where the column is one."""
    if column in DATES and isinstance(cell, int | float) and (day := day_of_number(cell)):
        return day.isoformat()
    return "" if cell is None else str(cell)


_HANDS: Final[Mapping[str, Callable[[Tab], None]]] = {
    "sort": lambda tab: tab.sort(NAME),
    "spoil": lambda tab: tab.type(1, KEEP, "=1+1"),
    "copy": lambda tab: tab.duplicate_row(1),
    "delete": lambda tab: tab.delete_row(1),
}
