"""Slack's pace: as fast as Slack takes messages, and slower as soon as it says so.

Slack allows about one message a second a channel and a few hundred a minute a workspace, tolerates bursts, and answers
429 with ``Retry-After`` beyond that (https://docs.slack.dev/apis/web-api/rate-limits), without saying which limit it
was. So after a 429 that one conversation rests for as long as Slack says. Where two have to rest within a minute it is
the workspace's limit, and a run goes on no faster than its share in ``shared/pace.json``; Terraform reads the same
file, so that all instances together stay within it.
"""

import json
import threading
from functools import cache
from pathlib import Path

from shared.clock import Waiting
from shared.kpt.errors import RetryLater

LONGEST_WAIT = 20.0
"""Seconds that a run waits by itself. What takes longer goes back to the trigger, which comes again."""
SLOW_FOR = 60.0


@cache
def run_interval() -> float:
    """Seconds between two messages of one run while it goes slowly."""
    pace = json.loads((Path(__file__).parents[2] / "pace.json").read_text())
    return 60.0 / float(pace["run_messages_per_minute"])


class RateLimit:
    """One for each client. Thread-safe."""

    def __init__(self, waiting: Waiting) -> None:
        self._now, self._sleep = waiting.passed, waiting.sleep
        self._lock = threading.Lock()
        self._rests_until: dict[str, float] = {}
        self._next_turn = 0.0
        self._slow_until = 0.0

    def wait(self, conversation: str, longest: float = LONGEST_WAIT) -> None:
        """Wait for one's turn. Raises ``RetryLater`` where that would take too long."""
        with self._lock:
            now = self._now()
            turn = max(now, self._rests_until.get(conversation, 0.0))
            if now < self._slow_until:
                turn = max(turn, self._next_turn)
            if turn - now > longest:
                raise RetryLater("ratelimited", turn - now)
            if now < self._slow_until:
                self._next_turn = turn + run_interval()
        if turn > now:
            self._sleep(turn - now)

    def told_to_wait(self, conversation: str, seconds: float) -> None:
        """Slack answered 429: nothing to this conversation before so many seconds."""
        with self._lock:
            now = self._now()
            resting = {who: until for who, until in self._rests_until.items() if until > now - SLOW_FOR}
            if resting.keys() - {conversation}:
                self._slow_until = now + seconds + SLOW_FOR
                self._next_turn = max(self._next_turn, now + run_interval())
            self._rests_until = {**resting, conversation: now + seconds}
