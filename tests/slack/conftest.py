"""The stand-in for Slack, and the real client that the app uses."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from slack_sdk import WebClient

from local.slack.api.server import Slack
from local.slack.state.workspace import DEFAULT_SCOPES, Workspace
from shared.clock import SetClock
from shared.slack.api import web_api


@pytest.fixture
def workspace() -> Workspace:
    made = Workspace(SetClock(datetime(2026, 11, 16, 8, 0, tzinfo=UTC)), scopes=DEFAULT_SCOPES)
    made.add_user("U1", "tanaka", "田中")
    made.add_user("U2", "suzuki", "鈴木")
    made.add_channel("C1", "ops", ["U1", "U2"])
    return made


@pytest.fixture
def slack(workspace: Workspace) -> Iterator[Slack]:
    with Slack(workspace) as running:
        yield running


@pytest.fixture
def web(slack: Slack, workspace: Workspace) -> WebClient:
    return web_api.client(workspace.token, slack.url, timeout=1)
