"""What a form is opened from, on the first click of the day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from shared.kpt.entry.promise import Promise
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
    others: Mapping[str, str] = field(default_factory=dict)
    """The other teams that one may write for instead, with their channels' names. Only where nothing is written yet."""

    kept: Mapping[str, str] = field(default_factory=dict)
    """The lines that were kept for the day, by their ids, in their order."""
    kept_in_store: bool = False
    """Whether there are more of them than a button carries: then the form is filled from the store."""

    @property
    def promises(self) -> Promise:
        """What the form says of who sees what is typed in it."""
        return "keep" if self.only_keep_is_shown or not self.is_announced else "all"
