"""How often strangers may ask, and how often a code opens a screen: kept by each instance for itself."""

import threading
from collections.abc import Callable

MOST_READS = 20
"""Reads a second that an instance spends on screens that wait, however many strangers ask."""


class Rate:
    """So many times a second at most, by seconds of a monotonic clock."""

    def __init__(self, most: int, now: Callable[[], float]) -> None:
        self._most, self._now = most, now
        self._second, self._taken = -1, 0
        self._lock = threading.Lock()

    def take(self) -> bool:
        """Whether there is one left in this second."""
        with self._lock:
            second = int(self._now())
            if second != self._second:
                self._second, self._taken = second, 0
            self._taken += 1
            return self._taken <= self._most


class Opened:
    """The codes that this instance has opened screens for: each opens one, whoever else may have copied its cookie."""

    def __init__(self, most: int = 10_000) -> None:
        self._codes: dict[str, None] = {}
        self._most = most
        self._lock = threading.Lock()

    def take(self, code: str) -> bool:
        """Whether this is the first time; the oldest codes are forgotten, long after their ten minutes."""
        with self._lock:
            if code in self._codes:
                return False
            self._codes[code] = None
            if len(self._codes) > self._most:
                del self._codes[next(iter(self._codes))]
            return True
