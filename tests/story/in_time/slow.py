"""A slow store and a slow Slack, by a simulated stopwatch, so that no test really waits.

Each thread has its own time. A new thread begins at the time of the thread that answers the click; that thread's time
is the latest of all.
"""

import math
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.request import Request

from slack_sdk import WebClient

from shared.kpt.errors import MayBeStored, OutcomeUnknown, StoreSilent
from shared.slack.api.modals import Modals
from shared.slack.blocks.text import Block
from shared.store.engine.documents import Document, Documents, Where, Write

NEVER = math.inf


class Stopwatch:
    """The seconds that have passed since a click."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.begin()

    def begin(self) -> None:
        """Start at zero; this thread answers the click."""
        self._answers = threading.get_ident()
        self._at = {self._answers: 0.0}

    def passed(self) -> float:
        """The seconds of this thread."""
        me = threading.get_ident()
        with self._lock:
            latest = max(self._at.values())
            return latest if me == self._answers else self._at.setdefault(me, self._at[self._answers])

    def wait(self, seconds: float) -> None:
        """Let seconds pass for this thread."""
        at = self.passed()
        with self._lock:
            self._at[threading.get_ident()] = at + seconds


class SlowStore:
    """A store that takes ``reading`` and ``writing`` seconds to answer. A write that is not answered in time is on its
    way. No write is stored, so that every click finds the same state."""

    def __init__(self, behind: Documents, watch: Stopwatch) -> None:
        self._behind, self._watch = behind, watch
        self.reading = self.writing = 0.0
        """Seconds that reads and writes take."""
        self.has_written = self.is_on_its_way = False

    def get(self, paths: Sequence[str], *, within: float | None = None) -> dict[str, Document]:
        self._answer(within, self.reading, StoreSilent)
        return self._behind.get(paths)

    def commit(self, writes: Sequence[Write], *, within: float | None = None) -> list[object]:
        self.is_on_its_way = True
        self._answer(within, self.writing, MayBeStored)
        self.is_on_its_way, self.has_written = False, True
        return [1] * len(writes)

    def query(
        self,
        collection: str,
        where: Where,
        *,
        limit: int | None = None,
        newest_first: bool = False,
        within: float | None = None,
    ) -> Iterator[Document]:
        self._answer(within, self.reading, StoreSilent)
        return self._behind.query(collection, where, limit=limit, newest_first=newest_first)

    def _answer(self, within: float | None, takes: float, silence: type[StoreSilent]) -> None:
        if within is None:
            raise AssertionError("a person waits: every call to the store has to be bounded")
        self._watch.wait(min(within, takes))
        if within < takes:
            raise silence("slow")


class Pace:
    """How many seconds Slack takes. With ``NEVER`` it does nothing and does not answer."""

    def __init__(self, watch: Stopwatch) -> None:
        self._watch = watch
        self.takes = 0.0

    @property
    def does_it(self) -> bool:
        return self.takes < NEVER

    def answer(self, within: float) -> bool:
        """Let the seconds pass. Returns whether the answer comes within them."""
        self._watch.wait(min(within, self.takes))
        return self.takes <= within


class SlowClient(WebClient):
    """Slack's own client with slow answers."""

    pace: Pace

    def _perform_urllib_http_request_internal(self, url: str, req: Request) -> dict[str, Any]:
        answer: Mapping[str, Any] = {}
        if self.pace.does_it:
            within, self.timeout = self.timeout, 30
            answer = super()._perform_urllib_http_request_internal(url, req)
            self.timeout = within
        if not self.pace.answer(self.timeout):
            raise TimeoutError("slow")
        return dict(answer)


class SlowModals(Modals):
    """Modals with slow answers to a ``response_url``, too."""

    pace: Pace

    def respond(self, url: str, text: str, blocks: list[Block], *, replace: bool = False) -> None:
        within = self._web.timeout
        if self.pace.does_it:
            Modals(self._client).respond(url, text, blocks, replace=replace)
        if not self.pace.answer(within):
            raise OutcomeUnknown("timeout", timed_out=True)
