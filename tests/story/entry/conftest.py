"""Fixtures of the stories about entries."""

import pytest

from tests.story.conftest import Story, tokyo
from tests.story.entry.tries.last_try import WALK


@pytest.fixture
def tried(asked: Story) -> Story:
    """Tanaka wrote a Try on Monday; it is Tuesday, 17:05."""
    asked.write(asked.tanaka, {"keep": "月曜", "try": WALK})
    asked.until(tokyo(17, "17:05"))
    return asked
