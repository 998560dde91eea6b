"""The server that processes are forked from: one for all tests of a run's worker."""

from collections.abc import Iterator

import pytest

from tests.crash.processes.process import fork_server
from tests.emulators import firestore_emulator

pytest.register_assert_rewrite("tests.crash.checks")  # so that it says what differs

__all__ = ["firestore_emulator"]


@pytest.fixture(scope="session")
def forked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where processes are ordered."""
    with fork_server(tmp_path_factory.mktemp("forked")) as address:
        yield address
