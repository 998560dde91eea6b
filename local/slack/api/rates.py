"""Slack's rate limits (https://docs.slack.dev/apis/web-api/rate-limits), by the workspace's clock. Off by default."""

import math
from collections import defaultdict, deque
from collections.abc import Mapping
from typing import Any

from shared.clock import Clock

# Calls a minute, by each method's tier. chat.postMessage also has a limit a channel.
PER_MINUTE = {
    "apps.connections.open": 1,
    "auth.test": 300,
    "chat.delete": 50,
    "chat.getPermalink": 300,
    "chat.postEphemeral": 100,
    "chat.postMessage": 300,
    "chat.update": 50,
    "conversations.history": 50,
    "conversations.info": 50,
    "conversations.members": 100,
    "conversations.open": 50,
    "conversations.replies": 50,
    "files.completeUploadExternal": 100,
    "files.delete": 50,
    "files.getUploadURLExternal": 100,
    "reactions.get": 50,
    "users.info": 100,
    "users.list": 20,
    "views.open": 100,
    "views.publish": 100,
    "views.push": 100,
    "views.update": 100,
}
BURST = 5
"""Messages that a channel takes in a burst before one a second is enforced."""


class Rates:
    """Counts the calls of the last minute."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._calls: dict[str, deque[float]] = defaultdict(deque)

    def wait_for(self, method: str, arguments: Mapping[str, Any]) -> int:
        """Seconds until this call is allowed. 0: it is allowed, and counted."""
        limits = [(method, PER_MINUTE.get(method, 50), 60.0)]
        if method == "chat.postMessage":
            limits.append((f"{method} {arguments.get('channel')}", BURST, float(BURST)))
        now = self._clock.now().timestamp()
        waits = [self._wait(key, most, seconds, now) for key, most, seconds in limits]
        if any(waits):
            return max(waits)
        for key, _, _ in limits:
            self._calls[key].append(now)
        return 0

    def _wait(self, key: str, most: int, seconds: float, now: float) -> int:
        calls = self._calls[key]
        while calls and calls[0] <= now - seconds:
            calls.popleft()
        return math.ceil(calls[0] + seconds - now) if len(calls) >= most else 0
