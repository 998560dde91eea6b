"""Posting, changing and deleting messages through the real client."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from local.slack.limits.messages import BlocksLimit, Counted
from local.slack.state.workspace import Workspace
from shared.clock import SetClock
from tests.local.slack.blocks import section

METADATA = {"event_type": "furikaeri_delivery", "event_payload": {"key": "reminder:2026-11-24"}}


def refusal(call: Callable[..., Any], **arguments: Any) -> str:
    """The error with which Slack refuses a call."""
    with pytest.raises(SlackApiError) as raised:
        call(**arguments)
    return str(raised.value.response["error"])


def test_a_message_carries_who_posted_it(client: WebClient, workspace: Workspace) -> None:
    answer = client.chat_postMessage(channel="C1", text="Hello", metadata=METADATA)
    assert answer["channel"] == "C1"
    assert answer["message"]["user"] == workspace.bot_user_id
    assert answer["message"]["bot_id"] == workspace.bot_id
    assert answer["message"]["app_id"] == workspace.app_id
    [message] = workspace.channel("C1").messages
    assert (message.ts, message.text, message.metadata) == (answer["ts"], "Hello", METADATA)


def test_every_ts_is_later_than_the_one_before_though_the_clock_stands_still_or_goes_back(
    client: WebClient, clock: SetClock
) -> None:
    stamps = [client.chat_postMessage(channel="C1", text=text)["ts"] for text in "ab"]
    clock.set(clock.now() - timedelta(hours=1))
    stamps.append(client.chat_postMessage(channel="C1", text="c")["ts"])
    assert stamps == ["1795507200.000000", "1795507200.000100", "1795507200.000200"]


def test_posting_to_a_person_opens_the_direct_messages(client: WebClient, workspace: Workspace) -> None:
    answer = client.chat_postMessage(channel="U1", text="Hello")
    assert answer["channel"] == client.conversations_open(users="U1")["channel"]["id"]
    assert [message.text for message in workspace.direct_messages("U1")] == ["Hello"]
    assert client.chat_postMessage(channel=answer["channel"], text="Again")["ok"]


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("C2", "not_in_channel"),
        ("C3", "channel_not_found"),
        ("C5", "is_archived"),
        ("C9", "channel_not_found"),
        ("USLACKBOT", "cannot_dm_bot"),
    ],
)
def test_a_message_is_refused_where_the_app_may_not_post(client: WebClient, channel: str, error: str) -> None:
    assert refusal(client.chat_postMessage, channel=channel, text="Hello") == error


def test_a_deactivated_account_gets_no_message(client: WebClient, workspace: Workspace) -> None:
    channel = client.conversations_open(users="U1")["channel"]["id"]
    workspace.change_user("U1", deleted=True)
    assert refusal(client.chat_postMessage, channel="U1", text="Hello") == "user_not_found"
    assert refusal(client.chat_postMessage, channel=channel, text="Hello") == "account_inactive"
    assert refusal(client.conversations_open, users="U1") == "user_disabled"


def test_a_message_needs_text_or_blocks(client: WebClient) -> None:
    assert refusal(client.api_call, api_method="chat.postMessage", json={"channel": "C1"}) == "no_text"


def test_a_long_text_is_cut(client: WebClient, workspace: Workspace) -> None:
    client.chat_postMessage(channel="C1", text="x" * 40_001)
    assert len(workspace.channel("C1").messages[0].text) == 40_000


@pytest.mark.parametrize("text", ["x" * 4001, "字" * 1334, "&amp;" * 801, "🎉" * 1001])
def test_an_update_refuses_a_text_of_more_than_4000_bytes(client: WebClient, text: str) -> None:
    ts = client.chat_postMessage(channel="C1", text=text)["ts"]
    assert refusal(client.chat_update, channel="C1", ts=ts, text=text) == "msg_too_long"
    client.chat_update(channel="C1", ts=ts, text="x" * 4000)


@pytest.mark.parametrize(("counted", "fits"), [("characters", 10), ("utf16", 5), ("bytes", 2)])
def test_what_all_blocks_may_hold_is_counted_as_the_test_says(
    client: WebClient, workspace: Workspace, counted: Counted, fits: int
) -> None:
    workspace.blocks_limit = BlocksLimit(10, counted)
    client.chat_postMessage(channel="C1", text="Hello", blocks=[section("🎉" * fits)])
    too_long = [section("🎉" * fits), section("🎉")]
    assert refusal(client.chat_postMessage, channel="C1", text="Hello", blocks=too_long) == "msg_blocks_too_long"


@pytest.mark.parametrize(
    ("metadata", "error"),
    [
        ({"event_type": "x"}, "invalid_metadata_format"),
        ({"event_payload": {"key": "1"}}, "invalid_metadata_format"),
        ({"event_type": "x", "event_payload": {"deep": {"er": 1}}}, "invalid_metadata_format"),
        ({"event_type": "x", "event_payload": {"key": "x" * 8000}}, "metadata_too_large"),
    ],
)
def test_metadata_is_flat_and_small(client: WebClient, metadata: dict[str, Any], error: str) -> None:
    assert refusal(client.chat_postMessage, channel="C1", text="Hello", metadata=metadata) == error


def test_a_reply_goes_into_its_thread(client: WebClient, workspace: Workspace) -> None:
    parent = client.chat_postMessage(channel="C1", text="Parent")["ts"]
    reply = client.chat_postMessage(channel="C1", text="Reply", thread_ts=parent)
    assert reply["message"]["thread_ts"] == parent
    [message] = workspace.channel("C1").messages
    assert [each.text for each in message.replies] == ["Reply"]


def test_a_thread_without_its_parent_is_not_found(client: WebClient, workspace: Workspace) -> None:
    parent = client.chat_postMessage(channel="C1", text="Parent")["ts"]
    reply = client.chat_postMessage(channel="C1", text="Reply", thread_ts=parent)["ts"]
    post = client.chat_postMessage
    assert refusal(post, channel="C1", text="x", thread_ts="1.000000") == "thread_not_found"
    assert refusal(post, channel="C1", text="x", thread_ts=reply) == "cannot_reply_to_message"
    assert refusal(post, channel="C1", text="x", thread_ts="yesterday") == "invalid_thread_ts"
    client.chat_delete(channel="C1", ts=parent)
    assert workspace.channel("C1").messages[0].subtype == "tombstone"
    client.chat_delete(channel="C1", ts=reply)


def test_an_update_replaces_text_and_blocks_and_marks_the_message(client: WebClient, workspace: Workspace) -> None:
    ts = client.chat_postMessage(channel="C1", text="Old", blocks=[section("Old")], metadata=METADATA)["ts"]
    client.chat_update(channel="C1", ts=ts, text="New", blocks=[section("New")])
    [message] = workspace.channel("C1").messages
    assert (message.text, message.blocks[0]["text"]["text"]) == ("New", "New")
    assert message.edited
    assert message.metadata == METADATA


def test_an_update_with_text_alone_takes_the_blocks_away(client: WebClient, workspace: Workspace) -> None:
    ts = client.chat_postMessage(channel="C1", text="Old", blocks=[section("Old")])["ts"]
    client.chat_update(channel="C1", ts=ts, text="New")
    assert workspace.channel("C1").messages[0].blocks == []


def test_only_the_apps_own_messages_can_be_changed(client: WebClient, workspace: Workspace) -> None:
    theirs = workspace.post("C1", "U1", "Mine").ts
    assert refusal(client.chat_update, channel="C1", ts=theirs, text="x") == "cant_update_message"
    assert refusal(client.chat_delete, channel="C1", ts=theirs) == "cant_delete_message"
    assert refusal(client.chat_update, channel="C1", ts="1.000000", text="x") == "message_not_found"
    assert refusal(client.chat_delete, channel="C1", ts="1.000000") == "message_not_found"


def test_a_deleted_message_is_gone(client: WebClient, workspace: Workspace) -> None:
    ts = client.chat_postMessage(channel="C1", text="Hello")["ts"]
    client.chat_delete(channel="C1", ts=ts)
    assert workspace.channel("C1").messages == []
    assert refusal(client.chat_update, channel="C1", ts=ts, text="x") == "message_not_found"


def test_an_ephemeral_message_is_seen_by_one_person(client: WebClient, workspace: Workspace) -> None:
    client.chat_postEphemeral(channel="C1", user="U1", text="Only you")
    assert [message.text for message in workspace.ephemeral["U1"]] == ["Only you"]
    assert workspace.channel("C1").messages == []
    ts = workspace.ephemeral["U1"][0].ts
    assert refusal(client.chat_update, channel="C1", ts=ts, text="x") == "message_not_found"
    assert refusal(client.chat_postEphemeral, channel="C4", user="U2", text="x") == "user_not_in_channel"


def test_a_permalink_names_channel_and_message(client: WebClient) -> None:
    ts = client.chat_postMessage(channel="C1", text="Hello")["ts"]
    link = client.chat_getPermalink(channel="C1", message_ts=ts)["permalink"]
    assert link == "https://example.slack.com/archives/C1/p1795507200000000"
    assert refusal(client.chat_getPermalink, channel="C1", message_ts="1.000000") == "message_not_found"


def test_a_missing_scope_is_named(client: WebClient, workspace: Workspace) -> None:
    workspace.scopes = {"commands"}
    with pytest.raises(SlackApiError) as raised:
        client.chat_postMessage(channel="C1", text="Hello")
    answer = raised.value.response
    assert (answer["error"], answer["needed"], answer["provided"]) == ("missing_scope", "chat:write", "commands")


def test_the_messages_tab_may_be_off(client: WebClient, workspace: Workspace) -> None:
    workspace.messages_tab = False
    assert refusal(client.chat_postMessage, channel="U1", text="Hello") == "messages_tab_disabled"
