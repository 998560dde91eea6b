"""When new times begin to hold, so that a change during the day neither repeats nor drops what is due that day.

A new time holds from the first day on which neither the old nor the new time has passed. A new weekday of the session
holds from the first week in which neither session has passed, so that each week has one.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from shared.kpt.day import day_of, days_it_may_be
from shared.kpt.schedule.reminder import Reminder, reminder_for, slots_of
from shared.kpt.schedule.session import session_held_on, sessions
from shared.kpt.team.person import People, Person
from shared.kpt.team.team import Team, TimesBefore

MARGIN = timedelta(minutes=5)
"""A time that comes sooner than this counts as passed: its slot's job may not exist in time."""


def with_times_before(old: Team, new: Team, people: People, now: datetime) -> Team:
    """The team with its new settings, the old times that still hold for a while, and the slots of all of them.

    ``people`` are those of the new team.
    """
    new = replace(new, before=())
    if old.unknown_zone:  # nobody was asked by it
        return replace(new, slots=slots_of(new, people, day_of(now, new.time_zone)))
    until = _times_hold_until(old, new, people, now)
    if sunday := _session_holds_until(old, new, until, now):
        session_before = replace(_times_of(new, sunday), win_session=old.on(sunday).win_session)
        new = replace(new, before=(session_before,))
        until = _times_hold_until(old, new, people, now)
    if until:
        still = (before for before in old.before if days_it_may_be(now)[0] <= before.until < until)
        later = (before for before in new.before if before.until > until)
        new = replace(new, before=(*still, _times_of(old, until), *later))
    return replace(new, slots=slots_of(new, people, day_of(now, new.time_zone)))


def _times_of(team: Team, until: date) -> TimesBefore:
    team = team.on(until)
    return TimesBefore(until, team.reminder.time, team.win_session, team.clock, team.time_zone)


def _session_holds_until(old: Team, new: Team, until: date | None, now: datetime) -> date | None:
    """The end of the week, if the session's new weekday cannot hold earlier: the old or the new session has passed, or
    falls on a day on which the old times hold. None if it can."""
    last = max(day_of(now, old.time_zone), until or date.min)
    old = old.on(last)
    if old.win_session.weekday == new.win_session.weekday:
        return None
    monday, sunday = last - timedelta(last.weekday()), last + timedelta(6 - last.weekday())
    both = (session for team in (old, new) for session in sessions(team, monday) if session.nominal <= sunday)
    passed = (session.moment <= now + MARGIN or (until and session.held_on <= until) for session in both)
    return sunday if any(passed) else None


def _times_hold_until(old: Team, new: Team, people: People, now: datetime) -> date | None:
    """The last day on which all old times hold; None where the new times hold at once."""
    asked = [people[user] for user in new.asked if user in people]

    def moved(day: date) -> Iterator[datetime]:
        for person in asked:
            yield from _moved(reminder_for(old, person, day), reminder_for(new, person, day))
        before, after = (session_held_on(team.on(day), day) for team in (old, new))
        if before != after:
            yield from (session.moment for session in (before, after) if session)

    return _last_day_of(moved, now)


def own_time_holds_until(team: Team, old: Person, new: Person, now: datetime) -> date | None:
    """The last day on which a person's old time holds; None where the new time holds at once."""
    return _last_day_of(lambda day: _moved(reminder_for(team, old, day), reminder_for(team, new, day)), now)


def _last_day_of(moved: Callable[[date], Iterable[datetime]], now: datetime) -> date | None:
    """The last day on which a moved moment has passed or comes within ``MARGIN``."""
    days = (day for day in days_it_may_be(now) if any(moment <= now + MARGIN for moment in moved(day)))
    return max(days, default=None)


def _moved(old: Reminder, new: Reminder) -> Iterable[datetime]:
    """Both moments, if moment or slot differ: slots of two zones may be the same moment today and not tomorrow."""
    return () if (old.moment, old.slot) == (new.moment, new.slot) else (old.moment, new.moment)
