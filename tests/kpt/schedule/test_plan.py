"""Who will be asked when in the coming days, and why not where not."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kpt.schedule.plan import AskedAt, DayPlan, NotAsked, OwnReason, coming_days, own_reasons, reason
from shared.kpt.schedule.reminder import is_asked, reminder_for
from shared.kpt.team.person import DaysOff, Person, TimeBefore
from shared.kpt.team.team import Team, TimesBefore, WinSessionRule
from tests.kpt.build import FRIDAY, MONDAY, THURSDAY, TOKYO, TUESDAY, WEDNESDAY, days, person, quarters, team, zones

SATURDAY, SUNDAY = FRIDAY + timedelta(1), FRIDAY + timedelta(2)


def in_tokyo(day: date, at: str = "10:00") -> datetime:
    return datetime.combine(day, time.fromisoformat(at), tzinfo=ZoneInfo(TOKYO))


def people(*of: Person) -> Mapping[str, Person]:
    return {each.user: each for each in of}


def on(day: date, plans: tuple[DayPlan, ...]) -> DayPlan:
    [found] = [plan for plan in plans if day in plan.days]
    return found


def day_of_two(second: Person, day: date = TUESDAY, **about: Any) -> DayPlan:
    """What stands on a day for U1, an ordinary member, and another."""
    both = team("U1", "U2", **about)
    return on(day, coming_days(both, people(person("U1"), second), in_tokyo(MONDAY)))


def test_seven_days_come_one_paragraph_for_all_that_are_the_same() -> None:
    plans = coming_days(team("U1", "U2"), people(person("U1"), person("U2")), in_tokyo(MONDAY))
    everyone = ("U1", "U2")
    assert plans == (
        DayPlan((MONDAY, TUESDAY, WEDNESDAY, THURSDAY), (AskedAt(time(17), "", everyone),)),
        DayPlan((FRIDAY,), (AskedAt(time(16), "", everyone),), session=time(16, 30)),
        DayPlan((SATURDAY, SUNDAY), not_asked=(NotAsked("weekend", everyone),)),
    )
    assert [plan.nobody_because for plan in plans] == [None, None, "weekend"]


def test_after_todays_time_the_seven_days_begin_tomorrow() -> None:
    plans = coming_days(team(), people(person()), in_tokyo(MONDAY, "17:00"))
    assert sorted(day for plan in plans for day in plan.days) == [TUESDAY + timedelta(n) for n in range(7)]


def test_a_session_that_is_to_come_keeps_today_after_everybody_was_asked() -> None:
    plans = coming_days(team(), people(person()), in_tokyo(FRIDAY, "16:10"))
    assert plans[0] == DayPlan((FRIDAY,), session=time(16, 30))


def test_names_come_in_the_order_of_names_and_times_in_the_order_of_moments() -> None:
    named = team("U1", "U2", "U3", members={"U1": "C", "U2": "A", "U3": "B"})
    plans = coming_days(
        named, people(person("U1"), person("U2"), person("U3", reminder_time=time(9))), in_tokyo(MONDAY, "08:00")
    )
    assert plans[0].asked == (AskedAt(time(9), "", ("U3",)), AskedAt(time(17), "", ("U2", "U1")))


def test_a_time_is_ones_own_with_the_zone_where_it_is_another_than_the_teams() -> None:
    bangkok, seoul = person("U2", time_zone="Asia/Bangkok"), person("U3", time_zone="Asia/Seoul")
    plans = coming_days(team("U1", "U2", "U3"), people(person("U1"), bangkok, seoul), in_tokyo(MONDAY))
    assert on(TUESDAY, plans).asked == (
        AskedAt(time(17), "", ("U1", "U3")),
        AskedAt(time(17), "Asia/Bangkok", ("U2",)),
    )
    assert on(FRIDAY, plans).asked == (
        AskedAt(time(16), "", ("U1", "U3")),
        AskedAt(time(14), "Asia/Bangkok", ("U2",)),
    )


def test_the_times_from_before_a_change_stand_until_they_end() -> None:
    before = TimesBefore(TUESDAY, time(12), WinSessionRule(), "own", TOKYO)
    changed = team(before=(before,))
    plans = coming_days(changed, people(person()), in_tokyo(MONDAY))
    assert on(TUESDAY, plans).asked[0].time == time(12)
    assert on(WEDNESDAY, plans).asked[0].time == time(17)
    own = person(reminder_time=time(9), before=TimeBefore(TUESDAY, None))
    plans = coming_days(team(), people(own), in_tokyo(MONDAY))
    assert (on(TUESDAY, plans).asked[0].time, on(WEDNESDAY, plans).asked[0].time) == (time(17), time(9))


@pytest.mark.parametrize(
    ("about", "why"),
    [
        ({"weekdays": (0, 2, 3, 4)}, "part_time"),
        ({"days_off": (DaysOff(TUESDAY, TUESDAY),)}, "day_off"),
        ({"stopped": True}, "not_asked"),
    ],
)
def test_one_who_is_not_asked_stands_there_with_the_reason(about: dict[str, Any], why: Any) -> None:
    assert day_of_two(person("U2", **about)) == replace(
        day_of_two(person("U2", **about)), asked=(AskedAt(time(17), "", ("U1",)),), not_asked=(NotAsked(why, ("U2",)),)
    )


def test_a_holiday_is_each_persons_own() -> None:
    holiday = date(2026, 11, 23)
    plans = coming_days(
        team("U1", "U2"), people(person("U1"), person("U2", country="DE", time_zone=TOKYO)), in_tokyo(TUESDAY)
    )
    assert on(holiday, plans) == DayPlan((holiday,), (AskedAt(time(17), "", ("U2",)),), (NotAsked("holiday", ("U1",)),))


def test_a_day_off_of_the_whole_team_is_called_that() -> None:
    plan = day_of_two(person("U2"), extra_days_off=("11-17",))
    assert plan.nobody_because == "team_off"


def test_one_who_stepped_out_is_named_as_that() -> None:
    assert day_of_two(person("U2"), stepped_out=("U2",)).not_asked == (NotAsked("stepped_out", ("U2",)),)


def test_one_who_has_not_been_answering_is_asked_on_the_sessions_day_only_and_to_others_is_not_asked() -> None:
    one = person("U2", unanswered=UNANSWERED)
    plans = coming_days(team("U1", "U2"), people(person("U1"), one), in_tokyo(MONDAY))
    assert on(TUESDAY, plans).not_asked == (NotAsked("not_asked", ("U2",)),)
    assert on(FRIDAY, plans).asked == (AskedAt(time(16), "", ("U1", "U2")),)


def test_one_whom_another_team_asks_is_not_asked() -> None:
    assert day_of_two(person("U2", home="T1-C9")).not_asked == (NotAsked("not_asked", ("U2",)),)


def test_one_who_answered_already_is_a_plain_not_asked_to_others() -> None:
    answered = person("U2", answered_on=MONDAY)
    plan = day_of_two(answered, MONDAY)
    assert plan.not_asked == (NotAsked("not_asked", ("U2",)),)


def test_a_plan_never_says_what_is_somebodys_own_affair_and_the_person_is_told() -> None:
    for about, own in OWN.items():
        one = person("U2", **dict([about]))
        both = team("U1", "U2")
        plans = coming_days(both, people(person("U1"), one), in_tokyo(MONDAY))
        assert {why.why for plan in plans for why in plan.not_asked}.isdisjoint(get_args(OwnReason))
        assert own_reasons(both, one, plans) == (own,)
        assert own_reasons(both, person("U1"), plans) == ()


def test_a_member_of_whom_nothing_is_stored_is_not_in_it() -> None:
    assert on(TUESDAY, coming_days(team("U1", "U2"), people(person("U1")), in_tokyo(MONDAY))).asked == (
        AskedAt(time(17), "", ("U1",)),
    )


def test_a_team_without_people_has_days_all_the_same() -> None:
    plans = coming_days(team(), {}, in_tokyo(MONDAY))
    assert sum(len(plan.days) for plan in plans) == 7


UNANSWERED = tuple(MONDAY - timedelta(n) for n in range(3, 8))
OWN: Mapping[tuple[str, Any], OwnReason] = {
    ("stopped", True): "stopped",
    ("answered_on", MONDAY): "answered",
    ("home", "T1-C9"): "elsewhere",
    ("unanswered", UNANSWERED): "seldom",
}


@st.composite
def members(draw: st.DrawFn) -> Person:
    first = draw(days)
    return person(
        draw(st.sampled_from(("U1", "U2"))),
        time_zone=draw(zones),
        country=draw(st.sampled_from(("JP", "DE", "US", ""))),
        reminder_time=draw(st.none() | quarters),
        weekdays=draw(st.none() | st.sampled_from(((0, 1), (2, 3, 5), ()))),
        days_off=draw(st.sampled_from(((), (DaysOff(first, first + timedelta(3)),)))),
        answered_on=draw(st.none() | days),
        stopped=draw(st.booleans()),
        home=draw(st.sampled_from(("", "T1-C1", "T1-C9"))),
        unanswered=draw(st.sampled_from(((), tuple(first + timedelta(n) for n in range(5))))),
    )


@st.composite
def teams(draw: st.DrawFn) -> Team:
    return team(
        "U1",
        "U2",
        session=draw(quarters),
        weekday=draw(st.integers(0, 6)),
        time_zone=draw(zones),
        clock=draw(st.sampled_from(("own", "team"))),
        stepped_out=draw(st.sampled_from(((), ("U2",)))),
        extra_days_off=draw(st.sampled_from(((), ("12-24",)))),
    )


@given(of=teams(), one=members(), day=days)
def test_there_is_a_reason_exactly_where_one_is_not_asked(of: Team, one: Person, day: date) -> None:
    assert (reason(of, one, day) is None) == is_asked(of, one, day)


@given(of=teams(), one=members(), day=days, hour=st.integers(0, 23))
def test_whoever_will_be_asked_stands_there_with_the_moment(of: Team, one: Person, day: date, hour: int) -> None:
    now = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    plans = coming_days(of, people(one), now)
    planned = {
        datetime.combine(each, at.time, tzinfo=ZoneInfo(at.zone or of.time_zone)).astimezone(UTC)
        for plan in plans
        for each in plan.days
        for at in plan.asked
    }
    shown = [each for plan in plans for each in plan.days]
    due = {
        reminder_for(of, one, each).moment.astimezone(UTC)
        for each in shown
        if is_asked(of, one, each) and reminder_for(of, one, each).moment > now
    }
    assert planned == due
    assert len(shown) == 7
