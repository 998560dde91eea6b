"""Reads a request's body: only after headers that could be Slack's, and only for half a second.

A thread that waits for a body serves no other request. Slack's bodies arrive with their headers; a body that is not
there after half a second is not Slack's. What has arrived by then is read, however slow the machine is.
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
"""Seconds that a body has to arrive, from the first read."""
LEFT_WITHIN = 0.05
"""Seconds to drain a body that nobody reads, so that the answer reaches the sender."""
LEFT_AT_MOST = 4 * 1024 * 1024
"""Bytes of such a body that are drained."""


def read_in_time(request: "Request") -> bytes:
    """The body. One that has not arrived in time is cut short, so that its signature does not fit."""
    with _hanging_up_after(ARRIVES_WITHIN, request):
        try:
            return request.get_data()
        except ClientDisconnected:
            request.stream = io.BytesIO()
            return b""


def leave(request: "Request") -> None:
    """Drain the body without waiting for the rest. functions-framework reads what a function leaves unread; it finds
    nothing."""
    request.max_content_length = None
    left = LEFT_AT_MOST
    with _hanging_up_after(LEFT_WITHIN, request), suppress(ClientDisconnected):
        while left > 0 and (read := request.stream.read(64 * 1024)):
            left -= len(read)
    request.stream = io.BytesIO()


@contextmanager
def _hanging_up_after(seconds: float, request: "Request") -> Iterator[None]:
    """Stop receiving after so many seconds. gunicorn and werkzeug put the socket into the environment; without one, as
    in a test, there is nothing to wait for."""
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
    """Receive no more. What has arrived can still be read, and the answer can still be sent."""
    with suppress(OSError):  # the other side has gone
        connection.shutdown(socket.SHUT_RD)
