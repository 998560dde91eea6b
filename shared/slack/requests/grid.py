"""Enterprise Grid: which workspace a request is about, where an organisation has several.

A person need not be in the workspace in which the app is installed. In a submission, ``team`` is the sender's workspace
and ``view.app_installed_team_id`` the app's. In a click, ``team`` is the app's. Where a whole organisation has
installed the app, ``team`` is null (reported for slackapi/bolt-js and bolt-python). Ids of people and channels are the
same in the whole organisation.
"""

import json
from collections.abc import Mapping
from typing import Any

from shared.kpt.ids import SLACK_ID, TEAM_ID
from shared.slack.requests.inbound import Who


def of_interaction(payload: Mapping[str, Any]) -> Who:
    """Who acts, and the workspace in which the app is installed for them."""
    user, view = payload["user"], payload.get("view") or {}
    team, installed = (payload.get("team") or {}).get("id"), view.get("app_installed_team_id")
    whole_organisation = payload.get("is_enterprise_install") is True or team is None or str(team).startswith("E")
    in_grid = whole_organisation or bool(payload.get("enterprise"))
    if in_grid and (named := _named(payload)):
        return Who(named, _id(user["id"]))
    if not whole_organisation and _is_workspace(installed):
        return Who(str(installed), _id(user["id"]))
    is_sure = not in_grid or (payload["type"] == "block_actions" and not whole_organisation)
    return Who(_first((team, installed, user.get("team_id"), view.get("team_id"))), _id(user["id"]), is_sure)


def of_command(form: Mapping[str, str]) -> Who:
    """Who typed the command. Slack names only the workspace in which they typed it."""
    in_grid = bool(form.get("enterprise_id")) or form.get("is_enterprise_install") == "true"
    return Who(_id(form["team_id"]), _id(form["user_id"]), not in_grid)


def of_event(body: Mapping[str, Any]) -> tuple[str, bool]:
    """The workspace for which an event was sent, and whether that is certainly the one in which the app is
    installed."""
    sent_for: dict[str, Any] = next(iter(body.get("authorizations") or ()), {})
    if sent_for.get("is_enterprise_install") is not True and _is_workspace(sent_for.get("team_id")):
        return str(sent_for["team_id"]), True
    in_grid = bool(sent_for.get("enterprise_id") or body.get("enterprise_id") or body.get("context_enterprise_id"))
    return _first((body.get("team_id"), body.get("context_team_id"))), not in_grid


def enterprise_of(body: Mapping[str, Any]) -> str:
    """The organisation for which an event was sent; empty where none is named."""
    sent_for: dict[str, Any] = next(iter(body.get("authorizations") or ()), {})
    found = sent_for.get("enterprise_id") or body.get("enterprise_id")
    return found if isinstance(found, str) else ""


def channel_in(metadata: str) -> str:
    """The id of the channel that a form's metadata names; empty where it names none."""
    channel = _fields(metadata).get("channel")
    return channel if isinstance(channel, str) and SLACK_ID.fullmatch(channel) else ""


def _named(payload: Mapping[str, Any]) -> str:
    """The workspace of the team that our own button or form names. Slack signed both; the store decides whether the
    person belongs to that team."""
    action: dict[str, Any] = next(iter(payload.get("actions") or ()), {})
    carried = [(action.get("selected_option") or {}).get("value"), action.get("value")]
    carried.append((payload.get("view") or {}).get("private_metadata"))
    for text in carried:
        team = _fields(text).get("team") if isinstance(text, str) and text.startswith("{") else text
        if isinstance(team, str) and TEAM_ID.fullmatch(team) and _is_workspace(team.partition("-")[0]):
            return team.partition("-")[0]
    return ""


def _fields(text: str) -> dict[str, Any]:
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}


def _is_workspace(value: object) -> bool:
    """An organisation's own id begins with E."""
    return isinstance(value, str) and value.startswith("T") and bool(SLACK_ID.fullmatch(value))


def _first(ids: tuple[object, ...]) -> str:
    """The first workspace among the ids, else the first organisation. Raises ``ValueError`` where there is neither."""
    return _id(next((each for each in ids if _is_workspace(each)), next((each for each in ids if each), None)))


def _id(value: object) -> str:
    """The value, if it has the form of one of Slack's ids: it becomes part of a document's path. Raises ``ValueError``
    otherwise."""
    if not (isinstance(value, str) and SLACK_ID.fullmatch(value)):
        raise ValueError("no id")
    return value
