"""Finds a team's tab in its spreadsheet by the tab's metadata, or makes one."""

from collections.abc import Collection, Sequence
from itertools import count

from shared.kpt.errors import OutcomeUnknown
from shared.kpt.team.team import Team
from shared.usecases.ports.sheets import Tab
from shared.usecases.ports.world import World

LONGEST_TITLE = 80
"""Characters of a channel's name in a title, which may have 100."""


def team_tab(world: World, spreadsheet: str, team: Team) -> Tab:
    """The tab of a team: the stored one if it exists, otherwise one whose metadata names the team, otherwise a new one.
    A copied tab has the same metadata, so the stored tab comes first."""
    tabs = world.sheets.tabs(spreadsheet)
    if found := _found(tabs, spreadsheet, team):
        return found
    try:
        return world.sheets.make_tab(spreadsheet, _free_title(team.name, {tab.title for tab in tabs}), team.id)
    except OutcomeUnknown:  # the tab may exist now: ours, or another run's with the same title
        if found := _found(world.sheets.tabs(spreadsheet), spreadsheet, team):
            return found
        raise


def _found(tabs: Sequence[Tab], spreadsheet: str, team: Team) -> Tab | None:
    stored = team.sheet.tab if team.sheet and team.sheet.id == spreadsheet else None
    found = [tab for tab in tabs if tab.id == stored] or [tab for tab in tabs if tab.team == team.id]
    return found[0] if found else None


def _free_title(name: str, taken: Collection[str]) -> str:
    title = f"KPT {name[:LONGEST_TITLE]}".strip()
    others = (f"{title} {number}" for number in count(2))
    return title if title not in taken else next(other for other in others if other not in taken)
