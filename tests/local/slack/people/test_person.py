"""People who type commands and press buttons: what the app is sent, and what they see of its answer."""

import json
from typing import Any

import pytest
from flask import Flask, request
from slack_sdk import WebClient
from slack_sdk.signature import Clock as VerifiersClock
from slack_sdk.signature import SignatureVerifier

from local.slack.outgoing import requests
from local.slack.outgoing.requests import Answer
from local.slack.people.person import NotPossible, Person
from local.slack.people.reading import plain, plain_view
from local.slack.state.workspace import Workspace
from shared.clock import SetClock
from tests.local.slack.blocks import actions, button, modal, option, plain_text, section
from tests.local.slack.conftest import App

CONFIRM = {"text": plain_text("It goes.")}


# Requests


def test_requests_are_signed_with_the_time_of_the_clock(
    workspace: Workspace, ken: Person, app: App, clock: SetClock
) -> None:
    class AtThatTime(VerifiersClock):
        def now(self) -> float:
            return clock.now().timestamp()

    ken.command("/kpt", "setup 17:00")
    headers, body = app.received[-1]
    assert SignatureVerifier(workspace.signing_secret, AtThatTime()).is_valid_request(body, headers)
    assert not SignatureVerifier("another secret", AtThatTime()).is_valid_request(body, headers)
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"


def test_a_message_shortcut_arrives_with_the_whole_message(workspace: Workspace, ken: Person, app: App) -> None:
    message = workspace.post("C1", "U2", "fixed it", thread_ts=None)
    ken.message_shortcut(message, "keep")
    sent = dict(app.last)
    assert sent.pop("trigger_id")
    assert sent.pop("response_url").startswith(workspace.base_url)
    assert (sent["type"], sent["callback_id"]) == ("message_action", "keep")
    assert (sent["user"]["id"], sent["channel"]) == ("U1", {"id": "C1", "name": "ops"})
    assert sent["message_ts"] == sent["message"]["ts"] == message.ts
    assert (sent["message"]["user"], sent["message"]["text"]) == ("U2", "fixed it")


def test_a_message_that_only_they_see_has_no_shortcuts(workspace: Workspace, ken: Person, app: App) -> None:
    workspace.post_ephemeral("C1", "U1", "only you", [])
    with pytest.raises(NotPossible):
        ken.message_shortcut(workspace.ephemeral["U1"][-1], "keep")
    elsewhere = workspace.post("C3", "U2", "secret")
    with pytest.raises(NotPossible):
        ken.message_shortcut(elsewhere, "keep")
    assert app.received == []


def test_a_command_arrives_with_all_of_slacks_fields(workspace: Workspace, ken: Person, app: App) -> None:
    ken.command("/kpt", "for <@U2> & me", channel="C1")
    sent = dict(app.last)
    assert sent.pop("trigger_id")
    assert sent.pop("response_url").startswith(workspace.base_url)
    assert sent == {
        "token": "verification-token",
        "team_id": "T1",
        "team_domain": "example",
        "channel_id": "C1",
        "channel_name": "ops",
        "user_id": "U1",
        "user_name": "ken",
        "command": "/kpt",
        "text": "for <@U2> & me",
        "api_app_id": "A1",
        "is_enterprise_install": "false",
    }


@pytest.mark.parametrize(
    ("channel", "name"), [("C4", "privategroup"), ("DU1", "directmessage"), ("D99", "directmessage")]
)
def test_private_places_are_named_by_their_kind(ken: Person, app: App, channel: str, name: str) -> None:
    ken.command("/kpt", channel=channel)
    assert app.last["channel_name"] == name


@pytest.mark.parametrize("body", [b"Saved.", json.dumps({"text": "Saved."}).encode()])
def test_the_answer_to_a_command_is_seen_by_the_person_only(
    workspace: Workspace, ken: Person, app: App, body: bytes
) -> None:
    app.answer = Answer(200, body)
    ken.command("/kpt")
    assert [plain(message) for message in workspace.ephemeral["U1"]] == ["Saved."]
    assert workspace.channel("C1").messages == []


def test_the_answer_to_a_command_can_be_for_the_channel(workspace: Workspace, ken: Person, app: App) -> None:
    app.answers({"text": "Hello all", "response_type": "in_channel"})
    ken.command("/kpt")
    assert [plain(message) for message in workspace.channel("C1").messages] == ["Hello all"]


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (Answer(0), "operation_timeout"),
        (Answer(500), "http_500"),
        (Answer(200, json.dumps({"blocks": [{"type": "sticker"}]}).encode()), "invalid_blocks"),
    ],
)
def test_a_command_that_fails_is_an_error_that_the_person_sees(
    ken: Person, app: App, answer: Answer, trouble: str
) -> None:
    app.answer = answer
    ken.command("/kpt")
    assert ken.troubles == [trouble]


