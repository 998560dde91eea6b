"""A team's tab in its spreadsheet: found by the note that it bears, or made."""

from collections.abc import Collection, Sequence
from itertools import count

from shared.kpt.errors import OutcomeUnknown
from shared.kpt.team.team import Team
from shared.usecases.ports.sheets import Tab
from shared.usecases.ports.world import World

LONGEST_TITLE = 80
"""Characters of a channel's name; a tab's title may have 100."""


def team_tab(world: World, spreadsheet: str, team: Team) -> Tab:
    """The tab of a team: the one that is stored, where it is there; else one that says it is this team's; else a new
    one. A tab that people copied says so, too: the stored one wins."""
    tabs = world.sheets.tabs(spreadsheet)
    if found := _found(tabs, spreadsheet, team):
        return found
    try:
        return world.sheets.make_tab(spreadsheet, _free_title(team.name, {tab.title for tab in tabs}), team.id)
    except OutcomeUnknown:  # it may be there now: ours, or that of another run, which took the title
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
