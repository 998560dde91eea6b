"""Records what happened behind the scenes, in order, with a function's own calls below it."""

import json
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Literal
from urllib.parse import parse_qs

from local.google.scheduler import LOOK, Firing
from local.playground.changes import Changes
from local.slack.api.calls import Call
from local.slack.outgoing.requests import Answer, Send
from shared.clock import Clock

KEPT = 400
"""Links that are kept; a week takes about two hundred."""
Kind = Literal["job", "topic", "document", "person", "function", "slack", "store"]


@dataclass
class Link:
    """One thing that happened. ``ok`` and ``milliseconds`` are None until it has ended; ``inside``: within a
    function."""

    number: int
    at: datetime
    kind: Kind
    name: str
    about: str = ""
    ok: bool | None = True
    error: str = ""
    milliseconds: int | None = None
    inside: bool = False


@dataclass
class Chain:
    """The record. ``hear`` is called with every link that has ended.

    The sweep's hourly looks are left out: nobody would find their own actions among 24 of them a day. The log says what
    a look finds.
    """

    clock: Clock
    changes: Changes
    hear: Callable[[Link], None] = lambda _link: None
    links: deque[Link] = field(default_factory=lambda: deque(maxlen=KEPT))
    _last: int = 0
    _running: int = 0

    def restore(self, links: list[Link]) -> None:
        """Continue after these links of an earlier run."""
        self.links.extend(links)
        self._last = links[-1].number if links else 0

    def job(self, firing: Firing) -> None:
        """Record a job of Cloud Scheduler."""
        if json.loads(firing.data) == LOOK:
            return
        self._over(self._add("job", firing.job))

    def topic(self, name: str, message: Mapping[str, object]) -> None:
        """Record a published message."""
        if message == LOOK:
            return
        self._over(self._add("topic", name, " ".join(f"{key}={value}" for key, value in message.items())))

    def function(self, name: str, what: str, why: str) -> Callable[[bool], None]:
        """Record an event for a function. Call what this returns when the function has ended."""
        if what == str(LOOK):
            return lambda _acknowledged: None
        if why == "document":
            self._over(self._add("document", what))
        return self._function(name, what if why == "document" else "")

    def person(self, send: Send) -> Send:
        """Wrap ``send`` so that every request of a person is recorded."""

        def sent(headers: dict[str, str], body: bytes) -> Answer:
            self._over(self._add("person", *_said(body)))
            came = self._function("interaction", "")
            answer = send(headers, body)
            came(answer.status == 200)
            return answer

        return sent

    def slack(self, call: Call) -> Callable[[], None]:
        """Record a call of Slack's Web API. Call what this returns when the call has ended."""
        link = self._add("slack", call.method, _target(call), over=False)

        def over() -> None:
            link.ok, link.error = bool(call.ok), call.error or ""
            link.milliseconds = round(call.seconds * 1000)
            self._over(link)

        return over

    def store(self, path: str, *, ok: bool) -> None:
        """Record that a document was written, or could not be."""
        self._over(self._add("store", path, ok=ok, error="" if ok else "StoreSilent"))

    def _function(self, name: str, about: str) -> Callable[[bool], None]:
        link = self._add("function", name, about, over=False)
        begin = monotonic()
        with self.changes:
            self._running += 1

        def came(acknowledged: bool) -> None:
            with self.changes:
                self._running -= 1
                link.ok, link.milliseconds = acknowledged, round((monotonic() - begin) * 1000)
            self._over(link)

        return came

    def _add(
        self, kind: Kind, name: str, about: str = "", *, ok: bool = True, error: str = "", over: bool = True
    ) -> Link:
        with self.changes:
            inside = self._running > 0 and kind in ("slack", "store", "topic")
            moment = self.clock.now()
            self._last += 1
            link = Link(self._last, moment, kind, name, about, ok if over else None, error, inside=inside)
            self.links.append(link)
            self.changes.notify_all()
            return link

    def _over(self, link: Link) -> None:
        self.hear(link)
        self.changes.tell()


def _said(body: bytes) -> tuple[str, str]:
    """What a person did, in a few words, and their id: a command, a click with what was clicked, or an event's type."""
    if body.startswith(b"{"):
        event = json.loads(body)["event"]
        return str(event["type"]), str(event.get("user", ""))
    form = {name: values[0] for name, values in parse_qs(body.decode(), keep_blank_values=True).items()}
    if "payload" not in form:
        return f"{form.get('command', '')} {form.get('text', '')}".strip(), form.get("user_id", "")
    payload = json.loads(form["payload"])
    actions = payload.get("actions") or [{}]
    return f"{payload['type']} {actions[0].get('action_id') or payload.get('callback_id', '')}".strip(), payload[
        "user"
    ]["id"]


def _target(call: Call) -> str:
    where = call.arguments.get("channel") or call.arguments.get("user") or call.arguments.get("users") or ""
    metadata = call.arguments.get("metadata")
    payload = metadata.get("event_payload") if isinstance(metadata, dict) else None
    key = payload.get("key", "") if isinstance(payload, dict) else ""
    return f"{where} {key}".strip()
