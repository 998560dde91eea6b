"""How the events of a workspace come to the app: one at a time, and again where the app did not take them."""

from collections import deque

from local.slack.outgoing import requests
from local.slack.outgoing.requests import Post, Send
from local.slack.state.records import Json
from local.slack.state.workspace import Workspace

RETRIES = 3
"""So often an event is sent again that was not answered by 200, or not within three seconds."""


class EventSender:
    """Sends a workspace's events to the app, one at a time, and keeps those that it did not take."""

    def __init__(self, workspace: Workspace, send: Send) -> None:
        self.waiting: deque[tuple[Post, int]] = deque()
        """What was not taken, with how often it was sent; oldest first."""
        self._workspace, self._send = workspace, send

    def tell(self, kind: str, fields: Json) -> None:
        """Send it. The workspace's lock may not be held: the app asks Slack back before it answers."""
        self._deliver(requests.event(self._workspace, kind, **fields), sent=0)

    def tell_again(self) -> None:
        """Slack's next try of everything that waits; in truth at once, after a minute, and after five."""
        waiting, self.waiting = self.waiting, deque()
        for post, sent in waiting:
            again = requests.signed(self._workspace, post.body, "application/json")
            again.headers.update({"X-Slack-Retry-Num": str(sent), "X-Slack-Retry-Reason": "http_error"})
            self._deliver(again, sent)

    def _deliver(self, post: Post, sent: int) -> None:
        if self._send(*post).status != 200 and sent < RETRIES:
            self.waiting.append((post, sent + 1))
