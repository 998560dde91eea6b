"""*Start the session now*, for a meeting that was moved. The session's own slot then does nothing."""

from datetime import date
from typing import Literal

from shared.kpt.day import day_of
from shared.kpt.schedule.session import Session, sessions
from shared.kpt.team.team import Team
from shared.usecases.ports.world import World
from shared.usecases.session.hold import post_session
from shared.usecases.team.change_settings import may_not_change

Begun = Literal["begun", "already", "no_entry", "paused", "blocked", "no_zone", "not_yours"]


def begin(world: World, team_id: str, user: str) -> Begun:
    """Leave an errand that posts the next session's digest. Raises ``RetryLater`` and ``StoreSilent``."""
    team = world.store.teams.get(team_id)
    if team is None or team.is_gone or may_not_change(world, team, user):
        return "not_yours"
    if team.status != "active":
        return "paused" if team.status == "paused" else "blocked"
    if team.unknown_zone:
        return "no_zone"
    session = _coming(world, team)
    if session is None:
        return "already"
    if world.store.entries.first_day(team.id) is None:
        return "no_entry"
    nominal = session.nominal.isoformat()
    errand = {"kind": "session", "team": team.id, "by": user, "session": nominal, "day": session.held_on.isoformat()}
    world.store.errands.add(f"session-{team.id}-{nominal}", errand)
    return "begun"


def _coming(world: World, team: Team) -> Session | None:
    """The next session without a digest, held today; None where one was begun today."""
    today, last = day_of(world.clock.now(), team.time_zone), world.store.digests.before(team.id, None)
    if last and last.held_on == today:
        return None
    coming = (s for s in sessions(team.on(today), today) if s.held_on >= today)
    session = next((s for s in coming if last is None or not last.covers_or_follows(s)), None)
    return Session(session.nominal, today, world.clock.now()) if session else None


def post(world: World, team: Team, session: date, day: date) -> None:
    """What the errand does: post the digest, or finish it if it was begun. A team that was paused meanwhile gets
    none."""
    if team.status == "active" and not team.unknown_zone:
        post_session(world, team, Session(session, day, world.clock.now()))
