"""What a person sets for themselves."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kpt.schedule.reminder import reminder_for
from shared.kpt.team.my_settings import (
    LONGEST_RANGE,
    MOST_RANGES,
    back_on,
    days_off_to_come,
    with_days_off,
    with_home,
    with_language,
    with_times,
    without_days_off,
)
from shared.kpt.team.person import DaysOff, Person
from shared.kpt.team.team import Team
from tests.kpt.build import (
    FRIDAY,
    MONDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    days,
    person,
    quarters,
    team,
)
from tests.kpt.team.days_off import WORKING_DAYS, off

TOKYO = ZoneInfo("Asia/Tokyo")


def took(before: Person, *ranges: DaysOff, today: date = WEDNESDAY) -> Person:
    """The person after these days off, all of which may be."""
    for each in ranges:
        after = with_days_off(before, each, today)
        assert isinstance(after, Person), after
        before = after
    return before


# Days off


def test_a_range_of_days_off_is_off_at_both_ends_and_not_beside_them() -> None:
    away = took(person(), off(WEDNESDAY, FRIDAY))
    assert [away.is_away(d) for d in (TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, FRIDAY + timedelta(1))] == [
        False,
        True,
        True,
        True,
        False,
    ]


def test_ranges_that_touch_become_one() -> None:
    assert took(person(), off(FRIDAY), off(WEDNESDAY), off(THURSDAY)).days_off == (off(WEDNESDAY, FRIDAY),)
    assert took(person(), off(WEDNESDAY, FRIDAY), off(THURSDAY)).days_off == (off(WEDNESDAY, FRIDAY),)
    assert len(took(person(), off(WEDNESDAY), off(FRIDAY)).days_off) == 2


@pytest.mark.parametrize(
    ("first", "last", "fault"),
    [
        (FRIDAY, THURSDAY, "order"),
        (MONDAY, TUESDAY, "past"),
        (WEDNESDAY, WEDNESDAY + LONGEST_RANGE + timedelta(1), "long"),
        (date.min, WEDNESDAY, "long"),
        (date.max, date.max, "long"),
        (date.min, date.min, "past"),
    ],
)
def test_days_off_that_may_not_be_say_why(first: date, last: date, fault: str) -> None:
    assert with_days_off(person(), off(first, last), WEDNESDAY) == fault


def test_days_off_may_have_begun_already_and_last_a_year() -> None:
    assert took(person(), off(MONDAY, WEDNESDAY)).is_away(MONDAY)
    assert took(person(), off(WEDNESDAY, WEDNESDAY + LONGEST_RANGE)).days_off


def test_there_are_twenty_ranges_to_come_at_the_most_and_those_that_are_over_do_not_count() -> None:
    every_other = [off(WEDNESDAY + timedelta(2 * n)) for n in range(MOST_RANGES)]
    full = took(person(days_off=(off(MONDAY),)), *every_other)
    assert len(full.days_off) == MOST_RANGES + 1
    assert with_days_off(full, off(WEDNESDAY + timedelta(100)), WEDNESDAY) == "many"
    assert len(took(full, off(WEDNESDAY + timedelta(3))).days_off) == MOST_RANGES  # it joins two


def test_a_range_that_is_over_is_kept_for_four_weeks_for_the_digest_and_goes_with_the_next_change() -> None:
    before = person(days_off=(off(WEDNESDAY - timedelta(29)), off(WEDNESDAY - timedelta(28))))
    assert took(before, off(FRIDAY)).days_off == (off(WEDNESDAY - timedelta(28)), off(FRIDAY))
    assert days_off_to_come(took(before, off(FRIDAY)), WEDNESDAY) == (off(FRIDAY),)


def test_a_range_that_is_taken_back_leaves_the_days_that_are_over() -> None:
    away = person(days_off=(off(MONDAY, FRIDAY), off(FRIDAY + timedelta(3))))
    assert without_days_off(away, MONDAY, WEDNESDAY).days_off == (off(MONDAY, TUESDAY), off(FRIDAY + timedelta(3)))
    assert without_days_off(away, FRIDAY + timedelta(3), WEDNESDAY).days_off == (off(MONDAY, FRIDAY),)
    assert without_days_off(away, THURSDAY, WEDNESDAY) == away


def test_after_days_off_the_next_reminder_is_on_the_next_working_day() -> None:
    away = took(person(), off(WEDNESDAY, FRIDAY))
    back = back_on(team(), away, FRIDAY, datetime(2026, 11, 18, 9, 0, tzinfo=TOKYO))
    assert back is not None
    assert back.day == date(2026, 11, 24)  # Monday is a holiday


def test_after_a_year_of_days_off_the_next_reminder_is_known_all_the_same() -> None:
    last = WEDNESDAY + LONGEST_RANGE
    back = back_on(team(), took(person(), off(WEDNESDAY, last)), last, datetime(2026, 11, 18, tzinfo=TOKYO))
    assert back is not None
    assert back.day > last


@given(days, st.lists(st.tuples(st.integers(-40, 400), st.integers(-3, 400)), max_size=30))
def test_whatever_is_asked_for_the_ranges_stay_apart_in_order_and_few(
    today: date, wishes: list[tuple[int, int]]
) -> None:
    someone = person()
    for start, length in wishes:
        after = with_days_off(someone, off(today + timedelta(start), today + timedelta(start + length)), today)
        someone = after if isinstance(after, Person) else someone
    ranges = someone.days_off
    assert all(a.last + timedelta(1) < b.first for a, b in pairwise(ranges))
    assert len(days_off_to_come(someone, today)) <= MOST_RANGES


# Times


def timed(
    own: time | None,
    weekdays: tuple[int, ...] = WORKING_DAYS,
    before: Person | None = None,
    ours: Team | None = None,
    at: str = "09:00",
) -> Person:
    now = datetime.fromisoformat(f"2026-11-18T{at}").replace(tzinfo=TOKYO)
    after = with_times(ours or team(), before or person(), own, weekdays, now)
    assert isinstance(after, Person), after
    return after


def test_weekdays_like_the_teams_go_with_the_teams() -> None:
    assert timed(None).weekdays is None
    assert timed(None, (4, 3, 2, 1, 0)).weekdays is None
    assert timed(None, (2, 0, 0)).weekdays == (0, 2)
    assert timed(None, before=person(weekdays=(0, 2))).weekdays is None


@pytest.mark.parametrize("own", [time(4, 45), time(22, 0), time(12, 10), time(12, 0, 30)])
def test_a_time_is_a_quarter_of_an_hour_in_the_day(own: time) -> None:
    assert with_times(team(), person(), own, WORKING_DAYS, datetime.now(UTC)) == "time"


@pytest.mark.parametrize("weekdays", [(), (7,), (-1, 0)])
def test_there_is_a_weekday_at_least(weekdays: tuple[int, ...]) -> None:
    assert with_times(team(), person(), None, weekdays, datetime.now(UTC)) == "no_weekday"


def test_a_new_time_holds_at_once_where_neither_has_passed() -> None:
    after = timed(time(16, 0), at="09:00")
    assert reminder_for(team(), after, WEDNESDAY).slot.time == time(16, 0)


@pytest.mark.parametrize("at", ["15:58", "16:30", "20:00"])
def test_a_new_time_waits_for_tomorrow_where_one_has_passed(at: str) -> None:
    after = timed(time(16, 0), at=at)
    assert reminder_for(team(), after, WEDNESDAY).slot.time == time(17, 0)
    assert reminder_for(team(), after, THURSDAY).slot.time == time(16, 0)


def test_a_time_changed_twice_in_a_day_leaves_the_day_as_it_was() -> None:
    once = timed(time(16, 0), at="16:30")
    twice = timed(time(18, 0), before=once, at="17:30")
    assert reminder_for(team(), twice, WEDNESDAY).slot.time == time(17, 0)
    assert reminder_for(team(), twice, THURSDAY).slot.time == time(18, 0)


def test_changing_the_weekdays_leaves_a_change_of_time_under_way() -> None:
    once = timed(time(16, 0), at="16:30")
    after = timed(time(16, 0), (0, 1), once, at="16:40")
    assert after.before == once.before


@given(quarters, quarters, st.integers(0, 24 * 12 - 1))
def test_a_change_in_mid_day_neither_repeats_nor_drops_that_days_reminder(old: time, new: time, five: int) -> None:
    """Whoever looks at the clock all day, before the change with the old settings, then with the new ones, sees it
    come round once a day."""
    now = datetime(2026, 11, 17, 4, 0, tzinfo=TOKYO) + timedelta(minutes=5 * five)
    before = person(reminder_time=old)
    after = with_times(team(), before, new, WORKING_DAYS, now)
    assert isinstance(after, Person)
    for day in (MONDAY, TUESDAY, WEDNESDAY, THURSDAY):
        due = [
            p for p, since in ((before, False), (after, True)) if (reminder_for(team(), p, day).moment > now) == since
        ]
        assert len(due) >= 1, "it is not dropped"
        moments = {reminder_for(team(), p, day).moment for p in due}
        assert len(moments) == 1, "it does not come twice"


def test_a_language_that_was_chosen_is_not_taken_from_slack_any_more() -> None:
    assert with_language(person(), "en").language_chosen
    assert with_language(person(), "ja") == person()


def test_only_a_team_in_which_one_takes_part_can_ask() -> None:
    assert with_home(person(home="T1-C9"), team("U1")).home == "T1-C1"
    assert with_home(person(home="T1-C9"), team("U1", stepped_out=("U1",))).home == "T1-C9"
    assert with_home(person(home="T1-C9"), team("U2")).home == "T1-C9"
    assert with_home(person(home="T1-C9"), team("U1", status="paused")).home == "T1-C9"
