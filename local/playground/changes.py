"""The lock of a local run, which also counts: whoever watches learns that something changed, and misses nothing."""

import threading
from collections.abc import Callable


class Changes(threading.Condition):
    """A re-entrant lock that others may wait on. ``version`` grows with every change."""

    def __init__(self) -> None:
        super().__init__(threading.RLock())
        self.version = 0

    def notify_all(self) -> None:
        """Something changed. The lock is held."""
        self.version += 1
        super().notify_all()

    def tell(self) -> None:
        """Something changed. The lock need not be held."""
        with self:
            self.notify_all()

    def after(self, seen: int, patience: float) -> int:
        """The version, once it is another than ``seen``, or after so many seconds of real time."""
        with self:
            self.wait_for(lambda: self.version != seen, patience)
            return self.version

    def until(self, predicate: Callable[[], bool], patience: float) -> bool:
        """Whether something came to be so within so many seconds of real time."""
        with self:
            return self.wait_for(predicate, patience)
