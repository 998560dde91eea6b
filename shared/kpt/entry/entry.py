"""An entry: one member's KPT of one day."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from shared.kpt.day import DAYS_BACK
from shared.kpt.entry.line import TakenLine
from shared.kpt.entry.promise import PARTS, Part, Promise
from shared.kpt.entry.try_before import TryBefore
from shared.kpt.text.visible import is_visible

Kind = Literal["written", "quiet", "off", "deleted"]
EntryName = tuple[str, date, str]
"""Team, day and user. They name at most one entry."""
LONGEST_TEXT = 3000
"""Characters that one of the three texts may have."""
FROM_HOME = "home form"
"""The ``via`` of an entry whose form was opened in App Home: the Home is then published again."""


@dataclass(frozen=True)
class Texts:
    """Keep, Problem and Try, as typed. A text without anything visible counts as empty."""

    keep: str = ""
    problem: str = ""
    try_: str = ""

    def __post_init__(self) -> None:
        for name in ("keep", "problem", "try_"):
            if not is_visible(getattr(self, name)):
                object.__setattr__(self, name, "")

    def __bool__(self) -> bool:
        return bool(self.keep or self.problem or self.try_)

    def filled_up_from(self, other: "Texts") -> "Texts":
        """These texts, with empty ones taken from ``other``."""
        return Texts(self.keep or other.keep, self.problem or other.problem, self.try_ or other.try_)

    @property
    def fit_a_form(self) -> bool:
        """Whether a form can show them. Only another tool can store longer ones."""
        return all(len(text) <= LONGEST_TEXT for text in (self.keep, self.problem, self.try_))

    def only(self, parts: Collection[Part]) -> "Texts":
        """The texts of these parts; the others are empty."""
        return Texts(*(getattr(self, part) if part in parts else "" for part in PARTS))


NO_TEXTS = Texts()


@dataclass(frozen=True)
class Entry:
    """An entry as it is stored. ``kept_at``: when it first had a Keep. It never changes, and decides which digest has
    it.

    ``promised``: what the form told its author about who sees it; None in entries from before that was stored.
    ``lines``: the kept lines that it has taken.
    """

    team: str
    day: date
    user: str
    kind: Kind
    texts: Texts = Texts()
    name: str = ""
    team_name: str = ""
    revision: int = 0
    kept_at: datetime | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    updated_by: str = ""
    via: str = ""
    imported: str = ""
    """The id of the import that brought it; it never changes. An imported entry has no moment of writing, even if
    edited, and is in no digest."""
    imported_at: datetime | None = None
    saved: tuple[str, ...] = ()
    promised: Promise | None = None
    try_before: TryBefore | None = None
    lines: tuple[TakenLine, ...] = ()
    thanks: tuple[str, ...] = ()
    """The ids of those who helped, five at most; only where there is a Keep."""
    thanked: tuple[str, ...] = ()
    """Everybody whom it ever thanked. Only an erasure removes somebody."""
    thanks_names: Mapping[str, str] = field(default_factory=dict, hash=False)
    """The names, by id, of thanked people who are not members, as Slack gave them when the entry was announced."""

    @property
    def id(self) -> str:
        """``{day}_{user}``."""
        return entry_id(self.day, self.user)

    @property
    def has_keep(self) -> bool:
        """Whether it has something for the Keep in a digest: a Keep, or an earlier Try that was done."""
        return self.kind == "written" and bool(self.texts.keep or self.done)

    @property
    def done(self) -> str:
        """The earlier Try that was done on this day, as its form showed it; empty where there is none."""
        return self.try_before.text if self.try_before and self.try_before.done else ""


def entry_id(day: date, user: str) -> str:
    """The id of a member's entry of a day."""
    return f"{day.isoformat()}_{user}"


def split_id(text: str) -> tuple[date, str] | None:
    """Day and user of an entry's id; None where the text is not an entry's id."""
    day, _, user = text.partition("_")
    try:
        return (date.fromisoformat(day), user) if user else None
    except ValueError:
        return None


def fault_of_day(day: date, today: date) -> Literal["future", "too_old"] | None:
    """Why nothing can be written for a day: it is in the future, or more than seven days ago."""
    if day > today:
        return "future"
    return "too_old" if (today - day).days > DAYS_BACK else None
