"""Fixtures for the tests of the cloud adapters."""

from collections.abc import Iterator

import pytest

from tests.cloud.slots import Slots
from tests.emulators import firestore_emulator

__all__ = ["firestore_emulator"]


@pytest.fixture
def machine() -> Iterator[Slots]:
    with Slots() as machine:
        yield machine
