"""What many methods share: checks of scopes, channels and arguments, and paging."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any, TypeVar

from local.slack.state.records import ApiError, Channel, Json
from local.slack.state.workspace import Workspace

Item = TypeVar("Item")


def need_scope(workspace: Workspace, scope: str) -> None:
    """Raise ``missing_scope`` where the app was not granted the scope."""
    if scope not in workspace.scopes:
        raise ApiError("missing_scope", needed=scope, provided=",".join(sorted(workspace.scopes)))


def visible_channel(workspace: Workspace, channel_id: Any) -> Channel:
    """A channel that the app can see. A private channel without the bot counts as not found."""
    channel = workspace.channel(str(channel_id))
    if channel.is_private and workspace.bot_user_id not in channel.members:
        raise ApiError("channel_not_found")
    return channel


def joined_channel(workspace: Workspace, channel_id: Any) -> Channel:
    """A channel that the bot is in. Raises ``not_in_channel``."""
    channel = visible_channel(workspace, channel_id)
    if workspace.bot_user_id not in channel.members:
        raise ApiError("not_in_channel")
    return channel


def truth(value: Any) -> bool:
    """A boolean argument, from JSON or from a form."""
    return str(value).lower() in ("1", "true")


def required(arguments: Json, *names: str) -> None:
    """Raise ``invalid_arguments`` where one of these is missing."""
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
    """``limit`` items from the cursor on, and the next cursor ("" at the end)."""
    start = 0
    if arguments.get("cursor"):
        try:
            start = int(base64.b64decode(str(arguments["cursor"]), validate=True).decode().removeprefix("next:"))
        except (binascii.Error, ValueError):
            raise ApiError("invalid_cursor") from None
    end = start + limit
    cursor = base64.b64encode(f"next:{end}".encode()).decode() if end < len(items) else ""
    return list(items[start:end]), cursor
