"""The messages between a test and a process that serves the functions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tests.crash.processes.points import Stop


@dataclass(frozen=True)
class Order:
    """Make a process. ``sqlite``: the store's file; empty: Firestore's emulator with ``project``."""

    environ: Mapping[str, str]
    sqlite: str
    project: str
    stop: Stop | None


@dataclass(frozen=True)
class Request:
    """Call a function at a moment."""

    function: str
    headers: Mapping[str, str]
    body: bytes
    now: datetime


@dataclass(frozen=True)
class GoOn:
    """Go on from where the process waits."""


@dataclass(frozen=True)
class Wrote:
    """The process wrote these documents. Eventarc knows it, even where the process is killed."""

    paths: tuple[str, ...]


@dataclass(frozen=True)
class Published:
    """The process published this message."""

    topic: str
    message: Mapping[str, object]


@dataclass(frozen=True)
class Stopped:
    """The process has reached its point: it waits, or kills itself next."""

    passed: tuple[str, ...]


@dataclass(frozen=True)
class Answered:
    """The function's answer, and all points that the process has passed."""

    status: int
    body: bytes
    passed: tuple[str, ...]
