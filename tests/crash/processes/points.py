"""Counts every outgoing call of a function, and stops the process at one of them.

No list of points exists: they follow from the calls that a run makes. Each call has two points, one before it and one
after its effect, before its answer is used.
"""

import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from shared.kpt.schedule.slots import FoundJob, SlotJob
from shared.kpt.sheet.plan import Plan
from shared.kpt.sheet.rows import Cell
from shared.store.engine.documents import Document, Documents, Where, Write
from shared.usecases.ports.sheets import Sheets, Tab, TabContent
from shared.usecases.ports.world import Scheduler


@dataclass(frozen=True)
class Stop:
    """The point, from 1 on, at which a process stops. ``kill`` ends it; ``wait`` holds it until it is told to go on."""

    at: int
    how: Literal["kill", "wait"]


class Points:
    """The points that this process has passed, by name."""

    def __init__(self, stop: Stop | None, say: Callable[[tuple[str, ...]], None], wait: Callable[[], None]) -> None:
        """``say`` is called with the passed points before the process stops."""
        self.passed: list[str] = []
        self._stop, self._say, self._wait = stop, say, wait
        self._lock = threading.Lock()

    @contextmanager
    def call(self, name: str) -> Iterator[None]:
        """Pass a point before a call and one after it, whether or not it raises."""
        self._pass(f"before {name}")
        try:
            yield
        finally:
            self._pass(f"after {name}")

    def _pass(self, name: str) -> None:
        with self._lock:  # some calls run in parallel
            self.passed.append(name)
            passed = tuple(self.passed)
        if self._stop is None or len(passed) != self._stop.at:
            return
        self._say(passed)
        if self._stop.how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        self._wait()


class WatchedClient(WebClient):
    """Slack's own client. All its methods go through ``api_call``."""

    points: Points

    def api_call(self, api_method: str, **how: Any) -> SlackResponse:
        with self.points.call(api_method):
            return super().api_call(api_method, **how)


def watched_client(web: WebClient, points: Points) -> WatchedClient:
    """A watched client with this one's settings."""
    watched = WatchedClient(web.token, web.base_url, web.timeout, retry_handlers=[])
    watched.points = points
    return watched


class WatchedDocuments:
    """A store. It reports what was written, as the store's trigger does."""

    def __init__(self, documents: Documents, points: Points, wrote: Callable[[list[str]], None]) -> None:
        self._documents, self._points, self._wrote = documents, points, wrote

    def get(self, paths: Sequence[str], *, within: float | None = None) -> dict[str, Document]:
        with self._points.call("get"):
            return self._documents.get(paths, within=within)

    def commit(self, writes: Sequence[Write], *, within: float | None = None) -> list[object]:
        names = " ".join(type(write).__name__ for write in writes)
        with self._points.call(f"commit {names}"):
            versions = self._documents.commit(writes, within=within)
            self._wrote([write.path for write in writes])
            return versions

    def query(
        self,
        collection: str,
        where: Where,
        *,
        limit: int | None = None,
        newest_first: bool = False,
        within: float | None = None,
    ) -> Iterator[Document]:
        with self._points.call("query"):
            found = list(
                self._documents.query(collection, where, limit=limit, newest_first=newest_first, within=within)
            )
        return iter(found)


class WatchedTopics:
    """Pub/Sub. Each message is a call."""

    def __init__(self, points: Points, published: Callable[[str, Mapping[str, object]], None]) -> None:
        self._points, self._published = points, published

    def publish(self, topic: str, messages: Iterable[Mapping[str, object]]) -> int:
        count = 0
        for message in messages:
            with self._points.call("publish"):
                self._published(topic, message)
            count += 1
        return count


class WatchedSheets:
    """Google Sheets."""

    def __init__(self, sheets: Sheets, points: Points) -> None:
        self._sheets, self._points = sheets, points

    def tabs(self, spreadsheet: str) -> list[Tab]:
        with self._points.call("sheets.tabs"):
            return self._sheets.tabs(spreadsheet)

    def make_tab(self, spreadsheet: str, title: str, team: str) -> Tab:
        with self._points.call("sheets.make_tab"):
            return self._sheets.make_tab(spreadsheet, title, team)

    def read_keys(self, spreadsheet: str, tab: int, column: int) -> TabContent:
        with self._points.call("sheets.read_keys"):
            return self._sheets.read_keys(spreadsheet, tab, column)

    def read_all(self, spreadsheet: str, tab: int) -> TabContent:
        with self._points.call("sheets.read_all"):
            return self._sheets.read_all(spreadsheet, tab)

    def write(self, spreadsheet: str, tab: int, title: str, plan: Plan) -> Sequence[Cell]:
        with self._points.call("sheets.write"):
            return self._sheets.write(spreadsheet, tab, title, plan)


class WatchedScheduler:
    """Cloud Scheduler."""

    def __init__(self, scheduler: Scheduler, points: Points) -> None:
        self._scheduler, self._points = scheduler, points
        self.settings_of = scheduler.settings_of

    def make(self, job: SlotJob) -> None:
        with self._points.call("scheduler.make"):
            self._scheduler.make(job)

    def correct(self, job: SlotJob) -> None:
        with self._points.call("scheduler.correct"):
            self._scheduler.correct(job)

    def remove(self, job_id: str) -> None:
        with self._points.call("scheduler.remove"):
            self._scheduler.remove(job_id)

    def jobs(self) -> Iterator[FoundJob]:
        with self._points.call("scheduler.jobs"):
            found = list(self._scheduler.jobs())
        return iter(found)
