"""Limits how often strangers cause a read, and how often a code opens a screen. Each instance counts for itself."""

import threading
from collections.abc import Callable

MOST_READS = 20
"""Reads a second that an instance spends on waiting screens, however many of them ask."""


class Rate:
    """Allows so many calls a second. ``now`` returns seconds of a monotonic clock."""

    def __init__(self, most: int, now: Callable[[], float]) -> None:
        self._most, self._now = most, now
        self._second, self._taken = -1, 0
        self._lock = threading.Lock()

    def take(self) -> bool:
        """Take one call. False where this second's are used up."""
        with self._lock:
            second = int(self._now())
            if second != self._second:
                self._second, self._taken = second, 0
            self._taken += 1
            return self._taken <= self._most


class Opened:
    """The codes with which this instance opened screens. Each opens one screen, even where its cookie was copied."""

    def __init__(self, most: int = 10_000) -> None:
        self._codes: dict[str, None] = {}
        self._most = most
        self._lock = threading.Lock()

    def take(self, code: str) -> bool:
        """Whether the code was not used before. The oldest codes are forgotten, long after their ten minutes."""
        with self._lock:
            if code in self._codes:
                return False
            self._codes[code] = None
            if len(self._codes) > self._most:
                del self._codes[next(iter(self._codes))]
            return True
