"""Who works on which day: public holidays, a team's days off, a person's own."""

from datetime import date, timedelta

import holidays
import pytest

from shared.kpt.schedule.session import held_on
from shared.kpt.schedule.workdays import (
    extra_days_off,
    first_working_day_after,
    is_free_day,
    is_holiday,
    is_off_for_team,
    person_works,
    team_works,
)
from shared.kpt.team.person import DaysOff
from tests.kpt.build import FRIDAY, MONDAY, THURSDAY, TUESDAY, days_of, person, team


@pytest.mark.parametrize(
    "day",
    [
        pytest.param("2026-01-01", id="new year"),
        pytest.param("2026-01-12", id="coming of age"),
        pytest.param("2026-02-23", id="the emperor's birthday"),
        pytest.param("2026-05-06", id="substitute for Sunday, 3 May"),
        pytest.param("2026-09-22", id="between two holidays"),
        pytest.param("2026-11-23", id="labour thanksgiving"),
        pytest.param("2027-03-22", id="substitute for Sunday, 21 March"),
        pytest.param("2026-12-31", id="banks"),
        pytest.param("2027-01-02", id="banks"),
        pytest.param("2028-01-03", id="banks"),
    ],
)
def test_japan_is_off(day: str) -> None:
    assert is_holiday("JP", date.fromisoformat(day))


def test_japans_law_on_substitutes_and_days_between_holidays_holds_for_ten_years() -> None:
    """Of a holiday on a Sunday the next day that is none is off (振替休日), and so is a day between two (国民の休日):
    law of holidays, article 3. The banks' year end is off beside them, and has no substitute."""
    by_name = set(holidays.country_holidays("JP", years=range(2025, 2037), observed=False))
    banks = {date(year, month, day) for year in range(2025, 2037) for month, day in ((1, 2), (1, 3), (12, 31))}
    off = by_name | banks
    for sunday in (day for day in by_name if day.weekday() == 6):
        off.add(next(day for day in days_of(sunday, 8) if day not in by_name))
    off |= {day + timedelta(1) for day in by_name if day + timedelta(2) in by_name}
    ten_years = days_of(date(2026, 1, 1), 3652)
    assert [day for day in ten_years if is_holiday("JP", day)] == [day for day in ten_years if day in off]
    assert len([day for day in ten_years if day in off - by_name - banks]) == 17, "or the law was not tried"


def test_a_session_on_a_substitute_or_between_holidays_is_held_on_the_working_day_before() -> None:
    on_monday, on_tuesday = team(weekday=0), team(weekday=1)
    assert held_on(on_monday, date(2027, 3, 22)) == date(2027, 3, 19)  # a substitute
    assert held_on(on_tuesday, date(2026, 9, 22)) == date(2026, 9, 18)  # between two, with a holiday before it
    assert held_on(team(), date(2027, 12, 31)) == date(2027, 12, 30)  # banks


@pytest.mark.parametrize("day", ["2026-11-24", "2026-12-25", "2026-12-28", "2026-12-29", "2026-12-30", "2027-01-04"])
def test_japan_works(day: str) -> None:
    assert not is_holiday("JP", date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2026-12-29", "2026-12-30", "2027-12-29"])
def test_a_team_in_japan_starts_with_the_last_days_of_december_off(day: str) -> None:
    usual = team(extra_days_off=extra_days_off("JP"))
    assert not team_works(usual, date.fromisoformat(day))
    assert team_works(team(extra_days_off=()), date.fromisoformat(day))


def test_elsewhere_a_team_starts_without_days_off_of_its_own() -> None:
    assert extra_days_off("DE") == ()


@pytest.mark.parametrize(("country", "day"), [("DE", "2026-10-03"), ("US", "2026-11-26"), ("GB", "2026-12-28")])
def test_other_countries_have_their_own_holidays(country: str, day: str) -> None:
    assert is_holiday(country, date.fromisoformat(day))
    assert not is_holiday("JP", date.fromisoformat(day))


@pytest.mark.parametrize("country", ["", "ZZ", "nowhere"])
def test_an_unknown_country_has_no_holidays(country: str) -> None:
    assert not any(is_holiday(country, day) for day in days_of(date(2026, 1, 1), 365))


def test_a_bank_holiday_elsewhere_is_no_day_off_unless_it_is_public() -> None:
    assert not is_holiday("DE", date(2026, 12, 31))


def test_a_team_is_off_on_a_date_and_on_a_day_of_every_year() -> None:
    ours = team(extra_days_off=("2026-11-17", "08-13"))
    assert is_off_for_team(ours, TUESDAY)
    assert not is_off_for_team(ours, date(2027, 11, 17))
    assert is_off_for_team(ours, date(2026, 8, 13))
    assert is_off_for_team(ours, date(2027, 8, 13))


def test_a_team_works_on_weekdays() -> None:
    assert [team_works(team(), day) for day in days_of(MONDAY, 7)] == [True] * 5 + [False] * 2


def test_a_person_goes_by_the_holidays_of_their_own_country() -> None:
    abroad, thanksgiving = person(country="DE", time_zone="Europe/Berlin"), date(2026, 11, 23)
    assert not team_works(team(), thanksgiving)
    assert person_works(team(), abroad, thanksgiving)
    assert not person_works(team(), person(), thanksgiving)
    assert not person_works(team(), abroad, date(2026, 12, 25))
    assert team_works(team(), date(2026, 12, 25))


def test_a_persons_own_weekdays_go_before_the_teams() -> None:
    part_time = person(weekdays=(1, 5))
    works = [day for day in days_of(MONDAY, 7) if person_works(team(), part_time, day)]
    assert works == [TUESDAY, MONDAY + timedelta(5)]


def test_a_person_without_weekdays_never_works() -> None:
    assert not any(person_works(team(), person(weekdays=()), day) for day in days_of(MONDAY, 7))


def test_days_off_hold_from_the_first_to_the_last() -> None:
    away = person(days_off=(DaysOff(TUESDAY, THURSDAY),))
    assert [day for day in days_of(MONDAY, 5) if person_works(team(), away, day)] == [MONDAY, FRIDAY]
    assert is_free_day(team(), away, TUESDAY)


def test_the_teams_own_days_off_are_everybodys() -> None:
    ours = team(extra_days_off=("2026-11-17",))
    assert not person_works(ours, person(country="DE"), TUESDAY)


@pytest.mark.parametrize(
    ("day", "following"),
    [
        ("2026-11-16", "2026-11-17"),
        ("2026-11-20", "2026-11-24"),
        ("2026-05-01", "2026-05-07"),
        ("2026-12-28", "2027-01-04"),
    ],
)
def test_the_next_working_day_leaves_out_weekends_and_holidays(day: str, following: str) -> None:
    usual = team(extra_days_off=extra_days_off("JP"))
    assert first_working_day_after(usual, date.fromisoformat(day)) == date.fromisoformat(following)


def test_after_four_weeks_without_work_the_next_day_is_taken() -> None:
    closed = team(extra_days_off=tuple(day.isoformat() for day in days_of(MONDAY, 60)))
    assert first_working_day_after(closed, MONDAY) == TUESDAY


def test_after_a_closure_of_nearly_four_weeks_the_day_of_return_is_found() -> None:
    closed = team(extra_days_off=tuple(day.isoformat() for day in days_of(date(2026, 6, 6), 23)))
    assert first_working_day_after(closed, date(2026, 6, 5)) == date(2026, 6, 29)
