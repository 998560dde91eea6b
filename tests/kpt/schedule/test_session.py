"""When win sessions are held: over holidays, closures and zones."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shared.kpt.day import day_of
from shared.kpt.schedule.session import Session, held_on, session_held_on, session_on_the_day_of, sessions
from shared.kpt.schedule.workdays import team_works
from shared.kpt.team.team import ReminderRule, Team
from tests.kpt.build import FRIDAY, THURSDAY, TOKYO, WEDNESDAY, days, days_of, quarters, team, zones


@st.composite
def teams(draw: st.DrawFn) -> Team:
    """Any team: country, weekdays, session, zone, and up to two closures of up to four weeks."""
    closures = draw(st.lists(st.tuples(days, st.integers(1, 28)), max_size=2))
    return team(
        session=draw(quarters),
        weekday=draw(st.integers(0, 6)),
        time_zone=draw(zones),
        country=draw(st.sampled_from(("JP", "DE", "US", ""))),
        reminder=ReminderRule(weekdays=tuple(sorted(draw(st.sets(st.integers(0, 6), min_size=1))))),
        extra_days_off=tuple(day.isoformat() for first, length in closures for day in days_of(first, length)),
    )


def held(team: Team, since: date, until: date) -> list[tuple[date, date]]:
    """Nominal date and real one of the sessions until a nominal date."""
    return [(s.nominal, s.held_on) for s in sessions(team, since) if s.nominal <= until]


def test_an_ordinary_session_is_held_on_its_own_day() -> None:
    [session] = [s for s in sessions(team(), WEDNESDAY) if s.nominal == FRIDAY]
    assert session == Session(FRIDAY, FRIDAY, datetime(2026, 11, 20, 16, 30, tzinfo=ZoneInfo(TOKYO)))


@pytest.mark.parametrize(
    ("nominal", "real"),
    [
        pytest.param(date(2026, 11, 20), date(2026, 11, 20), id="an ordinary Friday"),
        pytest.param(date(2027, 4, 30), date(2027, 4, 30), id="a Friday between holidays"),
        pytest.param(date(2026, 3, 20), date(2026, 3, 19), id="the equinox is on Friday"),
        pytest.param(date(2024, 5, 3), date(2024, 5, 2), id="golden week"),
        pytest.param(date(2027, 1, 1), date(2026, 12, 28), id="the year's end"),
    ],
)
def test_a_session_on_a_day_off_is_held_on_the_last_working_day_before(nominal: date, real: date) -> None:
    assert held_on(team(extra_days_off=("12-29", "12-30")), nominal) == real


def test_the_sessions_own_weekday_counts_though_nobody_is_asked_on_it() -> None:
    assert held_on(team(weekday=5), FRIDAY + timedelta(1)) == FRIDAY + timedelta(1)
    assert held_on(team(weekday=6, extra_days_off=("11-22",)), FRIDAY + timedelta(2)) == FRIDAY


@pytest.mark.parametrize("weeks", [1, 2, 3, 4])
def test_a_closure_leaves_out_the_sessions_in_it(weeks: int) -> None:
    monday = date(2026, 6, 1)
    closed = team(extra_days_off=tuple(day.isoformat() for day in days_of(monday, 7 * weeks)))
    first, back = date(2026, 5, 29), date(2026, 6, 5) + timedelta(weeks=weeks)
    assert held(closed, first, back) == [(first, first), (back, back)]


def test_a_closure_that_begins_on_the_sessions_day_moves_it_forward_and_leaves_out_the_others() -> None:
    closed = team(extra_days_off=tuple(day.isoformat() for day in days_of(FRIDAY, 15)))
    assert held(closed, FRIDAY, date(2026, 12, 11)) == [(FRIDAY, THURSDAY), (date(2026, 12, 11), date(2026, 12, 11))]


def test_coming_back_a_day_before_the_session_is_a_week_with_a_session() -> None:
    closed = team(extra_days_off=tuple(day.isoformat() for day in days_of(date(2026, 6, 8), 10)))
    assert [real for _, real in held(closed, date(2026, 6, 5), date(2026, 6, 19))] == [
        date(2026, 6, 5),
        date(2026, 6, 19),
    ]


def test_golden_week_and_the_year_end_in_japan() -> None:
    usual = team(extra_days_off=("12-29", "12-30"))
    assert held(usual, date(2026, 12, 25), date(2027, 1, 8)) == [
        (date(2026, 12, 25), date(2026, 12, 25)),
        (date(2027, 1, 1), date(2026, 12, 28)),
        (date(2027, 1, 8), date(2027, 1, 8)),
    ]


@given(teams(), days)
def test_every_week_with_a_working_day_has_a_session(team: Team, since: date) -> None:
    found = {s.nominal: s.held_on for s in sessions(team, since)}
    first = since + timedelta((team.win_session.weekday - since.weekday()) % 7)
    for nominal in (first + timedelta(weeks=n) for n in range(6)):
        worked = [day for day in days_of(nominal - timedelta(6), 7) if team_works(team, day)]
        if worked:
            assert worked[-1] <= found[nominal] <= nominal


@given(teams(), days)
def test_sessions_follow_one_another_and_none_is_held_twice(team: Team, since: date) -> None:
    for before, after in pairwise(sessions(team, since)):
        assert before.nominal < after.nominal
        assert before.held_on < after.held_on


@given(teams(), days)
def test_no_session_is_held_on_a_day_off(team: Team, since: date) -> None:
    for session in sessions(team, since):
        assert team_works(team, session.held_on) or (
            session.held_on == session.nominal and team.win_session.weekday not in team.reminder.weekdays
        )


@given(teams(), days)
def test_a_session_is_found_by_the_day_it_is_held_on(team: Team, since: date) -> None:
    by_day = {s.held_on: s for s in sessions(team, since)}
    for day in days_of(since, 42):
        assert session_held_on(team, day) == by_day.get(day)


@given(teams(), days)
def test_the_sessions_are_the_same_from_wherever_one_begins(team: Team, since: date) -> None:
    later = since + timedelta(17)
    weeks = [s for s in sessions(team, since) if later <= s.nominal <= later + timedelta(30)]
    assert weeks == [s for s in sessions(team, later) if s.nominal <= later + timedelta(30)]


@pytest.mark.parametrize(
    ("at", "zone", "day"),
    [
        pytest.param(time(16, 30), "Europe/Berlin", FRIDAY, id="Friday morning in Berlin"),
        pytest.param(time(16, 30), "America/New_York", THURSDAY, id="half past two in the night: still Thursday"),
        pytest.param(time(18, 0), "America/New_York", FRIDAY, id="four in the morning: Friday"),
        pytest.param(time(9, 0), "America/Los_Angeles", THURSDAY, id="Thursday afternoon in California"),
        pytest.param(time(21, 45), "Pacific/Auckland", THURSDAY + timedelta(1), id="01:45 in Auckland"),
    ],
)
def test_the_sessions_day_is_the_day_of_its_moment_in_the_members_clock(at: time, zone: str, day: date) -> None:
    session = session_on_the_day_of(team(session=at), day, zone)
    assert session is not None
    assert session.held_on == FRIDAY
    assert session_on_the_day_of(team(session=at), day + timedelta(1), zone) is None
    assert session_on_the_day_of(team(session=at), day - timedelta(1), zone) is None


far_zones = zones | st.sampled_from(("Etc/GMT+12", "Etc/GMT-14"))


@given(teams(), days, far_zones)
@example(team(session=time(5, 0), time_zone="Pacific/Kiritimati"), WEDNESDAY, "Etc/GMT+12")
def test_every_session_has_its_day_in_every_zone(team: Team, since: date, zone: str) -> None:
    for session in sessions(team, since):
        assert session_on_the_day_of(team, day_of(session.moment.astimezone(UTC), zone), zone) == session
