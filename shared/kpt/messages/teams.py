"""What a team's channel is told of the team itself."""

from dataclasses import dataclass
from datetime import time
from typing import Literal

from shared.kpt.ids import Language, StoredIn
from shared.kpt.team.team_settings import SettingChange

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


@dataclass(frozen=True)
class News:
    """To the channel of a team that was there before: what entries, digest and board show now."""

    language: Language
    has_board: bool = False


@dataclass(frozen=True)
class Changed:
    """To the channel: what was set anew in the team, and by whom."""

    language: Language
    name: str
    changes: tuple[SettingChange, ...]
