"""The contract of a store of documents, which Firestore and SQLite both keep.

Paths are Firestore's: ``teams/T1-C1/entries/2026-11-24_U1``. Field values are str, int, bool, None, aware
datetimes, lists and string-keyed maps of these.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, Final, Protocol

Fields = Mapping[str, Any]
Path = tuple[str, ...]
"""A field's place in a document: the keys of the maps around it, and its own key."""


class _Marker:
    """A field value that the store replaces when it writes the document."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return self._name


STORE_TIME: Final = _Marker("STORE_TIME")
"""The store's own time of the commit (Firestore's REQUEST_TIME). It is a field's whole value, never part of a list or
map."""

REMOVE: Final = _Marker("REMOVE")
"""In an Update or Merge: remove this field. In a Merge the field may be in a map, whose other fields stay."""


@dataclass(frozen=True)
class Union:
    """In a Merge or Update: add what is missing to a list field (Firestore's ArrayUnion)."""

    values: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """A stored document, as it was at ``version`` (opaque: only for ``if_version``)."""

    path: str
    fields: Fields
    version: object

    @property
    def id(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True)
class Create:
    """Create a document. Where it exists already, the whole commit fails with ``AlreadyExists``."""

    path: str
    fields: Fields


@dataclass(frozen=True)
class Put:
    """Write the whole document, whether or not it exists."""

    path: str
    fields: Fields


@dataclass(frozen=True)
class Merge:
    """Write these fields, merging maps key by key. A document that does not exist is created."""

    path: str
    fields: Fields


@dataclass(frozen=True)
class Update:
    """Replace these fields of an existing document. A key is a field's name, or a dotted path into maps.

    Where the document does not exist, or is no longer at ``if_version``, the commit fails with ``VersionConflict``.
    """

    path: str
    fields: Fields
    if_version: object = None


@dataclass(frozen=True)
class Delete:
    """Delete a document. Where it is no longer at ``if_version``, the commit fails with ``VersionConflict``."""

    path: str
    if_version: object = None


Write = Create | Put | Merge | Update | Delete


def whole(fields: Fields) -> Fields:
    """The fields of a Create or a Put. Raises ValueError where one of them is REMOVE."""
    if any(value is REMOVE for value in fields.values()):
        raise ValueError("REMOVE belongs in an Update or a Merge")
    return fields


def parted(changes: Fields) -> list[tuple[Path, Any]]:
    """The fields of an Update with their paths. Raises ValueError for an empty name, and for a field beside a part of
    it."""
    paths = {key: tuple(key.split(".")) for key in changes}
    if not paths or any(not all(path) for path in paths.values()):
        raise ValueError(f"an update needs fields with names: {sorted(changes)}")
    if any(path == other[: len(path)] for path, other in pairwise(sorted(paths.values()))):
        raise ValueError(f"an update names a field and a part of it: {sorted(changes)}")
    return [(paths[key], value) for key, value in changes.items()]


@dataclass(frozen=True)
class Where:
    """The one condition of a query on ``field``: either ``contains``, or a range of ``since`` (inclusive), ``after``
    (exclusive), ``before`` (exclusive) and ``until`` (inclusive), ordered by the field.

    ``only``: the fields to return; all where it is empty. A range's field has to be among them, as the next page starts
    after it.
    """

    field: str
    contains: str | None = None
    since: str | datetime | None = None
    after: str | datetime | None = None
    before: str | datetime | None = None
    until: str | datetime | None = None
    only: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.only and self.contains is None and self.field not in self.only:
            raise ValueError(f"a range on {self.field} needs it among the fields that are wanted")


class Documents(Protocol):
    """A store of documents. With ``within``, a call takes at most so many seconds and is tried once; without it, the
    store's client retries as it sees fit. A call that the store cannot serve now raises ``StoreSilent``."""

    def get(self, paths: Sequence[str], *, within: float | None = None) -> dict[str, Document]:
        """The documents that exist, by path, in one round trip."""
        ...

    def commit(self, writes: Sequence[Write], *, within: float | None = None) -> list[object]:
        """Do all of the writes, in order, or none. Returns the new version of each written document, in order.

        Raises ``AlreadyExists`` or ``VersionConflict``; nothing is written then.

        After a lost answer (Firestore's UNAVAILABLE) the store's client may repeat a commit. So ``AlreadyExists`` may
        mean the caller's own document: a claim carries a token by which its owner recognises it.
        """
        ...

    def query(
        self,
        collection: str,
        where: Where,
        *,
        limit: int | None = None,
        newest_first: bool = False,
        within: float | None = None,
    ) -> Iterator[Document]:
        """The documents directly in ``collection`` that have the field and meet the condition.

        A range is ordered by its field (``newest_first``: descending), ``contains`` by document id. The answer is
        streamed, and never held in memory as a whole.
        """
        ...
