"""What every kind of document shares: the schema, reading documents that may not be ours, the audit's paths."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from shared.store.engine.documents import STORE_TIME, Document, Where
from shared.store.engine.lazy_documents import LazyDocuments

Read = TypeVar("Read")
SCHEMA = 1


def read_ours(read: Callable[[Document], Read], documents: Iterable[Document]) -> Iterator[Read]:
    """Read those documents that are ours. A document that somebody else put beside them is skipped."""
    for document in documents:
        try:
            ours = read(document)
        except ValueError:
            continue
        yield ours


def read_first(
    documents: LazyDocuments,
    read: Callable[[Document], Read],
    collection: str,
    where: Where,
    *,
    newest_first: bool = False,
) -> Read | None:
    """Read the first document that is ours."""
    return next(iter(read_firsts(documents, read, collection, where, 1, newest_first=newest_first)), None)


def read_firsts(
    documents: LazyDocuments,
    read: Callable[[Document], Read],
    collection: str,
    where: Where,
    limit: int,
    *,
    newest_first: bool = False,
) -> list[Read]:
    """Read the first ``limit`` documents that are ours. The query asks for no more, unless one of them is not ours."""
    found = list(documents.query(collection, where, limit=limit, newest_first=newest_first))
    ours = list(read_ours(read, found))
    if len(ours) == len(found) or len(found) < limit:
        return ours
    return list(islice(read_ours(read, documents.query(collection, where, newest_first=newest_first)), limit))


def errand_fields(fields: Mapping[str, str]) -> dict[str, Any]:
    """The fields of an errand's document."""
    return {"schema": SCHEMA, **fields, "created_at": STORE_TIME}


def audit_path(at: datetime, about: str) -> str:
    """The path of an audit line: its moment first, so that the console lists the lines in order, then its team or
    person."""
    return f"audit/{at:%Y-%m-%dT%H:%M:%S.%fZ}_{about}"
