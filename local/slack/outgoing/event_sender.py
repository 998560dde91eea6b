"""Sends a workspace's events to the app, one at a time, and again where the app did not acknowledge them."""

from collections import deque

from local.slack.outgoing import requests
from local.slack.outgoing.requests import Post, Send
from local.slack.state.records import Json
from local.slack.state.workspace import Workspace

RETRIES = 3
"""How often an event is sent again that was not answered with 200 within three seconds."""


class EventSender:
    """Sends events, and keeps those that the app did not acknowledge."""

    def __init__(self, workspace: Workspace, send: Send) -> None:
        self.waiting: deque[tuple[Post, int]] = deque()
        """Events that were not acknowledged, with how often they were sent; oldest first."""
        self._workspace, self._send = workspace, send

    def send(self, kind: str, fields: Json) -> None:
        """Send an event. The workspace's lock may not be held, as the app calls Slack before it answers."""
        self._deliver(requests.event(self._workspace, kind, **fields), sent=0)

    def send_again(self) -> None:
        """Send all waiting events again. Slack does so at once, after a minute, and after five."""
        waiting, self.waiting = self.waiting, deque()
        for post, sent in waiting:
            again = requests.signed(self._workspace, post.body, "application/json")
            again.headers.update({"X-Slack-Retry-Num": str(sent), "X-Slack-Retry-Reason": "http_error"})
            self._deliver(again, sent)

    def _deliver(self, post: Post, sent: int) -> None:
        if self._send(*post).status != 200 and sent < RETRIES:
            self.waiting.append((post, sent + 1))
