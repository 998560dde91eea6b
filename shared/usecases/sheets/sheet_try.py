"""Connecting a team with a spreadsheet: it is tried by the function whose account the sheet is shared with."""

from dataclasses import replace
from typing import Literal

from shared.kpt.errors import Busy, OutcomeUnknown, RetryLater, VersionConflict
from shared.kpt.sheet.columns import has_header, mend
from shared.kpt.sheet.plan import header_plan
from shared.kpt.sheet.rows import row_of
from shared.kpt.team.team import Team, TeamSheet
from shared.usecases.ports.sheet_state import SheetState
from shared.usecases.ports.sheets import Fault, NoTab, SheetClosed
from shared.usecases.ports.world import World
from shared.usecases.sheets.sheet_tab import team_tab

Tried = Fault | Literal["connected", "asked_to_rest"]
"""What became of it, each with a sentence of its own."""


def try_sheet(world: World, team_id: str, by: str, spreadsheet: str) -> Tried | None:
    """Make or find the team's tab in a spreadsheet, write the header and nothing else, and connect the team with it.

    None where there is no such team. A sheet that is connected already stays so since when it was.
    """
    team = world.store.teams.get(team_id)
    if team is None or team.is_gone:
        return None
    try:
        sheet, columns = _prepare(world, team, by, spreadsheet)
    except SheetClosed as closed:
        world.log("sheet.tried", team=team_id, outcome=closed.fault)
        return closed.fault
    except (RetryLater, OutcomeUnknown, NoTab) as error:
        world.log("sheet.tried", "WARNING", team=team_id, outcome="asked_to_rest", error=str(error))
        return "asked_to_rest"
    _, state = world.store.sheets.get(team_id)
    is_new = team.sheet is None or team.sheet.id != spreadsheet
    fresh = SheetState(mark=sheet.at) if is_new else replace(state, fault="")
    try:
        if is_new:
            _connect(world, team, by, sheet)
        else:
            world.store.teams.set_sheet(team_id, sheet)
        world.store.sheets.write(team_id, replace(fresh, columns=columns, version=state.version))
    except VersionConflict as error:
        raise Busy(f"{team_id}: it, or its sheet, is being written") from error
    world.log("sheet.tried", team=team_id, outcome="connected")
    return "connected"


def _connect(world: World, team: Team, by: str, sheet: TeamSheet) -> None:
    """Store it, with the errand that tells the channel."""
    errand = {"kind": "sheet_told", "at": sheet.at.isoformat()}
    after = replace(team, sheet=sheet, updated_by=by)
    world.store.teams.change_sheet(after, "connected a spreadsheet", {f"sheet_told-{team.id}": errand}, sheet.at)


def _prepare(world: World, team: Team, by: str, spreadsheet: str) -> tuple[TeamSheet, tuple[int, ...]]:
    """The tab with its header, and where its columns are. The header is written in any case: so one knows that the
    sheet may be written to."""
    tab = team_tab(world, spreadsheet, team)
    seen = world.sheets.read_all(spreadsheet, tab.id)
    entries = world.store.entries.all_of(team.id) if not has_header(seen.rows[0] if seen.rows else (), _usual()) else []
    wanted = {entry.id: row for entry in entries if (row := row_of(team, entry, world.done_line))}
    _, state = world.store.sheets.get(team.id)
    plan = header_plan(mend(seen.rows, seen.width, state.columns, wanted))
    world.sheets.write(spreadsheet, tab.id, seen.title, plan)
    if team.sheet and team.sheet.id == spreadsheet:
        return replace(team.sheet, tab=tab.id), plan.columns
    return TeamSheet(spreadsheet, tab.id, by, world.clock.now()), plan.columns


def _usual() -> tuple[int, ...]:
    return SheetState().columns
