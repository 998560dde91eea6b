"""An account as Slack shows it, in users.* and in the event user_change."""

from zoneinfo import ZoneInfo

from local.slack.state.conversations import Conversations
from local.slack.state.records import Json, User


def shown(workspace: Conversations, user: User, *, locale: bool) -> Json:
    """A user object. A deactivated account has no zone and no flags of a member."""
    account: Json = {
        "id": user.id,
        "team_id": user.team_id,
        "name": user.name,
        "deleted": user.deleted,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": int(workspace.clock.now().timestamp()),
        "profile": {
            "real_name": user.real_name,
            "display_name": user.display_name,
            "status_text": user.status_text,
            "status_emoji": user.status_emoji,
            "status_expiration": user.status_expiration,
            "team": user.team_id,
            **{f"image_{size}": user.picture for size in (24, 32, 48, 72, 192, 512)},
        },
    }
    if user.deleted:
        return account
    account |= {
        "real_name": user.real_name,
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": user.is_restricted,
        "is_ultra_restricted": user.is_ultra_restricted,
    }
    if user.team_id != workspace.team_id:
        account["is_stranger"] = user.is_stranger
    if user.enterprise_id:
        account["enterprise_user"] = {
            "id": user.id,
            "enterprise_id": user.enterprise_id,
            "enterprise_name": user.enterprise_id,
            "is_admin": False,
            "is_owner": False,
            "teams": [user.team_id],
        }
    if user.tz:
        offset = workspace.clock.now().astimezone(ZoneInfo(user.tz)).utcoffset()
        account |= {"tz": user.tz, "tz_label": user.tz, "tz_offset": int(offset.total_seconds()) if offset else 0}
    if locale and user.locale:
        account["locale"] = user.locale
    return account
