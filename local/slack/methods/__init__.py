"""Slack's Web API methods: each takes the workspace and the arguments of a call, and answers or refuses."""

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
