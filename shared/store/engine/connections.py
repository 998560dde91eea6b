"""HTTP to one host over connections that stay open, for what may be asked twice.

It stands on ``http.client``, which the functions' framework has loaded already. Importing urllib3 would take 15 ms of
the board's cold start.
"""

import ssl
import time
from collections import deque
from collections.abc import Callable, Mapping
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Final, NamedTuple
from urllib.parse import urlsplit
from weakref import finalize

PAUSES: Final = (0.0, 0.4, 0.8)
"""Seconds before each further attempt."""
AGAIN: Final = frozenset({429, 500, 503, 504})
"""Google asks to try again: https://cloud.google.com/firestore/docs/understand-error-codes"""


class NoAnswer(Exception):
    """The host did not answer, or not in time."""


class Answer(NamedTuple):
    """A status code and a body."""

    status: int
    data: bytes


class Connections:
    """Connections to one host, such as ``https://firestore.googleapis.com``. Thread-safe; nothing is connected yet."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        host = parts.hostname or ""
        self._new: Callable[[], HTTPConnection] = partial(HTTPConnection, host, parts.port)
        if parts.scheme == "https":
            # Loading the authorities takes some 20 ms: once for all connections.
            self._new = partial(HTTPSConnection, host, parts.port, context=ssl.create_default_context())
        self._idle: deque[HTTPConnection] = deque()
        finalize(self, _close, self._idle)

    def ask(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None, *, timeout: float
    ) -> Answer:
        """Ask once. ``timeout``: seconds of silence. Raises ``NoAnswer``."""
        while True:
            connection, is_new = self._take(timeout)
            try:
                connection.request(method, path, body, headers)
                response = connection.getresponse()
                answer = Answer(response.status, response.read())
            except (OSError, HTTPException) as error:
                connection.close()
                if isinstance(error, ConnectionError | ssl.SSLError) and not is_new:
                    continue  # the host had closed it meanwhile
                raise NoAnswer(f"{type(error).__name__}: {error}") from error
            self._idle.append(connection)
            return answer

    def ask_patiently(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None, *, timeout: float
    ) -> Answer:
        """Ask, and ask again where nobody answers or Google asks for it. Returns the last answer. Raises
        ``NoAnswer``."""
        for pause in PAUSES:
            try:
                answer = self.ask(method, path, headers, body, timeout=timeout)
            except NoAnswer:
                pass
            else:
                if answer.status not in AGAIN:
                    return answer
            time.sleep(pause)
        return self.ask(method, path, headers, body, timeout=timeout)

    def _take(self, timeout: float) -> tuple[HTTPConnection, bool]:
        """A connection that is idle, or a new one; and whether it is new."""
        try:
            connection, is_new = self._idle.pop(), False
        except IndexError:
            connection, is_new = self._new(), True
        connection.timeout = timeout
        if connection.sock:
            connection.sock.settimeout(timeout)
        return connection, is_new


def _close(connections: deque[HTTPConnection]) -> None:
    for connection in connections:
        connection.close()
