"""Faults, rate limits, and the record of what was called."""

import threading
from datetime import timedelta
from http.client import IncompleteRead
from urllib.request import Request, urlopen

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from local.slack.api.server import Slack
from local.slack.outgoing.requests import http_sender, interaction
from local.slack.people.person import Person
from local.slack.people.reading import plain
from local.slack.state.workspace import Workspace
from shared.clock import SetClock
from tests.local.slack.blocks import actions, button
from tests.local.slack.conftest import App
from tests.local.slack.methods.test_messages import refusal


def test_calls_are_kept_in_order_with_what_came_of_them(slack: Slack, client: WebClient, clock: SetClock) -> None:
    client.chat_postMessage(channel="C1", text="Hello", blocks=[])
    refusal(client.chat_postMessage, channel="C9", text="Hello")
    first, second = slack.calls
    assert (first.method, first.arguments["text"], first.ok, first.error) == ("chat.postMessage", "Hello", True, None)
    assert (second.ok, second.error, second.at) == (False, "channel_not_found", clock.now())
    assert slack.calls_of("users.info") == []


def test_an_error_comes_so_often_and_only_in_its_channel(slack: Slack, client: WebClient, workspace: Workspace) -> None:
    slack.faults.error("chat.postMessage", "internal_error", times=2, channel="C1")
    assert client.chat_postMessage(channel="C4", text="Hello")["ok"]
    assert refusal(client.chat_postMessage, channel="C1", text="Hello") == "internal_error"
    assert refusal(client.chat_postMessage, channel="C1", text="Hello") == "internal_error"
    assert workspace.channel("C1").messages == []
    assert client.chat_postMessage(channel="C1", text="Hello")["ok"]


def test_an_error_may_come_after_the_effect(slack: Slack, client: WebClient, workspace: Workspace) -> None:
    slack.faults.error("chat.postMessage", "internal_error", after_effect=True)
    assert refusal(client.chat_postMessage, channel="C1", text="Hello") == "internal_error"
    assert [message.text for message in workspace.channel("C1").messages] == ["Hello"]
    assert (slack.calls[-1].ok, slack.calls[-1].took_effect) == (False, True)


def test_an_answer_may_be_cut_short(slack: Slack, client: WebClient, workspace: Workspace) -> None:
    slack.faults.cut("chat.postMessage", after_effect=True)
    with pytest.raises(IncompleteRead):
        client.chat_postMessage(channel="C1", text="Hello")
    assert [message.text for message in workspace.channel("C1").messages] == ["Hello"]
    assert (slack.calls[-1].ok, slack.calls[-1].error) == (None, "answer cut short")
    assert client.chat_postMessage(channel="C1", text="Hello")["ok"]


def test_a_status_comes_until_the_faults_are_cleared(slack: Slack, client: WebClient) -> None:
    slack.faults.status("auth.test", 429, retry_after=7, times=None)
    for _ in range(3):
        with pytest.raises(SlackApiError) as raised:
            client.auth_test()
        assert raised.value.response.status_code == 429
        assert raised.value.response.headers["Retry-After"] == "7"
    slack.faults.clear()
    assert client.auth_test()["ok"]


@pytest.mark.parametrize(("after_effect", "posted"), [(False, 0), (True, 1)])
def test_a_connection_breaks_before_or_after_the_effect(
    slack: Slack, client: WebClient, workspace: Workspace, after_effect: bool, posted: int
) -> None:
    slack.faults.reset("chat.postMessage", after_effect=after_effect)
    with pytest.raises(OSError):  # noqa: PT011  reset or closed, as the system has it
        client.chat_postMessage(channel="C1", text="Hello")
    slack.wait_until(lambda: slack.calls[-1].done)
    assert len(workspace.channel("C1").messages) == posted
    assert slack.calls[-1].ok is None


