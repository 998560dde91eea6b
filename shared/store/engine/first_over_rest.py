"""Firestore for `board`: the first reads go over REST, all others through Google's client.

The client answers faster, but takes a quarter of a second to import. A timer imports it after the first page, so that
nobody waits for the import.
"""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final, NoReturn

from shared.store.engine.documents import Document, Documents, Where, Write
from shared.store.engine.firestore_rest import FirestoreReader

LATER: Final = 1.0
"""Seconds from the first read to the client's import. By then the first page is rendered."""


class FirstOverRest:
    """Fulfils the reading part of ``Documents``, where its methods are described."""

    def __init__(self, project: str, database: str, later: float = LATER) -> None:
        self._of = project, database
        self._reader: Documents = FirestoreReader(project, database)
        self._later = later
        self._lock = threading.Lock()
        self._asked = False
        self.has_client = threading.Event()
        """Set as soon as reads go through Google's client."""

    def get(self, paths: Sequence[str], *, within: float | None = None) -> dict[str, Document]:
        found = self._now().get(paths, within=within)
        return {path: _named_alike(document) for path, document in found.items()}

    def query(
        self,
        collection: str,
        where: Where,
        *,
        limit: int | None = None,
        newest_first: bool = False,
        within: float | None = None,
    ) -> Iterator[Document]:
        found = self._now().query(collection, where, limit=limit, newest_first=newest_first, within=within)
        return map(_named_alike, found)

    def commit(self, writes: Sequence[Write], *, within: float | None = None) -> NoReturn:  # noqa: ARG002 - the contract
        """Raises PermissionError: this store only reads."""
        raise PermissionError("the board only reads")

    def _now(self) -> Documents:
        with self._lock:
            if not self._asked:
                self._asked = True
                timer = threading.Timer(self._later, self._import_client)
                timer.daemon = True
                timer.start()
            return self._reader

    def _import_client(self) -> None:
        from shared.store.engine.firestore import Firestore

        client = Firestore(*self._of)
        with self._lock:
            self._reader = client
        self.has_client.set()


def _named_alike(document: Document) -> Document:
    """The document with its version as REST writes it. A page's ETag holds versions, so they may not depend on the
    client."""
    version: Any = document.version
    return document if isinstance(version, str) else replace(document, version=version.ToJsonString())
