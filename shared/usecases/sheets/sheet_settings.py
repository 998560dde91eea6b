"""A member's changes of their team's spreadsheet: disconnecting it, and adding earlier entries.

Earlier entries were promised to the channel, not to everybody who can open a sheet. So they are written on request
only, and not until the channel has known of the sheet for a day.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from shared.kpt.team.team import Team, TeamSheet
from shared.kpt.team.team_settings import SettingChange
from shared.log_events import LogEvent
from shared.usecases.ports.aggregates.sheet_state import SheetState
from shared.usecases.ports.world import World
from shared.usecases.sheets.sheet_told import when_told
from shared.usecases.team.change_settings import Refusal, change_team

AFTER_TOLD = timedelta(days=1)
Change = Callable[[Team, TeamSheet], "Became"]
Became = Refusal | Literal["done", "not_connected", "too_early"]


@dataclass(frozen=True)
class Standing:
    """A team's spreadsheet and its state. ``earlier_from``: when earlier entries may be added (None: the channel is not
    told yet)."""

    team: Team
    sheet: TeamSheet
    state: SheetState
    earlier_from: datetime | None


def standing(world: World, team: Team, state: SheetState) -> Standing | None:
    """A team's spreadsheet and its state; None where there is none."""
    if team.sheet is None:
        return None
    told = when_told(world, team)
    return Standing(team, team.sheet, state, told + AFTER_TOLD if told else None)


def disconnect(world: World, team_id: str, user: str) -> Became:
    """Disconnect a team's spreadsheet. The sheet itself stays as it is."""

    def leave(team: Team, _: TeamSheet) -> Became:
        change = SettingChange("sheet_state", "on", "off")
        return _write(world, replace(team, sheet=None), user, "disconnected the spreadsheet", change)

    return _changing(world, team_id, user, leave)


def add_earlier(world: World, team_id: str, user: str) -> Became:
    """Add earlier entries to a team's spreadsheet, once the channel has known of the sheet for a day."""

    def add(team: Team, sheet: TeamSheet) -> Became:
        if sheet.past:
            return "done"
        told = when_told(world, team)
        if told is None or world.clock.now() < told + AFTER_TOLD:
            return "too_early"
        after = replace(team, sheet=replace(sheet, past=True))
        change = SettingChange("sheet_earlier", "off", "on")
        return _write(world, after, user, "added earlier entries to the spreadsheet", change)

    return _changing(world, team_id, user, add)


def _changing(world: World, team_id: str, user: str, change: Change) -> Became:
    def change_sheet(team: Team) -> Became:
        return change(team, team.sheet) if team.sheet else "not_connected"

    return change_team(world, team_id, user, change_sheet)


def _write(world: World, team: Team, user: str, what: str, change: SettingChange) -> Became:
    """Write the change, with an errand that tells the channel and updates the sheet."""
    now = world.clock.now()
    told = json.dumps([[change.what, change.old, change.new]])
    about = {"kind": "changed", "at": now.isoformat(), "changes": told, "gone": ""}
    errands = {f"changed-{team.id}-{now:%Y%m%dT%H%M%S%f}": about}
    world.store.teams.change_sheet(replace(team, updated_by=user), what, errands, now)
    world.log(LogEvent.TEAM_CHANGED, team=team.id, what=what, settings=[change.what])
    return "done"
