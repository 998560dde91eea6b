"""apps.connections.open: the address for an app in Socket Mode."""

from collections.abc import Callable

from local.slack.state.records import ApiError, Json
from local.slack.state.workspace import Workspace


def connections_open(workspace: Workspace, _arguments: Json) -> Json:
    """https://docs.slack.dev/reference/methods/apps.connections.open"""
    if workspace.new_connection is None:
        raise ApiError("internal_error")
    return {"url": workspace.new_connection()}


METHODS: dict[str, Callable[[Workspace, Json], Json]] = {"apps.connections.open": connections_open}
OF_THE_APP = frozenset(METHODS)
"""The methods that take an app-level token."""
