"""What happened while a week was played, in the order of the clock: what ``play`` gives and ``telling`` tells."""

from dataclasses import dataclass
from datetime import date, datetime

from local.demo.entries import Kind
from shared.i18n.sentences import Language

Lines = tuple[str, ...]
"""The visible lines of a message."""


@dataclass(frozen=True)
class Member:
    """Somebody of the team, and the language that their Slack is set to."""

    name: str
    language: Language


@dataclass(frozen=True)
class SetUp:
    """``/kpt setup``: what the one who typed it was told, and what the channel reads since."""

    at: datetime
    by: Member
    channel: str
    told: Lines
    welcome: Lines


@dataclass(frozen=True)
class DayBegins:
    """Another day; nothing need happen on it."""

    day: date


@dataclass(frozen=True)
class Letter:
    """A direct message of the app. ``kept``: it brings back what was kept during the day."""

    to: Member
    lines: Lines
    kept: bool = False


@dataclass(frozen=True)
class Asked:
    """The day's reminders went out. ``week``: on the day of the win session, with one's own week."""

    at: datetime
    letters: tuple[Letter, ...]
    week: bool


@dataclass(frozen=True)
class Kept:
    """Somebody kept a line during the day, with ``/kpt keep``; ``told``: the answer."""

    at: datetime
    by: Member
    line: str
    told: Lines


@dataclass(frozen=True)
class NobodyAsked:
    """A weekday on which the team is off."""


@dataclass(frozen=True)
class Answered:
    """Somebody wrote, or tapped. ``message``: what the reminder became, empty where it was ``/kpt``; ``posted``:
    what the channel reads since; ``done``: they ticked their last Try; ``thanked``: they said who helped."""

    at: datetime
    by: Member
    kind: Kind
    message: Lines
    posted: Lines
    done: bool = False
    thanked: bool = False


@dataclass(frozen=True)
class Found:
    """The next message of somebody who was thanked on the day of the session."""

    at: datetime
    letter: Letter


@dataclass(frozen=True)
class NothingToTap:
    """A quiet day or a day off, on a day on which no message came."""

    by: Member
    kind: Kind


@dataclass(frozen=True)
class Unanswered:
    """Those who were asked and left it at that."""

    members: tuple[Member, ...]


@dataclass(frozen=True)
class Digest:
    """The win session's message, and the replies below it."""

    at: datetime
    parent: Lines
    replies: tuple[Lines, ...]


@dataclass(frozen=True)
class NoDigest:
    """The last session began, and there was nothing that a digest could be made of."""


Event = (
    SetUp | DayBegins | Kept | Asked | NobodyAsked | Answered | NothingToTap | Unanswered | Digest | Found | NoDigest
)
