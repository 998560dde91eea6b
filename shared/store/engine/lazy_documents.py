"""A store of documents that is opened at first use, as opening it may take half a second."""

import threading
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from datetime import UTC, datetime
from typing import Final, Self

from shared.store.engine.documents import Document, Documents, Where, Write

EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""The start of a range of moments that has no beginning: before anything was stored."""
CONNECTS_WITHIN: Final = 2.0
"""Seconds that ``connect`` may take."""


class _Connection:
    """The store, opened once for all copies that share it; and whether it has answered."""

    def __init__(self, open_documents: Callable[[], Documents]) -> None:
        self._open = open_documents
        self._opened: Documents | None = None
        self._lock = threading.Lock()
        self.answered = False

    def documents(self) -> Documents:
        with self._lock:
            if self._opened is None:
                self._opened = self._open()
            return self._opened


class LazyDocuments:
    """Documents of a store that the first call opens."""

    def __init__(self, open_documents: Callable[[], Documents]) -> None:
        self._connection = _Connection(open_documents)
        self._left: Callable[[], float] | None = None

    def hurried(self, left: Callable[[], float]) -> Self:
        """A copy whose calls each end within the seconds that ``left`` returns."""
        same = copy(self)
        same._left = left
        return same

    def _within(self) -> float | None:
        return self._left() if self._left else None

    @property
    def connected(self) -> bool:
        """Whether the store has answered before."""
        return self._connection.answered

    def connect(self) -> None:
        """Make the connection that the first call would make."""
        if not self._connection.answered:
            self.hurried(lambda: CONNECTS_WITHIN).get(["slots/none"])

    def get(self, paths: Sequence[str]) -> dict[str, Document]:
        """The documents that exist, by path, in one round trip."""
        found = self._connection.documents().get(paths, within=self._within())
        self._connection.answered = True
        return found

    def one(self, path: str) -> Document | None:
        """One document; None where it does not exist."""
        return self.get([path]).get(path)

    def commit(self, writes: Sequence[Write]) -> list[object]:
        """Do all of the writes, in order, or none. Returns the new versions."""
        versions = self._connection.documents().commit(writes, within=self._within())
        self._connection.answered = True
        return versions

    def query(
        self, collection: str, where: Where, *, limit: int | None = None, newest_first: bool = False
    ) -> Iterator[Document]:
        """The documents directly in ``collection`` that meet the condition."""
        return self._connection.documents().query(
            collection, where, limit=limit, newest_first=newest_first, within=self._within()
        )
