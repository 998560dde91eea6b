"""The day's reminder, and what it says once the day is answered."""

from dataclasses import dataclass
from datetime import date, datetime

from shared.kpt.entry.entry import Kind, Texts
from shared.kpt.entry.form_seed import FormSeed
from shared.kpt.messages.thanked import Thanked


@dataclass(frozen=True)
class KeptLine:
    """The first line of one of the week's Keeps. ``is_done``: it is an earlier Try that was done."""

    day: date
    first_line: str
    is_done: bool = False


@dataclass(frozen=True)
class KeptToday:
    """A line that was kept during the day; on the session's day, during the week."""

    day: date
    text: str


@dataclass(frozen=True)
class AskForEntry:
    """The day's reminder. On the session's day it has the session's time and the member's own week.

    Kept lines and received ``thanks`` replace the question of the day. ``teaches``: it explains how to keep a line.
    """

    seed: FormSeed
    channel: str
    first_time: bool
    session: datetime | None = None
    week: tuple[KeptLine, ...] = ()
    kept: tuple[KeptToday, ...] = ()
    teaches: bool = False
    thanks: tuple[Thanked, ...] = ()


@dataclass(frozen=True)
class Glance:
    """*From this week's Keeps*: one Keep of one teammate. ``seen_at``: the timestamp of its announcement, or empty."""

    name: str
    keep: str
    seen_at: str = ""


@dataclass(frozen=True)
class Recorded:
    """What the reminder's message says once its day is answered."""

    seed: FormSeed
    kind: Kind
    texts: Texts
    seen_at: str = ""
    """The timestamp of the entry's announcement, or empty."""
    told_silent: bool = True
    """For a quiet day: whether its author is told that it is not posted."""
    done: str = ""
    """The earlier Try that was done, shown as a line with the Keep."""
    glance: Glance | None = None
    """Only on the session's day."""
