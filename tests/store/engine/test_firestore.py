"""What only the store on Firestore does: limits of time, Google's errors, one connection made late."""

import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.api_core.exceptions import InvalidArgument, NotFound, PermissionDenied
from google.cloud import firestore
from google.cloud.firestore_v1.types import (
    Document,
)

from shared.kpt.errors import AlreadyExists, MayBeStored, StoreSilent, VersionConflict
from shared.store.engine.documents import Create, Delete, Put, Update, Where
from shared.store.engine.firestore import ATTEMPT, Firestore
from shared.store.engine.lazy_documents import LazyDocuments
from shared.store.engine.paging import LONG_PAGE, PAGE
from tests.emulators import fresh_project
from tests.store.engine.failing_google import FailingGoogle

LATE = 0.2
"""Seconds that a call may end after its limit."""


def get(store: Firestore, within: float | None = None) -> object:
    return store.get(["t/a", "t/b"], within=within)


def commit(store: Firestore, within: float | None = None) -> object:
    return store.commit([Create("t/a", {}), Update("t/b", {"n": 1})], within=within)


def query(store: Firestore, within: float | None = None) -> object:
    return list(store.query("t", Where("x", since=""), within=within))


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch) -> Iterator[FailingGoogle]:
    handler = FailingGoogle()
    with ThreadPoolExecutor(4) as pool:
        server = grpc.server(pool, handlers=[handler])
        monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", f"127.0.0.1:{server.add_insecure_port('127.0.0.1:0')}")
        server.start()
        yield handler
        server.stop(None).wait()


@pytest.fixture
def store() -> Firestore:
    return Firestore(fresh_project(), "(default)")


@contextmanager
def timed(at_most: float) -> Iterator[None]:
    start = time.monotonic()
    yield
    assert time.monotonic() - start < at_most


@pytest.mark.parametrize("call", [get, commit, query])
@pytest.mark.parametrize("within", [0.1, 0.5])
@pytest.mark.parametrize("answers_never", [True, False], ids=["black hole", "dead port"])
def test_the_first_call_ends_in_time(
    store: Firestore,
    monkeypatch: pytest.MonkeyPatch,
    call: Callable[[Firestore, float], object],
    within: float,
    answers_never: bool,
) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", "127.0.0.1:{1}".format(*listening.getsockname()))
        if not answers_never:
            listening.close()
        with timed(within + LATE), pytest.raises(StoreSilent):
            call(store, within)
        with timed(within + LATE), pytest.raises(StoreSilent):
            call(store, within)


@pytest.mark.parametrize("call", [get, commit, query])
def test_with_a_limit_it_is_tried_once(google: FailingGoogle, store: Firestore, call: Any) -> None:
    google.failures = [grpc.StatusCode.UNAVAILABLE]
    with pytest.raises(StoreSilent):
        call(store, 5)
    assert len(google.calls) == 1


@pytest.mark.parametrize("call", [get, commit, query])
def test_without_a_limit_it_is_tried_again(google: FailingGoogle, store: Firestore, call: Any) -> None:
    google.failures = [grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.RESOURCE_EXHAUSTED]
    call(store)
    assert len(google.calls) == 3


@pytest.mark.parametrize(
    ("call", "codes"),
    [
        (get, ["DEADLINE_EXCEEDED", "INTERNAL", "RESOURCE_EXHAUSTED", "UNAVAILABLE"]),
        (commit, ["ABORTED", "RESOURCE_EXHAUSTED", "UNAVAILABLE"]),
    ],
)
def test_what_may_be_tried_again_is(google: FailingGoogle, store: Firestore, call: Any, codes: list[str]) -> None:
    for code in codes:
        google.failures = [grpc.StatusCode[code]]
        call(store)
    assert len(google.calls) == 2 * len(codes)


@pytest.mark.parametrize("call", [get, commit, query])
def test_without_a_limit_an_attempt_ends_all_the_same(google: FailingGoogle, store: Firestore, call: Any) -> None:
    call(store)
    assert google.time_left == pytest.approx(ATTEMPT, abs=1)


def test_a_write_that_may_have_happened_is_not_sent_again(google: FailingGoogle, store: Firestore) -> None:
    google.failures = [grpc.StatusCode.DEADLINE_EXCEEDED]
    with pytest.raises(StoreSilent):
        commit(store)
    assert google.calls == ["Commit"]


@pytest.mark.parametrize("code", ["CANCELLED", "DEADLINE_EXCEEDED", "INTERNAL", "UNKNOWN", "UNAVAILABLE"])
def test_a_commit_that_is_not_answered_may_be_stored(google: FailingGoogle, store: Firestore, code: str) -> None:
    google.failures = [grpc.StatusCode[code]]
    with pytest.raises(MayBeStored):
        commit(store, 5)


@pytest.mark.parametrize("code", ["ABORTED", "RESOURCE_EXHAUSTED"])
def test_a_commit_that_google_did_not_take_is_not(google: FailingGoogle, store: Firestore, code: str) -> None:
    google.failures = [grpc.StatusCode[code]]
    with pytest.raises(StoreSilent) as silent:
        commit(store, 5)
    assert not isinstance(silent.value, MayBeStored)


@pytest.mark.parametrize("call", [get, commit])
@pytest.mark.parametrize("code", ["ABORTED", "CANCELLED", "INTERNAL", "RESOURCE_EXHAUSTED", "UNKNOWN", "UNAVAILABLE"])
def test_trouble_at_google_is_silence(google: FailingGoogle, store: Firestore, call: Any, code: str) -> None:
    google.failures = [grpc.StatusCode[code]]
    with pytest.raises(StoreSilent, match="as told"):
        call(store, 5)


