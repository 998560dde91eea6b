"""What stands at the end of a play."""

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
"""A digest that begins three minutes later closes three minutes later, and says so."""
VOLATILE = frozenset({"owner", "ts", "shows", "error", "saved", "tab", "delay"})
"""Fields that differ from run to run, beside all moments: Slack's ts, the owner of a claim, which view was sent, the
number of a tab, how late its row was."""
_MOMENT = re.compile(r"(sheet_told):\d{8}T\d+")
"""A spreadsheet that is connected three minutes later is told of under another name."""


@dataclass(frozen=True)
class Standing:
    """What stands at the end, for whoever looks: messages by place and key, documents without what is volatile,
    and the rows of every tab of every spreadsheet, in whatever order."""

    messages: Mapping[tuple[str, str], list[str]]
    documents: Mapping[str, Mapping[str, Any]]
    jobs: frozenset[str]
    rows: Mapping[str, list[list[str]]]


def standing_messages(workspace: Workspace) -> dict[tuple[str, str], list[str]]:
    """The messages of ours, by place and key."""
    found: dict[tuple[str, str], list[str]] = {}
    for channel in workspace.channels.values():
        for message in channel.everything():
            if key := key_of(message):
                found.setdefault((channel.id, timeless(key)), []).append(_TIME.sub("hh:mm", plain(message)))
    return found


def key_of(message: Message) -> str:
    """The key that a message of ours carries; empty for one that carries none."""
    return str(((message.metadata or {}).get("event_payload") or {}).get("key", ""))


def steady(fields: Mapping[str, Any]) -> dict[str, Any]:
    """A document's fields without those that differ from run to run."""
    return {
        name: steady(value) if isinstance(value, dict) else value
        for name, value in fields.items()
        if name not in VOLATILE and not isinstance(value, datetime | None)
    }


def timeless(name: str) -> str:
    """A key or a path without the moment that it names."""
    return _MOMENT.sub(r"\1", name)


def standing_rows(spreadsheets: Iterable[Spreadsheet]) -> dict[str, list[list[str]]]:
    """What the rows of each tab say, sorted: which of two is appended first is chance."""
    return {
        each.id: [sorted(str(row) for row in tab.values(0, len(tab.rows), 0, tab.column_count)) for tab in each.tabs]
        for each in spreadsheets
    }


def begins_now(document: Document) -> dict[str, Any]:
    """A digest that is open is open since this moment, by whichever store's own time."""
    return {"created_at": STORE_TIME} if "/digests/" in document.path else {}
