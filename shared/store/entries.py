"""Entries, each with its revisions: what people wrote of their days."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from shared.kpt.day import DAYS_BACK
from shared.kpt.entry.answer import Answer, Change, Outcome, take
from shared.kpt.entry.entry import Entry, EntryName, entry_id
from shared.kpt.errors import AlreadyExists, StoreSilent
from shared.kpt.schedule.kept_lines import lines_of
from shared.kpt.team.person import Person
from shared.store.engine.documents import REMOVE, Create, Document, Merge, Where, Write
from shared.store.engine.lazy_documents import EARLIEST, LazyDocuments
from shared.store.records import common as lie
from shared.store.records.lines import first_answers, lines_of_a_change
from shared.store.records.teams import person_from, team_from
from shared.usecases.ports.aggregates.entries import Records

TRIES = 5
AT_ONCE = 300
"""Revisions looked for in one call."""


class EntryDocuments:
    """Fulfils the port `EntryStore`."""

    def __init__(self, documents: LazyDocuments) -> None:
        self._documents = documents

    def records(self, team: str, user: str, days: Sequence[date]) -> Records:
        """A team, one of its people, and that person's entries of these days, in one round trip."""
        person_path = f"people/{_workspace(team)}-{user}"
        found, records = self._records(team, user, days, [person_path])
        return replace(records, person=person_from(found[person_path]) if person_path in found else None)

    def records_beside(self, person: Person, team: str, days: Sequence[date]) -> Records:
        """The same for a person who was read already."""
        return replace(self._records(team, person.user, days, [])[1], person=person)

    def answer(self, records: Records, day: date, answer: Answer) -> Outcome:
        """Store an answer and its revision in one batch. The revision's number is the lock: where it is taken, the
        entry is read again and the answer decided anew, five times at the most."""
        if records.team is None:
            raise ValueError("an answer needs a team")
        team, user, old, person = records.team, records.user, records.entries.get(day), records.person
        blank = Entry(team.id, day, user, "deleted", name=team.members.get(user, user), team_name=team.name)
        taken = 0
        for _ in range(TRIES):
            lines = lines_of(team, person, day) if answer.as_is else person.lines_named(answer.kept) if person else ()
            outcome = _after(taken, take(answer, old, blank, person.last_try if person else None, lines))
            if outcome.change is None:
                return outcome
            writes = _writes_of(outcome.change, person, team.workspace)
            try:
                self._documents.commit(writes)
            except AlreadyExists:
                newest = self.records(team.id, user, [day])
                before, old, person = old, newest.entries.get(day), newest.person
                if (old.revision if old else 0) == (before.revision if before else 0):
                    # Nobody else wrote: it has revisions that the entry does not know of.
                    path = f"teams/{team.id}/entries/{blank.id}"
                    taken = newest_revision(self._documents, path)
            else:
                return outcome
        raise StoreSilent(f"the entry {blank.id} keeps changing")

    def get(self, team: str, day: date, user: str) -> Entry | None:
        """One entry."""
        path = f"teams/{team}/entries/{entry_id(day, user)}"
        document = self._documents.one(path)
        return lie.entry_from(document) if document else None

    def named(self, names: Iterable[EntryName]) -> list[Entry]:
        """Those of the named entries that there are, in one round trip."""
        paths = [f"teams/{team}/entries/{entry_id(day, user)}" for team, day, user in names]
        return [lie.entry_from(document) for document in self._documents.get(paths).values()] if paths else []

    def between(self, team: str, first: date, last: date) -> list[Entry]:
        """A team's entries of these days, both ends included, whoever wrote them."""
        where = Where("day", since=first.isoformat(), until=last.isoformat())
        return self._found(team, where)

    def newest(self, team: str) -> Entry | None:
        """The entry that was written last, by the store's own time."""
        where = Where("updated_at", since=EARLIEST)
        return self._first(team, where, newest_first=True)

    def thanking(self, team: str, user: str) -> list[Entry]:
        """A team's entries that thank somebody."""
        return self._found(team, Where("thanks", contains=user))

    def first_day(self, team: str) -> date | None:
        """The day of the earliest entry."""
        first = self._first(team, Where("day", since=""))
        if first and first.imported:  # what came in by a file is in no digest, and begins none
            first = self._first(team, Where("created_at", since=EARLIEST))
        return first.day if first else None

    def earliest_day(self, team: str) -> date | None:
        """The day of the earliest entry, an imported one too."""
        first = self._first(team, Where("day", since=""))
        return first.day if first else None

    def first_written_day(self, team: str) -> date | None:
        """The earliest day that somebody wrote here: what was imported has no moment at which it was created. Nobody
        writes of a day more than a week ago, so that week before the entry that was created first is looked at."""
        first = self._first(team, Where("created_at", since=EARLIEST))
        if first is None:
            return None
        around = self.between(team, first.day - timedelta(DAYS_BACK), first.day)
        return min((each.day for each in around if each.created_at), default=first.day)

    def kept(self, team: str, since: datetime | None, before: datetime | None) -> list[Entry]:
        """The entries that first had a Keep in that time."""
        where = Where("kept_at", since=since or EARLIEST, before=before)
        return self._found(team, where)

    def updated(self, team: str, since: datetime) -> list[Entry]:
        """The entries that were written since then."""
        return self._found(team, Where("updated_at", since=since))

    def changed_after(self, team: str, moment: datetime) -> list[Entry]:
        """The entries that were written after a moment."""
        return self._found(team, Where("updated_at", after=moment))

    def all_of(self, team: str) -> list[Entry]:
        """Every entry of a team, by day."""
        return self._found(team, Where("day", since=""))

    def _found(self, team: str, where: Where) -> list[Entry]:
        return list(lie.those(lie.entry_from, self._documents.query(f"teams/{team}/entries", where)))

    def _first(self, team: str, where: Where, *, newest_first: bool = False) -> Entry | None:
        return lie.first(self._documents, lie.entry_from, f"teams/{team}/entries", where, newest_first=newest_first)

    def _records(
        self, team: str, user: str, days: Sequence[date], more: Sequence[str]
    ) -> tuple[dict[str, Document], Records]:
        path = f"teams/{team}"
        entry_paths = {f"{path}/entries/{entry_id(day, user)}": day for day in days}
        found = self._documents.get([path, *more, *entry_paths])
        entries = {day: lie.entry_from(found[path]) for path, day in entry_paths.items() if path in found}
        return found, Records(user, team_from(found[path]) if path in found else None, None, entries)


