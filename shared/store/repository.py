"""The memory in the product's words, on any store of documents: entries, teams, people, digests."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from shared.clock import Deadline
from shared.kpt.day import DAYS_BACK
from shared.kpt.digest.digest import STAYS_OPEN, Digest
from shared.kpt.entry.entry import Answer, Change, Entry, EntryName, Outcome, entry_id, take
from shared.kpt.errors import AlreadyExists, StoreSilent, VersionConflict
from shared.kpt.schedule.kept_lines import lines_of
from shared.kpt.team.person import Person
from shared.kpt.team.team import Team
from shared.store.bookkeeping import errand_fields
from shared.store.engine.documents import REMOVE, STORE_TIME, Create, Document, Merge, Put, Update, Where, Write
from shared.store.engine.lazy_documents import EARLIEST
from shared.store.imports import Imports
from shared.store.personal_data import PersonalDataStore
from shared.store.records import common as lie
from shared.store.records import digests
from shared.store.records.lines import first_answers, lines_of_a_change
from shared.store.records.screens import Screens
from shared.store.records.teams import person_from, team_from
from shared.store.sheets import SheetRecords
from shared.store.teams import Teams
from shared.usecases.ports.world import Records

TRIES = 5


class Repository(Teams, SheetRecords, Imports, PersonalDataStore, Screens):
    """Fulfils the port `Store`."""

    # Entries

    def records(self, team: str, user: str, days: Sequence[date], within: float | None = None) -> Records:
        """A team, one of its people, and that person's entries of these days, in one round trip."""
        person_path = f"people/{_workspace(team)}-{user}"
        found, records = self._records(team, user, days, [person_path], within)
        return replace(records, person=person_from(found[person_path]) if person_path in found else None)

    def records_beside(self, person: Person, team: str, days: Sequence[date], within: float | None = None) -> Records:
        """The same for a person who was read already."""
        return replace(self._records(team, person.user, days, [], within)[1], person=person)

    def _records(
        self, team: str, user: str, days: Sequence[date], more: Sequence[str], within: float | None
    ) -> tuple[dict[str, Document], Records]:
        path = f"teams/{team}"
        entry_paths = {f"{path}/entries/{entry_id(day, user)}": day for day in days}
        found = self._get([path, *more, *entry_paths], within)
        entries = {day: lie.entry_from(found[path]) for path, day in entry_paths.items() if path in found}
        return found, Records(user, team_from(found[path]) if path in found else None, None, entries)

    def answer(self, records: Records, day: date, answer: Answer, within: float | None = None) -> Outcome:
        """Store an answer and its revision in one batch. The revision's number is the lock: where it is taken, the
        entry is read again and the answer decided anew, five times at the most."""
        if records.team is None:
            raise ValueError("an answer needs a team")
        team, user, old, person = records.team, records.user, records.entries.get(day), records.person
        blank = Entry(team.id, day, user, "deleted", name=team.members.get(user, user), team_name=team.name)
        deadline, taken = Deadline(within) if within else None, 0
        for _ in range(TRIES):
            lines = lines_of(team, person, day) if answer.as_is else person.lines_named(answer.kept) if person else ()
            outcome = _after(taken, take(answer, old, blank, person.last_try if person else None, lines))
            if outcome.change is None:
                return outcome
            writes = _writes_of(outcome.change, person, team.workspace)
            try:
                self._commit(writes, deadline.left() if deadline else None)
            except AlreadyExists:
                newest = self.records(team.id, user, [day], deadline.left() if deadline else None)
                before, old, person = old, newest.entries.get(day), newest.person
                if (old.revision if old else 0) == (before.revision if before else 0):
                    # Nobody else wrote: it has revisions that the entry does not know of.
                    path = f"teams/{team.id}/entries/{blank.id}"
                    taken = self._newest_revision(path, deadline.left() if deadline else None)
            else:
                return outcome
        raise StoreSilent(f"the entry {blank.id} keeps changing")

    def entry(self, team: str, day: date, user: str, within: float | None = None) -> Entry | None:
        """One entry."""
        path = f"teams/{team}/entries/{entry_id(day, user)}"
        document = self._one(path, within)
        return lie.entry_from(document) if document else None

    def entries_named(self, names: Iterable[EntryName], within: float | None = None) -> list[Entry]:
        """Those of the named entries that there are, in one round trip."""
        paths = [f"teams/{team}/entries/{entry_id(day, user)}" for team, day, user in names]
        return [lie.entry_from(document) for document in self._get(paths, within).values()] if paths else []

    def kept(self, team: str, since: datetime | None, before: datetime | None) -> list[Entry]:
        """The entries that first had a Keep in that time."""
        where = Where("kept_at", since=since or EARLIEST, before=before)
        return list(lie.those(lie.entry_from, self._query(f"teams/{team}/entries", where)))

    def updated(self, team: str, since: datetime) -> list[Entry]:
        """The entries that were written since then."""
        found = self._query(f"teams/{team}/entries", Where("updated_at", since=since))
        return list(lie.those(lie.entry_from, found))

    def entries_between(self, team: str, first: date, last: date) -> list[Entry]:
        """A team's entries of these days, both ends included, whoever wrote them."""
        where = Where("day", since=first.isoformat(), until=last.isoformat())
        return list(lie.those(lie.entry_from, self._query(f"teams/{team}/entries", where)))

    def newest_entry(self, team: str) -> Entry | None:
        """The entry that was written last, by the store's own time."""
        where = Where("updated_at", since=EARLIEST)
        return self._first(lie.entry_from, f"teams/{team}/entries", where, newest_first=True)

    def note_thanks_names(self, entry: Entry, names: Mapping[str, str]) -> None:
        """Write what those are called whom an entry thanks, and nothing else of it, while it is as it was read; else
        ``VersionConflict``."""
        document = self._one(f"teams/{entry.team}/entries/{entry.id}")
        if document is None or lie.entry_from(document).revision != entry.revision:
            raise VersionConflict(entry.id)
        fields = {f"thanks_names.{user}": name for user, name in names.items()}
        self._commit([Update(document.path, fields, document.version)])

    def thanking(self, team: str, user: str) -> list[Entry]:
        """A team's entries that thank somebody."""
        return list(lie.those(lie.entry_from, self._query(f"teams/{team}/entries", Where("thanks", contains=user))))

    def first_day(self, team: str) -> date | None:
        """The day of the earliest entry."""
        first = self._first(lie.entry_from, f"teams/{team}/entries", Where("day", since=""))
        if first and first.imported:  # what came in by a file is in no digest, and begins none
            first = self._first(lie.entry_from, f"teams/{team}/entries", Where("created_at", since=EARLIEST))
        return first.day if first else None

    def earliest_day(self, team: str) -> date | None:
        """The day of the earliest entry, an imported one too."""
        first = self._first(lie.entry_from, f"teams/{team}/entries", Where("day", since=""))
        return first.day if first else None

    def first_written_day(self, team: str) -> date | None:
        """The earliest day that somebody wrote here: what was imported has no moment at which it was created. Nobody
        writes of a day more than a week ago, so that week before the entry that was created first is looked at."""
        first = self._first(lie.entry_from, f"teams/{team}/entries", Where("created_at", since=EARLIEST))
        if first is None:
            return None
        around = self.entries_between(team, first.day - timedelta(DAYS_BACK), first.day)
        return min((each.day for each in around if each.created_at), default=first.day)

    # Digests

    def open_digest(self, team: str, digest: Digest) -> Digest:
        """Create the digest, by the store's own time; where it exists, that one."""
        path = f"teams/{team}/digests/{digest.session}"
        with suppress(AlreadyExists):
            opened = Update(f"teams/{team}", {"digest_opened_at": STORE_TIME})
            self._commit([Create(path, digests.digest_fields(digest)), opened])
        document = self._one(path)
        if document is None:
            raise StoreSilent(f"{path} was not stored")
        return digests.digest_from(document)

    def digest_before(self, team: str, moment: datetime | None) -> Digest | None:
        """The last digest created before ``moment``."""
        where = Where("created_at", since=EARLIEST, before=moment)
        return self._digest(team, where, newest_first=True)

    def digest_closing_after(self, team: str, moment: datetime) -> Digest | None:
        """The first digest that closes after ``moment``."""
        return self._digest(team, Where("created_at", after=moment - STAYS_OPEN))

    def _digest(self, team: str, where: Where, *, newest_first: bool = False) -> Digest | None:
        return self._first(digests.digest_from, f"teams/{team}/digests", where, newest_first=newest_first)

    def _first(
        self, read: Callable[[Document], lie.Read], collection: str, where: Where, *, newest_first: bool = False
    ) -> lie.Read | None:
        """The first that is ours. One is asked for; all only where that one is somebody else's."""
        found = list(self._query(collection, where, limit=1, newest_first=newest_first))
        ours = next(lie.those(read, found), None)
        if ours is None and found:
            return next(lie.those(read, self._query(collection, where, newest_first=newest_first)), None)
        return ours

    def team_and_digest(
        self, team: str, session: date, within: float | None = None
    ) -> tuple[Team | None, Digest | None]:
        """A team and one of its digests, in one round trip."""
        paths = (f"teams/{team}", f"teams/{team}/digests/{session}")
        found = self._get(paths, within)
        named = [found[path] for path in paths[1:] if path in found]
        return (
            team_from(found[paths[0]]) if paths[0] in found else None,
            next(lie.those(digests.digest_from, named), None),
        )

    def write_round(self, team: str, digest: Digest, within: float | None = None) -> Digest:
        """Write how far a digest's round has come, and leave the errand that lets its head follow, in one write and
        while it is as it was read; else ``VersionConflict``."""
        stepped = Update(f"teams/{team}/digests/{digest.session}", digests.round_fields(digest), digest.version)
        session = digest.session.isoformat()
        errand = errand_fields({"kind": "head", "team": team, "session": session})
        version, _ = self._commit([stepped, Put(f"errands/head-{team}-{session}", errand)], within)
        return replace(digest, version=version)

    def note_head(self, team: str, digest: Digest) -> Digest:
        """Write what a digest's head shows of the week's entries, while it is as it was read; else
        ``VersionConflict``."""
        noted = Update(f"teams/{team}/digests/{digest.session}", digests.head_fields(digest), digest.version)
        [version] = self._commit([noted])
        return replace(digest, version=version)

    def note_noticed(
        self, team: str, digest: Digest, noticed: Mapping[str, Sequence[str]], *, again: bool = False
    ) -> None:
        """Store who reacted, by entry, and nothing else of the digest."""
        fields = {"noticed": {entry: list(who) for entry, who in noticed.items()}}
        last = {"noticed_again": True} if again else {}
        self._commit([Update(f"teams/{team}/digests/{digest.session}", {**fields, **last}, digest.version)])

    def finish_digest(self, team: str, digest: Digest) -> bool:
        """All of it is posted; False where it was changed since it was read."""
        done = {"finished_at": STORE_TIME, **digests.head_fields(digest)}
        finished = Update(f"teams/{team}/digests/{digest.session}", done, digest.version)
        try:
            self._commit([finished])
        except VersionConflict:
            return False
        return True


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
