"""Ids and languages."""

import re
from typing import Literal

Language = Literal["ja", "en"]
StoredIn = Literal["cloud", "machine"]
"""Where entries are stored: in the team's Google Cloud, or on the one machine that runs everything."""
_PART = r"[A-Za-z0-9]{1,40}(?:_[A-Za-z0-9]{1,40}){0,2}"
SLACK_ID = re.compile(_PART)
"""The form that an id of Slack's must have before it becomes part of a document's path."""
TEAM_ID = re.compile(f"{_PART}-{_PART}")


def team_id(workspace: str, channel: str) -> str:
    """The id of the team of a channel."""
    return f"{workspace}-{channel}"
