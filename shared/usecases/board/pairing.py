"""Opening a team's week on a shared screen, for a member who typed the screen's code."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from shared.kpt.board.screen import Screen, expires_at
from shared.kpt.day import day_of
from shared.kpt.digest.digest import STAYS_OPEN
from shared.kpt.errors import AlreadyExists
from shared.kpt.schedule.session import session_held_on
from shared.kpt.team.team import Team
from shared.log_events import LogEvent
from shared.usecases.ports.world import World

Why = Literal["no_team", "used", "paused"]


@dataclass(frozen=True)
class NotOpened:
    """Why a screen does not show a week."""

    reason: Why


def team_to_show(world: World, workspace: str, user: str, channel_team: str) -> Team | None:
    """The team of the channel in which the code was typed, if the user is its member; otherwise their home team."""
    team = world.store.teams.get(channel_team)
    if team and not team.is_gone and user in team.members:
        return team
    person = world.store.people.get_many(workspace, [user]).get(user)
    home = world.store.teams.get(person.home) if person and person.home else None
    return home if home and not home.is_gone and user in home.members else None


def until_when(world: World, team: Team) -> datetime:
    """When a screen that is opened now stops showing a team's week."""
    now = world.clock.now()
    last = world.store.digests.before(team.id, None)
    if last and now < last.closes_at:
        return expires_at(now, last.closes_at)
    today = day_of(now, team.time_zone)
    session = session_held_on(team.on(today), today)
    to_come = session is not None and now <= session.moment
    return expires_at(now, session.moment + STAYS_OPEN if session and to_come else None)


def open_screen(world: World, team_id: str, user: str, code: str) -> Screen | NotOpened:
    """Let the screen with this code show the team's week. A code works once.

    The same person may press twice, as the first answer may have been lost: they get the same screen.
    """
    team = world.store.teams.get(team_id)
    if team is None or team.is_gone or user not in team.members:
        return NotOpened("no_team")
    if team.status == "paused":
        return NotOpened("paused")
    screen = Screen(code, team.id, user, world.clock.now(), until_when(world, team))
    try:
        world.store.screens.open(screen)
    except AlreadyExists:
        open_now = world.store.screens.get(code)
        mine = open_now and open_now.is_open(world.clock.now()) and (open_now.team, open_now.by) == (team.id, user)
        return open_now if open_now and mine else NotOpened("used")
    world.log(LogEvent.BOARD_SCREEN_OPENED, team=team.id, by=user)
    return screen


def close_screen(world: World, workspace: str, user: str, code: str) -> None:
    """Close a screen, if this user opened it."""
    screen = world.store.screens.get(code)
    if screen and screen.by == user and screen.team.startswith(f"{workspace}-"):
        world.store.screens.close(code)
        world.log(LogEvent.BOARD_SCREEN_CLOSED, team=screen.team, by=user)


def open_screens(world: World, workspace: str, user: str) -> list[Screen]:
    """The screens that this user opened and that are still open."""
    now = world.clock.now()
    mine = world.store.screens.opened_by(user)
    return [screen for screen in mine if screen.is_open(now) and screen.team.startswith(f"{workspace}-")]
