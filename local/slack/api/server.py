"""Slack's Web API over HTTP on this machine, so that the real slack_sdk talks to it.

``with Slack(workspace) as slack: WebClient(token=workspace.token, base_url=slack.url)``
"""

import json
import socket
import struct
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from local.slack.api.calls import Call, Calls, Reply
from local.slack.api.faults import Faults
from local.slack.state.records import ApiError, Json
from local.slack.state.workspace import Workspace

_JSON_ARGUMENTS = ("blocks", "view", "metadata", "attachments", "files")


class Slack:
    """The server: a context manager, or ``start()`` and ``stop()``. It listens on loopback only."""

    def __init__(self, workspace: Workspace, *, port: int = 0, rate_limits: bool = False) -> None:
        """``port`` 0 takes a free one."""
        self.workspace = workspace
        self.faults = Faults()
        self._calls = Calls(workspace, self.faults, rate_limits=rate_limits)
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.answer_call = self._calls.answer
        self._server.workspace = workspace
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, name="slack", daemon=True
        )
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/api/"
        workspace.base_url = self.url.removesuffix("api/")

    def keep_to_rate_limits(self) -> None:
        """Apply the rate limits from now on."""
        self._calls.rate_limits = True

    def on_call(self, hear: Callable[[Call], Callable[[], None]]) -> None:
        """Call ``hear`` with each call that comes in, and what it returns when the call has ended."""
        self._calls.on_call = hear

    @property
    def calls(self) -> list[Call]:
        """Every call received so far, in order."""
        with self.workspace.changed:
            return list(self._calls.received)

    def calls_of(self, method: str) -> list[Call]:
        """The calls of one method."""
        return [call for call in self.calls if call.method == method]

    def wait_until(self, predicate: Callable[[], bool], timeout: float = 5.0) -> None:
        """Block until the predicate is true. Raises ``TimeoutError`` after so many seconds of real time."""
        self.workspace.wait_until(predicate, timeout)

    def start(self) -> Self:
        """Start to listen."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Let hanging calls go on, and stop."""
        self.faults.clear()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    answer_call: Callable[[str, str, Json], Reply]
    workspace: Workspace


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 10.0

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the standard library's name
        """Log nothing: ``Slack.calls`` records every call."""

    def _answer(self) -> None:
        try:
            address = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            kind, _, name = address.path.strip("/").partition("/")
            if kind == "api":
                arguments = _arguments(address.query, self.headers.get("Content-Type", ""), body)
                token = self.headers.get("Authorization", "").removeprefix("Bearer ")
                token = arguments.pop("token", "") or token
                self._send(self.server.answer_call(name, token, arguments))
            elif kind == "response":
                self._send(_response(self.server.workspace, name, body))
            elif kind == "upload":
                self._send(_upload(self.server.workspace, name, body))
            else:
                self._send(Reply({"ok": False, "error": "not_found"}, 404))
        except ConnectionError:
            self.close_connection = True  # the app did not wait for the answer

    def _send(self, reply: Reply) -> None:
        if reply.lost:
            # Closing with a linger time of zero resets the connection.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            return
        body = json.dumps(reply.body).encode()
        self.send_response(reply.status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body[: len(body) // 2] if reply.cut else body)
        if reply.cut:
            self.close_connection = True


def _arguments(query: str, content_type: str, body: bytes) -> Json:
    """A call's arguments, from the query, a form or JSON. JSON texts in a form's fields are parsed."""
    arguments: Json = dict(parse_qsl(query, keep_blank_values=True))
    if content_type.startswith("application/json"):
        sent = _json(body)
        arguments |= sent if isinstance(sent, dict) else {}
    else:
        arguments |= parse_qsl(body.decode(errors="replace"), keep_blank_values=True)
    texts = {name for name in _JSON_ARGUMENTS if isinstance(arguments.get(name), str)}
    return arguments | {name: _json(arguments[name]) for name in texts}


def _json(text: str | bytes) -> Any:
    """The parsed value, or the text itself, which the checks then refuse."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _upload(workspace: Workspace, file_id: str, body: bytes) -> Reply:
    """Take a file's bytes, at the URL that files.getUploadURLExternal returned."""
    with workspace.changed:
        upload = workspace.uploads.get(file_id)
        if upload is None or len(body) != upload.length:
            return Reply({"ok": False, "error": "no_such_upload"}, 404)
        upload.content = body
    return Reply({"ok": True})


def _response(workspace: Workspace, key: str, body: bytes) -> Reply:
    """Answer a call to a response_url."""
    try:
        answer = _json(body)
        workspace.response_urls.answer(key, answer if isinstance(answer, dict) else {})
    except ApiError as refusal:
        return Reply({"ok": False, "error": refusal.code, **refusal.details}, 404)
    return Reply({"ok": True})
