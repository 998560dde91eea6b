"""Fields as they are found: documents are there to be read in a console, and may be changed there, or put there, by
hand. What is missing, or is none of ours, counts as it does in a new document: one odd field of one person keeps no
team from its messages.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from shared.kpt.day import zone_exists
from shared.kpt.ids import Language

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def text(value: object, otherwise: str = "") -> str:
    """A text that says something."""
    return value if isinstance(value, str) and value else otherwise


def one_of(value: object, allowed: Sequence[str], otherwise: Any) -> Any:
    """One of a few words."""
    return value if value in allowed else otherwise


def language(value: object) -> Language:
    """A language that there are sentences in."""
    return "ja" if value == "ja" else "en"


def zone(value: object, otherwise: str = "") -> str:
    """A time zone that exists."""
    return value if isinstance(value, str) and zone_exists(value) else otherwise


def fields(value: object) -> Mapping[str, Any]:
    """A map."""
    return value if isinstance(value, Mapping) else {}


def several(value: object) -> Sequence[Any]:
    """A list."""
    return value if isinstance(value, list | tuple) else ()


def texts(value: object) -> tuple[str, ...]:
    """A list of texts."""
    return tuple(each for each in several(value) if isinstance(each, str))


def ids(value: object, pattern: re.Pattern[str]) -> tuple[str, ...]:
    """A list of ids: what is none would name no document."""
    return tuple(each for each in texts(value) if pattern.fullmatch(each))


def number(value: object) -> int:
    """A whole number; some clients write every number as a fraction."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int) else 0


def moment(value: object) -> datetime | None:
    """A moment."""
    return value if isinstance(value, datetime) else None


def day(value: object) -> date | None:
    """A day, ``2026-11-24``; of a moment its date."""
    if isinstance(value, datetime):
        return value.date()
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def days(value: object) -> tuple[date, ...]:
    """A list of days."""
    return tuple(found for each in several(value) if (found := day(each)))


def clock_time(value: object) -> time | None:
    """A time of day, ``17:00``: seconds and an offset count for nothing."""
    try:
        at = time.fromisoformat(value) if isinstance(value, str) else None
        return at.replace(second=0, microsecond=0, tzinfo=None) if at is not None else None
    except ValueError:
        return None


def weekday(value: object) -> int | None:
    """A weekday by its English name, as ``date.weekday()`` counts; a number is one, too."""
    if isinstance(value, int):
        return value if 0 <= value < len(WEEKDAYS) else None
    start = value.lower()[:3] if isinstance(value, str) else ""
    return next((number for number, name in enumerate(WEEKDAYS) if name[:3] == start), None)


def weekdays(value: object) -> tuple[int, ...] | None:
    """A list of weekdays; None where there is none."""
    if not isinstance(value, list | tuple):
        return None
    return tuple(found for each in value if (found := weekday(each)) is not None)