CONFLICTS = [
    ("ALREADY_EXISTS", AlreadyExists),
    ("FAILED_PRECONDITION", VersionConflict),
    ("NOT_FOUND", VersionConflict),
]


@pytest.mark.parametrize(("code", "error"), CONFLICTS)
def test_a_conflict_is_told_apart_from_trouble(
    google: FailingGoogle, store: Firestore, code: str, error: type[Exception]
) -> None:
    google.failures = [grpc.StatusCode[code]]
    with pytest.raises(error):
        commit(store)
    assert len(google.calls) == 1


def test_a_database_that_is_not_there_is_no_conflict(google: FailingGoogle, store: Firestore) -> None:
    google.failures = [grpc.StatusCode.NOT_FOUND]
    with pytest.raises(NotFound):
        store.commit([Create("t/a", {}), Put("t/b", {})])


@pytest.mark.parametrize("call", [get, commit, query])
@pytest.mark.parametrize(
    ("code", "error"), [("PERMISSION_DENIED", PermissionDenied), ("INVALID_ARGUMENT", InvalidArgument)]
)
def test_our_own_mistakes_stay_visible(
    google: FailingGoogle, store: Firestore, call: Any, code: str, error: type[Exception]
) -> None:
    google.failures = [grpc.StatusCode[code]]
    with pytest.raises(error):
        call(store)
    assert len(google.calls) == 1


def test_nothing_to_do_is_no_call(google: FailingGoogle, store: Firestore) -> None:
    assert store.commit([]) == []
    assert store.get([]) == {}
    assert google.calls == []


def test_a_page_is_longer_where_only_some_fields_are_wanted(google: FailingGoogle, store: Firestore) -> None:
    for where in (Where("x"), Where("x", only=("x",))):
        list(store.query("t", where))
    assert google.limits == [PAGE, LONG_PAGE]


def test_an_answer_may_be_longer_than_grpc_takes_by_itself(google: FailingGoogle, store: Firestore) -> None:
    text = "x" * 5 * 2**20
    google.document = Document(
        name="projects/p/databases/(default)/documents/t/a", fields={"x": {"string_value": text}}
    )
    [found] = store.query("t", Where("x"))
    assert found.fields == {"x": text}


@pytest.mark.parametrize("call", [get, commit, query])
def test_every_call_names_its_database_and_is_the_owners_on_an_emulator(google: FailingGoogle, call: Any) -> None:
    call(Firestore("my-project", "kpt"))
    assert google.metadata["google-cloud-resource-prefix"] == "projects/my-project/databases/kpt"
    assert "projects/my-project/databases/kpt" in google.metadata["x-goog-request-params"]
    assert google.metadata["authorization"] == "Bearer owner"


@pytest.mark.parametrize("call", [get, commit, query])
def test_credentials_that_cannot_be_had_are_silence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, store: Firestore, call: Any
) -> None:
    monkeypatch.delenv("FIRESTORE_EMULATOR_HOST", raising=False)
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(tmp_path / "none.json"))
    with pytest.raises(StoreSilent, match=r"none\.json"):
        call(store)


def test_the_memory_is_connected_once_the_store_has_answered(google: FailingGoogle, store: Firestore) -> None:
    memory = LazyDocuments(lambda: store)
    google.failures = [grpc.StatusCode.UNAVAILABLE]
    with pytest.raises(StoreSilent):
        memory.connect()
    assert not memory.connected
    memory.connect()
    assert memory.connected


@pytest.mark.usefixtures("firestore_emulator")
def test_threads_may_make_the_first_call_together(store: Firestore) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: store.get(["t/a"]), range(4))) == [{}] * 4


@pytest.mark.usefixtures("firestore_emulator")
def test_databases_of_a_project_are_apart() -> None:
    project = fresh_project()
    one, two = Firestore(project, "(default)"), Firestore(project, "two")
    one.commit([Create("t/a", {"n": 1})])
    two.commit([Create("t/a", {"n": 2})])
    assert [store.get(["t/a"])["t/a"].fields for store in (one, two)] == [{"n": 1}, {"n": 2}]


@pytest.mark.usefixtures("firestore_emulator")
def test_the_first_conflict_of_a_commit_is_the_one_told(store: Firestore) -> None:
    store.commit([Put("t/a", {"n": 1})])
    old = store.get(["t/a"])["t/a"].version
    store.commit([Put("t/a", {"n": 2})])
    with pytest.raises(AlreadyExists):
        store.commit([Create("t/a", {}), Update("t/missing", {"n": 1})])
    with pytest.raises(VersionConflict):
        store.commit([Update("t/missing", {"n": 1}), Create("t/a", {})])
    with pytest.raises(VersionConflict):
        store.commit([Put("t/b", {}), Delete("t/a", if_version=old)])


@pytest.mark.usefixtures("firestore_emulator")
def test_what_only_another_tool_writes_is_read_as_json_has_it() -> None:
    """So a person's data can be handed over, whatever somebody added to them."""
    project = fresh_project()
    with closing(firestore.Client(project)) as tool:
        there = {"at": firestore.GeoPoint(35.5, 139.75), "raw": b"\x00\xff", "who": tool.document("people/T1-U1")}
        tool.document("teams/a").set({**there, "deep": [{"a.b c": there}], "half": 2.5, "none": float("nan")})
    fields = Firestore(project, "(default)").get(["teams/a"])["teams/a"].fields
    who = f"projects/{project}/databases/(default)/documents/people/T1-U1"
    read = {"at": {"latitude": 35.5, "longitude": 139.75}, "raw": "AP8=", "who": who}
    assert fields == {**read, "deep": [{"a.b c": read}], "half": 2.5, "none": "nan"}
