"""What a message says, before it is rendered: one frozen class for each kind of message, in plain data.

The rules decide on a message; the adapter renders it in its language. Equal messages look equal.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Literal

from shared.kpt.entry.entry import Kind, Texts
from shared.kpt.entry.form_seed import FormSeed as FormSeed
from shared.kpt.ids import StoredIn
from shared.kpt.messages.place import Channel as Channel
from shared.kpt.messages.place import Direct as Direct
from shared.kpt.messages.place import Place as Place
from shared.kpt.messages.place import Posted as Posted
from shared.kpt.team.team import Language
from shared.kpt.team.team_settings import SettingChange
from shared.kpt.year.year import Year


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

    What they kept stands there in place of the question of the day. ``teaches``: it says how that is done.
    """

    seed: FormSeed
    channel: str
    first_time: bool
    session: datetime | None = None
    week: tuple[KeptLine, ...] = ()
    kept: tuple[KeptToday, ...] = ()
    teaches: bool = False


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


@dataclass(frozen=True)
class Announcement:
    """An entry, as the team's channel sees it. ``past`` says that it was written for an earlier day; ``quiet`` that it
    is a quiet day, which is one line."""

    language: Language
    name: str
    picture: str
    day: date
    past: bool
    texts: Texts
    quiet: bool = False
    continued: bool = field(default=False, repr=False)
    """Whether it is a further page of a long entry."""
    done: str = ""
    """The earlier Try that was done: a line of its own with the Keep."""


@dataclass(frozen=True)
class DayThread:
    """The message to which a day's entries are replies."""

    language: Language
    day: date


Shown = Literal["all", "keep", "off"]
"""What of an entry the channel sees from day to day."""


@dataclass(frozen=True)
class Welcome:
    """What the channel is told when a team is set up. ``session_asked_at`` is None where it is as on other days."""

    language: Language
    asked_at: time
    session_weekday: int
    session_asked_at: time | None
    session_at: time
    stored_in: StoredIn = "cloud"
    shown: Shown = "all"
    asks_chosen_people: bool = False
    has_board: bool = False


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
    """One member's week, or a page of it."""

    language: Language
    name: str
    keeps: tuple[KeepOfDay, ...]
    marks: Marks = Marks()
    continued: bool = False


@dataclass(frozen=True)
class Invitation:
    """The last reply: those without a Keep are asked how their week was; who was off all week is said so. ``marks`` are
    the days of those who have no part in which they could stand."""

    language: Language
    names: tuple[str, ...]
    away_all_week: tuple[str, ...] = ()
    marks: tuple[tuple[str, Marks], ...] = ()


@dataclass(frozen=True)
class Changed:
    """To the channel: what was set anew in the team, and by whom."""

    language: Language
    name: str
    changes: tuple[SettingChange, ...]


@dataclass(frozen=True)
class CannotPost:
    """To somebody who can mend it: the channel cannot be posted to, and Slack's reason."""

    language: Language
    channel: str
    reason: str


@dataclass(frozen=True)
class NotShown:
    """To somebody of whose entry a message does not show what they wrote, and why: Slack did not take it, or
    ``stays_as_it_was`` as it may no longer be changed. ``session``: it is their part of a win session's digest."""

    language: Language
    channel: str
    day: date
    stays_as_it_was: bool
    session: bool = False


@dataclass(frozen=True)
class SheetTold:
    """To the channel: who connected a spreadsheet."""

    language: Language
    name: str


@dataclass(frozen=True)
class SheetTried:
    """To whoever wanted to connect a spreadsheet: what became of it. ``team`` is for trying again."""

    language: Language
    channel: str
    team: str
    outcome: str


@dataclass(frozen=True)
class SheetClosedNote:
    """To whoever connected the team's spreadsheet: it cannot be written to, and why."""

    language: Language
    channel: str
    fault: str


@dataclass(frozen=True)
class Export:
    """All that is stored of a person, as a file in their direct messages. It cannot be changed, only taken back.

    With ``year`` it is that instead, as Markdown."""

    language: Language
    name: str
    content: str
    year: Year | None = field(default=None, kw_only=True)


@dataclass(frozen=True)
class TeamExport(Export):
    """A team's entries of these days, as a file for a member."""

    channel: str = ""
    first: date = date.min
    last: date = date.max


@dataclass(frozen=True)
class TeamExportTold:
    """To the channel: who received its entries of these days as a file."""

    language: Language
    name: str
    first: date
    last: date


@dataclass(frozen=True)
class MayNotExport:
    """To a person whose file could not be sent, because the app may not send files; and who can mend that. ``word``:
    what they typed for it."""

    language: Language
    word: Literal["my_data", "csv", "year"] = "my_data"


Message = (
    AskForEntry
    | Recorded
    | Announcement
    | DayThread
    | Welcome
    | Changed
    | DigestParent
    | DigestPart
    | Invitation
    | CannotPost
    | NotShown
    | SheetTold
    | SheetTried
    | SheetClosedNote
    | Export
    | TeamExport
    | TeamExportTold
    | MayNotExport
)
