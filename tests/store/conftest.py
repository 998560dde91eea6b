"""The stores under test: each one new and empty."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from shared.clock import SystemClock
from shared.store.engine.documents import Documents
from shared.store.engine.firestore import Firestore
from shared.store.engine.sqlite import SQLite
from tests.emulators import firestore_emulator, fresh_project

__all__ = ["firestore_emulator"]


@pytest.fixture(params=["sqlite in memory", "sqlite file", "firestore"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Documents]:
    """One after the other, every store there is."""
    if request.param == "firestore":
        request.getfixturevalue("firestore_emulator")
        yield Firestore(fresh_project(), "(default)")
        return
    path = ":memory:" if request.param == "sqlite in memory" else str(tmp_path / "furikaeri.db")
    with closing(SQLite(path, SystemClock())) as sqlite:
        yield sqlite
