"""Errands: what a click or an event left to be done."""

from collections.abc import Mapping
from contextlib import suppress

from shared.kpt.errors import VersionConflict
from shared.store.engine.documents import Delete, Put
from shared.store.engine.lazy_documents import LazyDocuments
from shared.store.records.errands import errand_fields
from shared.usecases.ports.aggregates.errands import Errand


class ErrandDocuments:
    """Fulfils the port `ErrandStore`."""

    def __init__(self, documents: LazyDocuments) -> None:
        self._documents = documents

    def get(self, errand: str) -> Errand | None:
        """What a click or an event left to be done."""
        document = self._documents.one(f"errands/{errand}")
        return Errand(errand, document.fields, document.version) if document else None

    def add(self, errand: str, fields: Mapping[str, str]) -> None:
        """Leave something to be done; once, however often it is left."""
        self._documents.commit([Put(f"errands/{errand}", errand_fields(fields))])

    def finish(self, errand: Errand) -> None:
        """It is done, unless it was left once more since it was read: that one has woken its own run."""
        with suppress(VersionConflict):
            self._documents.commit([Delete(f"errands/{errand.name}", errand.version)])
