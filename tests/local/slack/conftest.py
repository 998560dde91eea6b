"""A small workspace, its Web API, the real client, and an app that answers as a test says."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

import pytest
from slack_sdk import WebClient

from local.slack.api.server import Slack
from local.slack.outgoing.requests import Answer
from local.slack.people.person import Person
from local.slack.state.workspace import Workspace
from shared.clock import SetClock


class App:
    """Records requests and answers with ``answer``. ``react`` runs before, as an app's own work does."""

    def __init__(self) -> None:
        self.answer = Answer(200)
        self.received: list[tuple[dict[str, str], bytes]] = []
        self.react: Callable[[dict[str, Any]], object] = lambda _payload: None

    def __call__(self, headers: dict[str, str], body: bytes) -> Answer:
        self.received.append((headers, body))
        self.react(self.last)
        return self.answer

    def answers(self, body: Any) -> None:
        self.answer = Answer(200, json.dumps(body).encode())

    @property
    def last(self) -> dict[str, Any]:
        """The last payload, or the last command's form."""
        form = dict(parse_qsl(self.received[-1][1].decode(), keep_blank_values=True))
        payload: dict[str, Any] = json.loads(form["payload"]) if "payload" in form else form
        return payload


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 11, 24, 8, 0, tzinfo=UTC))


@pytest.fixture
def workspace(clock: SetClock) -> Workspace:
    made = Workspace(clock)
    made.add_user("U1", "ken", "Ken Sato", display_name="ken")
    made.add_user("U2", "mei", "Mei Mori", tz="Europe/Berlin", locale="de-DE")
    made.add_channel("C1", "ops", ["U1", "U2"])
    made.add_channel("C2", "lobby", ["U2"], bot_inside=False)
    made.add_channel("C3", "secret", ["U2"], is_private=True, bot_inside=False)
    made.add_channel("C4", "core", ["U1"], is_private=True)
    made.add_channel("C5", "old", ["U1"], is_archived=True)
    return made


@pytest.fixture
def slack(workspace: Workspace) -> Iterator[Slack]:
    with Slack(workspace) as running:
        yield running


@pytest.fixture
def client(slack: Slack, workspace: Workspace) -> WebClient:
    return WebClient(token=workspace.token, base_url=slack.url, retry_handlers=[], timeout=5)


@pytest.fixture
def app() -> App:
    return App()


@pytest.fixture
def ken(workspace: Workspace, app: App) -> Person:
    return Person(workspace, "U1", app)
