"""What a use case asks of the store about entries."""

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
    """What one round trip brings for a person in a team."""

    user: str
    team: Team | None
    person: Person | None
    entries: Mapping[date, Entry]


class EntryStore(Protocol):
    """Raises ``StoreSilent`` where it does not answer, or not in time."""

    def records(self, team: str, user: str, days: Sequence[date]) -> Records:
        """A team, one of its people, and that person's entries of these days."""
        ...

    def records_beside(self, person: Person, team: str, days: Sequence[date]) -> Records:
        """The same for a person who was read already."""
        ...

    def answer(self, records: Records, day: date, answer: "Answer") -> "Outcome":
        """Store an answer with its revision, once, starting from the records just read. Up to five tries."""
        ...

    def get(self, team: str, day: date, user: str) -> Entry | None:
        """One entry."""
        ...

    def named(self, names: Iterable[EntryName]) -> list[Entry]:
        """Those of the named entries that there are, in one round trip: it takes no longer however many others there
        are."""
        ...

    def between(self, team: str, first: date, last: date) -> list[Entry]:
        """A team's entries of these days, both included, by day."""
        ...

    def newest(self, team: str) -> Entry | None:
        """The entry that was written last, by the store's own time."""
        ...

    def thanking(self, team: str, user: str) -> list[Entry]:
        """A team's entries that thank somebody."""
        ...

    def first_day(self, team: str) -> date | None:
        """The day of the earliest entry; None before the first."""
        ...

    def earliest_day(self, team: str) -> date | None:
        """The day of the earliest entry, an imported one too; None where there is none."""
        ...

    def first_written_day(self, team: str) -> date | None:
        """The earliest day that somebody wrote here; None where there are no entries but imported ones."""
        ...

    def kept(self, team: str, since: datetime | None, before: datetime | None) -> list[Entry]:
        """The entries that first had a Keep in that time: ``since`` included, ``before`` not."""
        ...

    def updated(self, team: str, since: datetime) -> list[Entry]:
        """The entries that were written since then, by the store's own time."""
        ...

    def changed_after(self, team: str, moment: datetime) -> list[Entry]:
        """The entries that were written after a moment, by the store's own time."""
        ...

    def all_of(self, team: str) -> list[Entry]:
        """Every entry of a team, by day."""
        ...
