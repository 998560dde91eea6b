"""The days that one's own year shows: a quarter, a year, a fiscal year, or any days from one to another."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

MOST_DAYS = 366 * 10
"""How many days one page may show."""
IN_JAPAN = 4
"""The month in which a fiscal year begins there; elsewhere it is chosen, and is the calendar's until then."""

Named = Literal["quarter", "last-quarter", "year", "fiscal"]
NAMED: tuple[Named, ...] = get_args(Named)


@dataclass(frozen=True)
class Span:
    """From one day to another, both included."""

    first: date
    last: date

    @property
    def days(self) -> list[date]:
        """Each of them."""
        return [self.first + timedelta(n) for n in range((self.last - self.first).days + 1)]

    def holds(self, day: date) -> bool:
        """Whether a day is one of them."""
        return self.first <= day <= self.last


def fiscal_month(country: str) -> int:
    """The month in which a country's fiscal year begins."""
    return IN_JAPAN if country == "JP" else 1


def named_span(name: Named, today: date, starts: int) -> Span:
    """A span by its name, up to today. ``starts``: the month in which the fiscal year begins."""
    quarter = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    match name:
        case "quarter":
            return Span(quarter, today)
        case "last-quarter":
            last = quarter - timedelta(1)
            return Span(last.replace(month=last.month - 2, day=1), last)
        case "year":
            return Span(today.replace(month=1, day=1), today)
        case "fiscal":
            year = today.year if today.month >= starts else today.year - 1
            return Span(date(year, starts, 1), today)


def span_between(first: date, last: date, today: date) -> Span | None:
    """Any span, of the days that there have been; None where it has none, or more than a page shows."""
    span = Span(first, min(last, today))
    return span if 0 <= (span.last - span.first).days < MOST_DAYS else None
