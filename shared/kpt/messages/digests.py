"""What a win session's digest says: its head, each member's week, the last reply."""

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from shared.kpt.ids import Language
from shared.kpt.messages.thanked import Thanked

LeadState = Literal["none", "before", "telling", "off", "done", "ended"]


@dataclass(frozen=True)
class Lead:
    """How a digest's head leads the session: who speaks ``now``, who says the first kind word after them, who is
    ``next``. An empty ``next`` before the last turn stands for the Keeps of those who are off that day.

    ``state``: fewer than two turns; not begun; somebody speaks; those who are off; all have spoken; ended before that.
    """

    team: str
    session: date
    step: int
    state: LeadState
    now: str = ""
    first_word: str = ""
    next: str = ""
    is_last: bool = False
    may_be_later: bool = False
    may_go_back: bool = False
    has_board: bool = False


@dataclass(frozen=True)
class DigestParent:
    """The message that opens a win session. ``open_until`` is None once that time has passed. ``lead`` is None in
    digests from before the head led the session."""

    language: Language
    first: date
    last: date
    has_keeps: bool
    order: tuple[str, ...]
    away: tuple[str, ...]
    away_with_keeps: tuple[str, ...]
    open_until: time | None
    lead: Lead | None = None


@dataclass(frozen=True)
class KeepOfDay:
    """One day's Keep, and the earlier Try that was ``done``. ``carried``: the day is from before this week."""

    day: date
    keep: str
    carried: bool
    done: str = ""


@dataclass(frozen=True)
class Marks:
    """Days of the week without an entry to show, by the reason."""

    quiet: tuple[date, ...] = ()
    off: tuple[date, ...] = ()
    holiday: tuple[date, ...] = ()


@dataclass(frozen=True)
class DigestPart:
    """One member's week, or a page of it. Without a Keep it shows thanks only."""

    language: Language
    name: str
    keeps: tuple[KeepOfDay, ...]
    marks: Marks = Marks()
    continued: bool = False
    thanks: tuple[Thanked, ...] = ()
    """Who thanks them in this week's Keeps."""


@dataclass(frozen=True)
class Invitation:
    """The last reply: it asks those without a Keep how their week was, and names who was off all week. ``marks``: the
    marked days of those who have no part."""

    language: Language
    names: tuple[str, ...]
    away_all_week: tuple[str, ...] = ()
    marks: tuple[tuple[str, Marks], ...] = ()
