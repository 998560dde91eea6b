"""Reads fields leniently. People may change or add documents by hand in a console. A field that is missing or odd gets
the value of a new document. So one person's odd field does not stop a team's messages.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from shared.kpt.day import zone_exists
from shared.kpt.ids import Language

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def text(value: object, otherwise: str = "") -> str:
    """A text that is not empty."""
    return value if isinstance(value, str) and value else otherwise


def one_of(value: object, allowed: Sequence[str], otherwise: Any) -> Any:
    """One of the allowed words."""
    return value if value in allowed else otherwise


def language(value: object) -> Language:
    """A language of the app."""
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
    """A list of ids; a text that is no id is left out, as it would name no document."""
    return tuple(each for each in texts(value) if pattern.fullmatch(each))


def number(value: object) -> int:
    """A whole number. Some clients write every number as a float."""
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
    """A time of day, ``17:00``; seconds and an offset are dropped."""
    try:
        at = time.fromisoformat(value) if isinstance(value, str) else None
        return at.replace(second=0, microsecond=0, tzinfo=None) if at is not None else None
    except ValueError:
        return None


def weekday(value: object) -> int | None:
    """A weekday as ``date.weekday()`` counts, from its English name or from that number."""
    if isinstance(value, int):
        return value if 0 <= value < len(WEEKDAYS) else None
    start = value.lower()[:3] if isinstance(value, str) else ""
    return next((number for number, name in enumerate(WEEKDAYS) if name[:3] == start), None)


def weekdays(value: object) -> tuple[int, ...] | None:
    """A list of weekdays; None where there is none."""
    if not isinstance(value, list | tuple):
        return None
    return tuple(found for each in value if (found := weekday(each)) is not None)
