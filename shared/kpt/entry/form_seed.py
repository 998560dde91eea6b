"""What a form is opened from, on the first click of the day."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from shared.kpt.entry.promise import Promise
from shared.kpt.entry.try_before import TryBefore
from shared.kpt.ids import Language
from shared.kpt.team.person import LastTry
from shared.kpt.text.visible import is_visible

LONGEST_TRY = 200
"""Characters that a form shows of the Try from before, and that the line *Done: …* has."""


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
    try_team: str = ""
    try_day: date | None = None
    """Whose Try ``last_try`` is: a button from before that was stored names none, and its form offers no tick."""
    try_is_private: bool = False

    kept: Mapping[str, str] = field(default_factory=dict)
    """The lines that were kept for the day, by their ids, in their order."""
    kept_in_store: bool = False
    """Whether there are more of them than a button carries: then the form is filled from the store."""

    @property
    def promises(self) -> Promise:
        """What the form says of who sees what is typed in it."""
        return "keep" if self.only_keep_is_shown or not self.is_announced else "all"

    @property
    def try_before(self) -> TryBefore | None:
        """The Try that the form offers as one tick: of one of the teams that it may be sent to, and as it is shown."""
        text = " ".join(self.last_try[:LONGEST_TRY].split())
        if self.try_day is None or self.try_team not in {self.team, *self.others} or not is_visible(text):
            return None
        return TryBefore(self.try_team, self.try_day, text, private=self.try_is_private)

    def offering(self, offered: TryBefore | LastTry | None) -> "FormSeed":
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
