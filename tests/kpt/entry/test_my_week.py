"""A person's own week: what was written, and what each empty day is."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.clock import SetClock
from shared.kpt.entry.entry import Entry, Kind, Texts
from shared.kpt.entry.my_week import MyDay, days_of_my_week, my_week
from shared.kpt.team.person import DaysOff
from shared.store.engine.documents import Documents, Put
from shared.usecases.entry.my_week import read_my_week
from shared.usecases.ports.world import World
from tests.kpt.build import (
    FRIDAY,
    MONDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    FakeMessenger,
    days,
    entry,
    person,
    save,
    sqlite_at,
    team,
    world,
)

SATURDAY, SUNDAY = FRIDAY + timedelta(1), FRIDAY + timedelta(2)
HOLIDAY = date(2026, 11, 23)
"""勤労感謝の日, a Monday."""


def marks(*entries: Entry, today: date = WEDNESDAY, **about: Any) -> dict[date, str]:
    """The days of U1's week in a team of Tokyo, and what each is."""
    mine = my_week(team(), person(**about), entries, today)
    return {each.day: each.state for each in mine}


def test_every_day_says_what_it_is() -> None:
    written, quiet = entry(MONDAY, keep="a"), entry(TUESDAY, kind="quiet")
    assert marks(written, quiet) == {
        MONDAY: "written",
        TUESDAY: "quiet",
        WEDNESDAY: "today",
        THURSDAY: "to_come",
        FRIDAY: "to_come",
    }


def test_a_day_with_nothing_is_open_for_seven_days_and_nothing_more_is_said_of_it() -> None:
    assert marks()[MONDAY] == "open"
    assert marks(today=WEDNESDAY)[TUESDAY] == "open"
    moved = team(weekday=2)  # sessions on Wednesdays: the week has begun on a Thursday
    mine = {d.day: d.state for d in my_week(moved, person(), [], date(2026, 11, 25))}
    assert mine[THURSDAY] == "open"
    assert days_of_my_week(moved, date(2026, 11, 29))[0] == date(2026, 11, 23)


@pytest.mark.parametrize("kind", ["off"])
def test_a_day_off_is_one_however_it_was_taken(kind: Kind) -> None:
    assert marks(entry(TUESDAY, kind=kind))[TUESDAY] == "off"
    away = (DaysOff(TUESDAY, FRIDAY),)
    assert marks(days_off=away) == {
        MONDAY: "open",
        TUESDAY: "off",
        WEDNESDAY: "off",
        THURSDAY: "off",
        FRIDAY: "off",
    }


def test_what_was_written_on_a_day_off_is_shown() -> None:
    assert marks(entry(TUESDAY, keep="a"), days_off=(DaysOff(TUESDAY, FRIDAY),))[TUESDAY] == "written"


def test_a_deleted_entry_leaves_the_day_as_it_would_be_without() -> None:
    assert marks(entry(TUESDAY, kind="deleted"))[TUESDAY] == "open"


@pytest.mark.parametrize(("language", "name"), [("ja", "勤労感謝の日"), ("en", "Labor Thanksgiving Day")])
def test_a_holiday_is_called_by_its_name(language: str, name: str) -> None:
    mine = my_week(team(), person(language=language), [], HOLIDAY)
    assert mine[0] == MyDay(HOLIDAY, "holiday", holiday=name)


def test_the_teams_own_day_off_is_one_for_its_members() -> None:
    mine = my_week(team(extra_days_off=("11-17",)), person(), [], WEDNESDAY)
    assert {d.day: d.state for d in mine}[TUESDAY] == "team_off"


def test_a_part_timers_other_weekdays_are_not_working_days() -> None:
    assert marks(weekdays=(0, 1))[WEDNESDAY] == "not_working"
    assert marks(weekdays=(0, 5))[SATURDAY] == "to_come"


def test_a_weekend_is_not_spoken_of_unless_somebody_wrote() -> None:
    assert not {SATURDAY, SUNDAY} & set(marks())
    assert marks(entry(SATURDAY, keep="a"), today=SUNDAY)[SATURDAY] == "written"


def test_days_before_there_was_a_team_are_not_spoken_of_unless_somebody_wrote() -> None:
    founded = team(created_at=datetime(2026, 11, 18, 2, 0, tzinfo=UTC))
    assert [d.day for d in my_week(founded, person(), [], THURSDAY)] == [WEDNESDAY, THURSDAY, FRIDAY]
    mine = my_week(founded, person(), [entry(MONDAY, keep="a")], THURSDAY)
    assert [d.day for d in mine] == [MONDAY, WEDNESDAY, THURSDAY, FRIDAY]
    abroad = person(time_zone="America/New_York")
    assert my_week(founded, abroad, [], THURSDAY)[0].day == TUESDAY, "by the clock that asks them"


