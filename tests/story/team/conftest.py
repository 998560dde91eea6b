"""A fixture for stories about people who come, go and change."""

import pytest


@pytest.fixture(params=["told", "swept"])
def told(request: pytest.FixtureRequest) -> bool:
    """Whether Slack's event comes. Otherwise it is lost, and a sweep has to find the change."""
    return bool(request.param == "told")
