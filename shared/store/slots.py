"""Stores slots: which times have a job, and which teams are asked at them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from shared.kpt.errors import AlreadyExists, VersionConflict
from shared.kpt.schedule.slots import SlotJob, SlotRecord
from shared.store.engine.documents import Create, Delete, Update, Where
from shared.store.engine.lazy_documents import EARLIEST, LazyDocuments
from shared.store.records.common import read_ours
from shared.store.records.slots import slot_fields, slot_from

FEW = 10
"""Teams that are read first, as one of them is usually active."""


class SlotDocuments:
    """Fulfils the port `SlotStore`, where its methods are described."""

    def __init__(self, documents: LazyDocuments) -> None:
        self._documents = documents

    def get_many(self, ids: Sequence[str]) -> Mapping[str, SlotRecord]:
        records = read_ours(slot_from, self._documents.get([f"slots/{slot}" for slot in ids]).values())
        return {record.job.id: record for record in records}

    def all(self) -> Iterator[SlotRecord]:
        return read_ours(slot_from, self._documents.query("slots", Where("made_at", since=EARLIEST)))

    def note(self, job: SlotJob, at: datetime) -> None:
        with suppress(AlreadyExists):
            self._documents.commit([Create(f"slots/{job.id}", slot_fields(job, at))])

    def ran(self, job: SlotJob, at: datetime) -> None:
        """Ignores a slot without a record."""
        with suppress(VersionConflict):
            self._documents.commit([Update(f"slots/{job.id}", {"last_run": at})])

    def forget(self, job: SlotJob) -> None:
        self._documents.commit([Delete(f"slots/{job.id}")])

    def teams_in(self, slot: str, limit: int | None = None) -> Iterator[str]:
        where = Where("slots", contains=slot, only=("status",))
        for document in self._documents.query("teams", where, limit=limit):
            if (document.fields.get("status") or "active") == "active":
                yield document.id

    def is_needed(self, slot: str) -> bool:
        """Reads all teams of the slot only where none of the first few is active."""
        return any(self.teams_in(slot, limit=FEW)) or any(self.teams_in(slot))
