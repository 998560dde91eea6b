"""Days as people and spreadsheets write them. The whole column decides between ``11/24/2026`` and ``24/11/2026``."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final, Literal

Order = Literal["ymd", "mdy", "dmy"]
YEARS: Final = range(2000, 2100)
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?", re.ASCII)
_ERA = re.compile(r"(令和|平成|R|H)\s*(元|\d{1,2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?", re.ASCII)
_YEAR_BEFORE: Final = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988}
"""The year before the first year of an era."""
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", re.ASCII)
_TYPED = re.compile(_YEAR_FIRST.pattern + "|" + _ERA.pattern, re.ASCII)
_AROUND_DAYS = re.compile(
    r"[\s\-,、.〜～~\"'“”‘’<>]|から|まで|\b(?:from|to|until|till|and|through)\b|[(（][^()（）]{1,9}[)）]|T?\d{1,2}:\d\d(?::\d\d)?",
    re.IGNORECASE,
)
"""What people put around two days, and between them."""
_FULL_WIDTH = str.maketrans("０１２３４５６７８９／－．：‐‑‒–—−", "0123456789/-.:------")
_BEHIND_A_DATE = re.compile(r"[T\s(（].*", re.DOTALL)
"""A time or a weekday behind the date: ``2026/11/24 17:03:11``, ``2026/11/24(火)``."""


def order_of(cells: Iterable[str]) -> Order | None:
    """The order in which a column writes day, month and year. None where every number is 12 or less, so that both
    orders fit."""
    said = [match.groups() for cell in cells if (match := _YEAR_LAST.fullmatch(_bare(cell)))]
    if not said:
        return "ymd"
    firsts, seconds = (max(int(parts[place]) for parts in said) for place in (0, 1))
    if firsts > 12 and seconds <= 12:
        return "dmy"
    return "mdy" if seconds > 12 and firsts <= 12 else None


def day_of(cell: str, order: Order) -> date | None:
    """The day in a cell; None where it holds none."""
    text = _bare(cell)
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, match.groups())
    elif match := _ERA.fullmatch(text):
        year = _YEAR_BEFORE[match[1]] + (1 if match[2] == "元" else int(match[2]))
        month, day = int(match[3]), int(match[4])
    elif (match := _YEAR_LAST.fullmatch(text)) and order != "ymd":
        first, second, year = map(int, match.groups())
        month, day = (first, second) if order == "mdy" else (second, first)
    else:
        return None
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def _bare(cell: str) -> str:
    return _BEHIND_A_DATE.sub("", cell.translate(_FULL_WIDTH).strip())


def days_in(text: str, today: date) -> tuple[date, date] | None:
    """The first and the last of the one or two days that somebody typed, in any order. One day means from it until
    today. None where the text holds anything else."""
    plain = text.translate(_FULL_WIDTH)
    typed = [match[0] for match in _TYPED.finditer(plain)]
    found = sorted(day for part in typed if (day := day_of(part, "ymd")))
    if len(found) != len(typed) or not 1 <= len(found) <= 2 or _AROUND_DAYS.sub("", _TYPED.sub(" ", plain)):
        return None
    first, last = (found[0], found[1]) if len(found) == 2 else (found[0], max(found[0], today))
    return first, last
