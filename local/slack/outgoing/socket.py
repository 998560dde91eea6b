"""Socket Mode: the app connects to Slack, which sends what people do over that WebSocket instead of HTTP.

``with Slack(workspace), Sockets(workspace) as sockets: Person(workspace, "U1", sockets.send)``. It needs `websockets`,
which only the tests install. The protocol: https://docs.slack.dev/apis/events-api/using-socket-mode
"""

import json
import logging
import socket
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Self
from urllib.parse import parse_qs, parse_qsl, urlsplit
from uuid import uuid4

from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import ServerConnection, serve

from local.slack.outgoing.requests import Answer
from local.slack.state.records import Json
from local.slack.state.workspace import Workspace

CLOSES_WITHIN = 0.5
"""Seconds that the app has to close its end of a connection."""
_quiet = logging.getLogger("local.slack.outgoing.socket")
_quiet.propagate = False
_quiet.addHandler(logging.NullHandler())


@dataclass(eq=False)
class _Line:
    """One connection of the app. ``leaving``: Slack asked the app to make a new one."""

    socket: ServerConnection
    leaving: bool = False


@dataclass
class _Sent:
    """An envelope, and its acknowledgements."""

    envelope: Json
    acks: list[Json] = field(default_factory=list)


class Sockets:
    """The server, as a context manager. While it runs, ``apps.connections.open`` returns its address."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._server = serve(
            self._connected,
            "127.0.0.1",
            0,
            process_request=self._check_ticket,
            ping_interval=None,
            close_timeout=CLOSES_WITHIN,
            logger=_quiet,
        )
        self._address = self._server.socket.getsockname()[1]
        self._thread = threading.Thread(target=self._server.serve_forever, name="sockets", daemon=True)
        self._tickets: set[str] = set()
        self._lines: list[_Line] = []
        self.sent: list[_Sent] = []
        """Every envelope, oldest first."""
        self.connections = 0
        """How often the app has connected."""
        self.turned_off = False
        """Whether Socket Mode is turned off on the app's page."""

    def __enter__(self) -> Self:
        self._workspace.new_connection = self._new_address
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._workspace.new_connection = None
        self._server.shutdown()
        self.drop()
        self._thread.join()

    # What people do

    def send(self, headers: dict[str, str], body: bytes) -> Answer:
        """Deliver a request as an envelope. Where it is not acknowledged in time, the person sees an error."""
        sent = _Sent(_envelope(headers["Content-Type"], body))
        with self._workspace.changed:
            self.sent.append(sent)
        return self._deliver(sent)

    def again(self) -> Answer:
        """Deliver the last envelope again, as if its acknowledgement was lost."""
        with self._workspace.changed:
            last = self.sent[-1]
        return self._deliver(last)

    def _deliver(self, sent: _Sent) -> Answer:
        workspace = self._workspace
        with workspace.changed:
            line = next((line for line in reversed(self._lines) if not line.leaving), None)
            before = len(sent.acks)
        if line is None:
            return Answer(0)
        try:
            line.socket.send(json.dumps(sent.envelope))
            workspace.wait_until(lambda: len(sent.acks) > before, workspace.answer_limit)
        except (ConnectionClosed, TimeoutError):
            return Answer(0)
        payload = sent.acks[before].get("payload") if sent.envelope["accepts_response_payload"] else None
        return Answer(200, json.dumps(payload).encode() if payload else b"")

    # What Slack does

    @property
    def connected(self) -> bool:
        """Whether the app can be reached."""
        with self._workspace.changed:
            return any(not line.leaving for line in self._lines)

    def ask_to_reconnect(self, reason: str = "refresh_requested") -> None:
        """Announce that the connections will be closed, as Slack does every few hours: ``warning`` or
        ``refresh_requested``."""
        with self._workspace.changed:
            lines = list(self._lines)
            for line in lines:
                line.leaving = True
        for line in lines:
            line.socket.send(_goodbye(reason))

    def drop(self) -> None:
        """Break every connection without announcing it."""
        with self._workspace.changed:
            lines, self._lines = self._lines, []
        for line in lines:
            with suppress(OSError):
                line.socket.socket.shutdown(socket.SHUT_RDWR)

    # The connection

    def _new_address(self) -> str:
        ticket = uuid4().hex
        self._tickets.add(ticket)
        return f"ws://127.0.0.1:{self._address}/link/?ticket={ticket}&app_id={self._workspace.app_id}"

    def _check_ticket(self, connection: ServerConnection, request: Request) -> Response | None:
        """Accept each address for one connection only."""
        ticket = dict(parse_qsl(urlsplit(request.path).query)).get("ticket", "")
        with self._workspace.changed:
            if ticket in self._tickets:
                self._tickets.remove(ticket)
                return None
        return connection.respond(HTTPStatus.FORBIDDEN, "no such ticket")

    def _connected(self, connection: ServerConnection) -> None:
        if self.turned_off:
            connection.send(_goodbye("link_disabled"))
            return
        line = _Line(connection)
        with self._workspace.changed:
            self._lines.append(line)
            self.connections += 1
            count = len(self._lines)
        with suppress(ConnectionClosed):
            connection.send(_hello(self._workspace.app_id, count))
            with self._workspace.changed:
                self._workspace.changed.notify_all()
            for text in connection:
                self._acknowledged(json.loads(text))
        with self._workspace.changed:
            self._lines = [each for each in self._lines if each is not line]
            self._workspace.changed.notify_all()

    def _acknowledged(self, ack: Json) -> None:
        with self._workspace.changed:
            for sent in self.sent:
                if sent.envelope["envelope_id"] == ack["envelope_id"]:
                    sent.acks.append(ack)
            self._workspace.changed.notify_all()


def _envelope(content_type: str, body: bytes) -> Json:
    """The envelope for the body of an HTTP request. Envelopes have no signature."""
    envelope: Json = {"envelope_id": str(uuid4())}
    if content_type == "application/json":
        more = {"accepts_response_payload": False, "retry_attempt": 0, "retry_reason": ""}
        return envelope | {"type": "events_api", "payload": json.loads(body), **more}
    form = {name: values[0] for name, values in parse_qs(body.decode(), keep_blank_values=True).items()}
    if "payload" in form:
        return envelope | {
            "type": "interactive",
            "payload": json.loads(form["payload"]),
            "accepts_response_payload": True,
        }
    return envelope | {"type": "slash_commands", "payload": form, "accepts_response_payload": True}


def _hello(app_id: str, count: int) -> str:
    about = {"num_connections": count, "debug_info": {"host": "stand-in", "approximate_connection_time": 18060}}
    return json.dumps({"type": "hello", "connection_info": {"app_id": app_id}, **about})


def _goodbye(reason: str) -> str:
    return json.dumps({"type": "disconnect", "reason": reason, "debug_info": {"host": "stand-in"}})
