"""The lock of a local run. It counts changes, so that a watcher misses none."""

import threading
from collections.abc import Callable


class Changes(threading.Condition):
    """A re-entrant condition. ``version`` grows with every change."""

    def __init__(self) -> None:
        super().__init__(threading.RLock())
        self.version = 0

    def notify_all(self) -> None:
        """Count a change, and wake those who wait. The lock has to be held."""
        self.version += 1
        super().notify_all()

    def tell(self) -> None:
        """Count a change, and wake those who wait, without holding the lock."""
        with self:
            self.notify_all()

    def after(self, seen: int, patience: float) -> int:
        """Wait until the version differs from ``seen``, or for so many seconds of real time. Returns the version."""
        with self:
            self.wait_for(lambda: self.version != seen, patience)
            return self.version

    def until(self, predicate: Callable[[], bool], patience: float) -> bool:
        """Wait until the predicate is true, for at most so many seconds of real time. Returns whether it is."""
        with self:
            return self.wait_for(predicate, patience)
