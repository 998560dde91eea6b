"""Slack's Web API methods. Each takes the workspace and a call's arguments; it returns the answer or raises
``ApiError``."""

from collections.abc import Callable

from local.slack.methods import apps, chat, conversations, files, reactions, users, views
from local.slack.state.records import Json
from local.slack.state.workspace import Workspace

METHODS: dict[str, Callable[[Workspace, Json], Json]] = {
    **apps.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **files.METHODS,
    **reactions.METHODS,
    **users.METHODS,
    **views.METHODS,
}
