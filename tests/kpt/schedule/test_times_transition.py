"""A team's times are changed, at any moment and several times in a row: each member gets each day's
reminder once, and each week has its session once.

What is played is what Scheduler and Pub/Sub do: a slot comes round where the team stands in it at that moment, and up
to four minutes later the team is looked at as it is by then.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from os import environ

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.kpt.day import Slot
from shared.kpt.schedule.reminder import reminders
from shared.kpt.schedule.session import Session, session_held_on
from shared.kpt.schedule.times_transition import with_times_before
from shared.kpt.team.person import People, Person
from shared.kpt.team.team import ReminderRule, Team, WhoseClock, WinSessionRule
from tests.kpt.build import TOKYO, days_of, person, quarters, team, zones

BEGIN = datetime(2026, 11, 2, 0, 0, tzinfo=UTC)
END = BEGIN + timedelta(weeks=5)
EVERY_DAY = tuple(range(7))
WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
LATER = timedelta(minutes=4)
"""How long Pub/Sub may take."""


@dataclass(frozen=True)
class Times:
    """What is set, and when: so long after ``BEGIN``."""

    at: timedelta
    reminder: time
    clock: WhoseClock
    zone: str
    session: WinSessionRule


times = st.builds(
    Times,
    st.timedeltas(timedelta(weeks=1), timedelta(weeks=3)).map(lambda at: at - at % timedelta(minutes=1)),
    quarters,
    st.sampled_from(("own", "team")),
    zones,
    st.builds(WinSessionRule, st.integers(0, 6), quarters),
)


def set_to(before: Team, wanted: Times, people: People, now: datetime) -> Team:
    """The team, set anew."""
    after = replace(
        before,
        reminder=ReminderRule(wanted.reminder, EVERY_DAY),
        clock=wanted.clock,
        time_zone=wanted.zone,
        win_session=wanted.session,
    )
    return with_times_before(before, after, people, now)


def states(first: Times, then: Sequence[Times], people: People) -> list[tuple[datetime, Team]]:
    """The team as it is from each of these moments on."""
    plain = team(*people, country="")
    now = set_to(plain, first, people, BEGIN - timedelta(weeks=2))
    found = [(BEGIN, replace(now, before=()))]
    for wanted in sorted(then, key=lambda each: each.at):
        at = BEGIN + wanted.at
        found.append((at, set_to(found[-1][1], wanted, people, at)))
    return [*found, (END, found[-1][1])]


def rounds(life: Sequence[tuple[datetime, Team]], kind: str) -> Iterator[tuple[datetime, date, Slot]]:
    """When each slot in which the team stands comes round."""
    for (since, now), (until, _) in pairwise(life):
        for text in now.slots:
            named, _, slot = text.partition(" ")
            if named == kind:
                for day in days_of(since.date() - timedelta(2), (until - since).days + 5):
                    at = Slot.parse(slot).moment(day)
                    if since <= at < until:
                        yield at, day, Slot.parse(slot)


def at_moment(life: Sequence[tuple[datetime, Team]], moment: datetime) -> Team:
    """The team as it is then."""
    return next(now for since, now in reversed(life) if since <= moment)


def asked(life: Sequence[tuple[datetime, Team]], people: People, late: timedelta) -> Counter[tuple[str, date]]:
    """How often each member is asked for each day."""
    return Counter(
        (reminder.user, reminder.day)
        for at, day, slot in rounds(life, "reminder")
        for reminder in reminders(at_moment(life, at + late), people.values(), day, slot)
    )


def held(life: Sequence[tuple[datetime, Team]], late: timedelta) -> list[Session]:
    """The sessions whose slot came round. Two slots of two zones may be one moment: that is one session."""
    found = set()
    for at, day, slot in rounds(life, "digest"):
        session = session_held_on(at_moment(life, at + late).on(day), day)
        if session and session.moment == slot.moment(day):
            found.add(session)
    return sorted(found, key=lambda each: each.moment)


somebody = st.builds(lambda zone, own: (zone, own), zones, st.none() | quarters)


@settings(max_examples=int(environ.get("MORE_EXAMPLES", "25")))
@given(times, st.lists(times, min_size=1, max_size=4), st.lists(somebody, min_size=1, max_size=3), st.booleans())
def test_every_member_is_asked_once_a_day_whatever_is_changed_when(
    first: Times, then: list[Times], members: list[tuple[str, time | None]], late: bool
) -> None:
    people: dict[str, Person] = {
        f"U{n}": person(f"U{n}", time_zone=zone, reminder_time=own, country="") for n, (zone, own) in enumerate(members)
    }
    times_asked = asked(states(first, then, people), people, LATER * late)
    for user in people:
        for day in days_of(BEGIN.date() + timedelta(3), 28):
            assert times_asked[user, day] == 1, (user, day)


@settings(max_examples=int(environ.get("MORE_EXAMPLES", "60")))
@given(times, st.lists(times, min_size=1, max_size=4), st.booleans())
def test_every_week_has_one_session_whatever_is_changed_when(first: Times, then: list[Times], late: bool) -> None:
    people = {"U1": person(country="")}
    weeks = Counter(s.nominal.isocalendar()[:2] for s in held(states(first, then, people), LATER * late))
    for week in range(46, 50):
        assert weeks[2026, week] == 1, week


@pytest.mark.parametrize("day", range(7), ids=WEEKDAYS)
@pytest.mark.parametrize("new", range(7), ids=WEEKDAYS)
@pytest.mark.parametrize("old", range(7), ids=WEEKDAYS)
def test_no_week_loses_its_session_to_another_weekday(old: int, new: int, day: int) -> None:
    """Friday's changed to Monday on a Thursday: Monday's has passed, so that Friday's is held still."""
    people = {"U1": person(country="")}
    at_noon = timedelta(weeks=1, days=day, hours=3)
    before, after = (
        Times(at, time(17), "own", TOKYO, WinSessionRule(weekday, time(16, 30)))
        for at, weekday in ((timedelta(0), old), (at_noon, new))
    )
    weeks = Counter(s.nominal.isocalendar()[:2] for s in held(states(before, [after], people), timedelta(0)))
    assert [weeks[2026, week] for week in range(46, 50)] == [1, 1, 1, 1]
