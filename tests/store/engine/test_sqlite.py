"""What only the store on SQLite does: changes for the local triggers, one file for several processes."""

import multiprocessing
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shared.clock import SetClock, SystemClock
from shared.kpt.errors import AlreadyExists, StoreSilent, VersionConflict
from shared.store.engine.documents import STORE_TIME, Create, Delete, Merge, Put, Update, Where
from shared.store.engine.sqlite import SQLite

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> str:
    return str(tmp_path / "furikaeri.db")


@pytest.fixture
def sqlite(file: str) -> Iterator[SQLite]:
    with closing(SQLite(file, SystemClock())) as store:
        yield store


def told(store: SQLite) -> list[tuple[str, bool]]:
    return [(change.path, change.deleted) for change in store.changes()]


def test_every_written_document_leaves_one_change_in_order(sqlite: SQLite) -> None:
    sqlite.commit([Create("t/b", {"n": 1}), Put("t/a", {}), Merge("t/b", {"m": 1}), Put("t/a/u/c", {})])
    sqlite.commit([Update("t/b", {"n": 2}), Delete("t/a"), Delete("t/never-there")])
    assert told(sqlite) == [("t/b", False), ("t/a", False), ("t/a/u/c", False), ("t/b", False), ("t/a", True)]
    numbers = [change.id for change in sqlite.changes()]
    assert numbers == sorted(set(numbers))


def test_a_write_that_changes_nothing_is_told_as_the_emulator_tells_it(sqlite: SQLite) -> None:
    sqlite.commit([Put("t/a", {"n": 1})])
    sqlite.commit([Put("t/a", {"n": 1})])
    assert told(sqlite) == [("t/a", False)] * 2


def test_a_commit_that_fails_leaves_no_change(sqlite: SQLite) -> None:
    sqlite.commit([Create("t/a", {})])
    for impossible in (Create("t/a", {}), Update("t/c", {"n": 1})):
        with pytest.raises((AlreadyExists, VersionConflict)):
            sqlite.commit([Put("t/b", {}), impossible])
    assert told(sqlite) == [("t/a", False)]


def test_a_change_is_told_until_it_is_acknowledged(file: str, sqlite: SQLite) -> None:
    sqlite.commit([Put("t/a", {}), Put("t/b", {})])
    first, second = sqlite.changes()
    with closing(SQLite(file, SystemClock())) as other:
        assert other.changes() == [first, second]
        other.acknowledge(first.id)
        other.acknowledge(first.id)
    assert sqlite.changes() == [second]
    sqlite.acknowledge(second.id)
    sqlite.commit([Put("t/c", {})])
    assert [change.id > second.id for change in sqlite.changes()] == [True]


def test_versions_grow_even_when_a_document_is_made_anew(sqlite: SQLite) -> None:
    seen: list[int] = []
    for n in range(3):
        for write in (Create("t/a", {"n": n}), Update("t/a", {"m": n})):
            sqlite.commit([write])
            version = sqlite.get(["t/a"])["t/a"].version
            assert isinstance(version, int)
            seen.append(version)
        sqlite.commit([Delete("t/a")])
        for change in sqlite.changes():
            sqlite.acknowledge(change.id)
    assert seen == sorted(set(seen))


def test_store_time_is_the_clocks(file: str) -> None:
    with closing(SQLite(file, SetClock(NOON))) as store:
        store.commit([Put("t/a", {"at": STORE_TIME})])
        assert store.get(["t/a"])["t/a"].fields == {"at": NOON}


