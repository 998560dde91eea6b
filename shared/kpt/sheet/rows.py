"""Which row of a team's spreadsheet an entry is.

A row holds eight cells of the app's. Nothing in it can be counted against a person: no quiet days, no days off, no
moment of writing, no thanks.
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
"""The app's columns, and their headers. Reports of people are built on these names, so they are in no language."""
DATES: Final = ("day", "week")
"""The columns that hold dates: as numbers, in cells that show them as dates."""
LONGEST_CELL: Final = 50_000
"""Characters that a cell may have (support.google.com/drive/answer/37603)."""

Cell = str | int | float | bool | None
Row = tuple[str | int, ...]
"""The app's eight cells, in the order of ``COLUMNS``."""
DoneLine = Callable[[Language, str], str]
"""How a language says that an earlier Try was done: *Done: …*. Sentences are for the adapters, so it is handed in."""

_DAY_ZERO: Final = date(1899, 12, 30)
_KEY: Final = re.compile(r"\d{4}-\d{2}-\d{2}_[A-Za-z0-9]+", re.ASCII)


def row_of(team: Team, entry: Entry, done_line: DoneLine) -> Row | None:
    """An entry's row; None where it has none, as nothing of it is written or shown. An earlier Try that was done stands
    with the Keep, in the team's language."""
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
    """Whether an entry has a row, or had one. A day that was quiet from the beginning never had."""
    return entry.kind in ("written", "deleted") or entry.revision > 1


def link_to(team: Team) -> str:
    """Leads to the team's channel, in the browser or Slack's app (docs.slack.dev/interactivity/deep-linking)."""
    return f"https://slack.com/app_redirect?team={team.workspace}&channel={team.channel}"


def serial_number(day: date) -> int:
    """A day as spreadsheets count: days since 30 December 1899."""
    return (day - _DAY_ZERO).days


def day_of_number(number: float) -> date | None:
    """The day of a spreadsheet's number; None where it is none that a date can be."""
    try:
        return _DAY_ZERO + timedelta(days=int(number))
    except (OverflowError, ValueError):
        return None


def is_key(cell: Cell) -> bool:
    """Whether a cell holds the key of an entry: ``2026-11-24_U1``."""
    return isinstance(cell, str) and _KEY.fullmatch(cell) is not None
