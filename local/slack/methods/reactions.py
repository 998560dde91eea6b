"""reactions.get: who reacted to one message (https://docs.slack.dev/reference/methods/reactions.get)."""

from collections.abc import Callable

from local.slack.methods.access import joined_channel, need_scope, truth
from local.slack.state.records import MOST_USERS, ApiError, Json, reactions_of
from local.slack.state.workspace import Workspace


def get(workspace: Workspace, arguments: Json) -> Json:
    """reactions.get, for a message. Without ``full`` it names only the first of many users."""
    need_scope(workspace, "reactions:read")
    if not arguments.get("channel") or not arguments.get("timestamp"):
        raise ApiError("no_item_specified")
    channel = joined_channel(workspace, arguments.get("channel"))
    message = channel.find(str(arguments.get("timestamp")))
    if message is None:
        raise ApiError("message_not_found")
    found = reactions_of(message, None if truth(arguments.get("full")) else MOST_USERS)
    shown = message.as_json() | ({"reactions": found} if found else {})
    return {"type": "message", "channel": channel.id, "message": shown}


METHODS: dict[str, Callable[[Workspace, Json], Json]] = {"reactions.get": get}
