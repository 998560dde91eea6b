"""What every method asks first: is the scope granted, is the channel there and open to the app; and paging."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any, TypeVar

from local.slack.state.records import ApiError, Channel, Json
from local.slack.state.workspace import Workspace

Item = TypeVar("Item")


def need_scope(workspace: Workspace, scope: str) -> None:
    """``missing_scope`` where the app was not granted it."""
    if scope not in workspace.scopes:
        raise ApiError("missing_scope", needed=scope, provided=",".join(sorted(workspace.scopes)))


def visible_channel(workspace: Workspace, channel_id: Any) -> Channel:
    """A channel that the app can see: a private one without the bot does not exist for it."""
    channel = workspace.channel(str(channel_id))
    if channel.is_private and workspace.bot_user_id not in channel.members:
        raise ApiError("channel_not_found")
    return channel


def joined_channel(workspace: Workspace, channel_id: Any) -> Channel:
    """A channel that the bot is in."""
    channel = visible_channel(workspace, channel_id)
    if workspace.bot_user_id not in channel.members:
        raise ApiError("not_in_channel")
    return channel


def truth(value: Any) -> bool:
    """A boolean argument, as JSON or as a form writes it."""
    return str(value).lower() in ("1", "true")


def required(arguments: Json, *names: str) -> None:
    """``invalid_arguments`` where one of these is missing."""
    missing = [f"[ERROR] missing required field: {name}" for name in names if not arguments.get(name)]
    if missing:
        raise ApiError("invalid_arguments", response_metadata={"messages": missing})


def limit_of(arguments: Json, usual: int, most: int) -> int:
    """The ``limit`` argument."""
    text = str(arguments.get("limit", usual))
    if not text.isdecimal() or not 0 <= int(text) <= most:
        raise ApiError("invalid_limit")
    return int(text) or usual


def page(items: Sequence[Item], arguments: Json, limit: int) -> tuple[list[Item], str]:
    """So many items from the cursor on, and the next cursor ("" at the end)."""
    start = 0
    if arguments.get("cursor"):
        try:
            start = int(base64.b64decode(str(arguments["cursor"]), validate=True).decode().removeprefix("next:"))
        except (binascii.Error, ValueError):
            raise ApiError("invalid_cursor") from None
    end = start + limit
    cursor = base64.b64encode(f"next:{end}".encode()).decode() if end < len(items) else ""
    return list(items[start:end]), cursor
