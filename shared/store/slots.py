"""Slots: which times have a job, and which teams stand in them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from shared.kpt.errors import AlreadyExists, VersionConflict
from shared.kpt.schedule.slots import SlotJob, SlotRecord
from shared.store.engine.documents import Create, Delete, Update, Where
from shared.store.engine.lazy_documents import EARLIEST, LazyDocuments
from shared.store.records import common as lie
from shared.store.records.slots import slot_fields, slot_from

FEW = 10
"""Teams read at first, to know whether one of them is active."""


class SlotDocuments:
    """Fulfils the port `SlotStore`."""

    def __init__(self, documents: LazyDocuments) -> None:
        self._documents = documents

    def get_many(self, ids: Sequence[str]) -> Mapping[str, SlotRecord]:
        """Those of the slots that have a record, by id."""
        records = lie.those(slot_from, self._documents.get([f"slots/{slot}" for slot in ids]).values())
        return {record.job.id: record for record in records}

    def all(self) -> Iterator[SlotRecord]:
        """Every slot that has a record."""
        return lie.those(slot_from, self._documents.query("slots", Where("made_at", since=EARLIEST)))

    def note(self, job: SlotJob, at: datetime) -> None:
        """A slot has a job since ``at``; one that is noted already stays as it is."""
        with suppress(AlreadyExists):
            self._documents.commit([Create(f"slots/{job.id}", slot_fields(job, at))])

    def ran(self, job: SlotJob, at: datetime) -> None:
        """A slot came round. One without a record has none to write to."""
        with suppress(VersionConflict):
            self._documents.commit([Update(f"slots/{job.id}", {"last_run": at})])

    def forget(self, job: SlotJob) -> None:
        """A slot has no job any more."""
        self._documents.commit([Delete(f"slots/{job.id}")])

    def teams_in(self, slot: str, limit: int | None = None) -> Iterator[str]:
        """The ids of the active teams that stand in a slot, among so many that do."""
        where = Where("slots", contains=slot, only=("status",))
        for document in self._documents.query("teams", where, limit=limit):
            if (document.fields.get("status") or "active") == "active":
                yield document.id

    def is_needed(self, slot: str) -> bool:
        """Whether an active team stands in a slot. The first few say so, but where none of them is active."""
        return any(self.teams_in(slot, limit=FEW)) or any(self.teams_in(slot))
