"""Which kept lines a day has, what a person is told of one, and when keeping is taught."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from shared.kpt.entry.line import Line
from shared.kpt.schedule.kept_lines import Answered, comes_back, lines_of, teaches
from shared.kpt.team.person import DaysOff, Person
from shared.kpt.team.team import Team

MONDAY, FRIDAY = date(2026, 11, 16), date(2026, 11, 20)
TEAM = Team("T1-C1", "ops", "ja", "Asia/Tokyo", country="JP", members={"U1": "田中"})
TANAKA = Person("T1", "U1", "田中", "", "ja", "Asia/Tokyo", "JP", ("T1-C1",), "T1-C1")
NOON = datetime(2026, 11, 16, 3, tzinfo=UTC)


def with_lines(*days: date) -> Person:
    lines = (Line(f"{n:012x}", day, f"{n}", NOON + timedelta(n)) for n, day in enumerate(days))
    return replace(TANAKA, kept_lines=tuple(lines))


def texts(person: Person, day: date, team: Team = TEAM) -> list[str]:
    return [line.text for line in lines_of(team, person, day)]


def test_a_day_has_its_own_lines() -> None:
    person = with_lines(MONDAY, MONDAY + timedelta(1), MONDAY)
    assert texts(person, MONDAY) == ["0", "2"]
    assert texts(person, MONDAY + timedelta(2)) == []


def test_the_day_of_a_session_gathers_those_since_the_session_before() -> None:
    person = with_lines(FRIDAY - timedelta(7), FRIDAY - timedelta(6), MONDAY, FRIDAY, FRIDAY + timedelta(1))
    assert texts(person, FRIDAY) == ["1", "2", "3"]


def test_a_session_that_a_holiday_moved_gathers_the_longer_week() -> None:
    """3 November 2026, a Tuesday, is a holiday: that week's session is held on the Monday before."""
    team = replace(TEAM, win_session=replace(TEAM.win_session, weekday=1))
    person = with_lines(date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 10))
    assert texts(person, date(2026, 11, 10), team) == ["1", "2"]


def test_of_somebody_who_is_not_known_there_are_none() -> None:
    assert lines_of(TEAM, None, MONDAY) == ()


@pytest.mark.parametrize(
    ("team", "person", "now", "answered", "told"),
    [
        ({}, {}, NOON, None, ("message", False)),
        ({}, {}, NOON, "written", ("written", True)),
        ({}, {}, NOON, "otherwise", ("no_message", True)),
        ({}, {}, NOON + timedelta(hours=6), None, ("no_message", True)),
        ({}, {"days_off": (DaysOff(MONDAY, MONDAY),)}, NOON, None, ("no_message", False)),
        ({}, {"stopped": True}, NOON, None, ("no_message", False)),
        ({}, {"weekdays": (1, 2)}, NOON, None, ("no_message", False)),
        ({}, {"unanswered": tuple(MONDAY - timedelta(n) for n in range(3, 8))}, NOON, None, ("no_message", False)),
        ({"status": "paused"}, {}, NOON, None, ("no_message", False)),
        ({"unknown_zone": "Asia/Tokio"}, {}, NOON, None, ("no_message", False)),
        ({"stepped_out": ("U1",)}, {}, NOON, None, ("no_message", False)),
    ],
)
def test_what_a_person_is_told(
    team: dict[str, Any], person: dict[str, Any], now: datetime, answered: Answered, told: tuple[str, bool]
) -> None:
    back = comes_back(replace(TEAM, **team), replace(TANAKA, **person), MONDAY, now, answered)
    assert (back.to, back.may_be_added) == told
    assert (back.moment is not None) == (back.to == "message")


def test_keeping_is_taught_on_the_working_day_after_the_second_answer_alone() -> None:
    person = replace(TANAKA, first_answers=(FRIDAY - timedelta(1), FRIDAY))
    days = [FRIDAY + timedelta(n) for n in range(10)]
    tuesday_after_a_holiday = date(2026, 11, 24)
    assert [day for day in days if teaches(TEAM, person, day)] == [tuesday_after_a_holiday]


@pytest.mark.parametrize("answers", [(), (MONDAY,)])
def test_before_that_it_is_not_taught(answers: tuple[date, ...]) -> None:
    person = replace(TANAKA, first_answers=answers)
    assert not any(teaches(TEAM, person, MONDAY + timedelta(n)) for n in range(10))


def test_whoever_keeps_lines_need_not_be_taught() -> None:
    person = replace(with_lines(MONDAY), first_answers=(MONDAY, MONDAY + timedelta(1)))
    assert not any(teaches(TEAM, person, MONDAY + timedelta(n)) for n in range(10))
