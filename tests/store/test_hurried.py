"""A store that is given so many seconds: no call of its own takes more, whichever it is."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime

import pytest

from shared.clock import Deadline, SetClock
from shared.store.engine.documents import Document, Where, Write
from shared.store.engine.sqlite import SQLite
from shared.store.repository import Repository

NOW = datetime(2026, 11, 24, tzinfo=UTC)


class Watched(SQLite):
    """Notes how long each call may take."""

    def __init__(self) -> None:
        super().__init__(":memory:", SetClock(NOW))
        self.allowed: list[float | None] = []

    def get(self, paths: Sequence[str], *, within: float | None = None) -> dict[str, Document]:
        self.allowed.append(within)
        return super().get(paths)

    def commit(self, writes: Sequence[Write], *, within: float | None = None) -> list[object]:
        self.allowed.append(within)
        return super().commit(writes)

    def query(
        self,
        collection: str,
        where: Where,
        *,
        limit: int | None = None,
        newest_first: bool = False,
        within: float | None = None,
    ) -> Iterator[Document]:
        self.allowed.append(within)
        return super().query(collection, where, limit=limit, newest_first=newest_first)


@pytest.fixture
def watched() -> Iterator[Watched]:
    with closing(Watched()) as documents:
        yield documents


def test_every_call_of_a_hurried_store_ends_with_what_is_left(watched: Watched) -> None:
    left = iter((3.0, 2.0, 1.0))
    store = Repository(lambda: watched).hurried(lambda: next(left))
    store.teams.get("T1-C1")
    store.errands.add("e", {})
    store.entries.newest("T1-C1")
    assert watched.allowed == [3.0, 2.0, 1.0]


def test_a_store_that_nobody_hurries_takes_its_time(watched: Watched) -> None:
    store = Repository(lambda: watched)
    store.hurried(lambda: 1.0)
    store.entries.get("T1-C1", date(2026, 11, 16), "U1")
    assert watched.allowed == [None]


def test_a_hurried_store_opens_the_same_connection_and_tells_that_it_answered() -> None:
    opened: list[Watched] = []

    def open_once() -> Watched:
        opened.append(Watched())
        return opened[-1]

    store = Repository(open_once)
    assert not store.connected
    for _ in range(2):
        store.hurried(lambda: 1.0).teams.get("T1-C1")
    assert store.connected
    assert len(opened) == 1
    opened[0].close()


def test_a_deadline_ends_earlier_where_it_is_told_to_and_never_later() -> None:
    now = [0.0]
    deadline = Deadline(3.0, lambda: now[0])
    assert deadline.before_end(0.5).left() == 2.5
    assert deadline.at_most(1.0).left() == 1.0
    now[0] = 2.5
    assert deadline.left() == 0.5
    assert deadline.at_most(1.0).left() == 0.5
    now[0] = 9.0
    assert deadline.left() == 0.05, "a call that is made late fails by itself"
