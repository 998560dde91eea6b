"""What a win session's digest says: its head, each member's week, the last reply."""

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from shared.kpt.ids import Language
from shared.kpt.messages.thanked import Thanked

LeadState = Literal["none", "before", "telling", "off", "done", "ended"]


@dataclass(frozen=True)
class Lead:
    """How a digest's head leads the session: who tells ``now``, who says the first kind word when they finish, who is
    ``next``: where nobody is, though it is not the last turn, the Keeps of those who are off that day.

    ``state``: nobody is there to tell; not begun; somebody tells; those who are off; all have told; ended before that.
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
    """The message that opens a win session. ``open_until`` is None once that moment has passed. ``lead`` is None in one
    from before the head led the session."""

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
    """One day's Keep, and the earlier Try that was ``done``. ``carried`` says that it was written after the session
    before."""

    day: date
    keep: str
    carried: bool
    done: str = ""


@dataclass(frozen=True)
class Marks:
    """Days of the week without an entry to show, and why."""

    quiet: tuple[date, ...] = ()
    off: tuple[date, ...] = ()
    holiday: tuple[date, ...] = ()


@dataclass(frozen=True)
class DigestPart:
    """One member's week, or a page of it. Without a Keep it is for the thanks."""

    language: Language
    name: str
    keeps: tuple[KeepOfDay, ...]
    marks: Marks = Marks()
    continued: bool = False
    thanks: tuple[Thanked, ...] = ()
    """Who thanks them in this week's Keeps."""


@dataclass(frozen=True)
class Invitation:
    """The last reply: those without a Keep are asked how their week was; who was off all week is said so. ``marks`` are
    the days of those who have no part in which they could stand."""

    language: Language
    names: tuple[str, ...]
    away_all_week: tuple[str, ...] = ()
    marks: tuple[tuple[str, Marks], ...] = ()
