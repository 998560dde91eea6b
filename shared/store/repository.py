"""The memory in the product's words, on any store of documents."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from shared.kpt.delivery import Delivery, Key
from shared.kpt.digest import STAYS_OPEN, Digest
from shared.kpt.entry import Answer, Change, Entry, Outcome, entry_id, take
from shared.kpt.person import People, Person
from shared.kpt.ports import Records
from shared.kpt.slots import SlotJob, SlotRecord
from shared.kpt.team import Status, Team
from shared.kpt.trouble import Stale, StoreSilent, Taken
from shared.store import records as lie
from shared.store.documents import (
    REMOVE,
    STORE_TIME,
    Create,
    Delete,
    Document,
    Documents,
    Merge,
    Put,
    Update,
    Where,
    Write,
)

TRIES = 5


class Repository:
    """Made from a function that opens the store: it is called at first use, as opening may cost half a second."""

    def __init__(self, open_documents: Callable[[], Documents]) -> None:
        self._open = open_documents
        self._opened: Documents | None = None
        self._answered = False
        self._lock = threading.Lock()

    @property
    def connected(self) -> bool:
        """Whether it has answered before."""
        return self._answered

    def connect(self) -> None:
        """Make the connection that the first call would make."""
        if not self._answered:
            self._get(["slots/none"], within=2.0)

    def _documents(self) -> Documents:
        with self._lock:
            if self._opened is None:
                self._opened = self._open()
            return self._opened

    def _get(self, paths: Sequence[str], within: float | None = None) -> dict[str, Document]:
        found = self._documents().get(paths, within=within)
        self._answered = True
        return found

    def _one(self, path: str, within: float | None = None) -> Document | None:
        return self._get([path], within).get(path)

    def _commit(self, writes: Sequence[Write], within: float | None = None) -> list[object]:
        versions = self._documents().commit(writes, within=within)
        self._answered = True
        return versions

    # Entries

    def records(self, team: str, user: str, days: Sequence[date], within: float | None = None) -> Records:
        """A team, one of its people, and that person's entries of these days, in one round trip."""
        team_path, person_path = f"teams/{team}", f"people/{_workspace(team)}-{user}"
        entry_paths = {f"{team_path}/entries/{entry_id(day, user)}": day for day in days}
        found = self._get([team_path, person_path, *entry_paths], within)
        return Records(
            user=user,
            team=lie.team_from(found[team_path]) if team_path in found else None,
            person=lie.person_from(found[person_path]) if person_path in found else None,
            entries={day: lie.entry_from(found[path]) for path, day in entry_paths.items() if path in found},
        )

    def answer(self, records: Records, day: date, answer: Answer, within: float | None = None) -> Outcome:
        """Store an answer and its revision in one batch. The revision's number is the lock: where it is taken, the
        entry is read again and the answer decided anew, five times at the most."""
        if records.team is None:
            raise ValueError("an answer needs a team")
        team, user, old = records.team, records.user, records.entries.get(day)
        blank = Entry(team.id, day, user, "deleted", name=team.members.get(user, user), team_name=team.name)
        for _ in range(TRIES):
            outcome = take(answer, old, blank)
            if outcome.change is None:
                return outcome
            try:
                self._commit(_writes_of(outcome.change, records.person, team.workspace), within)
            except Taken:
                old = self.entry(team.id, day, user, within)
            else:
                return outcome
        raise StoreSilent(f"the entry {blank.id} keeps changing")

    def entry(self, team: str, day: date, user: str, within: float | None = None) -> Entry | None:
        """One entry."""
        path = f"teams/{team}/entries/{entry_id(day, user)}"
        document = self._one(path, within)
        return lie.entry_from(document) if document else None

    def entries(self, team: str, first: date, last: date) -> list[Entry]:
        """The entries of these days, both included."""
        where = Where("day", since=first.isoformat(), until=last.isoformat())
        return [lie.entry_from(d) for d in self._query(f"teams/{team}/entries", where)]

    def kept(self, team: str, since: datetime | None, before: datetime | None) -> list[Entry]:
        """The entries that first had a Keep in that time."""
        where = Where("kept_at", since=since or _EARLIEST, before=before)
        return [lie.entry_from(d) for d in self._query(f"teams/{team}/entries", where)]

    def updated(self, team: str, since: datetime) -> list[Entry]:
        """The entries that were written since then."""
        return [lie.entry_from(d) for d in self._query(f"teams/{team}/entries", Where("updated_at", since=since))]

    def first_day(self, team: str) -> date | None:
        """The day of the earliest entry."""
        where = Where("day", since="")
        first = next(self._query(f"teams/{team}/entries", where, limit=1), None)
        return date.fromisoformat(first.fields["day"]) if first else None

    def _query(
        self, collection: str, where: Where, *, limit: int | None = None, newest_first: bool = False
    ) -> Iterator[Document]:
        return self._documents().query(collection, where, limit=limit, newest_first=newest_first)

    # Teams and people

    def team(self, team: str, within: float | None = None) -> Team | None:
        """A team's settings."""
        document = self._one(f"teams/{team}", within)
        return lie.team_from(document) if document else None

    def teams_in(self, slot: str) -> Iterator[str]:
        """The ids of the active teams that stand in a slot."""
        for document in self._query("teams", Where("slots", contains=slot)):
            if document.fields.get("status") == "active":
                yield document.id

    def found_team(
        self, team: Team, people: People, errands: Mapping[str, str], at: datetime, within: float | None = None
    ) -> bool:
        """Store a new team with its people and errands; False where it exists already."""
        founding: list[Write] = [Create(f"teams/{team.id}", lie.team_fields(team))]
        founding += [Merge(f"people/{p.id}", {"schema": lie.SCHEMA, **lie.person_fields(p)}) for p in people.values()]
        founding += [
            Put(f"errands/{name}", _errand({"kind": kind, "by": team.created_by, "team": team.id}))
            for name, kind in errands.items()
        ]
        founding.append(_audit(at, team, "set the team up"))
        try:
            self._commit(founding, within)
        except Taken:
            return False
        return True

    def resolve_members(self, team: Team, people: People) -> None:
        """Store what was learnt of a team's people, and the slots that follow from it."""
        learnt: list[Write] = [
            Merge(f"people/{p.id}", {"schema": lie.SCHEMA, **lie.person_fields(p)}) for p in people.values()
        ]
        changed = {
            "members": lie.members_fields(team.members),
            "member_ids": list(team.member_ids),
            "slots": list(team.slots),
            "updated_at": STORE_TIME,
        }
        self._commit([*learnt, Update(f"teams/{team.id}", changed)])

    def people(self, workspace: str, users: Iterable[str], within: float | None = None) -> People:
        """Those of them that are known."""
        paths = [f"people/{workspace}-{user}" for user in users]
        found = self._get(paths, within).values() if paths else ()
        return {person.user: person for person in map(lie.person_from, found)}

    def set_status(self, team: Team, status: Status, errand: Mapping[str, str], within: float | None = None) -> None:
        """Write a team's status, and what is to be done about it."""
        doing = _errand({**errand, "by": team.updated_by, "team": team.id})
        noted = Update(f"teams/{team.id}", {"status": status, "updated_at": STORE_TIME})
        self._commit([noted, Put(f"errands/{errand['kind']}-{team.id}", doing)], within)

    def set_stopped(self, workspace: str, user: str, stopped: bool, within: float | None = None) -> None:
        """Whether a person wants no messages."""
        self._commit([Merge(f"people/{workspace}-{user}", {"schema": lie.SCHEMA, "stopped": stopped})], within)

    # Digests

    def open_digest(self, team: str, digest: Digest) -> Digest:
        """Create the digest, by the store's own time; where it exists, that one."""
        path = f"teams/{team}/digests/{digest.session}"
        with suppress(Taken):
            opened = Update(f"teams/{team}", {"digest_opened_at": STORE_TIME})
            self._commit([Create(path, lie.digest_fields(digest)), opened])
        document = self._one(path)
        if document is None:
            raise StoreSilent(f"{path} was not stored")
        return lie.digest_from(document)

    def digest_before(self, team: str, moment: datetime | None) -> Digest | None:
        """The last digest created before ``moment``."""
        where = Where("created_at", since=_EARLIEST, before=moment)
        return self._digest(team, where, newest_first=True)

    def digest_closing_after(self, team: str, moment: datetime) -> Digest | None:
        """The first digest that closes after ``moment``."""
        return self._digest(team, Where("created_at", after=moment - STAYS_OPEN))

    def _digest(self, team: str, where: Where, *, newest_first: bool = False) -> Digest | None:
        found = self._query(f"teams/{team}/digests", where, limit=1, newest_first=newest_first)
        document = next(found, None)
        return lie.digest_from(document) if document else None

    def finish_digest(self, team: str, digest: Digest) -> None:
        """All of it is posted."""
        self._commit([Update(f"teams/{team}/digests/{digest.session}", {"finished_at": STORE_TIME})])

    # Deliveries

    def claim(self, key: Key, owner: str, now: datetime) -> Delivery | None:
        """Claim a delivery that does not exist; None where it does."""
        delivery = Delivery(key, "claimed", owner, now)
        try:
            versions = self._commit([Create(str(key), lie.delivery_fields(delivery))])
        except Taken:
            return None
        return replace(delivery, version=versions[0])

    def delivery(self, key: Key) -> Delivery | None:
        """How a delivery stands."""
        document = self._one(str(key))
        return lie.delivery_from(key, document) if document else None

    def write_delivery(self, delivery: Delivery) -> Delivery:
        """Write a state, while it has not changed since it was read; else ``Stale``."""
        update = Update(str(delivery.key), lie.delivery_fields(delivery), if_version=delivery.version)
        return replace(delivery, version=self._commit([update])[0])

    def forget_delivery(self, delivery: Delivery) -> None:
        """Make it absent, while it has not changed since it was read; else ``Stale``."""
        self._commit([Delete(str(delivery.key), if_version=delivery.version)])

    # Slots

    def slots(self, ids: Sequence[str]) -> Mapping[str, SlotRecord]:
        """Those of the slots that have a record, by id."""
        return {d.id: lie.slot_from(d) for d in self._get([f"slots/{slot}" for slot in ids]).values()}

    def all_slots(self) -> Iterator[SlotRecord]:
        """Every slot that has a record."""
        return map(lie.slot_from, self._query("slots", Where("made_at", since=_EARLIEST)))

    def note_slot(self, job: SlotJob, at: datetime) -> None:
        """A slot has a job since ``at``; one that is noted already stays as it is."""
        with suppress(Taken):
            self._commit([Create(f"slots/{job.id}", lie.slot_fields(job, at))])

    def slot_ran(self, job: SlotJob, at: datetime) -> None:
        """A slot came round. One without a record has none to write to."""
        with suppress(Stale):
            self._commit([Update(f"slots/{job.id}", {"last_run": at})])

    def forget_slot(self, job: SlotJob) -> None:
        """A slot has no job any more."""
        self._commit([Delete(f"slots/{job.id}")])

    def is_needed(self, slot: str) -> bool:
        """Whether an active team stands in a slot."""
        return next(self.teams_in(slot), None) is not None

    def teams_with(self, status: Status) -> Iterator[str]:
        """The ids of all teams of a status."""
        return (d.id for d in self._query("teams", Where("status", since=status, until=status)))

    def set_slots(self, team: Team) -> None:
        """Write a team's slots anew."""
        self._commit([Update(f"teams/{team.id}", {"slots": list(team.slots)})])

    def blocked_deliveries(self, team: str) -> list[str]:
        """The names of a team's deliveries that wait for their place."""
        where = Where("state", since="blocked", until="blocked")
        return [d.id for d in self._query(f"teams/{team}/deliveries", where)]

    # Errands

    def errand(self, errand: str) -> Mapping[str, Any] | None:
        """What a click left to be done."""
        document = self._one(f"errands/{errand}")
        return document.fields if document else None

    def add_errand(self, errand: str, fields: Mapping[str, str], within: float | None = None) -> None:
        """Leave something to be done; once, however often it is left."""
        self._commit([Put(f"errands/{errand}", _errand(fields))], within)

    def finish_errand(self, errand: str) -> None:
        """It is done."""
        self._commit([Delete(f"errands/{errand}")])


