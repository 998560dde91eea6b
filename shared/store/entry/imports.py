"""Stores the entries of an imported file. An existing entry is never written over, and an import can be taken back."""

from collections.abc import Iterator, Sequence
from contextlib import suppress

from shared.kpt.entry.answer import Change
from shared.kpt.entry.entry import Entry
from shared.kpt.errors import AlreadyExists, VersionConflict
from shared.store.engine.documents import Create, Delete, Where, Write
from shared.store.engine.lazy_documents import LazyDocuments
from shared.store.records.common import read_ours
from shared.store.records.entries import entry_fields, entry_from, revision_fields

AT_ONCE = 100
"""Entries in one commit; each is two documents."""


class ImportDocuments:
    """Fulfils the port `ImportStore`, where its methods are described."""

    def __init__(self, documents: LazyDocuments) -> None:
        self._documents = documents

    def add(self, entries: Sequence[Entry]) -> Iterator[int]:
        for start in range(0, len(entries), AT_ONCE):
            some = entries[start : start + AT_ONCE]
            there = self._documents.get([_path(entry) for entry in some])
            new = [entry for entry in some if _path(entry) not in there]
            try:
                self._documents.commit([write for entry in new for write in _created(entry)])
            except AlreadyExists:  # somebody wrote one of them meanwhile
                new = [entry for entry in new if self._add(entry)]
            yield len(new)

    def entries(self, team: str, import_id: str) -> list[Entry]:
        where = Where("imported", since=import_id, until=import_id)
        return list(read_ours(entry_from, self._documents.query(f"teams/{team}/entries", where)))

    def take_back(self, entry: Entry) -> bool:
        document = self._documents.one(_path(entry))
        if document is None:
            return True
        if entry_from(document).revision != 1:
            return False
        try:
            self._documents.commit([Delete(f"{_path(entry)}/revisions/1"), Delete(_path(entry), document.version)])
        except VersionConflict:
            return False
        return True

    def _add(self, entry: Entry) -> bool:
        with suppress(AlreadyExists):
            self._documents.commit(_created(entry))
            return True
        return False


def _path(entry: Entry) -> str:
    return f"teams/{entry.team}/entries/{entry.id}"


def _created(entry: Entry) -> list[Write]:
    change = Change(None, entry)
    return [
        Create(f"{_path(entry)}/revisions/1", revision_fields(change)),
        Create(_path(entry), entry_fields(change)),
    ]
