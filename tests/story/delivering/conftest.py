"""A team whose entries are announced in one thread a day."""

import pytest

from tests.story.conftest import Story
from tests.story.delivering.announcing import announce


@pytest.fixture
def threaded(asked: Story) -> Story:
    """Everybody has been asked, and entries come in one thread a day."""
    return announce(asked, mode="thread")
