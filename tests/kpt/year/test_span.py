"""Which days one's own year shows."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kpt.year.span import MOST_DAYS, NAMED, Named, Span, fiscal_month, named_span, span_between
from tests.kpt.build import days

TODAY = date(2026, 11, 19)
SPANS = [
    ("quarter", TODAY, 4, date(2026, 10, 1), TODAY),
    ("last-quarter", TODAY, 4, date(2026, 7, 1), date(2026, 9, 30)),
    ("last-quarter", date(2026, 2, 3), 4, date(2025, 10, 1), date(2025, 12, 31)),
    ("year", TODAY, 4, date(2026, 1, 1), TODAY),
    ("fiscal", TODAY, 4, date(2026, 4, 1), TODAY),
    ("fiscal", date(2027, 3, 31), 4, date(2026, 4, 1), date(2027, 3, 31)),
    ("fiscal", date(2027, 4, 1), 4, date(2027, 4, 1), date(2027, 4, 1)),
    ("fiscal", TODAY, 12, date(2025, 12, 1), TODAY),
]


@pytest.mark.parametrize(("name", "today", "starts", "first", "last"), SPANS)
def test_a_span_by_its_name(name: Named, today: date, starts: int, first: date, last: date) -> None:
    assert named_span(name, today, starts) == Span(first, last)


def test_a_fiscal_year_begins_in_april_in_japan() -> None:
    assert (fiscal_month("JP"), fiscal_month("DE")) == (4, 1)


@given(st.sampled_from(NAMED), days, st.integers(1, 12))
def test_no_span_by_name_is_longer_than_a_year_or_goes_beyond_today(name: Named, today: date, starts: int) -> None:
    span = named_span(name, today, starts)
    assert span.first <= span.last <= today
    assert len(span.days) <= 366


def test_any_days_go_up_to_today_and_no_page_shows_more_than_ten_years() -> None:
    tomorrow = TODAY + timedelta(1)
    assert span_between(TODAY, tomorrow, TODAY) == Span(TODAY, TODAY)
    assert span_between(tomorrow, tomorrow, TODAY) is None
    assert span_between(TODAY, TODAY - timedelta(1), TODAY) is None
    assert span_between(TODAY - timedelta(MOST_DAYS), TODAY, TODAY) is None
    assert span_between(date.min, date.max, TODAY) is None
