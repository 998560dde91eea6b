"""Stores errands: what a click or an event left to be done."""

from collections.abc import Mapping
from contextlib import suppress

from shared.kpt.errors import VersionConflict
from shared.store.engine.documents import Delete, Put
from shared.store.engine.lazy_documents import LazyDocuments
from shared.store.records.common import errand_fields
from shared.usecases.ports.aggregates.errands import Errand


class ErrandDocuments:
    """Fulfils the port `ErrandStore`, where its methods are described."""

    def __init__(self, documents: LazyDocuments) -> None:
        self._documents = documents

    def get(self, errand: str) -> Errand | None:
        document = self._documents.one(f"errands/{errand}")
        return Errand(errand, document.fields, document.version) if document else None

    def add(self, errand: str, fields: Mapping[str, str]) -> None:
        self._documents.commit([Put(f"errands/{errand}", errand_fields(fields))])

    def finish(self, errand: Errand) -> None:
        """Keeps an errand that was left again since it was read: its write has started another run."""
        with suppress(VersionConflict):
            self._documents.commit([Delete(f"errands/{errand.name}", errand.version)])
