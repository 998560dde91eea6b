"""An entry as the channel sees it, the message of a day's thread, and what an author is told that is not shown."""

from dataclasses import dataclass, field
from datetime import date

from shared.kpt.entry.entry import Texts
from shared.kpt.ids import Language


@dataclass(frozen=True)
class Announcement:
    """An entry as the team's channel sees it. ``past``: it was written for an earlier day. ``quiet``: it is a quiet
    day, shown as one line."""

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
    """The earlier Try that was done, shown as a line with the Keep."""
    thanks: tuple[str, ...] = ()
    """The names of those who helped, in the last line. Nobody is mentioned, so nobody is notified."""


@dataclass(frozen=True)
class DayThread:
    """The message to which a day's entries are replies."""

    language: Language
    day: date


@dataclass(frozen=True)
class NotShown:
    """To an author whose entry a message does not show: Slack refused it, or the message ``stays_as_it_was`` because it
    may no longer be changed. ``session``: the message is their part of a win session's digest."""

    language: Language
    channel: str
    day: date
    stays_as_it_was: bool
    session: bool = False
