"""The stores under test, each new and empty."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from google.protobuf.timestamp_pb2 import Timestamp

from shared.clock import SystemClock
from shared.store.engine.documents import Delete, Documents, Update, Write
from shared.store.engine.firestore import Firestore
from shared.store.engine.firestore_rest import FirestoreReader
from shared.store.engine.sqlite import SQLite
from tests.emulators import firestore_emulator, fresh_project

__all__ = ["firestore_emulator"]


class ReadOverRest(FirestoreReader):
    """A store that reads as `board` does and writes as the other functions do."""

    def __init__(self, project: str) -> None:
        super().__init__(project, "(default)")
        self._written = Firestore(project, "(default)")

    def commit(self, writes: Sequence[Write], *, within: float | None = None) -> list[object]:  # type: ignore[override] # the tests need documents to read
        versions = self._written.commit([_at_googles_version(write) for write in writes], within=within)
        return [version.ToJsonString() if isinstance(version, Timestamp) else version for version in versions]


def _at_googles_version(write: Write) -> Write:
    """The write with its version as the library's message: over REST a version is text."""
    if not isinstance(write, Update | Delete) or not isinstance(write.if_version, str):
        return write
    version = Timestamp()
    version.FromJsonString(write.if_version)
    return replace(write, if_version=version)


@pytest.fixture(params=["sqlite in memory", "sqlite file", "firestore", "firestore over REST"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Documents]:
    """Every kind of store in turn."""
    if request.param == "firestore":
        request.getfixturevalue("firestore_emulator")
        yield Firestore(fresh_project(), "(default)")
        return
    if request.param == "firestore over REST":
        request.getfixturevalue("firestore_emulator")
        yield ReadOverRest(fresh_project())
        return
    path = ":memory:" if request.param == "sqlite in memory" else str(tmp_path / "furikaeri.db")
    with closing(SQLite(path, SystemClock())) as sqlite:
        yield sqlite
