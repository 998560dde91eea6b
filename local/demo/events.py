"""The events of a played week, in the order of time: ``play`` makes them, ``telling`` prints them."""

from dataclasses import dataclass
from datetime import date, datetime

from local.demo.entries import Kind
from shared.i18n.sentences import Language

Lines = tuple[str, ...]
"""The visible lines of a message."""


@dataclass(frozen=True)
class Member:
    """Somebody of the team, with the language of their Slack."""

    name: str
    language: Language


@dataclass(frozen=True)
class SetUp:
    """``/kpt setup``: what the person who typed it was told, and what the channel shows since."""

    at: datetime
    by: Member
    channel: str
    told: Lines
    welcome: Lines


@dataclass(frozen=True)
class DayBegins:
    """Another day, on which there may be no other event."""

    day: date


@dataclass(frozen=True)
class DirectMessage:
    """A direct message of the app. ``kept``: it shows lines that were kept during the day."""

    to: Member
    lines: Lines
    kept: bool = False


@dataclass(frozen=True)
class Asked:
    """The day's reminders were sent. ``week``: on the day of the win session, with each member's own week."""

    at: datetime
    messages: tuple[DirectMessage, ...]
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
    """Somebody wrote an entry or pressed a button. ``message``: the reminder after it, empty for ``/kpt``; ``posted``:
    what the channel shows since; ``done``: they ticked their last Try; ``thanked``: they said who helped."""

    at: datetime
    by: Member
    kind: Kind
    message: Lines
    posted: Lines
    done: bool = False
    thanked: bool = False


@dataclass(frozen=True)
class NextMessage:
    """The next message of somebody who was thanked on the day of the session."""

    at: datetime
    message: DirectMessage


@dataclass(frozen=True)
class NothingToTap:
    """A quiet day or a day off on a day without a reminder, so that there was no button."""

    by: Member
    kind: Kind


@dataclass(frozen=True)
class Unanswered:
    """The members who were asked and did not answer."""

    members: tuple[Member, ...]


@dataclass(frozen=True)
class Digest:
    """The digest's parent and its replies."""

    at: datetime
    parent: Lines
    replies: tuple[Lines, ...]


@dataclass(frozen=True)
class NoDigest:
    """The last session began without a digest, as there was nothing to show."""


Event = (
    SetUp
    | DayBegins
    | Kept
    | Asked
    | NobodyAsked
    | Answered
    | NothingToTap
    | Unanswered
    | Digest
    | NextMessage
    | NoDigest
)
