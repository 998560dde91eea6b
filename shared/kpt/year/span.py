"""The days that a person's year shows: a quarter, a year, a fiscal year, or any range of days."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

MOST_DAYS = 366 * 10
"""How many days one page may show."""
IN_JAPAN = 4
"""The month in which a fiscal year begins in Japan. Elsewhere it is the calendar year until somebody chooses a
month."""

Named = Literal["quarter", "last-quarter", "year", "fiscal"]
NAMED: tuple[Named, ...] = get_args(Named)


@dataclass(frozen=True)
class Span:
    """A range of days, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> list[date]:
        """Each day of the range."""
        return [self.first + timedelta(n) for n in range((self.last - self.first).days + 1)]

    def holds(self, day: date) -> bool:
        """Whether a day is in the range."""
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
    """The span between two days, up to today; None where it is empty or longer than a page shows."""
    span = Span(first, min(last, today))
    return span if 0 <= (span.last - span.first).days < MOST_DAYS else None
