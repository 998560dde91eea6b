"""Finds the workspace in which a person's team is stored, where an organisation has several workspaces."""

from shared.kpt.errors import Retryable
from shared.slack.handlers.context import Context
from shared.slack.requests.inbound import Who


def at_home(context: Context, who: Who, channel: str = "") -> Who:
    """The person with the workspace of the channel's team, else of their own team, else where the app is installed.
    Raises ``StoreSilent``."""
    return who if who.is_sure else Who(workspace_of(context, who.workspace, channel, who.user), who.user)


def workspace_of(context: Context, said: str, channel: str = "", user: str = "") -> str:
    """The workspace that a request is about; ``said`` is the one that Slack named."""
    found = context.world.store.teams.workspaces_of(channel, user)
    if found:
        return said if said in found else found[0]
    try:
        return context.world.directory.installed_in()[0] or said
    except Retryable:
        return said
