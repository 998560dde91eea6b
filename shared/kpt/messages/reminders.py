"""What somebody is asked each day, and what that turns into."""

from dataclasses import dataclass
from datetime import date, datetime

from shared.kpt.entry.entry import Kind, Texts
from shared.kpt.entry.form_seed import FormSeed
from shared.kpt.messages.thanked import Thanked


@dataclass(frozen=True)
class KeptLine:
    """A Keep of the week, in short. ``is_done``: the line is an earlier Try that was done."""

    day: date
    first_line: str
    is_done: bool = False


@dataclass(frozen=True)
class KeptToday:
    """A line that was kept during the day; on the session's day, of the week."""

    day: date
    text: str


@dataclass(frozen=True)
class AskForEntry:
    """The day's reminder. On the session's day it says when the session is, and shows the member's own week.

    What they kept stands there in place of the question of the day, and so do ``thanks`` that reached them since.
    ``teaches``: it says how a line is kept.
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
    """*From this week's Keeps*: one Keep of one teammate. ``seen_at`` is the timestamp of its announcement, where there
    is one."""

    name: str
    keep: str
    seen_at: str = ""


@dataclass(frozen=True)
class Recorded:
    """What the reminder's message turns into once its day is answered."""

    seed: FormSeed
    kind: Kind
    texts: Texts
    seen_at: str = ""
    """The timestamp of the announcement, where there is one."""
    told_silent: bool = True
    """Of a quiet day: whether its author is told that it is not posted."""
    done: str = ""
    """The earlier Try that was done: a line of its own with the Keep."""
    glance: Glance | None = None
    """On the session's day."""
