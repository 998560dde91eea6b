"""Connects a team with a spreadsheet. `sheet` does it, as people share their spreadsheet with its account."""

from dataclasses import replace
from typing import Literal

from shared.kpt.errors import Busy, OutcomeUnknown, RetryLater, VersionConflict
from shared.kpt.sheet.columns import USUAL, has_header, mend
from shared.kpt.sheet.plan import header_plan
from shared.kpt.sheet.rows import row_of
from shared.kpt.team.team import Team, TeamSheet
from shared.log_events import LogEvent
from shared.usecases.ports.aggregates.sheet_state import SheetState
from shared.usecases.ports.sheets import Fault, NoTab, SheetClosed
from shared.usecases.ports.world import World
from shared.usecases.sheets.sheet_tab import team_tab
from shared.usecases.sheets.sheet_told import tell_what_became

Tried = Fault | Literal["connected", "asked_to_rest", "parted"]
"""The outcome of a try; each has a sentence of its own."""
REMEMBERED = 10
"""How many successful tries a team's state stores."""


def connect(world: World, team_id: str, by: str, spreadsheet: str, view: str) -> None:
    """Try to connect a spreadsheet, and tell whoever waits in the view."""
    if became := try_sheet(world, team_id, by, spreadsheet, view):
        tell_what_became(world, team_id, by, view, became)


def try_sheet(world: World, team_id: str, by: str, spreadsheet: str, view: str = "") -> Tried | None:
    """Make or find the team's tab in a spreadsheet, write the header and nothing else, and connect the team with it.

    None where there is no such team. A connected sheet keeps its date. A view connects once: if its message is
    repeated, it does not reconnect a team that was disconnected since.
    """
    team, state = world.store.sheets.get(team_id)
    if team is None or team.is_gone:
        return None
    name = f"{view} {spreadsheet}"
    if name in state.tried:
        return "connected" if team.sheet and team.sheet.id == spreadsheet else None
    try:
        sheet, columns = _prepare(world, team, state, by, spreadsheet)
    except SheetClosed as closed:
        world.log(LogEvent.SHEET_TRIED, team=team_id, outcome=closed.fault)
        return closed.fault
    except (RetryLater, OutcomeUnknown, NoTab) as error:
        if _is_connected(world, team_id, name):
            return "connected"
        world.log(LogEvent.SHEET_TRIED, "WARNING", team=team_id, outcome="asked_to_rest", error=str(error))
        return "asked_to_rest"
    is_new = team.sheet is None or team.sheet.id != spreadsheet
    fresh = SheetState(mark=sheet.at, version=state.version) if is_new else replace(state, fault="")
    state = replace(fresh, columns=columns, tried=_with(state.tried, name))
    try:
        if is_new:
            _connect(world, team, by, sheet, state)
        else:
            world.store.teams.set_sheet(team, sheet)
            world.store.sheets.write(team_id, state)
    except VersionConflict as error:
        if team.sheet and _has_parted(world, team_id):
            return "parted"
        raise Busy(f"{team_id}: it, or its sheet, is being written") from error
    world.log(LogEvent.SHEET_TRIED, team=team_id, outcome="connected")
    return "connected"


def _connect(world: World, team: Team, by: str, sheet: TeamSheet, state: SheetState) -> None:
    """Store the connection, with the errand that tells the channel."""
    errand = {"kind": "sheet_told", "at": sheet.at.isoformat()}
    after, errands = replace(team, sheet=sheet, updated_by=by), {f"sheet_told-{team.id}": errand}
    world.store.teams.change_sheet(after, "connected a spreadsheet", errands, sheet.at, state=state)


def _is_connected(world: World, team_id: str, name: str) -> bool:
    """Whether another run of the same try has connected it meanwhile, so that this run's failure does not count."""
    _, state = world.store.sheets.get(team_id)
    return name in state.tried


def _has_parted(world: World, team_id: str) -> bool:
    """Whether somebody disconnected it during this try: it then stays disconnected."""
    team = world.store.teams.get(team_id)
    return team is not None and team.sheet is None


def _prepare(
    world: World, team: Team, state: SheetState, by: str, spreadsheet: str
) -> tuple[TeamSheet, tuple[int, ...]]:
    """The sheet with its tab, and the app's columns. The header is always written, to find out whether the app may
    write."""
    tab = team_tab(world, spreadsheet, team)
    seen = world.sheets.read_all(spreadsheet, tab.id)
    entries = world.store.entries.all_of(team.id) if not has_header(seen.rows[0] if seen.rows else (), USUAL) else []
    wanted = {entry.id: row for entry in entries if (row := row_of(team, entry, world.done_line))}
    plan = header_plan(mend(seen.rows, seen.width, state.columns, wanted))
    world.sheets.write(spreadsheet, tab.id, seen.title, plan)
    if team.sheet and team.sheet.id == spreadsheet:
        return replace(team.sheet, tab=tab.id), plan.columns
    return TeamSheet(spreadsheet, tab.id, by, world.clock.now()), plan.columns


def _with(tried: tuple[str, ...], name: str) -> tuple[str, ...]:
    """The tries with a new one. A try without a view is not stored, as it could not be told from the next."""
    return tried if name.startswith(" ") else (*tried, name)[-REMEMBERED:]
