"""The rate limit: messages go out at once, and slower as soon as Slack answers 429.

Slack allows about one message a second a channel and a few hundred a minute a workspace, and tolerates bursts. Beyond
that it answers 429 with ``Retry-After`` (https://docs.slack.dev/apis/web-api/rate-limits), without saying which limit
was met. So after a 429 only that conversation rests, for as long as Slack says. Two conversations that rest within a
minute have met the workspace's limit: then a run goes no faster than its share in ``shared/pace.json``. Terraform reads
the same file, so that all instances together stay below the limit.
"""

import json
import threading
from functools import cache
from pathlib import Path

from shared.clock import Waiting
from shared.kpt.errors import RetryLater

LONGEST_WAIT = 20.0
"""Seconds that a run waits by itself. For a longer wait it fails, and the trigger tries again."""
SLOW_FOR = 60.0


@cache
def run_interval() -> float:
    """Seconds between two messages of one run after the workspace's limit was met."""
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
        """Wait until a message to this conversation may be sent. Raises ``RetryLater`` where that takes longer than
        ``longest`` seconds."""
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
        """Note that Slack answered 429: send nothing to this conversation for so many seconds."""
        with self._lock:
            now = self._now()
            resting = {who: until for who, until in self._rests_until.items() if until > now - SLOW_FOR}
            if resting.keys() - {conversation}:
                self._slow_until = now + seconds + SLOW_FOR
                self._next_turn = max(self._next_turn, now + run_interval())
            self._rests_until = {**resting, conversation: now + seconds}
