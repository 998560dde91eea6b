"""The payloads that Slack sends when a person acts, with all their fields."""

from typing import Any

from local.slack.people import fields
from local.slack.state.records import Channel, Json, Message, View
from local.slack.state.workspace import Workspace


def command(workspace: Workspace, user_id: str, name: str, text: str, channel: Channel) -> dict[str, str]:
    """The form of a slash command. In an organisation, ``team_id`` is the workspace of the person who types."""
    team_id = workspace.user(user_id).team_id if workspace.enterprise_id else workspace.team_id
    organisation = {"enterprise_id": workspace.enterprise_id, "enterprise_name": workspace.enterprise_id}
    return {
        "token": "verification-token",
        "team_id": team_id,
        "team_domain": workspace.domain,
        "channel_id": channel.id,
        "channel_name": _channel_name(channel),
        "user_id": user_id,
        "user_name": workspace.user(user_id).name,
        "command": name,
        "text": text,
        "api_app_id": workspace.app_id,
        "is_enterprise_install": "true" if workspace.is_org_wide else "false",
        **(organisation if workspace.enterprise_id else {}),
        "response_url": workspace.response_urls.new(user_id, channel.id),
        "trigger_id": workspace.surfaces.new_trigger(user_id),
    }


def shortcut(workspace: Workspace, user_id: str, callback_id: str) -> Json:
    """A global shortcut."""
    return _common(workspace, user_id, "shortcut") | {
        "callback_id": callback_id,
        "action_ts": _now(workspace),
        "trigger_id": workspace.surfaces.new_trigger(user_id),
    }


def message_action(workspace: Workspace, user_id: str, message: Message, callback_id: str) -> Json:
    """A message shortcut: the whole message, its channel, a trigger and a response_url
    (https://docs.slack.dev/interactivity/implementing-shortcuts#messages)."""
    channel = workspace.channels.get(message.channel) or Channel(message.channel, "", [], with_user=user_id)
    return _common(workspace, user_id, "message_action") | {
        "callback_id": callback_id,
        "action_ts": _now(workspace),
        "message_ts": message.ts,
        "trigger_id": workspace.surfaces.new_trigger(user_id),
        "response_url": workspace.response_urls.new(user_id, channel.id),
        "channel": {"id": channel.id, "name": _channel_name(channel)},
        "message": message.as_json(),
    }


def block_actions(workspace: Workspace, user_id: str, message: Message, action: Json) -> Json:
    """block_actions: a person pressed something in a message."""
    channel = workspace.channels.get(message.channel) or Channel(message.channel, "", [], with_user=user_id)
    container = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.ephemeral,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    payload = _common(workspace, user_id, "block_actions") | {
        "container": container,
        "trigger_id": workspace.surfaces.new_trigger(user_id),
        "channel": {"id": channel.id, "name": _channel_name(channel)},
        "state": {"values": _message_state(message, action)},
        "response_url": workspace.response_urls.new(user_id, channel.id, message),
        "actions": [action],
    }
    if not message.ephemeral:
        payload["message"] = message.as_json()
    return payload


def view_action(kind: str, workspace: Workspace, view: View) -> Json:
    """The fields that view_submission, view_closed and a view's block_actions share."""
    return _common(workspace, view.user, kind) | {"view": workspace.surfaces.as_json(view)}


def action(workspace: Workspace, block: Json, element: Json, chosen: Any) -> Json:
    """One item of ``actions``: the element that was used, and what was chosen in it."""
    kind = element["type"]
    shown: Json = {"action_id": element["action_id"], "block_id": block["block_id"], "type": kind}
    if kind == "button":
        shown |= {key: element[key] for key in ("text", "value", "style", "url") if key in element}
    elif kind == "overflow":
        shown["selected_option"] = chosen
    else:
        shown |= fields.reported(element, chosen)
    return shown | {"action_ts": _now(workspace)}


def _message_state(message: Message, action: Json) -> Json:
    values: Json = {}
    for block, element in fields.elements(message.blocks):
        if fields.holds_value(element):
            value = fields.reported(element, fields.initial(element))
            if (block["block_id"], element["action_id"]) == (action["block_id"], action["action_id"]):
                value = {key: action[key] for key in value}
            values.setdefault(block["block_id"], {})[element["action_id"]] = value
    return values


def _common(workspace: Workspace, user_id: str, kind: str) -> Json:
    """The fields that all payloads share. ``team`` is the app's workspace in block_actions, else the person's. It is
    null where a whole organisation has installed the app (reported for slackapi/bolt-js and bolt-python)."""
    user = workspace.user(user_id)
    team = workspace.team_id if kind == "block_actions" else user.team_id
    return {
        "type": kind,
        "team": None if workspace.is_org_wide else {"id": team, "domain": workspace.domain},
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team_id},
        "api_app_id": workspace.app_id,
        "token": "verification-token",
        "enterprise": _organisation(workspace),
        "is_enterprise_install": workspace.is_org_wide,
    }


def _organisation(workspace: Workspace) -> Json | None:
    return {"id": workspace.enterprise_id, "name": workspace.enterprise_id} if workspace.enterprise_id else None


def _channel_name(channel: Channel) -> str:
    """Slack names private channels and direct messages by their kind."""
    return "directmessage" if channel.is_im else "privategroup" if channel.is_private else channel.name


def _now(workspace: Workspace) -> str:
    return f"{workspace.clock.now().timestamp():.6f}"
