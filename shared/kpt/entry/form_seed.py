"""What a form for an unanswered day is opened from."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from shared.kpt.entry.promise import Promise
from shared.kpt.entry.try_before import TryBefore
from shared.kpt.ids import Language
from shared.kpt.text.visible import is_visible

if TYPE_CHECKING:
    from shared.kpt.team.person import LastTry

LONGEST_TRY = 200
"""Characters of an earlier Try that a form and the line *Done: …* show."""


@dataclass(frozen=True)
class FormSeed:
    """All that an empty form needs to open without the store. The reminder's buttons carry it."""

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
    """The other teams that the person may write for instead, with their channels' names. Empty where something is
    written already."""
    try_team: str = ""
    try_day: date | None = None
    """Team and day of ``last_try``. Buttons from before these were stored have none, and their form offers no tick."""
    try_is_private: bool = False

    kept: Mapping[str, str] = field(default_factory=dict)
    """The lines that were kept for the day, by id, in their order."""
    kept_in_store: bool = False
    """Whether there are more lines than a button carries: the form is then filled from the store."""

    @property
    def promises(self) -> Promise:
        """What the form says about who sees its texts."""
        return "keep" if self.only_keep_is_shown or not self.is_announced else "all"

    @property
    def try_before(self) -> TryBefore | None:
        """The Try that the form offers as a tick, as the form shows it. It comes from one of the teams that the form
        may be sent to."""
        text = " ".join(self.last_try[:LONGEST_TRY].split())
        if self.try_day is None or self.try_team not in {self.team, *self.others} or not is_visible(text):
            return None
        return TryBefore(self.try_team, self.try_day, text, private=self.try_is_private)

    def offering(self, offered: "TryBefore | LastTry | None") -> "FormSeed":
        """The same form with this Try to tick."""
        if offered is None:
            return replace(self, last_try="", try_team="", try_day=None, try_is_private=False)
        return replace(
            self,
            last_try=offered.text,
            try_team=offered.team,
            try_day=offered.day,
            try_is_private=offered.private,
        )