def test_a_call_hangs_until_it_is_released(slack: Slack, workspace: Workspace) -> None:
    slack.faults.hang("chat.postMessage")
    hasty = WebClient(token=workspace.token, base_url=slack.url, retry_handlers=[], timeout=0.05)  # type: ignore[arg-type]  # the stubs want whole seconds or exact fields
    with pytest.raises(TimeoutError):
        hasty.chat_postMessage(channel="C1", text="Hello")
    slack.wait_until(lambda: len(slack.calls) == 1)
    assert workspace.channel("C1").messages == []
    slack.faults.release()
    workspace.wait_until(lambda: bool(workspace.channel("C1").messages))


def test_stopping_lets_go_of_what_hangs(workspace: Workspace) -> None:
    answers = []
    with Slack(workspace) as slack:
        slack.faults.hang("auth.test")
        client = WebClient(token=workspace.token, base_url=slack.url, retry_handlers=[])
        waiting = threading.Thread(target=lambda: answers.append(client.auth_test()["ok"]))
        waiting.start()
        slack.wait_until(lambda: len(slack.calls) == 1)
    waiting.join(timeout=5)
    assert answers == [True]


def test_waiting_in_vain_ends(workspace: Workspace) -> None:
    with pytest.raises(TimeoutError):
        workspace.wait_until(lambda: False, timeout=0.01)


def test_a_channel_takes_a_message_a_second_after_a_burst(workspace: Workspace, clock: SetClock) -> None:
    with Slack(workspace, rate_limits=True) as slack:
        client = WebClient(token=workspace.token, base_url=slack.url, retry_handlers=[])
        for _ in range(5):
            client.chat_postMessage(channel="C1", text="Hello")
        with pytest.raises(SlackApiError) as raised:
            client.chat_postMessage(channel="C1", text="Hello")
        assert raised.value.response.status_code == 429
        assert raised.value.response["error"] == "ratelimited"
        assert client.chat_postMessage(channel="C4", text="Hello")["ok"]
        clock.set(clock.now() + timedelta(seconds=int(raised.value.response.headers["Retry-After"])))
        assert client.chat_postMessage(channel="C1", text="Hello")["ok"]


def test_a_method_has_its_tier(workspace: Workspace) -> None:
    with Slack(workspace, rate_limits=True) as slack:
        client = WebClient(token=workspace.token, base_url=slack.url, retry_handlers=[])
        for _ in range(20):
            client.users_list()
        assert refusal(client.users_list) == "ratelimited"


def test_a_response_url_answers_five_times(client: WebClient, workspace: Workspace, app: App) -> None:
    client.chat_postMessage(channel="C1", text="x", blocks=[actions(button())])
    [message] = workspace.channel("C1").messages
    Person(workspace, "U1", app).press(message, "write")
    send = http_sender(app.last["response_url"])
    headers = {"Content-Type": "application/json"}
    assert send(headers, b'{"text": "Only you"}').status == 200
    assert send(headers, b'{"text": "Replaced", "replace_original": true}').status == 200
    assert [plain(each) for each in workspace.ephemeral["U1"]] == ["Only you"]
    assert plain(message) == "Replaced"
    assert send(headers, b'{"delete_original": true}').status == 200
    assert workspace.channel("C1").messages == []
    for _ in range(2):
        send(headers, b'{"text": "More"}')
    assert b"used_url" in send(headers, b'{"text": "Too much"}').body


def test_an_app_that_cannot_be_reached_gives_no_answer(slack: Slack, workspace: Workspace) -> None:
    request = interaction(workspace, {"type": "block_actions"})
    assert http_sender("http://127.0.0.1:1/")(*request).status == 0
    assert http_sender(slack.url.replace("/api/", "/elsewhere"))(*request).status == 404


def test_a_form_body_is_understood_as_well_as_json(slack: Slack, workspace: Workspace) -> None:
    body = f"token={workspace.token}&channel=C1&text=Hello&blocks=%5B%7B%22type%22%3A%22divider%22%7D%5D"
    with urlopen(Request(slack.url + "chat.postMessage", data=body.encode())) as answer:  # noqa: S310  our own
        assert answer.status == 200
    assert workspace.channel("C1").messages[0].blocks[0]["type"] == "divider"
