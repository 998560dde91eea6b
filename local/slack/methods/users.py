"""auth.test and users.*."""

from collections.abc import Callable

from local.slack.methods.access import limit_of, need_scope, page, truth
from local.slack.state.accounts import shown
from local.slack.state.records import Json
from local.slack.state.workspace import Workspace


def auth_test(workspace: Workspace, _arguments: Json) -> Json:
    """auth.test"""
    return {
        "url": f"https://{workspace.domain}.slack.com/",
        "team": workspace.domain,
        "team_id": workspace.enterprise_id if workspace.is_org_wide else workspace.team_id,
        "user": workspace.user(workspace.bot_user_id).name,
        "user_id": workspace.bot_user_id,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": workspace.is_org_wide,
        **({"enterprise_id": workspace.enterprise_id} if workspace.enterprise_id else {}),
    }


def info(workspace: Workspace, arguments: Json) -> Json:
    """users.info"""
    need_scope(workspace, "users:read")
    user = workspace.user(str(arguments.get("user")))
    return {"user": shown(workspace, user, locale=truth(arguments.get("include_locale")))}


def list_(workspace: Workspace, arguments: Json) -> Json:
    """users.list: everybody, with bots and deactivated accounts."""
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


METHODS: dict[str, Callable[[Workspace, Json], Json]] = {
    "auth.test": auth_test,
    "users.info": info,
    "users.list": list_,
}
