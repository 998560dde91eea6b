"""When a team's win sessions are held.

A session has a nominal date, on the set weekday, and is held on the team's last working day on or before that date. A
session that would be held no later than the previous one is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise, takewhile

from shared.kpt.day import day_of, moment_of
from shared.kpt.schedule.workdays import is_off_for_team
from shared.kpt.team.team import Team

LONGEST_CLOSURE = timedelta(days=70)
"""The longest closure of a team: how far a session's day is searched, back and ahead."""


@dataclass(frozen=True)
class Session:
    """One win session. Its nominal date names it and never changes."""

    nominal: date
    held_on: date
    moment: datetime


def held_on(team: Team, nominal: date) -> date | None:
    """The last working day on or before the nominal date; None within the longest closure. The session's weekday counts
    as a working day unless the team is off."""
    for back in range(LONGEST_CLOSURE.days):
        day = nominal - timedelta(back)
        works = day == nominal or day.weekday() in team.reminder.weekdays
        if works and not is_off_for_team(team, day):
            return day
    return None


def sessions(team: Team, since: date) -> Iterator[Session]:
    """The sessions whose nominal date is ``since`` or later, as far ahead as the longest closure."""
    first = since + timedelta((team.win_session.weekday - since.weekday()) % 7)
    weeks = [first + timedelta(weeks=n) for n in range(-1, LONGEST_CLOSURE.days // 7)]
    for (_, before), (nominal, day) in pairwise((week, held_on(team, week)) for week in weeks):
        if day is not None and (before is None or day > before):
            yield Session(nominal, day, moment_of(day, team.win_session.time, team.time_zone))


def session_held_on(team: Team, day: date) -> Session | None:
    """The session that the team holds on a date of its own zone; None where it holds none."""
    for session in sessions(team, day):
        if session.held_on >= day:
            return session if session.held_on == day else None
    return None


def session_on_the_day_of(team: Team, day: date, zone: str) -> Session | None:
    """The session whose moment is on ``day`` in another zone.

    Zones are up to 26 hours apart, and the day turns at 04:00: a team's date may be two days ahead of a member's.
    """
    first, last = day - timedelta(1), day + timedelta(2)
    nearby = takewhile(lambda session: session.held_on <= last, sessions(team, first))
    return next((s for s in nearby if s.held_on >= first and day_of(s.moment, zone) == day), None)
