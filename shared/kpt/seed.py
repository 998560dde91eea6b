"""What a form is opened from, on the first click of the day."""

from dataclasses import dataclass
from datetime import date

from shared.kpt.ids import Language


@dataclass(frozen=True)
class FormSeed:
    """All that an empty form needs to open without asking the store. It travels in the reminder's buttons."""

    team: str
    day: date
    language: Language
    channel_name: str
    zone: str
    only_keep_is_shown: bool = False
    is_announced: bool = True
    """Whether the channel sees the entry before the digest."""
    last_try: str = ""
