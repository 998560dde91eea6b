"""The team whose people come, go and change: each is told by Slack, or found by a sweep."""

import pytest


@pytest.fixture(params=["told", "swept"])
def told(request: pytest.FixtureRequest) -> bool:
    """Whether Slack's event comes, or is lost and a sweep has to find out."""
    return bool(request.param == "told")
