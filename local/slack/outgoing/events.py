"""What Slack tells the app of without being asked: who comes and goes, who changes, who opens the app.

Only what the app has subscribed to, and may see by its scopes, is told (https://docs.slack.dev/reference/events).
"""

from local.slack.state import accounts
from local.slack.state.conversations import Conversations
from local.slack.state.records import Channel, Json

KNOWN = frozenset({"app_home_opened", "member_joined_channel", "member_left_channel", "user_change"})


def membership(workspace: Conversations, channel: Channel, user_id: str, inviter: str = "") -> Json:
    """Who came into a channel or went out of it. ``channel_type`` is C for private ones too, since March 2021."""
    user = workspace.users.get(user_id)
    team = user.team_id if user else workspace.team_id
    fields = {"user": user_id, "channel": channel.id, "channel_type": "C", "team": team}
    return fields | ({"inviter": inviter} if inviter else {})


def sees_members(workspace: Conversations, channel: Channel, user_id: str) -> bool:
    """Whether the app hears of this: it has to be inside, but for its own going, and to have the scope."""
    inside = workspace.bot_user_id in (*channel.members, user_id)
    return inside and f"{channel.kind}:read" in workspace.scopes


def changed_user(workspace: Conversations, user_id: str) -> Json:
    """A member's data as it is now, with the language; what it was before is not told."""
    user = accounts.shown(workspace, workspace.user(user_id), locale=True)
    return {"user": user, "cache_ts": int(workspace.clock.now().timestamp())}


def home_opened(workspace: Conversations, user_id: str, tab: str, view: Json | None) -> Json:
    """Somebody opened the app, at its Home tab (``home``, showing ``view``) or its direct messages (``messages``)."""
    fields: Json = {"user": user_id, "channel": workspace.open_direct_messages(user_id).id, "tab": tab}
    return fields | ({"view": view} if view and tab == "home" else {})
