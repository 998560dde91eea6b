"""What a test and a process that serves the functions say to each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tests.crash.processes.points import Stop


@dataclass(frozen=True)
class Order:
    """A process is to be made. ``sqlite``: the store's file; else Firestore's emulator and project."""

    environ: Mapping[str, str]
    sqlite: str
    project: str
    stop: Stop | None


@dataclass(frozen=True)
class Request:
    """A function is called, at a moment."""

    function: str
    headers: Mapping[str, str]
    body: bytes
    now: datetime


@dataclass(frozen=True)
class GoOn:
    """You have waited long enough."""


@dataclass(frozen=True)
class Wrote:
    """These documents were written: Eventarc knows it, whatever becomes of whoever wrote them."""

    paths: tuple[str, ...]


@dataclass(frozen=True)
class Published:
    """Pub/Sub has this message."""

    topic: str
    message: Mapping[str, object]


@dataclass(frozen=True)
class Stopped:
    """The process is at its point: it waits, or ends itself with the next thing that it does."""

    passed: tuple[str, ...]


@dataclass(frozen=True)
class Answered:
    """The function's answer, and all points that the process has passed."""

    status: int
    body: bytes
    passed: tuple[str, ...]
