"""views.*: modals and the Home tab. They need no scope (https://docs.slack.dev/reference/methods/views.open)."""

from collections.abc import Callable

from local.slack.methods.access import required
from local.slack.state.records import Json, View
from local.slack.state.workspace import Workspace


def open_(workspace: Workspace, arguments: Json) -> Json:
    """views.open"""
    required(arguments, "trigger_id", "view")
    return _shown(workspace, workspace.surfaces.open(str(arguments["trigger_id"]), arguments["view"]))


def push(workspace: Workspace, arguments: Json) -> Json:
    """views.push"""
    required(arguments, "trigger_id", "view")
    return _shown(workspace, workspace.surfaces.push(str(arguments["trigger_id"]), arguments["view"]))


def update(workspace: Workspace, arguments: Json) -> Json:
    """views.update"""
    required(arguments, "view")
    view = workspace.surfaces.update(
        arguments["view"],
        view_id=str(arguments.get("view_id", "")),
        external_id=str(arguments.get("external_id", "")),
        expected_hash=str(arguments.get("hash", "")),
    )
    return _shown(workspace, view)


def publish(workspace: Workspace, arguments: Json) -> Json:
    """views.publish"""
    required(arguments, "user_id", "view")
    expected_hash = str(arguments.get("hash", ""))
    view = workspace.surfaces.publish(str(arguments["user_id"]), arguments["view"], expected_hash)
    return _shown(workspace, view)


def _shown(workspace: Workspace, view: View) -> Json:
    return {"view": workspace.surfaces.as_json(view)}


METHODS: dict[str, Callable[[Workspace, Json], Json]] = {
    "views.open": open_,
    "views.push": push,
    "views.update": update,
    "views.publish": publish,
}