def revision_paths(entry: str, newest: int) -> list[str]:
    """An entry and its revision are written together, so their numbers have no gap."""
    return [f"{entry}/revisions/{number}" for number in range(1, newest + 1)]


def newest_revision(documents: LazyDocuments, entry: str) -> int:
    """The number of an entry's last revision, found by looking: where another tool took the entry away, or the
    number in it, and left the revisions."""
    newest = 0
    while there := documents.get(revision_paths(entry, newest + AT_ONCE)[newest:]):
        newest = max(int(revision.id) for revision in there.values())
    return newest


def _after(taken: int, outcome: Outcome) -> Outcome:
    """The same, with a number above those that are taken."""
    change = outcome.change
    if change is None or change.after.revision > taken:
        return outcome
    return replace(outcome, change=replace(change, after=replace(change.after, revision=taken + 1)))


def _workspace(team: str) -> str:
    return team.partition("-")[0]


def _writes_of(change: Change, person: Person | None, workspace: str) -> list[Write]:
    """An entry's change: the revision first, as it is the lock. The entry's own write names its fields, so that what
    another function has noted beside them stays."""
    entry = change.after
    path = f"teams/{entry.team}/entries/{entry.id}"
    about_person: dict[str, Any] = {}
    if person is None or person.answered_on is None or person.answered_on < entry.day:
        about_person["answered_on"] = entry.day.isoformat()
    if person and person.unanswered:
        about_person["unanswered"] = REMOVE
    last_try = lie.last_try_fields(change, person)
    if last_try is not None:
        about_person["last_try"] = last_try or REMOVE
    if written := lie.written_fields(change, person):
        about_person["written"] = written
    if lines := lines_of_a_change(change, person):
        about_person["kept_lines"] = lines
    if (days := first_answers(change, person)) is not None:
        about_person["first_answers"] = days
    writes: list[Write] = [
        Create(f"{path}/revisions/{entry.revision}", lie.revision_fields(change)),
        Merge(path, lie.entry_fields(change)),
    ]
    if about_person:
        writes.append(Merge(f"people/{workspace}-{entry.user}", about_person))
    return writes
