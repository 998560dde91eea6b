"""A store of documents that is opened at first use: opening it may cost half a second."""

import threading
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from datetime import UTC, datetime
from typing import Final, Self

from shared.store.engine.documents import Document, Documents, Where, Write

EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""Before anything was stored: where a range of moments has no beginning."""


class _Connection:
    """The store, opened once for all who share it; and whether it has answered."""

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
    """Made from a function that opens the store."""

    def __init__(self, open_documents: Callable[[], Documents]) -> None:
        self._connection = _Connection(open_documents)
        self._left: Callable[[], float] | None = None

    def hurried(self, left: Callable[[], float]) -> Self:
        """The same, where every call ends within the seconds that are ``left`` then."""
        same = copy(self)
        same._left = left
        return same

    def _at_most(self, within: float | None) -> float | None:
        """The seconds that a call may take: its own limit, and no more than are left of all."""
        if self._left is None:
            return within
        return self._left() if within is None else min(within, self._left())

    @property
    def connected(self) -> bool:
        """Whether it has answered before."""
        return self._connection.answered

    def connect(self) -> None:
        """Make the connection that the first call would make."""
        if not self._connection.answered:
            self.get(["slots/none"], within=2.0)

    def get(self, paths: Sequence[str], within: float | None = None) -> dict[str, Document]:
        """The documents that exist, by path, in one round trip."""
        found = self._connection.documents().get(paths, within=self._at_most(within))
        self._connection.answered = True
        return found

    def one(self, path: str, within: float | None = None) -> Document | None:
        """One document, where it exists."""
        return self.get([path], within).get(path)

    def commit(self, writes: Sequence[Write], within: float | None = None) -> list[object]:
        """All or nothing, in order; answers the versions."""
        versions = self._connection.documents().commit(writes, within=self._at_most(within))
        self._connection.answered = True
        return versions

    def query(
        self, collection: str, where: Where, *, limit: int | None = None, newest_first: bool = False
    ) -> Iterator[Document]:
        """Documents directly in ``collection`` that meet the condition."""
        return self._connection.documents().query(
            collection, where, limit=limit, newest_first=newest_first, within=self._at_most(None)
        )
