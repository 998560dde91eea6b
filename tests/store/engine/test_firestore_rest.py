"""Reading over REST: who asks, what is tried again, and what is said where nobody answers. Values: test_contract.py."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest

from shared.kpt.errors import StoreSilent
from shared.store.engine.connections import Connections, NoAnswer
from shared.store.engine.documents import STORE_TIME, Create, Where
from shared.store.engine.firestore import Firestore
from shared.store.engine.firestore_rest import TOKENS, FirestoreReader, Token
from shared.store.engine.first_over_rest import FirstOverRest
from tests.emulators import fresh_project

TEAM = {"name": "projects/p/databases/(default)/documents/teams/a", "fields": {}, "updateTime": "2026-11-24T12:00:00Z"}
FOUND = json.dumps([{"found": TEAM}])


class Google(BaseHTTPRequestHandler):
    """Answers in turn what it was told to, and notes who asked for what."""

    protocol_version = "HTTP/1.1"
    answers: ClassVar[list[tuple[int, str]]] = []
    asked: ClassVar[list[tuple[str, str | None, str | None]]] = []
    callers: ClassVar[set[int]] = set()
    """The ports from which it was asked: one a connection."""
    hangs_up: ClassVar[bool] = False
    """Closes the connection after an answer, without a word of it."""
    waits_for: ClassVar[threading.Event] = threading.Event()
    """It answers once this is set, or after five seconds."""
    missing: ClassVar[int] = 0
    """So many bytes of an answer never come."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        self.asked.append((self.path, self.headers["Authorization"], self.headers["Metadata-Flavor"]))
        self.callers.add(self.client_address[1])
        self.waits_for.wait(5)
        status, body = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        self.send_response(status)
        self.send_header("Content-Length", str(len(body.encode()) + self.missing))
        self.end_headers()
        self.wfile.write(body.encode())
        self.close_connection = self.hangs_up or bool(self.missing)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Quiet."""


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Google]]:
    with answering() as address:
        monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", address)
        monkeypatch.setenv("GCE_METADATA_HOST", address)
        Google.answers, Google.asked, Google.hangs_up, Google.missing = [(200, FOUND)], [], False, 0
        Google.callers, Google.waits_for = set(), threading.Event()
        Google.waits_for.set()
        yield Google


@contextmanager
def answering() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Google)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def read() -> list[str]:
    return list(FirestoreReader("p", "(default)").get(["teams/a"]))


@pytest.mark.parametrize("status", [429, 500, 503, 504])
def test_what_google_cannot_do_now_is_asked_again(google: type[Google], status: int) -> None:
    google.answers[:0] = [(status, "{}")]
    assert read() == ["teams/a"]
    assert len(google.asked) == 2


def test_where_only_so_long_is_waited_it_is_asked_once(google: type[Google]) -> None:
    google.answers = [(503, "{}")]
    with pytest.raises(StoreSilent):
        FirestoreReader("p", "(default)").get(["teams/a"], within=1.0)
    assert len(google.asked) == 1


@pytest.mark.parametrize("status", [401, 403, 404, 429, 503])
def test_who_gets_no_answer_says_that_the_store_is_silent(google: type[Google], status: int) -> None:
    google.answers = [(status, "{}")]
    with pytest.raises(StoreSilent):
        FirestoreReader("p", "(default)").get(["teams/a"], within=1.0)


def test_nobody_there_is_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    with answering() as address:
        pass
    monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", address)
    with pytest.raises(StoreSilent):
        FirestoreReader("p", "(default)").get(["teams/a"], within=1.0)


@pytest.mark.parametrize("within", [None, 1.0])
def test_a_connection_that_google_closed_meanwhile_is_no_silence(google: type[Google], within: float | None) -> None:
    google.hangs_up = True
    reader = FirestoreReader("p", "(default)")
    assert [list(reader.get(["teams/a"], within=within)) for _ in range(3)] == [["teams/a"]] * 3
    assert len(google.asked) == 3


def test_an_answer_that_is_cut_short_is_silence(google: type[Google]) -> None:
    google.missing = 1
    with pytest.raises(StoreSilent):
        FirestoreReader("p", "(default)").get(["teams/a"], within=1.0)


def test_a_connection_stays_open_for_the_next_question(google: type[Google]) -> None:
    reader = FirestoreReader("p", "(default)")
    for _ in range(3):
        reader.get(["teams/a"])
    assert len(google.callers) == 1


@pytest.mark.parametrize("asked_before", [0, 1])
def test_a_long_silence_ends_the_wait_on_a_new_connection_and_on_an_open_one(
    google: type[Google], asked_before: int
) -> None:
    reader = FirestoreReader("p", "(default)")
    for _ in range(asked_before):
        reader.get(["teams/a"], within=30.0)
    google.waits_for = threading.Event()
    with pytest.raises(StoreSilent, match="timed out"):
        reader.get(["teams/a"], within=0.1)
    google.waits_for.set()


def test_google_itself_is_asked_over_tls_alone(google: type[Google]) -> None:
    with answering() as address, pytest.raises(NoAnswer, match="SSL"):
        Connections(f"https://{address}").ask("GET", "/", {}, timeout=1.0)
    assert google.asked == []


def test_a_question_that_makes_no_sense_is_no_silence(google: type[Google]) -> None:
    google.answers = [(400, '{"error": {"message": "no such field"}}')]
    with pytest.raises(ValueError, match="no such field"):
        list(FirestoreReader("p", "(default)").query("teams", Where("status", since="")))


def test_a_token_is_asked_for_once_and_again_before_it_ends(google: type[Google]) -> None:
    google.answers = [
        (200, json.dumps({"access_token": "first", "expires_in": 3600, "token_type": "Bearer"})),
        (200, json.dumps({"access_token": "second", "expires_in": 200, "token_type": "Bearer"})),
    ]
    token = Token()
    assert [token.bearer(), token.bearer()] == ["Bearer first", "Bearer first"]
    assert google.asked == [(TOKENS, None, "Google")]
    short_lived = Token()
    assert [short_lived.bearer(), short_lived.bearer()] == ["Bearer second", "Bearer second"]
    assert len(google.asked) == 3, "what ends within five minutes is renewed"


def test_without_an_account_the_store_is_silent(google: type[Google]) -> None:
    google.answers = [(404, "")]
    with pytest.raises(StoreSilent):
        Token().bearer()


def test_nothing_is_ever_written(google: type[Google]) -> None:
    with pytest.raises(PermissionError):
        FirestoreReader("p", "(default)").commit([])
    assert google.asked == []


def test_googles_client_is_imported_once_however_much_is_read(google: type[Google]) -> None:
    store = FirstOverRest("p", "(default)", later=60.0)
    for _ in range(3):
        assert list(store.get(["teams/a"])) == ["teams/a"]
    timers = [each for each in threading.enumerate() if isinstance(each, threading.Timer)]
    ours = [timer for timer in timers if timer.function == store._import_client]
    for timer in ours:
        timer.cancel()
    assert (len(ours), len(google.asked)) == (1, 3)


@pytest.mark.usefixtures("firestore_emulator")
def test_googles_client_takes_over_and_documents_keep_their_names_and_versions() -> None:
    project = fresh_project()
    Firestore(project, "(default)").commit([Create("teams/a", {"n": 1, "at": STORE_TIME})])
    store = FirstOverRest(project, "(default)", later=0.0)
    first = store.get(["teams/a"])
    assert store.has_client.wait(30)
    assert store.get(["teams/a"]) == first
    assert list(store.query("teams", Where("n"))) == list(first.values())
    with pytest.raises(PermissionError):
        store.commit([])
