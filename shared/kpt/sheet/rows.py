"""The row of an entry in its team's spreadsheet.

A row has eight cells of the app's. None can be counted against a person: no quiet days, no days off, no moment of
writing, no thanks.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from shared.kpt.entry.entry import Entry
from shared.kpt.entry.shown import shown
from shared.kpt.ids import Language
from shared.kpt.team.team import Team

COLUMNS: Final = ("key", "day", "week", "name", "keep", "problem", "try", "link")
"""The app's columns and their headers. People build reports on these names, so they are not translated."""
DATES: Final = ("day", "week")
"""The columns that hold dates, as numbers in cells with a date format."""
LONGEST_CELL: Final = 50_000
"""Characters that a cell may have (support.google.com/drive/answer/37603)."""

Cell = str | int | float | bool | None
Row = tuple[str | int, ...]
"""The app's eight cells, in the order of ``COLUMNS``."""
DoneLine = Callable[[Language, str], str]
"""Makes the line *Done: …* in a language. It is a parameter, as rules do not know sentences."""

_DAY_ZERO: Final = date(1899, 12, 30)
_KEY: Final = re.compile(r"\d{4}-\d{2}-\d{2}_[A-Za-z0-9]+", re.ASCII)


def row_of(team: Team, entry: Entry, done_line: DoneLine) -> Row | None:
    """An entry's row; None where the team sees nothing of it. An earlier Try that was done is added to the Keep, in the
    team's language."""
    seen = shown(team, entry)
    texts = seen.texts
    if not (texts or seen.done):
        return None
    monday = entry.day - timedelta(days=entry.day.weekday())
    name = team.members.get(entry.user) or entry.name or entry.user
    keep = "\n".join(filter(None, (texts.keep, done_line(team.language, seen.done) if seen.done else "")))
    words = (name, keep, texts.problem, texts.try_, link_to(team))
    return (entry.id, serial_number(entry.day), serial_number(monday), *map(_cell, words))


def _cell(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")[:LONGEST_CELL]


def may_have_a_row(entry: Entry) -> bool:
    """Whether an entry may have or have had a row. A day that was quiet from the beginning never had one."""
    return entry.kind in ("written", "deleted") or entry.revision > 1


def link_to(team: Team) -> str:
    """The address of the team's channel, in the browser or Slack's app (docs.slack.dev/interactivity/deep-linking)."""
    return f"https://slack.com/app_redirect?team={team.workspace}&channel={team.channel}"


def serial_number(day: date) -> int:
    """A day as spreadsheets count it: days since 30 December 1899."""
    return (day - _DAY_ZERO).days


def day_of_number(number: float) -> date | None:
    """The day of a spreadsheet's number; None where the number is outside the range of dates."""
    try:
        return _DAY_ZERO + timedelta(days=int(number))
    except (OverflowError, ValueError):
        return None


def is_key(cell: Cell) -> bool:
    """Whether a cell holds the key of an entry: ``2026-11-24_U1``."""
    return isinstance(cell, str) and _KEY.fullmatch(cell) is not None
