"""The team's spreadsheet behind the scenes. The visitor may change it by hand, and see the app set it right."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from local.google.grids import Tab
from local.playground import scene
from local.playground.grid import rows_of, said_by, tab_of
from local.playground.play import Play
from local.slack.people.choosing import NotPossible
from shared.kpt.sheet.link import address_of

NAME, KEEP = 3, 4


def sheet(play: Play) -> dict[str, Any]:
    """The link that connects the spreadsheet, and the title and rows of the team's tab."""
    tab = _tab(play)
    shown = {"link": address_of(scene.SPREADSHEET, 0), "title": tab.title if tab else "", "rows": []}
    return shown | ({"rows": rows_of(tab)} if tab else {})


def touch(play: Play, wish: Mapping[str, Any]) -> None:
    """Change the sheet by hand. Raises KeyError for an unknown change, and ``NotPossible`` where there is no tab."""
    do = _HANDS[str(wish["do"])]
    with play.changes:
        tab = _tab(play)
        if tab is None:
            raise NotPossible("no_sheet")
        before = said_by(tab)
        do(tab)
        if said_by(tab) != before:
            play.checklist.spoils(before)
    play.happened()


def compare(play: Play) -> None:
    """Compare every row with the store, as the sweep does once a week."""
    play.machine.triggers.publish("sheet", [{"team": scene.TEAM}])
    play.happened()


def _tab(play: Play) -> Tab | None:
    return tab_of(play.machine, play.records.teams.get(scene.TEAM))


_HANDS: Final[Mapping[str, Callable[[Tab], None]]] = {
    "sort": lambda tab: tab.sort(NAME),
    "spoil": lambda tab: tab.type(1, KEEP, "=1+1"),
    "copy": lambda tab: tab.duplicate_row(1),
    "delete": lambda tab: tab.delete_row(1),
}
