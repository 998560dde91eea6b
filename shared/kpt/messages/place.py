"""The conversation that a message is posted to, and where a posted message stands."""

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
    """Where a message stands: Slack's channel and timestamp. A file has its id, and a timestamp where Slack gave
    one."""

    channel: str
    ts: str
    file: str = ""
