"""The body of a request: looked at only behind headers that could be Slack's, and given up where it trickles.

A thread that waits for a body takes no other request. Slack's bodies are there with their headers; what is not there
after half a second is somebody else's. What has arrived by then is read, however long the machine takes.
"""

import io
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from werkzeug.exceptions import ClientDisconnected

if TYPE_CHECKING:
    from flask import Request

ARRIVES_WITHIN = 0.5
"""Seconds from when we begin to read."""
LEFT_WITHIN = 0.05
"""Seconds for a body that nobody reads: what is there already is taken, so that the answer reaches who sent it."""
LEFT_AT_MOST = 4 * 1024 * 1024
"""Bytes of it."""


def read_in_time(request: "Request") -> bytes:
    """The body; one that has not arrived in time ends where it is, and so fits no signature."""
    with _hanging_up_after(ARRIVES_WITHIN, request):
        try:
            return request.get_data()
        except ClientDisconnected:
            request.stream = io.BytesIO()
            return b""


def leave(request: "Request") -> None:
    """Wait for no more of a body. functions-framework, which reads what a function has left unread, finds nothing."""
    request.max_content_length = None
    left = LEFT_AT_MOST
    with _hanging_up_after(LEFT_WITHIN, request), suppress(ClientDisconnected):
        while left > 0 and (read := request.stream.read(64 * 1024)):
            left -= len(read)
    request.stream = io.BytesIO()


@contextmanager
def _hanging_up_after(seconds: float, request: "Request") -> Iterator[None]:
    """Without a socket, as in a test, there is nothing that could be waited for. gunicorn and werkzeug name it."""
    connection = request.environ.get("gunicorn.socket") or request.environ.get("werkzeug.socket")
    if connection is None:
        yield
        return
    end = threading.Timer(seconds, _hang_up, (connection,))
    end.daemon = True
    end.start()
    try:
        yield
    finally:
        end.cancel()


def _hang_up(connection: socket.socket) -> None:
    """What has arrived can still be read, and the answer still be sent."""
    with suppress(OSError):  # the other side has gone
        connection.shutdown(socket.SHUT_RD)
