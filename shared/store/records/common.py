"""What every kind of document has in common: its schema, reading those that are ours, the audit trail's names."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import TypeVar

from shared.store.engine.documents import Document, Where
from shared.store.engine.lazy_documents import LazyDocuments

Read = TypeVar("Read")
SCHEMA = 1


def those(read: Callable[[Document], Read], documents: Iterable[Document]) -> Iterator[Read]:
    """What is ours among these documents. What somebody else put beside it is passed over."""
    for document in documents:
        try:
            ours = read(document)
        except ValueError:
            continue
        yield ours


def first(
    documents: LazyDocuments,
    read: Callable[[Document], Read],
    collection: str,
    where: Where,
    *,
    newest_first: bool = False,
) -> Read | None:
    """The first that is ours."""
    return next(iter(firsts(documents, read, collection, where, 1, newest_first=newest_first)), None)


def firsts(
    documents: LazyDocuments,
    read: Callable[[Document], Read],
    collection: str,
    where: Where,
    limit: int,
    *,
    newest_first: bool = False,
) -> list[Read]:
    """The first ``limit`` that are ours. So many are asked for; all only where one of them is somebody else's."""
    found = list(documents.query(collection, where, limit=limit, newest_first=newest_first))
    ours = list(those(read, found))
    if len(ours) == len(found) or len(found) < limit:
        return ours
    return list(islice(those(read, documents.query(collection, where, newest_first=newest_first)), limit))


def audit_path(at: datetime, about: str) -> str:
    """An audit line is named by its moment, so that the console lists them in order, and by its team or person."""
    return f"audit/{at:%Y-%m-%dT%H:%M:%S.%fZ}_{about}"