def test_a_day_without_an_entry_has_no_line() -> None:
    assert {(d.first_line, d.done) for d in my_week(team(), person(), [], WEDNESDAY)} == {("", "")}


def test_of_a_new_team_the_week_before_its_first_session_is_not_spoken_of() -> None:
    founded = team(weekday=2, created_at=datetime(2026, 11, 23, 2, 0, tzinfo=UTC))
    assert my_week(founded, person(), [], date(2026, 11, 24))[0].day == date(2026, 11, 23)


def test_the_week_begins_after_the_last_session_where_that_was_before_monday() -> None:
    assert days_of_my_week(team(), WEDNESDAY)[0] == SATURDAY - timedelta(7)
    assert days_of_my_week(team(weekday=3), WEDNESDAY)[0] == date(2026, 11, 13)
    assert days_of_my_week(team(weekday=3), FRIDAY)[0] == MONDAY


def test_who_writes_in_two_teams_sees_both_the_home_team_first() -> None:
    here, there = entry(MONDAY, keep="here"), Entry("T1-C0", MONDAY, "U1", "written", Texts("there"), revision=1)
    assert [d.first_line for d in my_week(team(), person(), [there, here], MONDAY)][:2] == ["here", "there"]


@pytest.mark.parametrize(
    ("texts", "line"),
    [
        (Texts("a\nb", "c"), "a"),
        (Texts("\n  a\nb"), "a"),
        (Texts("", "c\nd", "e"), "c"),
        (Texts("", "", "e"), "e"),
        (Texts(), ""),
    ],
)
def test_the_first_line_is_the_keeps_where_there_is_one(texts: Texts, line: str) -> None:
    assert MyDay(MONDAY, "written", Entry("T1-C1", MONDAY, "U1", "written", texts)).first_line == line


@given(days, st.integers(0, 6), st.frozensets(st.integers(0, 6)))
def test_whatever_the_day_the_week_holds_it_and_is_two_weeks_at_the_most(
    today: date, weekday: int, own: frozenset[int]
) -> None:
    usual = team(weekday=weekday)
    week = days_of_my_week(usual, today)
    assert today in week
    assert 7 <= len(week) <= 14
    mine = my_week(usual, person(weekdays=tuple(sorted(own))), [], today)
    assert all((d.state == "to_come") <= (d.day > today) and (d.state == "open") <= (d.day < today) for d in mine)


# Reading it


@pytest.fixture
def documents() -> Iterator[tuple[Documents, SetClock]]:
    with sqlite_at(datetime(2026, 11, 18, 9, 0, tzinfo=UTC)) as (sqlite, clock):
        yield sqlite, clock


def write(documents: Documents, entry: Entry) -> None:
    """Store an entry as it is."""
    texts = {"keep": entry.texts.keep, "problem": entry.texts.problem, "try": entry.texts.try_}
    fields = {"day": entry.day.isoformat(), "user": entry.user, "kind": entry.kind, "revision": 1, **texts}
    documents.commit([Put(f"teams/{entry.team}/entries/{entry.id}", fields)])


def world_of(documents: tuple[Documents, SetClock]) -> World:
    return world(*documents, FakeMessenger())


def test_the_week_is_read_from_every_team_that_one_is_in(documents: tuple[Documents, SetClock]) -> None:
    store, _ = documents
    both = ("T1-C1", "T1-C2", "T1-C3", "T1-C4")
    save(store, team("U1"), person(teams=both, home="T1-C2"))
    for other in (team("U1", id="T1-C2"), team("U1", id="T1-C3", status="removed"), team("U9", id="T1-C4")):
        save(store, other)
    for where, day, keep in (("T1-C1", MONDAY, "one"), ("T1-C2", TUESDAY, "two"), ("T1-C4", TUESDAY, "not mine")):
        write(store, Entry(where, day, "U1", "written", Texts(keep)))
    write(store, Entry("T1-C1", WEDNESDAY, "U1", "quiet"))
    mine = read_my_week(world_of(documents), "T1", "U1")
    assert mine is not None
    assert [t.id for t in mine.teams] == ["T1-C2", "T1-C1"]
    assert (mine.home.id, mine.today) == ("T1-C2", WEDNESDAY)
    assert [(d.day, d.state, d.first_line) for d in mine.days][:3] == [
        (MONDAY, "written", "one"),
        (TUESDAY, "written", "two"),
        (WEDNESDAY, "quiet", ""),
    ]
    assert mine.answer_of_today is not None
    assert mine.answer_of_today.kind == "quiet"


def test_who_is_in_no_team_has_no_week(documents: tuple[Documents, SetClock]) -> None:
    assert read_my_week(world_of(documents), "T1", "U1") is None
    save(documents[0], team("U2"), person(teams=("T1-C1",), home="T1-C1"))
    assert read_my_week(world_of(documents), "T1", "U1") is None