def test_an_answer_after_three_seconds_is_none(clock: SetClock, app: App) -> None:
    real = 100.0

    def slow(_payload: Any) -> None:
        nonlocal real
        real += 3.1

    workspace = Workspace(clock, monotonic=lambda: real)
    workspace.add_user("U1", "ken", "Ken")
    app.react = slow
    ken = Person(workspace, "U1", app)
    assert ken.command("/kpt", channel="D99").status == 0
    assert ken.troubles == ["operation_timeout"]


def test_a_shortcut_opens_a_form(client: WebClient, ken: Person, app: App) -> None:
    app.react = lambda payload: client.views_open(trigger_id=payload["trigger_id"], view=modal())
    ken.shortcut("kpt")
    assert (app.last["type"], app.last["callback_id"]) == ("shortcut", "kpt")
    assert plain_view(ken.view) == "KPT\nKeep\n[Save]"


def test_requests_can_be_delivered_to_a_flask_app(workspace: Workspace) -> None:
    flask = Flask(__name__)
    flask.add_url_rule("/slack", view_func=lambda: f"typed {request.form['text']}", methods=["POST"])
    ken = Person(workspace, "U1", requests.wsgi_sender(flask.test_client(), "/slack"))
    ken.command("/kpt", "help")
    assert [plain(message) for message in workspace.ephemeral["U1"]] == ["typed help"]


# Messages


def test_a_button_in_a_message_is_reported_with_its_place(client: WebClient, workspace: Workspace, app: App) -> None:
    client.chat_postMessage(channel="U1", text="Write", blocks=[actions(button(value="today"), block_id="b")])
    [message] = workspace.direct_messages("U1")
    ken = Person(workspace, "U1", app)
    ken.press(message, "write")
    sent = app.last
    assert sent["type"] == "block_actions"
    assert sent["container"] == {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": "DU1",
        "is_ephemeral": False,
    }
    assert sent["channel"] == {"id": "DU1", "name": "directmessage"}
    assert sent["message"]["ts"] == message.ts
    [action] = sent["actions"]
    assert (action["block_id"], action["action_id"], action["value"]) == ("b", "write", "today")


def test_a_menu_in_a_message_is_reported_with_the_option(client: WebClient, workspace: Workspace, app: App) -> None:
    menu = {"type": "overflow", "action_id": "menu", "options": [option("edit", "Edit"), option("delete", "Delete")]}
    client.chat_postMessage(channel="C1", text="x", blocks=[section(accessory=menu)])
    [message] = workspace.channel("C1").messages
    ken = Person(workspace, "U1", app)
    ken.press(message, "menu", "Delete")
    assert app.last["actions"][0]["selected_option"]["value"] == "delete"
    with pytest.raises(NotPossible):
        ken.press(message, "menu", "Burn")
    with pytest.raises(NotPossible):
        ken.press(message, "menu")


def test_nobody_presses_what_is_not_there_or_not_seen(client: WebClient, workspace: Workspace, app: App) -> None:
    client.chat_postMessage(channel="C4", text="x", blocks=[actions(button())])
    [message] = workspace.channel("C4").messages
    with pytest.raises(NotPossible):
        Person(workspace, "U1", app).press(message, "burn")
    with pytest.raises(NotPossible):
        Person(workspace, "U2", app).press(message, "write")
    client.chat_delete(channel="C4", ts=message.ts)
    with pytest.raises(NotPossible):
        Person(workspace, "U1", app).press(message, "write")
    assert app.received == []


def test_of_several_elements_with_one_name_the_block_must_be_told(
    client: WebClient, workspace: Workspace, ken: Person, app: App
) -> None:
    rows = [actions(button(value=name), block_id=name) for name in ("one", "two")]
    client.chat_postMessage(channel="C1", text="x", blocks=rows)
    [message] = workspace.channel("C1").messages
    with pytest.raises(NotPossible):
        ken.press(message, "write")
    ken.press(message, "write", block_id="two")
    assert app.last["actions"][0]["value"] == "two"


def test_a_person_may_decline_what_asks_first(client: WebClient, workspace: Workspace, ken: Person, app: App) -> None:
    client.chat_postMessage(channel="C1", text="x", blocks=[actions(button(confirm=CONFIRM))])
    [message] = workspace.channel("C1").messages
    assert ken.press(message, "write", confirm=False) is None
    assert app.received == []
    ken.press(message, "write")
    assert len(app.received) == 1


# Events


def test_events_are_signed_json_with_an_id_of_their_own(workspace: Workspace, app: App) -> None:
    for _ in range(2):
        app(*requests.event(workspace, "member_left_channel", user="U1", channel="C1"))
    first, second = (json.loads(body) for _, body in app.received)
    assert first["event"]["type"] == "member_left_channel"
    assert first["event_id"] != second["event_id"]
    headers, body = requests.url_verification(workspace, "say this")
    assert json.loads(body)["challenge"] == "say this"
    assert headers["Content-Type"] == "application/json"
