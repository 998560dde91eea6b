"""The server that forks processes: one for all tests of a pytest worker."""

from collections.abc import Iterator

import pytest

from tests.crash.processes.process import fork_server
from tests.emulators import firestore_emulator

pytest.register_assert_rewrite("tests.crash.compared.checks")  # so that failures show what differs

__all__ = ["firestore_emulator"]


@pytest.fixture(scope="session")
def forked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the server that forks processes."""
    with fork_server(tmp_path_factory.mktemp("forked")) as address:
        yield address
