"""What Slack does with the app's answer to a submitted form (https://docs.slack.dev/surfaces/modals)."""

import json
from typing import Any

from local.slack.limits.views import checked_view
from local.slack.outgoing.requests import Answer
from local.slack.state.records import ApiError, Json, View
from local.slack.state.workspace import Workspace


def take_answer(workspace: Workspace, view: View, answer: Answer) -> bool:
    """Close, change or keep the view. Returns False for an answer that Slack does not understand: the view stays open
    and shows an error."""
    with workspace.changed:
        if view not in workspace.view_stack(view.user):
            return answer.status == 200
        if answer.status == 200 and not answer.body:
            close(workspace, view)
        elif not (answer.status == 200 and _follow(workspace, view, _parsed(answer.body))):
            view.trouble = True
        workspace.changed.notify_all()
        return not view.trouble


def close(workspace: Workspace, view: View) -> list[View]:
    """Close the view; with ``clear_on_close``, every view. Returns the closed views."""
    if view.content.get("clear_on_close"):
        return workspace.surfaces.clear(view.user)
    workspace.surfaces.remove(view)
    return [view]


def _follow(workspace: Workspace, view: View, answer: Json) -> bool:
    """Do what ``response_action`` says. False where Slack would refuse it."""
    try:
        match answer:
            case {"response_action": "clear"}:
                workspace.surfaces.clear(view.user)
            case {"response_action": "update", "view": content}:
                workspace.surfaces.replace(view, checked_view(content, "modal"))
            case {"response_action": "push", "view": content}:
                workspace.surfaces.push_for(view.user, checked_view(content, "modal"))
            case {"response_action": "errors", "errors": dict(errors)} if _are_shown(view, errors):
                view.errors = errors
            case _:
                return False
    except ApiError:
        return False
    return True


def _are_shown(view: View, errors: dict[str, Any]) -> bool:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    texts = all(isinstance(text, str) and text for text in errors.values())
    return bool(errors) and errors.keys() <= inputs and texts


def _parsed(body: bytes) -> Json:
    try:
        answer = json.loads(body)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
