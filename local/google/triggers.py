"""A stand-in for Pub/Sub and Eventarc: delivers events to the functions until they are acknowledged."""

import json
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from threading import Lock
from types import MappingProxyType
from typing import Protocol

from local.google.functions import FunctionServer
from local.google.scheduler import CloudScheduler, Firing
from shared.clock import Clock, SetClock
from shared.store.engine.sqlite import Change, SQLite

ANSWER_WITHIN = 60
"""Seconds that a function may take to answer an event."""
Came = Callable[[bool], None]
"""Called with whether an event was acknowledged."""
WAKES: Mapping[str, str] = MappingProxyType(
    {
        "announce": "teams/{team}/entries/{entry}",
        "schedule": "teams/{team}",
        "errand": "errands/{errand}",
    }
)
"""The functions that writes of documents start, each with its path, as in Terraform's table. Several may have one."""


@dataclass(frozen=True)
class Delivered:
    """An event that was sent to a function, and whether it was acknowledged."""

    function: str
    what: str
    at: datetime
    acknowledged: bool


@dataclass
class Message:
    """A message that waits in a topic until it is acknowledged."""

    id: str
    topic: str
    data: Mapping[str, object]


class Addresses(Protocol):
    """Where functions are called, by their names."""

    def url(self, name: str) -> str:
        """A function's address."""
        ...


class Triggers:
    """Delivers waiting events. Nothing runs by itself: ``settle()`` delivers everything.

    An event that a function does not acknowledge stays, and the next ``settle()`` delivers it again.
    """

    def __init__(self, store: SQLite, clock: Clock, functions: Addresses, wakes: Mapping[str, str] = WAKES) -> None:
        self._store, self._clock, self._functions, self._wakes = store, clock, functions, wakes
        self._messages: list[Message] = []
        self._ids = count(1)
        self._lock = Lock()
        self.last: Delivered | None = None
        self.twice = False
        """Whether every event is delivered twice, as at-least-once delivery allows."""
        self.on_fire: Callable[[Firing], None] = lambda _firing: None
        self.on_publish: Callable[[str, Mapping[str, object]], None] = lambda _topic, _message: None
        self.on_call: Callable[[str, str, str], Came] = lambda _function, _what, _why: lambda _acknowledged: None
        """Called before each event is sent, with the function, what the event is about, and "topic" or "document". The
        function that it returns is called with whether the event was acknowledged."""

    def publish(self, topic: str, messages: Iterable[Mapping[str, object]]) -> int:
        """Add messages to a topic, as the functions' publisher does."""
        new = [Message(str(next(self._ids)), topic, message) for message in messages]
        for message in new:
            self.on_publish(topic, message.data)
        with self._lock:
            self._messages += new
        return len(new)

    @property
    def waiting(self) -> list[Message]:
        """Messages that are not acknowledged yet."""
        with self._lock:
            return list(self._messages)

    @property
    def settled(self) -> bool:
        """Whether everything was acknowledged."""
        return not self.waiting and not self._store.changes()

    def settle(self) -> bool:
        """Deliver everything, with the events that follow from it. False where something was not acknowledged."""
        while self._once():
            pass
        return self.settled

    def _once(self) -> bool:
        """Deliver each waiting event once. Returns whether any was acknowledged."""
        progress = False
        for change in self._store.changes():
            progress |= self._tell_of(change)
        for message in self.waiting:
            if self._push(message):
                with self._lock:
                    self._messages.remove(message)
                progress = True
        return progress

    def _tell_of(self, change: Change) -> bool:
        """Send a change to each function that listens and has not acknowledged it yet. Returns whether one acknowledged
        it. A function that fails is called again alone."""
        waiting = [name for name in woken_by(change.path, self._wakes) if name not in change.heard]
        heard = [name for name in waiting if self._wake(name, change.id, change.path)]
        if heard == waiting:
            self._store.acknowledge(change.id)
        else:
            for name in heard:
                self._store.acknowledge(change.id, name)
        return bool(heard)

    def fire(self, firing: Firing) -> None:
        """Run a job of Cloud Scheduler: publish its message."""
        self.on_fire(firing)
        self.publish(firing.topic, [json.loads(firing.data)])

    def _push(self, message: Message) -> bool:
        data = {
            "message": {
                "data": b64encode(json.dumps(dict(message.data)).encode()).decode(),
                "messageId": message.id,
                "publishTime": self._clock.now().isoformat(),
            },
            "subscription": f"projects/local/subscriptions/{message.topic}",
        }
        headers = {
            "Content-Type": "application/json",
            "ce-id": message.id,
            "ce-type": "google.cloud.pubsub.topic.v1.messagePublished",
            "ce-source": f"//pubsub.googleapis.com/projects/local/topics/{message.topic}",
        }
        return self._give(message.topic, str(dict(message.data)), "topic", headers, json.dumps(data).encode())

    def _wake(self, function: str, change: int, path: str) -> bool:
        headers = {
            "Content-Type": "application/protobuf",
            "ce-id": f"change-{change}-{function}",
            "ce-type": "google.cloud.firestore.document.v1.written",
            "ce-source": "//firestore.googleapis.com/projects/local/databases/(default)",
            "ce-subject": f"documents/{path}",
            "ce-document": path,
        }
        return self._give(function, path, "document", headers, b"")

    def _give(self, function: str, what: str, why: str, headers: Mapping[str, str], body: bytes) -> bool:
        """Send an event to a function. With ``twice``, both deliveries have to be acknowledged."""
        times = 2 if self.twice else 1
        answers = []
        for _ in range(times):
            came = self.on_call(function, what, why)
            answers.append(self._call(function, what, headers, body))
            came(answers[-1])
        return all(answers)

    def _call(self, function: str, what: str, headers: Mapping[str, str], body: bytes) -> bool:
        headers = {**headers, "ce-specversion": "1.0"}
        request = urllib.request.Request(self._functions.url(function), body, dict(headers), method="POST")  # noqa: S310 - loopback
        try:
            with urllib.request.urlopen(request, timeout=ANSWER_WITHIN) as answer:  # noqa: S310 - loopback
                acknowledged = bool(200 <= answer.status < 300)
        except urllib.error.HTTPError as error:
            error.close()
            acknowledged = False
        except OSError:  # no answer in time, such as where the function waits for Slack
            acknowledged = False
        self.last = Delivered(function, what, self._clock.now(), acknowledged)
        return acknowledged


class TurnedTriggers(Triggers):
    """Triggers with a clock that is set: ``run_until()`` lets time pass."""

    def __init__(self, store: SQLite, clock: SetClock, functions: FunctionServer, scheduler: CloudScheduler) -> None:
        super().__init__(store, clock, functions)
        self._turned, self._scheduler = clock, scheduler

    def run_until(self, moment: datetime) -> None:
        """Let time pass until ``moment``. Jobs of Cloud Scheduler fire at their times."""
        while (firings := self._scheduler.next_firings(self._turned.now())) and firings[0].at <= moment:
            self._turned.set(firings[0].at)
            for firing in firings:
                self.fire(firing)
                self.settle()
        self._turned.set(moment)
        self.settle()


def woken_by(path: str, wakes: Mapping[str, str] = WAKES) -> list[str]:
    """The functions that a write of this document starts, each with an event of its own."""
    return [function for function, pattern in wakes.items() if _is_like(path.split("/"), pattern.split("/"))]


def _is_like(parts: Sequence[str], pattern: Sequence[str]) -> bool:
    return len(parts) == len(pattern) and all(
        part == wanted or wanted.startswith("{") for part, wanted in zip(parts, pattern, strict=True)
    )
