"""The result of a play."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from local.google.grids import Spreadsheet
from local.slack.people.reading import plain
from local.slack.state.records import Message
from local.slack.state.workspace import Workspace
from shared.store.engine.documents import STORE_TIME, Document

_TIME = re.compile(r"(?<!\d)\d\d:\d\d(?!\d)")
"""Times in texts: a digest that begins three minutes later names another closing time."""
VOLATILE = frozenset({"owner", "ts", "shows", "error", "saved", "tab", "delay"})
"""Fields that differ from run to run, as all moments do: Slack's ts, the owner of a claim, the submitted view, a tab's
number, how late its row was."""
_MOMENT = re.compile(r"(sheet_told):\d{8}T\d+")
"""A key with a moment: that of a spreadsheet that is connected three minutes later differs."""


@dataclass(frozen=True)
class Standing:
    """The result of a play: messages by place and key, documents without volatile fields, jobs, and the sorted rows of
    every tab of every spreadsheet."""

    messages: Mapping[tuple[str, str], list[str]]
    documents: Mapping[str, Mapping[str, Any]]
    jobs: frozenset[str]
    rows: Mapping[str, list[list[str]]]


def standing_messages(workspace: Workspace) -> dict[tuple[str, str], list[str]]:
    """Our messages, by place and key."""
    found: dict[tuple[str, str], list[str]] = {}
    for channel in workspace.channels.values():
        for message in channel.everything():
            if key := key_of(message):
                found.setdefault((channel.id, timeless(key)), []).append(_TIME.sub("hh:mm", plain(message)))
    return found


def key_of(message: Message) -> str:
    """The key of a message; empty where it has none."""
    return str(((message.metadata or {}).get("event_payload") or {}).get("key", ""))


def steady(fields: Mapping[str, Any]) -> dict[str, Any]:
    """A document's fields without the volatile ones."""
    return {
        name: steady(value) if isinstance(value, dict) else value
        for name, value in fields.items()
        if name not in VOLATILE and not isinstance(value, datetime | None)
    }


def timeless(name: str) -> str:
    """A key or path without its moment."""
    return _MOMENT.sub(r"\1", name)


def standing_rows(spreadsheets: Iterable[Spreadsheet]) -> dict[str, list[list[str]]]:
    """The sorted rows of each tab: which of two rows is appended first is chance."""
    return {
        each.id: [sorted(str(row) for row in tab.values(0, len(tab.rows), 0, tab.column_count)) for tab in each.tabs]
        for each in spreadsheets
    }


def begins_now(document: Document) -> dict[str, Any]:
    """The field that lets an open digest begin now, by the store's own time."""
    return {"created_at": STORE_TIME} if "/digests/" in document.path else {}
