"""What the app remembers of its own work: deliveries, slots, errands."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from shared.kpt.entry.entry import Entry
from shared.kpt.errors import AlreadyExists, VersionConflict
from shared.kpt.schedule.slots import SlotJob, SlotRecord
from shared.kpt.team.team import Status, Team
from shared.store.engine.documents import STORE_TIME, Create, Delete, Put, Update, Where
from shared.store.engine.lazy_documents import EARLIEST, LazyDocuments
from shared.store.records import common as lie
from shared.usecases.delivering.follow import Delivery, Key
from shared.usecases.ports.world import Errand

FEW = 10


class Bookkeeping(LazyDocuments):
    """The half of the memory that no member ever asks for."""

    # Deliveries

    def claim(self, key: Key, owner: str, now: datetime, thread: str = "") -> Delivery | None:
        """Claim a delivery that does not exist, for a thread or none; None where it does."""
        delivery = Delivery(key, "claimed", owner, now, thread=thread)
        try:
            versions = self._commit([Create(str(key), lie.delivery_fields(delivery))])
        except AlreadyExists:
            return None
        return replace(delivery, version=versions[0])

    def delivery(self, key: Key, within: float | None = None) -> Delivery | None:
        """How a delivery stands."""
        document = self._one(str(key), within)
        return lie.delivery_from(key, document) if document else None

    def announcements(self, team: str, entries: Sequence[Entry]) -> Mapping[str, Delivery]:
        """How the announcements of these entries stand, by the entry's id, in one round trip."""
        keys = {Key(f"teams/{team}", f"announcement:{entry.day}:{entry.user}"): entry.id for entry in entries}
        found = self._get([str(key) for key in keys]) if keys else {}
        return {of: lie.delivery_from(key, found[str(key)]) for key, of in keys.items() if str(key) in found}

    def write_delivery(self, delivery: Delivery) -> Delivery:
        """Write a state, while it has not changed since it was read; else ``VersionConflict``."""
        update = Update(str(delivery.key), lie.delivery_fields(delivery), if_version=delivery.version)
        return replace(delivery, version=self._commit([update])[0])

    def forget_delivery(self, delivery: Delivery) -> None:
        """Make it absent, while it has not changed since it was read; else ``VersionConflict``."""
        self._commit([Delete(str(delivery.key), if_version=delivery.version)])

    def has_replies(self, parent: Key) -> bool:
        """Whether a delivery stands in the thread of another one's message, or is on its way there."""
        where = Where("thread", since=parent.name, until=parent.name)
        return next(self._query(f"{parent.of}/deliveries", where, limit=1), None) is not None

    def blocked_deliveries(self, team: str) -> list[str]:
        """The names of a team's deliveries that wait for their place, or that a run was at when it was cut off."""
        waiting = (Where("state", since="blocked", until="claimed"), Where("state", since="unknown", until="waiting"))
        return [d.id for where in waiting for d in self._query(f"teams/{team}/deliveries", where)]

    # Slots

    def slots(self, ids: Sequence[str], within: float | None = None) -> Mapping[str, SlotRecord]:
        """Those of the slots that have a record, by id."""
        records = lie.those(lie.slot_from, self._get([f"slots/{slot}" for slot in ids], within).values())
        return {record.job.id: record for record in records}

    def all_slots(self) -> Iterator[SlotRecord]:
        """Every slot that has a record."""
        return lie.those(lie.slot_from, self._query("slots", Where("made_at", since=EARLIEST)))

    def note_slot(self, job: SlotJob, at: datetime) -> None:
        """A slot has a job since ``at``; one that is noted already stays as it is."""
        with suppress(AlreadyExists):
            self._commit([Create(f"slots/{job.id}", lie.slot_fields(job, at))])

    def slot_ran(self, job: SlotJob, at: datetime) -> None:
        """A slot came round. One without a record has none to write to."""
        with suppress(VersionConflict):
            self._commit([Update(f"slots/{job.id}", {"last_run": at})])

    def forget_slot(self, job: SlotJob) -> None:
        """A slot has no job any more."""
        self._commit([Delete(f"slots/{job.id}")])

    def teams_in(self, slot: str, limit: int | None = None) -> Iterator[str]:
        """The ids of the active teams that stand in a slot, among so many that do."""
        where = Where("slots", contains=slot, only=("status",))
        for document in self._query("teams", where, limit=limit):
            if (document.fields.get("status") or "active") == "active":
                yield document.id

    def is_needed(self, slot: str) -> bool:
        """Whether an active team stands in a slot. The first few say so, but where none of them is active."""
        return any(self.teams_in(slot, limit=FEW)) or any(self.teams_in(slot))

    def teams_with(self, status: Status) -> Iterator[str]:
        """The ids of all teams of a status."""
        return (d.id for d in self._query("teams", Where("status", since=status, until=status, only=("status",))))

    def set_slots(self, team: Team) -> None:
        """Write a team's slots anew, while it is as it was read; else ``VersionConflict``."""
        self._commit([Update(f"teams/{team.id}", {"slots": list(team.slots)}, team.version)])

    def rename_team(self, team: str, name: str) -> None:
        """Write what a team's channel is called now."""
        self._commit([Update(f"teams/{team}", {"name": name})])

    # Errands

    def errand(self, errand: str) -> Errand | None:
        """What a click or an event left to be done."""
        document = self._one(f"errands/{errand}")
        return Errand(errand, document.fields, document.version) if document else None

    def add_errand(self, errand: str, fields: Mapping[str, str], within: float | None = None) -> None:
        """Leave something to be done; once, however often it is left."""
        self._commit([Put(f"errands/{errand}", errand_fields(fields))], within)

    def finish_errand(self, errand: Errand) -> None:
        """It is done, unless it was left once more since it was read: that one has woken its own run."""
        with suppress(VersionConflict):
            self._commit([Delete(f"errands/{errand.name}", errand.version)])


def errand_fields(fields: Mapping[str, str]) -> dict[str, Any]:
    """What stands in an errand's document."""
    return {"schema": lie.SCHEMA, **fields, "created_at": STORE_TIME}
