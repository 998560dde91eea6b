"""Where a message stands, or shall stand."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Direct:
    """A direct message to a person."""

    user: str


@dataclass(frozen=True)
class Channel:
    """A team's channel, or a thread of it."""

    id: str
    thread: str | None = None


Place = Direct | Channel


@dataclass(frozen=True)
class Posted:
    """Where a message stands: Slack's channel and timestamp; a file by its id, with the timestamp or without."""

    channel: str
    ts: str
    file: str = ""
