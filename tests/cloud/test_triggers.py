"""A document's write wakes every function that listens: each has an event of its own, until it acknowledges that."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from local.google.triggers import WAKES, Triggers, woken_by
from shared.clock import SetClock
from shared.store.engine.documents import Put
from shared.store.engine.sqlite import SQLite

ENTRY = "teams/T1-C1/entries/2026-11-24_U1"
BOTH = {"announce": "teams/{team}/entries/{entry}", "count": "teams/{team}/entries/{entry}", "schedule": "teams/{team}"}
CLOCK = SetClock(datetime(2026, 11, 24, 8, tzinfo=UTC))


class Functions:
    """Functions that answer as they are told to, and 204 from then on; and the events that they were given."""

    def __init__(self, **answers: list[int]) -> None:
        self.answers = answers
        self.given: list[tuple[str, str, str]] = []
        self.address = ""

    def url(self, name: str) -> str:
        return f"http://{self.address}/{name}"

    def called(self) -> list[str]:
        return [name for name, _, _ in self.given]


@contextmanager
def running(functions: Functions) -> Iterator[Functions]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            name = self.path.strip("/")
            functions.given.append((name, self.headers["ce-document"], self.headers["ce-id"]))
            left = functions.answers.get(name)
            self.send_response(left.pop(0) if left else 204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the base class
            """Nothing: pytest shows what failed."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        functions.address = f"127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield functions
        finally:
            server.shutdown()
            thread.join()


def settled_after(triggers: Triggers, most: int = 5) -> int:
    """How often the triggers come until everything is acknowledged."""
    return next(n for n in range(1, most) if triggers.settle())


def test_one_that_fails_twice_comes_again_and_the_other_is_called_once() -> None:
    store = SQLite(":memory:", CLOCK)
    with running(Functions(announce=[500, 500])) as functions:
        store.commit([Put(ENTRY, {})])
        settled_after(Triggers(store, CLOCK, functions, BOTH))
    assert sorted(functions.called()) == ["announce", "announce", "announce", "count"]
    assert store.changes() == []


@pytest.mark.parametrize("first", ["announce", "count"])
def test_whichever_of_them_fails(first: str) -> None:
    store = SQLite(":memory:", CLOCK)
    with running(Functions(**{first: [503]})) as functions:
        store.commit([Put(ENTRY, {})])
        settled_after(Triggers(store, CLOCK, functions, BOTH))
    assert functions.called().count(first) == 2
    assert len(functions.called()) == 3


def test_who_has_acknowledged_is_remembered_over_a_restart(tmp_path: Path) -> None:
    file = str(tmp_path / "documents.sqlite")
    with running(Functions(announce=[500] * 10)) as functions:
        store = SQLite(file, CLOCK)
        store.commit([Put(ENTRY, {})])
        assert not Triggers(store, CLOCK, functions, BOTH).settle()
        store.close()
        functions.answers["announce"].clear()
        again = SQLite(file, CLOCK)
        assert Triggers(again, CLOCK, functions, BOTH).settle()
        again.close()
    assert functions.called().count("count") == 1


def test_each_has_an_event_of_its_own_and_a_retry_is_the_same_event() -> None:
    store = SQLite(":memory:", CLOCK)
    with running(Functions(announce=[500])) as functions:
        store.commit([Put(ENTRY, {})])
        settled_after(Triggers(store, CLOCK, functions, BOTH))
    events = {name: {event for called, _, event in functions.given if called == name} for name in ("announce", "count")}
    assert [len(each) for each in events.values()] == [1, 1]
    assert events["announce"] != events["count"]
    assert {document for _, document, _ in functions.given} == {ENTRY}


def test_a_later_write_wakes_both_again() -> None:
    store = SQLite(":memory:", CLOCK)
    with running(Functions(announce=[500])) as functions:
        triggers = Triggers(store, CLOCK, functions, BOTH)
        store.commit([Put(ENTRY, {})])
        triggers.settle()
        store.commit([Put(ENTRY, {"keep": "x"})])
        settled_after(triggers)
    assert sorted(functions.called()).count("count") == 2
    assert store.changes() == []


@pytest.mark.parametrize(
    ("path", "woken"),
    [
        (ENTRY, ["announce"]),
        ("teams/T1-C1", ["schedule"]),
        ("errands/members-T1-C1", ["errand"]),
        (f"{ENTRY}/revisions/1", []),
        ("people/T1-U1", []),
        ("teams", []),
    ],
)
def test_a_write_wakes_those_whose_path_it_has(path: str, woken: list[str]) -> None:
    assert woken_by(path) == woken
    assert woken_by(path, WAKES) == woken
