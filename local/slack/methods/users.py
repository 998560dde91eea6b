"""auth.test and users.*."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from local.slack.methods.access import limit_of, need_scope, page, truth
from local.slack.records import Json, User
from local.slack.workspace import Workspace


def auth_test(workspace: Workspace, _arguments: Json) -> Json:
    """auth.test"""
    return {
        "url": f"https://{workspace.domain}.slack.com/",
        "team": workspace.domain,
        "team_id": workspace.team_id,
        "user": workspace.user(workspace.bot_user_id).name,
        "user_id": workspace.bot_user_id,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


def info(workspace: Workspace, arguments: Json) -> Json:
    """users.info"""
    need_scope(workspace, "users:read")
    user = workspace.user(str(arguments.get("user")))
    return {"user": shown(workspace, user, locale=truth(arguments.get("include_locale")))}


def list_(workspace: Workspace, arguments: Json) -> Json:
    """users.list: everybody, deactivated ones and bots too."""
    need_scope(workspace, "users:read")
    everybody = list(workspace.users.values())
    limit = limit_of(arguments, usual=len(everybody), most=1000)
    users, cursor = page(everybody, arguments, limit)
    locale = truth(arguments.get("include_locale"))
    return {
        "members": [shown(workspace, user, locale=locale) for user in users],
        "cache_ts": int(workspace.clock.now().timestamp()),
        "response_metadata": {"next_cursor": cursor},
    }


def shown(workspace: Workspace, user: User, *, locale: bool) -> Json:
    """A user object. A deactivated account has neither zone nor the flags of a member."""
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
    if user.tz:
        offset = workspace.clock.now().astimezone(ZoneInfo(user.tz)).utcoffset()
        account |= {"tz": user.tz, "tz_label": user.tz, "tz_offset": int(offset.total_seconds()) if offset else 0}
    if locale and user.locale:
        account["locale"] = user.locale
    return account


METHODS: dict[str, Callable[[Workspace, Json], Json]] = {
    "auth.test": auth_test,
    "users.info": info,
    "users.list": list_,
}
