"""Waits between attempts when Google asks for it: longer each time, with a random part, so that runs do not retry
together."""

import random
import time
from collections.abc import Callable

FIRST, LONGEST = 5.0, 60.0
"""Seconds. Google's quota counts by the minute."""


class Backoff:
    """The waits of one run. ``within``: the seconds that the run may take in all."""

    def __init__(
        self,
        within: float,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._end = now() + within
        self._sleep, self._now, self._chance = sleep, now, chance

    def __call__(self, attempt: int) -> bool:
        """Wait before a retry; its number begins with 1. False: there is no time left."""
        seconds = min(FIRST * 2 ** min(attempt, 9), LONGEST) * (0.5 + self._chance() / 2)
        if self._now() + seconds > self._end:
            return False
        self._sleep(seconds)
        return True
