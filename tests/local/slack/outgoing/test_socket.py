"""The stand-in's Socket Mode, with slack_sdk's own client as the app."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from local.slack.api.server import Slack
from local.slack.outgoing.socket import Sockets
from local.slack.people.person import Person
from local.slack.state.workspace import Workspace


@pytest.fixture
def sockets(slack: Slack) -> Iterator[Sockets]:
    with Sockets(slack.workspace) as running:
        yield running


class Connected:
    """An app that acknowledges each envelope with ``answer``, or not at all while it is None."""

    def __init__(self, client: WebClient, workspace: Workspace) -> None:
        self.answer: dict[str, Any] | None = {}
        self.heard: list[SocketModeRequest] = []
        self.socket = SocketModeClient(workspace.app_token, web_client=client, ping_interval=0.1)
        self.socket.socket_mode_request_listeners.append(self._hear)

    def _hear(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        self.heard.append(request)
        if self.answer is not None:
            client.send_socket_mode_response(SocketModeResponse(request.envelope_id, self.answer or None))


@pytest.fixture
def app_in_socket_mode(client: WebClient, workspace: Workspace, sockets: Sockets) -> Iterator[Connected]:
    app = Connected(client, workspace)
    app.socket.connect()
    workspace.wait_until(lambda: sockets.connected)
    yield app
    sockets.drop()  # else the client waits three seconds for what it is reading
    app.socket.close()


@pytest.fixture
def person(workspace: Workspace, sockets: Sockets) -> Person:
    return Person(workspace, "U1", sockets.send)


@pytest.mark.usefixtures("sockets")
@pytest.mark.parametrize(
    ("token", "error"),
    [("", "not_authed"), ("xapp-other", "invalid_auth"), ("xoxb-stand-in", "not_allowed_token_type")],
)
def test_a_connection_is_opened_with_an_app_level_token(client: WebClient, token: str, error: str) -> None:
    if not token:
        client.token = None
    with pytest.raises(SlackApiError) as refused:
        client.apps_connections_open(app_token=token)
    assert refused.value.response["error"] == error


def test_an_app_level_token_opens_nothing_else(client: WebClient, workspace: Workspace) -> None:
    with pytest.raises(SlackApiError) as refused:
        client.auth_test(token=workspace.app_token)
    assert refused.value.response["error"] == "not_allowed_token_type"


def test_a_command_comes_as_an_envelope_and_its_answer_in_the_acknowledgement(
    app_in_socket_mode: Connected, person: Person, workspace: Workspace
) -> None:
    app_in_socket_mode.answer = {"text": "hello"}
    assert person.command("/kpt", "help").status == 200
    [request] = app_in_socket_mode.heard
    assert (request.type, request.payload["command"], request.payload["text"]) == ("slash_commands", "/kpt", "help")
    assert [m.text for m in workspace.ephemeral["U1"]] == ["hello"]


def test_a_shortcut_comes_as_interactive(app_in_socket_mode: Connected, person: Person) -> None:
    assert person.shortcut("kpt").status == 200
    [request] = app_in_socket_mode.heard
    assert (request.type, request.payload["callback_id"]) == ("interactive", "kpt")


def test_what_is_not_acknowledged_is_an_error_that_the_person_sees(
    app_in_socket_mode: Connected, person: Person, workspace: Workspace
) -> None:
    app_in_socket_mode.answer, workspace.answer_limit = None, 0.05
    assert person.command("/kpt").status == 0
    assert person.troubles == ["operation_timeout"]


def test_nobody_is_reached_where_the_app_is_not_connected(person: Person) -> None:
    assert person.command("/kpt").status == 0


def test_an_envelope_can_come_twice(app_in_socket_mode: Connected, person: Person, sockets: Sockets) -> None:
    person.command("/kpt")
    assert sockets.again().status == 200
    first, second = app_in_socket_mode.heard
    assert first.envelope_id == second.envelope_id


def test_the_client_connects_again_after_a_break_and_when_it_is_asked_to(
    app_in_socket_mode: Connected, person: Person, sockets: Sockets, workspace: Workspace
) -> None:
    workspace.answer_limit = 10  # the client may read an old connection for three seconds before it reads the new one
    for again in (sockets.drop, sockets.ask_to_reconnect):
        before = sockets.connections
        again()
        workspace.wait_until(lambda before=before: sockets.connections > before and sockets.connected, 20)  # type: ignore[misc]  # mypy knows no type of a lambda with a default
        assert person.command("/kpt").status == 200
    assert len(app_in_socket_mode.heard) == 2


@pytest.mark.usefixtures("sockets")
def test_an_address_is_good_for_one_connection(client: WebClient, workspace: Workspace) -> None:
    url = client.apps_connections_open(app_token=workspace.app_token)["url"]
    with connect(url) as first:
        assert json.loads(first.recv())["type"] == "hello"
        with pytest.raises(InvalidStatus):
            connect(url)


def test_while_socket_mode_is_turned_off_a_connection_is_ended_with_the_reason(
    client: WebClient, workspace: Workspace, sockets: Sockets
) -> None:
    sockets.turned_off = True
    with connect(client.apps_connections_open(app_token=workspace.app_token)["url"]) as connection:
        assert json.loads(connection.recv())["reason"] == "link_disabled"
        with pytest.raises(ConnectionClosed):
            connection.recv(5)
