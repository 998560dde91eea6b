"""What a person sets for themselves is stored."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time

import pytest

from shared.clock import SetClock
from shared.kpt.errors import StoreSilent
from shared.kpt.team.my_settings import (
    with_days_off,
    with_times,
)
from shared.kpt.team.person import Person
from shared.store.engine.documents import Documents, Merge, Update
from shared.usecases.person.my_settings import Mine, change_mine
from shared.usecases.ports.world import World
from tests.kpt.build import (
    FRIDAY,
    MONDAY,
    WEDNESDAY,
    FakeMessenger,
    person,
    save,
    sqlite_at,
    team,
    world,
)
from tests.kpt.team.days_off import WORKING_DAYS, off

# Storing it


@pytest.fixture
def stored() -> Iterator[tuple[Documents, SetClock]]:
    with sqlite_at(datetime(2026, 11, 18, 0, 0, tzinfo=UTC)) as (sqlite, clock):
        save(sqlite, team("U1"), person(teams=("T1-C1",), home="T1-C1"))
        yield sqlite, clock


def change(at: World, how: Callable[[Mine], Person | str]) -> Mine | str | None:
    return change_mine(at, "T1", "U1", how)


def test_what_is_set_is_stored_with_the_slots_for_it(stored: tuple[Documents, SetClock]) -> None:
    at = world(*stored, FakeMessenger())
    now = at.clock.now()
    assert isinstance(change(at, lambda m: with_times(m.home, m.person, time(11, 15), (0,), now)), Mine)
    mine = at.store.people.get_many("T1", ["U1"])["U1"]
    assert (mine.reminder_time, mine.weekdays) == (time(11, 15), (0,))
    assert list(at.store.slots.teams_in("reminder 11:15 Asia/Tokyo")) == ["T1-C1"]


def test_what_changed_meanwhile_is_not_overwritten(stored: tuple[Documents, SetClock]) -> None:
    at = world(*stored, FakeMessenger())
    meanwhile = [Merge("people/T1-U1", {"days_off": [{"first": "2026-12-01", "last": "2026-12-02"}]})]

    def take_friday_off(mine: Mine) -> Person | str:
        while meanwhile:
            stored[0].commit([meanwhile.pop()])
        return with_days_off(mine.person, off(FRIDAY), WEDNESDAY)

    change(at, take_friday_off)
    assert at.store.people.get_many("T1", ["U1"])["U1"].days_off == (
        off(FRIDAY),
        off(date(2026, 12, 1), date(2026, 12, 2)),
    )


def test_a_slot_that_the_team_needs_since_a_moment_ago_stays(stored: tuple[Documents, SetClock]) -> None:
    at = world(*stored, FakeMessenger())

    def ask_at_noon(mine: Mine) -> Person | str:
        stored[0].commit([Update("teams/T1-C1", {"slots": ["reminder 09:00 Asia/Tokyo"]})])
        return with_times(mine.home, mine.person, time(12, 0), WORKING_DAYS, at.clock.now())

    change(at, ask_at_noon)
    ours = at.store.teams.get("T1-C1")
    assert ours is not None
    assert {"reminder 09:00 Asia/Tokyo", "reminder 12:00 Asia/Tokyo"} <= {*ours.slots}


def test_who_keeps_changing_is_told_so(stored: tuple[Documents, SetClock]) -> None:
    at = world(*stored, FakeMessenger())
    names = iter("abcdef")

    def overtaken(mine: Mine) -> Person | str:
        stored[0].commit([Merge("people/T1-U1", {"name": next(names)})])
        return with_days_off(mine.person, off(FRIDAY), WEDNESDAY)

    with pytest.raises(StoreSilent):
        change(at, overtaken)


def test_what_may_not_be_is_not_stored(stored: tuple[Documents, SetClock]) -> None:
    at = world(*stored, FakeMessenger())
    before = at.store.people.get_many("T1", ["U1"])
    assert change(at, lambda m: with_days_off(m.person, off(MONDAY), WEDNESDAY)) == "past"
    assert at.store.people.get_many("T1", ["U1"]) == before


def test_who_is_in_no_team_has_nothing_to_set(stored: tuple[Documents, SetClock]) -> None:
    at = world(*stored, FakeMessenger())
    assert change_mine(at, "T1", "U9", lambda m: m.person) is None
