"""Stores entries with their revisions: what people wrote about their days."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from shared.kpt.day import DAYS_BACK
from shared.kpt.entry.entry import Entry, EntryName, entry_id
from shared.kpt.team.person import Person
from shared.store.engine.documents import Document, Where
from shared.store.engine.lazy_documents import EARLIEST, LazyDocuments
from shared.store.records.common import read_first, read_ours
from shared.store.records.entries import entry_from
from shared.store.records.teams import person_from, team_from
from shared.usecases.ports.aggregates.entries import Records

if TYPE_CHECKING:
    from shared.kpt.entry.answer import Answer, Outcome


class EntryDocuments:
    """Fulfils the port `EntryStore`, where its methods are described."""

    def __init__(self, documents: LazyDocuments) -> None:
        self._documents = documents

    def records(self, team: str, user: str, days: Sequence[date]) -> Records:
        person_path = f"people/{_workspace(team)}-{user}"
        found, records = self._records(team, user, days, [person_path])
        return replace(records, person=person_from(found[person_path]) if person_path in found else None)

    def records_beside(self, person: Person, team: str, days: Sequence[date]) -> Records:
        return replace(self._records(team, person.user, days, [])[1], person=person)

    def answer(self, records: Records, day: date, answer: "Answer") -> "Outcome":
        from shared.store.entry.answering import store_answer  # only a write waits for this import

        return store_answer(self._documents, self.records, records, day, answer)

    def get(self, team: str, day: date, user: str) -> Entry | None:
        path = f"teams/{team}/entries/{entry_id(day, user)}"
        document = self._documents.one(path)
        return entry_from(document) if document else None

    def named(self, names: Iterable[EntryName]) -> list[Entry]:
        paths = [f"teams/{team}/entries/{entry_id(day, user)}" for team, day, user in names]
        return [entry_from(document) for document in self._documents.get(paths).values()] if paths else []

    def between(self, team: str, first: date, last: date) -> list[Entry]:
        where = Where("day", since=first.isoformat(), until=last.isoformat())
        return self._found(team, where)

    def newest(self, team: str) -> Entry | None:
        where = Where("updated_at", since=EARLIEST)
        return self._first(team, where, newest_first=True)

    def thanking(self, team: str, user: str) -> list[Entry]:
        return self._found(team, Where("thanks", contains=user))

    def first_day(self, team: str) -> date | None:
        first = self._first(team, Where("day", since=""))
        if first and first.imported:  # an imported entry is in no digest, and begins none
            return self.first_written_day(team)
        return first.day if first else None

    def earliest_day(self, team: str) -> date | None:
        first = self._first(team, Where("day", since=""))
        return first.day if first else None

    def first_written_day(self, team: str) -> date | None:
        """Imported entries have no ``created_at``. Nobody writes about a day more than a week ago: so this reads the
        week before the entry that was created first."""
        first = self._first(team, Where("created_at", since=EARLIEST))
        if first is None:
            return None
        around = self.between(team, first.day - timedelta(DAYS_BACK), first.day)
        return min((each.day for each in around if each.created_at), default=first.day)

    def kept(self, team: str, since: datetime | None, before: datetime | None) -> list[Entry]:
        where = Where("kept_at", since=since or EARLIEST, before=before)
        return self._found(team, where)

    def updated(self, team: str, since: datetime) -> list[Entry]:
        return self._found(team, Where("updated_at", since=since))

    def changed_after(self, team: str, moment: datetime) -> list[Entry]:
        return self._found(team, Where("updated_at", after=moment))

    def all_of(self, team: str) -> list[Entry]:
        return self._found(team, Where("day", since=""))

    def _found(self, team: str, where: Where) -> list[Entry]:
        return list(read_ours(entry_from, self._documents.query(f"teams/{team}/entries", where)))

    def _first(self, team: str, where: Where, *, newest_first: bool = False) -> Entry | None:
        return read_first(self._documents, entry_from, f"teams/{team}/entries", where, newest_first=newest_first)

    def _records(
        self, team: str, user: str, days: Sequence[date], more: Sequence[str]
    ) -> tuple[dict[str, Document], Records]:
        path = f"teams/{team}"
        entry_paths = {f"{path}/entries/{entry_id(day, user)}": day for day in days}
        found = self._documents.get([path, *more, *entry_paths])
        entries = {day: entry_from(found[path]) for path, day in entry_paths.items() if path in found}
        return found, Records(user, team_from(found[path]) if path in found else None, None, entries)


def _workspace(team: str) -> str:
    return team.partition("-")[0]
