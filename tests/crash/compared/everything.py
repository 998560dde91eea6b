"""Reads all documents of any store."""

from collections.abc import Iterator

from shared.store.engine.documents import Document, Documents, Where

COLLECTIONS = ("teams", "people", "slots", "errands", "audit", "screens")
BELOW = {"teams": ("entries", "deliveries", "digests", "sheet"), "people": ("deliveries",), "entries": ("revisions",)}


def everything(documents: Documents) -> Iterator[Document]:
    """Every document of the store."""
    for collection in COLLECTIONS:
        yield from _below(documents, collection)


def _below(documents: Documents, collection: str) -> Iterator[Document]:
    ordered_by = "day" if collection.endswith("entries") else "schema"
    for document in list(documents.query(collection, Where(ordered_by))):
        yield document
        for name in BELOW.get(collection.rpartition("/")[2], ()):
            yield from _below(documents, f"{document.path}/{name}")
