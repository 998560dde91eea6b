"""What a store of documents can do: the one contract that Firestore and SQLite both keep.

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
"""Where a field lies: the keys of the maps that it is in, and its own."""


class _Marker:
    """A field value that the store replaces when it writes."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return self._name


STORE_TIME: Final = _Marker("STORE_TIME")
"""The store's own time of the commit (Firestore's REQUEST_TIME). It stands for a field's value, not inside one."""

REMOVE: Final = _Marker("REMOVE")
"""In an Update or Merge: this field goes away; in a Merge it may lie in a map, of which the rest stays."""


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
    """Make a document that does not exist; where it does, the whole commit fails with ``AlreadyExists``."""

    path: str
    fields: Fields


@dataclass(frozen=True)
class Put:
    """Write the whole document, whatever was there."""

    path: str
    fields: Fields


@dataclass(frozen=True)
class Merge:
    """Write these fields, maps merged key by key; the document is made where it does not exist."""

    path: str
    fields: Fields


@dataclass(frozen=True)
class Update:
    """Replace these fields of an existing document: a key is a field or a dotted path into maps.

    With ``if_version``: only while the document is still at it. Else the commit fails with ``VersionConflict``.
    """

    path: str
    fields: Fields
    if_version: object = None


@dataclass(frozen=True)
class Delete:
    """Remove a document; with ``if_version`` only while it is still at it, else ``VersionConflict``."""

    path: str
    if_version: object = None


Write = Create | Put | Merge | Update | Delete


def whole(fields: Fields) -> Fields:
    """The fields of a Create or a Put. ValueError where one is to be removed."""
    if any(value is REMOVE for value in fields.values()):
        raise ValueError("REMOVE belongs in an Update or a Merge")
    return fields


def parted(changes: Fields) -> list[tuple[Path, Any]]:
    """The fields of an Update by where they lie. ValueError where that makes no sense."""
    paths = {key: tuple(key.split(".")) for key in changes}
    if not paths or any(not all(path) for path in paths.values()):
        raise ValueError(f"an update needs fields with names: {sorted(changes)}")
    if any(path == other[: len(path)] for path, other in pairwise(sorted(paths.values()))):
        raise ValueError(f"an update names a field and a part of it: {sorted(changes)}")
    return [(paths[key], value) for key, value in changes.items()]


@dataclass(frozen=True)
class Where:
    """The one condition of a query. Exactly one of: ``contains``; or a range of ``since`` (inclusive),
    ``after`` (exclusive), ``before`` (exclusive), ``until`` (inclusive) on ``field``, ordered by it.

    ``only``: the fields that are wanted; all where none is named. A range's own is among them, as the next page begins
    behind it.
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
    """A store. ``within`` is the most seconds a call may take; then it is tried once only. Without it the store's
    client retries for as long as it sees fit. What the store cannot do right now raises ``StoreSilent``."""

    def get(self, paths: Sequence[str], *, within: float | None = None) -> dict[str, Document]:
        """The documents that exist, by path, in one round trip."""
        ...

    def commit(self, writes: Sequence[Write], *, within: float | None = None) -> list[object]:
        """All or nothing, in order. Answers the version that each written document is at now, in order.

        Raises ``AlreadyExists`` or ``VersionConflict``, and then nothing is written.

        After a lost answer the store's client may send a commit again, so ``AlreadyExists`` can come for one's own
        document (PLATFORM: Firestore's create after UNAVAILABLE): a claim carries a token to recognise it by.
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
        """Documents directly in ``collection`` that have the field and meet the condition.

        A range is ordered by its field (``newest_first``: downwards); ``contains`` by document id. Streams: the whole
        answer is never held in memory.
        """
        ...
