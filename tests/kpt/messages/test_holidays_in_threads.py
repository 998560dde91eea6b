"""Holidays are asked for by several threads at once, of years that none of them has asked for before."""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import TypeVar

import holidays
import pytest

from shared.kpt.schedule.workdays import holiday_name, is_holiday
from tests.kpt.build import days_of

T = TypeVar("T")
THREADS = 8
YEARS = range(2061, 2081)
COUNTRIES = ("JP", "DE", "US", "GB", "BR", "KR")


@pytest.fixture
def eager_switching() -> Iterator[None]:
    """Python changes threads as often as it can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def all_at_once(ask: Callable[[], list[T]]) -> list[list[T]]:
    """What so many threads are told that begin at the same moment."""
    begin = Barrier(THREADS)

    def wait_and_ask() -> list[T]:
        begin.wait()
        return ask()

    with ThreadPoolExecutor(THREADS) as pool:
        return [asked.result() for asked in [pool.submit(wait_and_ask) for _ in range(THREADS)]]


@pytest.mark.usefixtures("eager_switching")
@pytest.mark.parametrize("country", COUNTRIES)
def test_threads_that_ask_for_new_years_at_once_are_all_told_the_same(country: str) -> None:
    categories = ("public", "bank") if country == "JP" else ("public",)
    known = holidays.country_holidays(country, categories=categories)
    days = [day for year in YEARS for day in days_of(date(year, 1, 1), 365) if day in known]
    told = all_at_once(lambda: [day for day in days if not is_holiday(country, day)])
    assert told == [[]] * THREADS


@pytest.mark.usefixtures("eager_switching")
@pytest.mark.parametrize(("language", "name"), [("ja", "元日"), ("en", "New Year's Day"), ("fr", "元日")])
def test_threads_that_ask_for_names_at_once_are_all_told_the_same(language: str, name: str) -> None:
    told = all_at_once(lambda: [holiday_name("JP", date(year, 1, 1), language) for year in YEARS])
    assert told == [told[0]] * THREADS
    assert len(set(told[0])) == 1
    assert name in told[0][0]


def test_a_day_at_the_turn_of_the_year_is_off_whichever_year_was_asked_for_before() -> None:
    """New Year's Day of 2022, a Saturday, is observed in the year before."""
    assert is_holiday("US", date(2021, 12, 31))
    assert not is_holiday("US", date(2022, 12, 30))
