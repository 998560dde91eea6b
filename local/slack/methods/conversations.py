"""conversations.*: direct messages, members, and what was posted."""

from collections.abc import Callable

from local.slack.methods.access import joined_channel, limit_of, need_scope, page, truth, visible_channel
from local.slack.state.records import ApiError, Channel, Json, Message, reactions_of
from local.slack.state.workspace import SLACKBOT, Workspace


def open_(workspace: Workspace, arguments: Json) -> Json:
    """conversations.open, with one person."""
    need_scope(workspace, "im:write")
    users = [each.strip() for each in str(arguments.get("users") or "").split(",") if each.strip()]
    if not users:
        raise ApiError("users_list_not_supplied")
    if len(users) > 1:
        raise ApiError("missing_scope", needed="mpim:write", provided=",".join(sorted(workspace.scopes)))
    user = workspace.user(users[0])
    if user.deleted:
        raise ApiError("user_disabled")
    if user.is_stranger:
        raise ApiError("user_not_visible")
    if user.is_bot or user.id == SLACKBOT:
        raise ApiError("cannot_dm_bot")
    known = f"D{user.id}" in workspace.channels
    channel = workspace.open_direct_messages(user.id)
    answer: Json = {"channel": {"id": channel.id}}
    if known:
        answer |= {"no_op": True, "already_open": True}
    if truth(arguments.get("return_im")):
        answer["channel"] = _shown(workspace, channel)
    return answer


def members(workspace: Workspace, arguments: Json) -> Json:
    """conversations.members: ids of people and bots, deactivated ones too."""
    channel = visible_channel(workspace, arguments.get("channel"))
    need_scope(workspace, f"{channel.kind}:read")
    ids, cursor = page(channel.members, arguments, limit_of(arguments, usual=100, most=1000))
    return {"members": ids, "response_metadata": {"next_cursor": cursor}}


def info(workspace: Workspace, arguments: Json) -> Json:
    """conversations.info"""
    channel = visible_channel(workspace, arguments.get("channel"))
    need_scope(workspace, f"{channel.kind}:read")
    shown = _shown(workspace, channel)
    if truth(arguments.get("include_num_members")):
        shown["num_members"] = len(channel.members)
    return {"channel": shown}


def history(workspace: Workspace, arguments: Json) -> Json:
    """conversations.history: newest first, without replies, except those broadcast to the channel."""
    channel = joined_channel(workspace, arguments.get("channel"))
    need_scope(workspace, f"{channel.kind}:history")
    there = [each for each in channel.everything() if each.thread_ts is None or each.reply_broadcast]
    there = [each for each in reversed(there) if _within(each, arguments)]
    return _messages(there, arguments, most=999, reactions="reactions:read" in workspace.scopes)


def replies(workspace: Workspace, arguments: Json) -> Json:
    """conversations.replies: the parent, then its replies. Slack documents that in channels it takes no bot token
    (https://docs.slack.dev/reference/methods/conversations.replies)."""
    channel = joined_channel(workspace, arguments.get("channel"))
    need_scope(workspace, f"{channel.kind}:history")
    if not channel.is_im and not workspace.replies_in_channels:
        raise ApiError("not_allowed_token_type")
    message = channel.find(str(arguments.get("ts")))
    parent = channel.find(message.thread_ts) if message and message.thread_ts else message
    if parent is None:
        raise ApiError("thread_not_found")
    there = [parent, *(reply for reply in parent.replies if _within(reply, arguments))]
    return _messages(there, arguments, most=1000)


def _messages(there: list[Message], arguments: Json, most: int, *, reactions: bool = False) -> Json:
    some, cursor = page(there, arguments, limit_of(arguments, usual=100, most=most))
    all_metadata = truth(arguments.get("include_all_metadata"))
    return {
        "messages": [
            each.as_json(all_metadata=all_metadata)
            | ({"reactions": reactions_of(each)} if reactions and each.reactions else {})
            for each in some
        ],
        "has_more": bool(cursor),
        "response_metadata": {"next_cursor": cursor},
    }


def _within(message: Message, arguments: Json) -> bool:
    """Whether a message is between ``oldest`` and ``latest``; with ``inclusive``, the bounds count, too."""
    oldest, latest = _bound(arguments, "oldest", "0"), _bound(arguments, "latest", "inf")
    ts = float(message.ts)
    return oldest < ts < latest or (truth(arguments.get("inclusive")) and ts in (oldest, latest))


def _bound(arguments: Json, name: str, usual: str) -> float:
    try:
        return float(arguments.get(name) or usual)
    except ValueError:
        raise ApiError(f"invalid_ts_{name}") from None


def _shown(workspace: Workspace, channel: Channel) -> Json:
    if channel.is_im:
        return {"id": channel.id, "is_im": True, "is_archived": False, "user": channel.with_user, "is_open": True}
    return {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private,
        "is_im": False,
        "is_mpim": False,
        "is_private": channel.is_private,
        "is_archived": channel.is_archived,
        "is_general": False,
        "is_member": workspace.bot_user_id in channel.members,
        "is_ext_shared": channel.is_ext_shared,
        "is_shared": channel.is_ext_shared,
        "context_team_id": workspace.team_id,
    }


METHODS: dict[str, Callable[[Workspace, Json], Json]] = {
    "conversations.open": open_,
    "conversations.members": members,
    "conversations.info": info,
    "conversations.history": history,
    "conversations.replies": replies,
}
