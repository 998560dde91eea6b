"""A store that counts reads and writes as Firestore bills them: a query is at least one read, a missing document is
one, too."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from time import perf_counter

from shared.store.engine.documents import Create, Document, Documents, Where, Write


@dataclass
class Counting:
    """Counts the calls of any store. A delete counts as a write."""

    store: Documents
    reads: int = 0
    writes: int = 0
    created: list[str] = field(default_factory=list)
    waited: float = 0.0
    """Seconds that the store took. Google's emulator reads a whole collection for every query."""
    _lock: Lock = field(default_factory=Lock)

    def get(self, paths: Sequence[str], *, within: float | None = None) -> dict[str, Document]:
        """Count a read for each path."""
        with self._lock:
            self.reads += len(set(paths))
        with self._waiting():
            return self.store.get(paths, within=within)

    def commit(self, writes: Sequence[Write], *, within: float | None = None) -> list[object]:
        """Count a write for each document, where the commit succeeds."""
        with self._waiting():
            versions = self.store.commit(writes, within=within)
        with self._lock:
            self.writes += len({write.path for write in writes})
            self.created += [write.path for write in writes if isinstance(write, Create)]
        return versions

    def query(
        self,
        collection: str,
        where: Where,
        *,
        limit: int | None = None,
        newest_first: bool = False,
        within: float | None = None,
    ) -> Iterator[Document]:
        """Count a read for each document, and one for none."""
        found = 0
        try:
            documents = self.store.query(collection, where, limit=limit, newest_first=newest_first, within=within)
            while True:
                with self._waiting():
                    document = next(documents, None)
                if document is None:
                    return
                found += 1
                yield document
        finally:
            with self._lock:
                self.reads += max(1, found)

    @contextmanager
    def _waiting(self) -> Iterator[None]:
        begin = perf_counter()
        try:
            yield
        finally:
            with self._lock:
                self.waited += perf_counter() - begin
