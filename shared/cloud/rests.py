"""Rests between attempts, where Google asks for one: longer each time, and never all at once."""

import random
import time
from collections.abc import Callable

FIRST, LONGEST = 5.0, 60.0
"""Seconds. Google counts by the minute."""


class Rests:
    """The rests of one call. ``within``: the seconds that all of it may take."""

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
        """Wait before an attempt, the first being 1. False: there is no time left for it."""
        seconds = min(FIRST * 2 ** min(attempt, 9), LONGEST) * (0.5 + self._chance() / 2)
        if self._now() + seconds > self._end:
            return False
        self._sleep(seconds)
        return True
