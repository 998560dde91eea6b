"""Members, history and threads: what a bot may read."""

from datetime import timedelta

import pytest
from slack_sdk import WebClient

from local.slack.state.workspace import Workspace
from shared.clock import SetClock
from tests.local.slack.methods.test_messages import METADATA, refusal


def test_members_come_in_pages_and_the_bot_is_one_of_them(client: WebClient, workspace: Workspace) -> None:
    first = client.conversations_members(channel="C1", limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    second = client.conversations_members(channel="C1", limit=2, cursor=cursor)
    assert first["members"] == ["U1", "U2"]
    assert second["members"] == [workspace.bot_user_id]
    assert second["response_metadata"]["next_cursor"] == ""
    assert refusal(client.conversations_members, channel="C1", cursor="nonsense") == "invalid_cursor"
    assert refusal(client.conversations_members, channel="C1", limit=2000) == "invalid_limit"


def test_a_public_channel_can_be_read_from_outside_and_a_private_one_is_not_there(client: WebClient) -> None:
    assert client.conversations_members(channel="C2")["members"] == ["U2"]
    assert client.conversations_info(channel="C2")["channel"]["is_member"] is False
    assert refusal(client.conversations_members, channel="C3") == "channel_not_found"
    assert refusal(client.conversations_info, channel="C3") == "channel_not_found"


def test_a_private_channel_needs_its_own_scope(client: WebClient, workspace: Workspace) -> None:
    assert client.conversations_info(channel="C4")["channel"]["is_private"] is True
    workspace.scopes.remove("groups:read")
    assert refusal(client.conversations_info, channel="C4") == "missing_scope"


def test_history_of_a_channel_needs_a_scope_that_is_not_granted_by_default(
    client: WebClient, workspace: Workspace
) -> None:
    assert refusal(client.conversations_history, channel="C1") == "missing_scope"
    workspace.scopes.add("channels:history")
    assert client.conversations_history(channel="C1")["messages"] == []
    assert refusal(client.conversations_history, channel="C2") == "not_in_channel"


def test_history_has_the_newest_first_and_no_replies_but_broadcast_ones(
    client: WebClient, workspace: Workspace
) -> None:
    workspace.scopes.add("channels:history")
    parent = client.chat_postMessage(channel="C1", text="Parent")["ts"]
    client.chat_postMessage(channel="C1", text="Quiet reply", thread_ts=parent)
    client.chat_postMessage(channel="C1", text="Loud reply", thread_ts=parent, reply_broadcast=True)
    client.chat_postMessage(channel="C1", text="Last")
    messages = client.conversations_history(channel="C1")["messages"]
    assert [message["text"] for message in messages] == ["Last", "Loud reply", "Parent"]
    assert messages[2]["reply_count"] == 2


def test_history_is_bounded_and_paged(client: WebClient, clock: SetClock) -> None:
    channel = client.conversations_open(users="U1")["channel"]["id"]
    stamps = []
    for text in "abcd":
        stamps.append(client.chat_postMessage(channel=channel, text=text)["ts"])
        clock.set(clock.now() + timedelta(minutes=1))
    some = client.conversations_history(channel=channel, oldest=stamps[0], limit=2)
    assert [message["text"] for message in some["messages"]] == ["d", "c"]
    assert some["has_more"]
    cursor = some["response_metadata"]["next_cursor"]
    rest = client.conversations_history(channel=channel, oldest=stamps[0], limit=2, cursor=cursor)
    assert [message["text"] for message in rest["messages"]] == ["b"]
    within = client.conversations_history(channel=channel, oldest=stamps[1], latest=stamps[2], inclusive=True)
    assert [message["text"] for message in within["messages"]] == ["c", "b"]
    assert refusal(client.conversations_history, channel=channel, oldest="noon") == "invalid_ts_oldest"


def test_history_shows_a_messages_key_only_when_asked_for_all_metadata(client: WebClient) -> None:
    channel = client.chat_postMessage(channel="U1", text="Hello", metadata=METADATA)["channel"]
    [brief] = client.conversations_history(channel=channel)["messages"]
    [full] = client.conversations_history(channel=channel, include_all_metadata=True)["messages"]
    assert brief["metadata"] == {"event_type": METADATA["event_type"]}
    assert full["metadata"] == METADATA


def test_a_bot_reads_threads_in_direct_messages_but_not_in_channels(client: WebClient, workspace: Workspace) -> None:
    answer = client.chat_postMessage(channel="U1", text="Parent")
    place, parent = answer["channel"], answer["ts"]
    client.chat_postMessage(channel=place, text="Reply", thread_ts=parent)
    messages = client.conversations_replies(channel=place, ts=parent)["messages"]
    assert [message["text"] for message in messages] == ["Parent", "Reply"]
    assert refusal(client.conversations_replies, channel=place, ts="1.000000") == "thread_not_found"

    parent = client.chat_postMessage(channel="C1", text="Parent")["ts"]
    assert refusal(client.conversations_replies, channel="C1", ts=parent) == "missing_scope"
    workspace.scopes.add("channels:history")
    assert refusal(client.conversations_replies, channel="C1", ts=parent) == "not_allowed_token_type"
    workspace.replies_in_channels = True
    assert len(client.conversations_replies(channel="C1", ts=parent)["messages"]) == 1


@pytest.mark.parametrize(
    ("users", "error"),
    [("U9", "user_not_found"), ("UBOT", "cannot_dm_bot"), ("", "users_list_not_supplied"), ("U1,U2", "missing_scope")],
)
def test_direct_messages_cannot_be_opened_with_everybody(client: WebClient, users: str, error: str) -> None:
    assert refusal(client.conversations_open, users=users) == error


def test_people_and_the_bot_come_and_go(client: WebClient, workspace: Workspace) -> None:
    workspace.leave("C1", workspace.bot_user_id)
    assert refusal(client.chat_postMessage, channel="C1", text="Hello") == "not_in_channel"
    workspace.join("C1", workspace.bot_user_id)
    assert client.chat_postMessage(channel="C1", text="Hello")["ok"]
