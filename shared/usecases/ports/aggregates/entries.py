"""The port for entries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from shared.kpt.entry.entry import Entry, EntryName
from shared.kpt.team.person import Person
from shared.kpt.team.team import Team

if TYPE_CHECKING:
    from shared.kpt.entry.answer import Answer, Outcome


@dataclass(frozen=True)
class Records:
    """What one round trip reads for a person in a team."""

    user: str
    team: Team | None
    person: Person | None
    entries: Mapping[date, Entry]


class EntryStore(Protocol):
    """Raises ``StoreSilent`` where it does not answer, or not in time."""

    def records(self, team: str, user: str, days: Sequence[date]) -> Records:
        """A team, a person, and the person's entries of these days, in one round trip."""
        ...

    def records_beside(self, person: Person, team: str, days: Sequence[date]) -> Records:
        """The same, for a person who was read already."""
        ...

    def answer(self, records: Records, day: date, answer: "Answer") -> "Outcome":
        """Store an answer once, with its revision. It starts from the records just read, and tries up to five times."""
        ...

    def get(self, team: str, day: date, user: str) -> Entry | None:
        """One entry."""
        ...

    def named(self, names: Iterable[EntryName]) -> list[Entry]:
        """The existing ones of the named entries, in one round trip. Other entries do not slow it down."""
        ...

    def between(self, team: str, first: date, last: date) -> list[Entry]:
        """A team's entries of these days, both included, by day."""
        ...

    def newest(self, team: str) -> Entry | None:
        """The entry with the last write, by the store's own time."""
        ...

    def thanking(self, team: str, user: str) -> list[Entry]:
        """A team's entries that thank somebody."""
        ...

    def first_day(self, team: str) -> date | None:
        """The day of the earliest entry. If that is imported, the earliest day that was written here. None where
        there is none."""
        ...

    def earliest_day(self, team: str) -> date | None:
        """The day of the earliest entry, imported ones included; None where there is none."""
        ...

    def first_written_day(self, team: str) -> date | None:
        """The earliest day with an entry that was not imported; None where there is none."""
        ...

    def kept(self, team: str, since: datetime | None, before: datetime | None) -> list[Entry]:
        """The entries that first had a Keep between these moments: ``since`` included, ``before`` not."""
        ...

    def updated(self, team: str, since: datetime) -> list[Entry]:
        """The entries written since a moment (included), by the store's own time."""
        ...

    def changed_after(self, team: str, moment: datetime) -> list[Entry]:
        """The entries written after a moment (not included), by the store's own time."""
        ...

    def all_of(self, team: str) -> list[Entry]:
        """Every entry of a team, by day."""
        ...
