"""The events that Slack sends: who joins and leaves, whose profile changes, who opens the app.

Slack sends only events to which the app subscribes and that its scopes allow (https://docs.slack.dev/reference/events).
"""

from local.slack.state import accounts
from local.slack.state.conversations import Conversations
from local.slack.state.records import Channel, Json

KNOWN = frozenset({"app_home_opened", "member_joined_channel", "member_left_channel", "user_change"})


def membership(workspace: Conversations, channel: Channel, user_id: str, inviter: str = "") -> Json:
    """The fields of a join or leave. ``channel_type`` is C for private channels, too, since March 2021."""
    user = workspace.users.get(user_id)
    team = user.team_id if user else workspace.team_id
    fields = {"user": user_id, "channel": channel.id, "channel_type": "C", "team": team}
    return fields | ({"inviter": inviter} if inviter else {})


def sees_members(workspace: Conversations, channel: Channel, user_id: str) -> bool:
    """Whether the app gets this event: it has the scope, and is in the channel or is the one that left."""
    inside = workspace.bot_user_id in (*channel.members, user_id)
    return inside and f"{channel.kind}:read" in workspace.scopes


def changed_user(workspace: Conversations, user_id: str) -> Json:
    """The fields of user_change: the account as it is now, with its locale."""
    user = accounts.shown(workspace, workspace.user(user_id), locale=True)
    return {"user": user, "cache_ts": int(workspace.clock.now().timestamp())}


def home_opened(workspace: Conversations, user_id: str, tab: str, view: Json | None) -> Json:
    """The fields of app_home_opened. ``tab`` is ``home``, which shows ``view``, or ``messages``."""
    fields: Json = {"user": user_id, "channel": workspace.open_direct_messages(user_id).id, "tab": tab}
    return fields | ({"view": view} if view and tab == "home" else {})
