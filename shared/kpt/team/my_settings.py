"""A person's own settings: their time and weekdays, days off, language, and the team that asks them.

These rules decide and store nothing.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from shared.kpt.day import day_of, moment_of
from shared.kpt.schedule.reminder import Reminder, next_reminder
from shared.kpt.schedule.times_transition import own_time_holds_until
from shared.kpt.team.person import DaysOff, Person, TimeBefore, clock_zone
from shared.kpt.team.team import Language, Team
from shared.kpt.team.team_settings import TIMES

MOST_RANGES = 20
"""How many ranges of days off may lie ahead."""
LONGEST_RANGE = timedelta(days=366)
"""The longest range, and how far ahead a range may end."""
REMEMBERED = timedelta(weeks=4)
"""How long a past range is stored: the week and the digest still show its days as days off."""

OffFault = Literal["order", "past", "long", "many"]
TimesFault = Literal["time", "no_weekday"]


def with_days_off(person: Person, off: DaysOff, today: date) -> Person | OffFault:
    """The person with one more range of days off. Adjacent ranges become one."""
    if off.last < off.first:
        return "order"
    if off.last < today:
        return "past"
    if off.last > today + LONGEST_RANGE or off.last - off.first > LONGEST_RANGE:
        return "long"
    ranges = _joined((*_remembered(person, today), off))
    if len([each for each in ranges if each.last >= today]) > MOST_RANGES:
        return "many"
    return replace(person, days_off=ranges)


def without_days_off(person: Person, first: date, today: date) -> Person:
    """The person without the range that begins on ``first``. Its days before today stay days off."""
    over = today - timedelta(1)
    cut = (DaysOff(off.first, min(off.last, over)) if off.first == first else off for off in _remembered(person, today))
    return replace(person, days_off=tuple(off for off in cut if off.first <= off.last))


def days_off_to_come(person: Person, today: date) -> tuple[DaysOff, ...]:
    """The ranges that are not over."""
    return tuple(off for off in person.days_off if off.last >= today)


def _remembered(person: Person, today: date) -> Iterable[DaysOff]:
    return (off for off in person.days_off if off.last >= today - REMEMBERED)


def _joined(ranges: Iterable[DaysOff]) -> tuple[DaysOff, ...]:
    joined: list[DaysOff] = []
    for off in sorted(ranges, key=lambda each: (each.first, each.last)):
        if joined and off.first <= joined[-1].last + timedelta(1):
            joined[-1] = DaysOff(joined[-1].first, max(joined[-1].last, off.last))
        else:
            joined.append(off)
    return tuple(joined)


def with_times(
    team: Team, person: Person, own_time: time | None, weekdays: tuple[int, ...], now: datetime
) -> Person | TimesFault:
    """The person with a time of their own (None: the team's) and these weekdays. Weekdays equal to the team's are not
    stored, so that they follow the team's.

    A new time holds from the first day on which neither the old nor the new time has passed.
    """
    if own_time is not None and own_time not in TIMES:
        return "time"
    if not weekdays or not set(weekdays) <= set(range(7)):
        return "no_weekday"
    days = tuple(sorted(set(weekdays)))
    changed = replace(person, weekdays=None if days == tuple(sorted(team.reminder.weekdays)) else days)
    if own_time == person.reminder_time:
        return changed
    changed = replace(changed, reminder_time=own_time, before=None)
    until = own_time_holds_until(team, person, changed, now)
    if until is None:
        return changed
    today = day_of(now, clock_zone(team, person))
    return replace(changed, before=TimeBefore(until, person.on(today).reminder_time))


def with_language(person: Person, language: Language) -> Person:
    """The person with a language of their choice, which then replaces Slack's."""
    return person if language == person.language else replace(person, language=language, language_chosen=True)


def with_glance(person: Person, glance: bool) -> Person:
    """The person with a choice: whether their message of the session's day shows a teammate's Keep."""
    return replace(person, glance=glance)


def with_home(person: Person, team: Team) -> Person:
    """The person with this home team, if it is active and they take part in it."""
    asks = team.status == "active" and person.user in team.asked
    return replace(person, home=team.id) if asks else person


def back_on(team: Team, person: Person, last: date, now: datetime) -> Reminder | None:
    """The first reminder after the person's days off, which end with ``last``."""
    return next_reminder(team, person, max(now, moment_of(last, time(12), clock_zone(team, person))))
