"""What the stories about entries begin with."""

import pytest

from tests.story.conftest import Story, tokyo
from tests.story.entry.last_try import WALK


@pytest.fixture
def tried(asked: Story) -> Story:
    """Tanaka wrote a Try on Monday; it is Tuesday, five past five."""
    asked.write(asked.tanaka, {"keep": "月曜", "try": WALK})
    asked.until(tokyo(17, "17:05"))
    return asked
