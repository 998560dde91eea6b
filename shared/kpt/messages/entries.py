"""An entry, as the channel sees it, and the message that it is a reply to."""

from dataclasses import dataclass, field
from datetime import date

from shared.kpt.entry.entry import Texts
from shared.kpt.ids import Language


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
    thanks: tuple[str, ...] = ()
    """The names of those who helped: it closes with them, and mentions nobody."""


@dataclass(frozen=True)
class DayThread:
    """The message to which a day's entries are replies."""

    language: Language
    day: date
