"""chat.*: posts, changes and deletes messages."""

import re
from collections.abc import Callable
from typing import Any

from local.slack.limits.messages import TEXT_LIMIT, UPDATED_TEXT_LIMIT, checked_blocks, checked_metadata
from local.slack.methods.access import joined_channel, need_scope, truth, visible_channel
from local.slack.state.records import ApiError, Channel, Json, Message
from local.slack.state.workspace import SLACKBOT, Workspace

_TS = re.compile(r"^\d+\.\d{6}$")


def post_message(workspace: Workspace, arguments: Json) -> Json:
    """chat.postMessage"""
    need_scope(workspace, "chat:write")
    channel = _place(workspace, arguments)
    text, blocks = _content(workspace, arguments)
    metadata = checked_metadata(arguments.get("metadata"))
    thread_ts = _thread(channel, arguments)
    message = workspace.post(
        channel.id,
        workspace.bot_user_id,
        text,
        blocks=blocks,
        bot_id=workspace.bot_id,
        app_id=workspace.app_id,
        metadata=metadata,
        thread_ts=thread_ts,
        reply_broadcast=bool(thread_ts) and truth(arguments.get("reply_broadcast")),
    )
    return {"channel": channel.id, "ts": message.ts, "message": message.as_json()}


def update(workspace: Workspace, arguments: Json) -> Json:
    """chat.update. Without ``blocks`` the old ones stay only where there is no ``text`` either."""
    need_scope(workspace, "chat:write")
    message = _own_message(workspace, arguments, "cant_update_message")
    text, blocks = _content(workspace, arguments)
    if len(text.encode()) > UPDATED_TEXT_LIMIT:
        raise ApiError("msg_too_long")
    metadata = checked_metadata(arguments["metadata"]) if "metadata" in arguments else message.metadata
    if "text" in arguments or "blocks" in arguments:
        message.blocks = blocks
    message.text = text if "text" in arguments else message.text
    message.metadata = metadata
    message.edited = {"user": workspace.bot_user_id, "ts": f"{int(workspace.clock.now().timestamp())}.000000"}
    return {"channel": message.channel, "ts": message.ts, "text": text, "message": message.as_json()}


def delete(workspace: Workspace, arguments: Json) -> Json:
    """chat.delete"""
    need_scope(workspace, "chat:write")
    message = _own_message(workspace, arguments, "cant_delete_message")
    workspace.delete(message)
    return {"channel": message.channel, "ts": message.ts}


def post_ephemeral(workspace: Workspace, arguments: Json) -> Json:
    """chat.postEphemeral"""
    need_scope(workspace, "chat:write")
    channel = _open(joined_channel(workspace, arguments.get("channel")))
    if arguments.get("user") not in channel.members:
        raise ApiError("user_not_in_channel")
    text, blocks = _content(workspace, arguments)
    _thread(channel, arguments)
    return {"message_ts": workspace.post_ephemeral(channel.id, arguments["user"], text, blocks).ts}


def get_permalink(workspace: Workspace, arguments: Json) -> Json:
    """chat.getPermalink"""
    channel = visible_channel(workspace, arguments.get("channel"))
    message = channel.find(str(arguments.get("message_ts")))
    if message is None:
        raise ApiError("message_not_found")
    link = f"https://{workspace.domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.thread_ts:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def _place(workspace: Workspace, arguments: Json) -> Channel:
    """The channel to post to. For a person's id, opens their direct messages."""
    channel_id = str(arguments.get("channel", ""))
    if channel_id in workspace.users:
        user = workspace.users[channel_id]
        if user.deleted:
            raise ApiError("user_not_found")
        if user.is_stranger:
            raise ApiError("channel_not_found")
        if user.is_bot or user.id == SLACKBOT:
            raise ApiError("cannot_dm_bot")
        channel = workspace.open_direct_messages(user.id)
    else:
        channel = _open(joined_channel(workspace, channel_id))
    if channel.with_user and workspace.user(channel.with_user).deleted:
        raise ApiError("account_inactive")
    if channel.is_im and not workspace.messages_tab:
        raise ApiError("messages_tab_disabled")
    return channel


def _open(channel: Channel) -> Channel:
    if channel.is_archived:
        raise ApiError("is_archived")
    return channel


def _content(workspace: Workspace, arguments: Json) -> tuple[str, list[Json]]:
    text = arguments.get("text") or ""
    blocks = checked_blocks(arguments.get("blocks"), workspace.blocks_limit)
    if not text and not blocks:
        raise ApiError("no_text")
    return str(text)[:TEXT_LIMIT], blocks


def _thread(channel: Channel, arguments: Json) -> str | None:
    thread_ts: Any = arguments.get("thread_ts")
    if not thread_ts:
        return None
    if not isinstance(thread_ts, str) or not _TS.match(thread_ts):
        raise ApiError("invalid_thread_ts")
    if channel.find(thread_ts) is None:
        raise ApiError("thread_not_found")
    return thread_ts


def _own_message(workspace: Workspace, arguments: Json, error: str) -> Message:
    channel = _open(joined_channel(workspace, arguments.get("channel")))
    message = channel.find(str(arguments.get("ts")))
    if message is None or message.subtype == "tombstone":
        raise ApiError("message_not_found")
    if message.bot_id != workspace.bot_id:
        raise ApiError(error)
    return message


METHODS: dict[str, Callable[[Workspace, Json], Json]] = {
    "chat.postMessage": post_message,
    "chat.update": update,
    "chat.delete": delete,
    "chat.postEphemeral": post_ephemeral,
    "chat.getPermalink": get_permalink,
}
