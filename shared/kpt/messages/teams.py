"""Messages to a team's channel about the team itself, and to whoever can open the channel to the app."""

from dataclasses import dataclass
from datetime import time
from typing import Literal

from shared.kpt.ids import Language, StoredIn
from shared.kpt.team.team_settings import SettingChange

Shown = Literal["all", "keep", "off"]
"""Which part of an entry the channel sees from day to day."""


@dataclass(frozen=True)
class Welcome:
    """To the channel, when a team is set up. ``session_asked_at`` is None where members are asked at the same time as
    on other days."""

    language: Language
    asked_at: time
    session_weekday: int
    session_asked_at: time | None
    session_at: time
    stored_in: StoredIn = "cloud"
    shown: Shown = "all"
    asks_chosen_people: bool = False
    has_board: bool = False


@dataclass(frozen=True)
class News:
    """To the channel of a team from before a release: what entries, digest and board show now."""

    language: Language
    has_board: bool = False


@dataclass(frozen=True)
class Changed:
    """To the channel: which settings of the team were changed, and by whom."""

    language: Language
    name: str
    changes: tuple[SettingChange, ...]


@dataclass(frozen=True)
class CannotPost:
    """To somebody who can mend it: the app cannot post to the channel, with Slack's reason."""

    language: Language
    channel: str
    reason: str
