"""That a write in the emulator reaches a server as the CloudEvent that Eventarc would send."""

import base64
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from queue import Queue

import pytest

from shared.store.engine.documents import Put
from shared.store.engine.firestore import Firestore
from tests.emulators import WRITTEN, fresh_project, register_trigger, running_firestore

Received = tuple[str, dict[str, str], bytes]


@contextmanager
def listening() -> Iterator[tuple[str, Queue[Received]]]:
    """A server, ``host:port``, and what was posted to it."""
    received: Queue[Received] = Queue()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.put((self.path, {key.lower(): value for key, value in self.headers.items()}, body))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the base class
            """Nothing: pytest shows what failed."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_port}", received
        finally:
            server.shutdown()
            thread.join()


def test_a_write_reaches_the_function_with_its_documents_path(monkeypatch: pytest.MonkeyPatch) -> None:
    project = fresh_project()
    with listening() as (functions, received), running_firestore(functions) as host:
        monkeypatch.setenv("FIRESTORE_EMULATOR_HOST", host)
        register_trigger(host, project, "announce", "teams/{team}/entries/{entry}")
        Firestore(project, "(default)").commit(
            [Put("teams/a", {}), Put("teams/a/entries/2026-11-24_U1", {"keep": "x"})]
        )
        path, headers, body = received.get(timeout=10)
        assert received.empty()
    assert path == f"/functions/projects/{project}/triggers/announce"
    assert headers["ce-type"] == WRITTEN
    assert headers["ce-document"] == "teams/a/entries/2026-11-24_U1"
    assert headers["content-type"] == "application/protobuf"
    # Eventarc sends the protobuf itself; the emulator sends it in base64, under the same content type.
    assert b"teams/a/entries/2026-11-24_U1" in base64.b64decode(body)
