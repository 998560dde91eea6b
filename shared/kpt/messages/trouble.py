"""Messages about what could not be posted or shown, to whoever can mend it or wrote it."""

from dataclasses import dataclass
from datetime import date

from shared.kpt.ids import Language


@dataclass(frozen=True)
class CannotPost:
    """To somebody who can mend it: the app cannot post to the channel, with Slack's reason."""

    language: Language
    channel: str
    reason: str


@dataclass(frozen=True)
class NotShown:
    """To an author whose entry a message does not show: Slack refused it, or the message ``stays_as_it_was`` because it
    may no longer be changed. ``session``: the message is their part of a win session's digest."""

    language: Language
    channel: str
    day: date
    stays_as_it_was: bool
    session: bool = False
