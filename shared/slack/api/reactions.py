"""Reads who reacted to the week's announcements, once the digest is posted and within a budget of calls and seconds.

The app subscribes to no reaction events. The reading ends where Slack answers 429, where the app may not read, and
where the budget is spent. Reactions that were not read are not shown.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from shared.kpt.errors import ChannelClosed, OutcomeUnknown, Rejected, RetryLater
from shared.slack.api.web_api import CLICK_TIMEOUT, call

SCOPE = "reactions:read"
HISTORY = frozenset({"channels:history", "groups:history"})
MOST_CALLS, MOST_SECONDS = 40, 15.0
PAGE, PAGES = 200, 10


class _StopReading(Exception):
    """Read no further."""


@dataclass
class _Reading:
    """Calls Slack within the budget. One call takes two seconds at most."""

    _web: WebClient
    _channel: str
    _calls: int = 1
    """One call is spent already: it asked for the granted scopes."""
    _began: float = field(default_factory=time.monotonic)

    def history(self, wanted: Sequence[str]) -> Iterator[dict[str, Any]]:
        """Those of the wanted messages that the channel's history returns."""
        left, cursor = {*wanted}, ""
        for _ in range(PAGES):
            more = {"cursor": cursor} if cursor else {}
            about = {"oldest": min(wanted, key=float), "inclusive": True, "limit": PAGE, **more}
            try:
                answer = self._call(self._web.conversations_history, **about)
            except Rejected as error:
                raise _StopReading from error
            for message in answer.get("messages") or ():
                if message.get("ts") in left:
                    left.discard(message["ts"])
                    yield message
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not left or not cursor:
                return

    def one(self, ts: str) -> dict[str, Any]:
        """One message with everybody who reacted; empty where the message was removed."""
        try:
            answer = self._call(self._web.reactions_get, timestamp=ts, full=True)
        except Rejected:
            return {}
        return dict(answer.get("message") or {})

    def _call(self, method: Callable[..., SlackResponse], **about: Any) -> SlackResponse:
        if self._calls >= MOST_CALLS or time.monotonic() - self._began > MOST_SECONDS - CLICK_TIMEOUT:
            raise _StopReading
        self._calls += 1
        try:
            return call(method, channel=self._channel, **about)
        except (RetryLater, OutcomeUnknown, ChannelClosed) as error:
            raise _StopReading from error


def who_reacted(
    web: WebClient,
    granted: Sequence[str],
    channel: str,
    posted: Callable[[], tuple[Sequence[str], Sequence[str]]],
) -> Mapping[str, tuple[str, ...]]:
    """Who reacted, each person once, by the message's timestamp. A message that could not be read is left out.

    ``posted`` returns the messages in the channel and the replies in threads: a channel's history returns no replies.
    """
    found: dict[str, tuple[str, ...]] = {}
    if granted and SCOPE not in granted:
        return found
    alone, replies = posted()
    reading, by_history = _Reading(web, channel), bool(HISTORY & {*granted})
    try:
        if alone and by_history:
            for message in reading.history(alone):
                found[message["ts"]] = _named(message if _names_all(message) else reading.one(message["ts"]))
        for ts in (*replies, *(() if by_history else alone)):
            if message := reading.one(ts):
                found[ts] = _named(message)
    except _StopReading:
        pass
    return found


def _names_all(message: dict[str, Any]) -> bool:
    """Whether every reaction names all its people: a history names only the first of many
    (https://docs.slack.dev/reference/methods/reactions.get)."""
    return all(int(each.get("count") or 0) <= len(each.get("users") or ()) for each in message.get("reactions") or ())


def _named(message: dict[str, Any]) -> tuple[str, ...]:
    users = (str(user) for each in message.get("reactions") or () for user in each.get("users") or ())
    return tuple(dict.fromkeys(users))