@pytest.mark.parametrize(
    "value", [[["nested"]], ("tuple",), {"__time__": "x"}, {"": 1}, {1: 1}, 1.5, NOON.replace(tzinfo=None)]
)
def test_what_firestore_would_refuse_or_change_is_refused(sqlite: SQLite, value: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        sqlite.commit([Put("t/a", {"x": value})])


def test_a_document_written_twice_in_a_commit_has_no_version_in_it(sqlite: SQLite) -> None:
    sqlite.commit([Put("t/a", {})])
    version = sqlite.get(["t/a"])["t/a"].version
    with pytest.raises(ValueError, match="twice"):
        sqlite.commit([Put("t/a", {"n": 1}), Update("t/a", {"m": 1}, if_version=version)])


def test_what_was_written_is_there_after_a_restart(file: str) -> None:
    for n in range(3):
        with closing(SQLite(file, SystemClock())) as store:
            assert len(store.get(["t/0", "t/1", "t/2"])) == n
            store.commit([Create(f"t/{n}", {})])


def test_a_closed_store_says_so(sqlite: SQLite) -> None:
    sqlite.commit([Put("t/a", {})])
    assert not sqlite.closed
    sqlite.close()
    sqlite.close()
    assert sqlite.closed
    with pytest.raises(ValueError, match="closed"):
        sqlite.get(["t/a"])


def test_a_locked_file_is_silence_in_time(file: str, sqlite: SQLite) -> None:
    sqlite.commit([Put("t/a", {"n": 1})])
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        start = time.monotonic()
        with pytest.raises(StoreSilent):
            sqlite.commit([Put("t/a", {"n": 2})], within=0.2)
        assert 0.15 < time.monotonic() - start < 0.5
        assert sqlite.get(["t/a"], within=0.2)["t/a"].fields == {"n": 1}
        other.execute("ROLLBACK")
    sqlite.commit([Put("t/a", {"n": 2})], within=0.2)


def test_another_threads_work_is_silence_in_time_as_well(file: str, sqlite: SQLite) -> None:
    sqlite.commit([Put("t/a", {"n": 1})])
    with closing(sqlite3.connect(file, isolation_level=None)) as other, ThreadPoolExecutor(1) as pool:
        other.execute("BEGIN IMMEDIATE")
        waiting = pool.submit(sqlite.commit, [Put("t/a", {"n": 2})], within=0.3)
        with pytest.raises(StoreSilent):
            sqlite.commit([Put("t/a", {"n": 3})], within=0.1)
        with pytest.raises(StoreSilent):
            waiting.result()
        other.execute("ROLLBACK")


def test_a_file_that_cannot_be_opened_is_silence(tmp_path: Path) -> None:
    nowhere = str(tmp_path / "no" / "such" / "folder.db")
    with closing(SQLite(nowhere, SystemClock())) as store, pytest.raises(StoreSilent):
        store.get(["t/a"], within=0.1)


def test_threads_share_a_store_in_memory() -> None:
    with closing(SQLite(":memory:", SystemClock())) as store, ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: store.commit([Create(f"t/{n}", {"n": "x"})]), range(40)))
        assert len(list(store.query("t", Where("n", since="x")))) == 40
        assert len(store.changes()) == 40


def count_up(file: str, times: int) -> int:
    """In a process of its own: add to a number that others add to as well. Returns how often it had to read again."""
    again = 0
    with closing(SQLite(file, SystemClock())) as store:
        for _ in range(times):
            while True:
                found = store.get(["t/sum"])
                try:
                    if found:
                        number = found["t/sum"].fields["n"] + 1
                        store.commit([Update("t/sum", {"n": number}, if_version=found["t/sum"].version)])
                    else:
                        store.commit([Create("t/sum", {"n": 1})])
                    break
                except (VersionConflict, AlreadyExists):
                    again += 1
    return again


def test_several_processes_use_one_file_and_lose_nothing(file: str) -> None:
    with ProcessPoolExecutor(4, mp_context=multiprocessing.get_context("spawn")) as pool:
        list(pool.map(count_up, [file] * 4, [25] * 4))
    with closing(SQLite(file, SystemClock())) as store:
        assert store.get(["t/sum"])["t/sum"].fields == {"n": 100}
        assert len(store.changes()) == 100


def test_a_query_reads_only_its_collection_by_the_index(file: str, sqlite: SQLite) -> None:
    sqlite.commit([Put("t/a", {"x": "1"})])
    with closing(sqlite3.connect(file)) as other:
        plan = other.execute("EXPLAIN QUERY PLAN SELECT path FROM documents WHERE collection = 't'").fetchall()
    assert "documents_by_collection" in str(plan)
