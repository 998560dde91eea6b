"""What Slack's errors mean for a delivery (DESIGN, "Exactly once")."""

from http.client import IncompleteRead
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import NoReturn

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse
from slack_sdk.webhook import WebhookResponse

from local.slack.api.server import Slack
from local.slack.state.workspace import Workspace
from shared.kpt.errors import ChannelClosed, OutcomeUnknown, Rejected, RetryLater, TooLateToOpen
from shared.slack.api.web_api import call, client, respond

MEANS: list[tuple[str, type[Exception]]] = [
    *((code, RetryLater) for code in ("ratelimited", "rate_limited", "token_revoked", "token_expired", "invalid_auth")),
    *((code, RetryLater) for code in ("not_authed", "missing_scope", "team_access_not_granted", "no_permission")),
    *((code, Rejected) for code in ("account_inactive", "user_not_found", "user_disabled", "messages_tab_disabled")),
    *((code, Rejected) for code in ("invalid_blocks", "msg_blocks_too_long", "message_not_found", "no_text")),
    *((code, Rejected) for code in ("cant_update_message", "edit_window_closed", "cannot_dm_bot")),
    *((code, ChannelClosed) for code in ("not_in_channel", "channel_not_found", "is_archived", "restricted_action")),
    ("restricted_action_read_only_channel", ChannelClosed),
    ("restricted_action_thread_only_channel", ChannelClosed),
    *((code, OutcomeUnknown) for code in ("internal_error", "fatal_error", "service_unavailable", "request_timeout")),
    *((code, TooLateToOpen) for code in ("expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id")),
]


@pytest.mark.parametrize(("code", "meaning"), MEANS)
def test_each_error_has_its_meaning(slack: Slack, web: WebClient, code: str, meaning: type[Exception]) -> None:
    slack.faults.error("chat.postMessage", code)
    with pytest.raises(meaning) as raised:
        call(web.chat_postMessage, channel="C1", text="x")
    assert code in str(raised.value)
    assert len(slack.calls) == 1


@pytest.mark.parametrize(
    ("status", "meaning"), [(429, RetryLater), (500, OutcomeUnknown), (502, OutcomeUnknown), (503, OutcomeUnknown)]
)
def test_each_status_has_its_meaning(slack: Slack, web: WebClient, status: int, meaning: type[Exception]) -> None:
    slack.faults.status("chat.postMessage", status, retry_after=1)
    with pytest.raises(meaning):
        call(web.chat_postMessage, channel="C1", text="x")
    assert len(slack.calls) == 1


def test_where_slack_does_not_say_how_long_to_wait_a_second_is_waited(web: WebClient) -> None:
    for headers in ({}, {"Retry-After": "soon"}):
        answer = SlackResponse(
            client=web, http_verb="POST", api_url="", req_args={}, data={}, headers=headers, status_code=429
        )

        def refuse(answer: SlackResponse = answer, **_: object) -> SlackResponse:
            raise SlackApiError("slowly", answer)  # type: ignore[no-untyped-call]  # as slack_sdk has it

        with pytest.raises(RetryLater) as raised:
            call(refuse)
        assert raised.value.after == 1.0


class Gateway(BaseHTTPRequestHandler):
    """Answers in Slack's place, as a proxy does while Slack is away."""

    def do_POST(self) -> None:
        self.send_response(503)
        self.end_headers()
        self.wfile.write(b"<html>upstream 10.0.0.1</html>")

    def log_message(self, *_: object) -> None:
        """Nothing."""


def test_an_answer_that_is_not_slacks_is_named_by_its_status_alone() -> None:
    """What it says would stand in the log, and in the delivery's document."""
    with HTTPServer(("127.0.0.1", 0), Gateway) as gateway:
        Thread(target=gateway.handle_request).start()
        with pytest.raises(OutcomeUnknown) as raised:
            call(client("xoxb-x", f"http://127.0.0.1:{gateway.server_port}/api/", 5).auth_test)
    assert raised.value.reason == "http_503"


@pytest.mark.parametrize("after_effect", [True, False])
def test_a_broken_connection_is_unclear_and_the_call_is_made_once(
    slack: Slack, web: WebClient, workspace: Workspace, after_effect: bool
) -> None:
    slack.faults.reset("chat.postMessage", after_effect=after_effect)
    with pytest.raises(OutcomeUnknown) as raised:
        call(web.chat_postMessage, channel="C1", text="x")
    assert not raised.value.timed_out
    assert len(slack.calls) == 1
    assert len(workspace.channel("C1").messages) == after_effect


@pytest.mark.parametrize("after_effect", [True, False])
def test_an_answer_that_is_cut_short_is_unclear_and_the_call_is_made_once(
    slack: Slack, web: WebClient, workspace: Workspace, after_effect: bool
) -> None:
    slack.faults.cut("chat.postMessage", after_effect=after_effect)
    with pytest.raises(OutcomeUnknown) as raised:
        call(web.chat_postMessage, channel="C1", text="x")
    assert not raised.value.timed_out
    assert len(slack.calls) == 1
    assert len(workspace.channel("C1").messages) == after_effect


def test_a_call_that_hangs_is_unclear_and_said_to_have_timed_out(slack: Slack, web: WebClient) -> None:
    slack.faults.hang("chat.postMessage", 30)
    with pytest.raises(OutcomeUnknown) as raised:
        call(web.chat_postMessage, channel="C1", text="x")
    assert raised.value.timed_out
    slack.faults.release()


@pytest.mark.parametrize(
    ("error", "reason", "timed_out"),
    [
        (TimeoutError(), "timeout", True),
        (IncompleteRead(b"half"), "IncompleteRead", False),
        (ConnectionResetError(), "ConnectionResetError", False),
        (SlackClientError(), "SlackClientError", False),
        (ValueError(), "ValueError", False),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_an_answer_to_a_click_of_which_nothing_is_heard_is_unclear(
    error: Exception, reason: str, timed_out: bool
) -> None:
    def send(**_: object) -> NoReturn:
        raise error

    with pytest.raises(OutcomeUnknown) as raised:
        respond(send, text="x")
    assert (raised.value.reason, raised.value.timed_out) == (reason, timed_out)


@pytest.mark.parametrize(("status", "meaning"), [(429, RetryLater), (404, Rejected), (500, Rejected)])
def test_an_answer_to_a_click_that_slack_does_not_take_has_a_meaning(status: int, meaning: type[Exception]) -> None:
    with pytest.raises(meaning):
        respond(lambda **_: WebhookResponse(url="", status_code=status, body="", headers={}), text="x")


def test_nobody_there_is_unclear() -> None:
    with pytest.raises(OutcomeUnknown):
        call(client("xoxb-x", "http://127.0.0.1:9/api/", 1).auth_test)


def test_what_slack_takes_comes_back(web: WebClient) -> None:
    assert call(web.chat_postMessage, channel="C1", text="x")["ok"]
