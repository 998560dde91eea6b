"""The only file that reads the clock or waits. Everything else gets a moment, a ``Clock``, or a way to wait."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """This moment, in UTC."""
        ...


@dataclass(frozen=True)
class Waiting:
    """How somebody waits: ``passed`` counts seconds and never goes back, ``sleep`` lets so many of them pass."""

    passed: Callable[[], float]
    sleep: Callable[[float], None]


REALLY: Final = Waiting(time.monotonic, time.sleep)
"""By the machine's own time."""


class SystemClock:
    """The machine's clock, moved by a fixed number of seconds (``CLOCK_OFFSET``; 0 in production)."""

    def __init__(self, offset: float = 0) -> None:
        self._offset = timedelta(seconds=offset)

    def now(self) -> datetime:
        """This moment, in UTC."""
        return datetime.now(UTC) + self._offset


class SetClock:
    """A clock that stands still until somebody moves it: for the tests and the local run."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        """The moment it was last set to, in UTC."""
        return self._moment.astimezone(UTC)

    def set(self, moment: datetime) -> None:
        """Move it, forwards or back."""
        self._moment = moment

    @property
    def waiting(self) -> Waiting:
        """Whoever waits so does not: the clock goes on by as much."""
        return Waiting(lambda: self._moment.timestamp(), lambda seconds: self.set(self._moment + timedelta(0, seconds)))


class Deadline:
    """The time limit of one answer. ``CLOCK_OFFSET`` does not move it.

    ``passed``: answers seconds that only go up, as ``time.monotonic`` does.
    """

    def __init__(self, seconds: float, passed: Callable[[], float] = time.monotonic) -> None:
        self._passed = passed
        self._end = passed() + seconds

    def left(self) -> float:
        """Seconds left; at least 0.05, so that a call can still fail by its own time limit."""
        return max(0.05, self._end - self._passed())

    def before_end(self, seconds: float) -> "Deadline":
        """A deadline that ends so many seconds earlier."""
        return Deadline(self._end - self._passed() - seconds, self._passed)

    def at_most(self, seconds: float) -> "Deadline":
        """The same deadline, but at most so many seconds from now."""
        return Deadline(min(seconds, self._end - self._passed()), self._passed)