_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)


def _workspace(team: str) -> str:
    return team.partition("-")[0]


def _errand(fields: Mapping[str, str]) -> dict[str, Any]:
    return {"schema": lie.SCHEMA, **fields, "created_at": STORE_TIME}


def _audit(at: datetime, team: Team, what: str) -> Create:
    """An audit line is named by when it was written, so that the console lists them in order."""
    return Create(
        f"audit/{at:%Y-%m-%dT%H:%M:%S.%fZ}_{team.id}",
        {"schema": lie.SCHEMA, "at": STORE_TIME, "by": team.updated_by, "team": team.id, "what": what},
    )


def _writes_of(change: Change, person: Person | None, workspace: str) -> list[Write]:
    """An entry's change: the revision first, as it is the lock."""
    entry = change.after
    path = f"teams/{entry.team}/entries/{entry.id}"
    about_person: dict[str, Any] = {}
    if person is None or person.answered_on is None or person.answered_on < entry.day:
        about_person["answered_on"] = entry.day.isoformat()
    last_try = lie.last_try_fields(change, person)
    if last_try is not None:
        about_person["last_try"] = last_try or REMOVE
    writes: list[Write] = [
        Create(f"{path}/revisions/{entry.revision}", lie.revision_fields(change)),
        Put(path, lie.entry_fields(change)),
    ]
    if about_person:
        writes.append(Merge(f"people/{workspace}-{entry.user}", about_person))
    return writes
