"""What could not be posted or shown, told to whoever can mend it or wrote it."""

from dataclasses import dataclass
from datetime import date

from shared.kpt.ids import Language


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
