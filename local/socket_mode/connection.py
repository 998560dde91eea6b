"""The WebSocket to Slack: hands what people do to the function `interaction`, and answers with what it returns.

Each envelope becomes the request that Slack would have sent over HTTP
(https://docs.slack.dev/apis/events-api/using-socket-mode), signed with a secret that this process generated. So the
function needs no special case.
"""

import json
import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Self
from urllib.parse import urlencode

from slack_sdk.errors import SlackApiError, SlackClientNotConnectedError
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.builtin.connection import Connection as Session
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from local.slack.outgoing.requests import Answer
from local.socket_mode.sentences import Ended
from local.socket_mode.tokens import STAYS, Tokens, refusal
from shared.slack.api import web_api

Deliver = Callable[[bytes, str], Answer]
"""Hands a body with its content type to the function `interaction`."""
FIRST_HELLO_WITHIN = 10.0
PING_EVERY = 5.0
"""Seconds between pings. After four without an answer, as after a sleep, slack_sdk makes a new connection."""
ENDS_AN_OLD_ONE = 0.1
"""Seconds that an old connection is still read while the new one opens: slack_sdk reads one after the other."""


class Connection:
    """The connection, as a context manager. It reconnects by itself. ``over`` is set where somebody has to mend
    something first.

    ``heard`` is called after each envelope and each new connection, ``say`` with "lost" and "back".
    """

    def __init__(
        self,
        tokens: Tokens,
        address: str,
        deliver: Deliver,
        *,
        heard: Callable[[], None],
        say: Callable[[str], None],
        ping_every: float = PING_EVERY,
    ) -> None:
        """``address``: the result of ``new_address``, for the first connection."""
        self.over: Ended | None = None
        self._deliver, self._heard, self._say = deliver, heard, say
        self._greeted = threading.Event()
        self._is_lost = False
        self._session: Session | None = None
        self._client = _Client(
            tokens.app,
            logger=_calm(self._lost),
            web_client=tokens.web(web_api.MESSAGE_TIMEOUT),
            ping_interval=ping_every,
            on_message_listeners=[self._on_text],
        )
        self._client.wss_uri = address
        self._client.refused = self._refused
        self._client.socket_mode_request_listeners.append(self._on_envelope)

    def __enter__(self) -> Self:
        self._client.connect()
        if not self._greeted.wait(FIRST_HELLO_WITHIN) or self.over:
            self.__exit__()
            raise self.over or Ended("no_network", code="WebSocket")
        return self

    def __exit__(self, *_: object) -> None:
        self._client.closed = True
        self._client.enqueue_message("")  # wakes the thread that waits a second for a message
        self._client.close()

    def _on_envelope(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        """Acknowledge an envelope that the function took, with its answer. Slack sends others again, or shows an
        error."""
        answer = self._deliver(*as_request(request))
        if answer.status == 200:
            payload = answer_of(answer.body) if request.accepts_response_payload else None
            try:
                client.send_message(as_text(SocketModeResponse(request.envelope_id, payload)))
            except SlackClientNotConnectedError:
                self._lost()
        self._heard()

    def _on_text(self, text: str) -> None:
        """Handle a message. The thread that reads the connection calls this."""
        message = json.loads(text) if text.startswith("{") else {}
        if message.get("type") == "hello":
            if self._is_lost:
                self._say("back")
            self._is_lost, self._session = False, self._client.current_session
            self._greeted.set()
            self._heard()
        elif message.get("type") == "disconnect":
            self._on_goodbye(str(message.get("reason")))

    def _on_goodbye(self, reason: str) -> None:
        if reason == "link_disabled":
            self._end(Ended("turned_off"))
        if self._session and self._session.sock:
            self._session.sock.settimeout(ENDS_AN_OLD_ONE)

    def _refused(self, code: str) -> None:
        if code in STAYS:
            self._end(refusal("app", code))

    def _end(self, why: Ended) -> None:
        self.over = self.over or why
        self._client.is_over = True
        self._greeted.set()
        self._heard()

    def _lost(self) -> None:
        if self._greeted.is_set() and not self._is_lost and not self._client.closed and not self.over:
            self._is_lost = True
            self._say("lost")


class _Client(SocketModeClient):
    """Reports why Slack refuses an address, and asks for none after ``is_over``."""

    refused: Callable[[str], None]
    is_over = False

    def disconnect(self) -> None:
        with suppress(AttributeError):  # the reading thread has just closed it
            super().disconnect()

    def issue_new_wss_url(self) -> str:
        if self.is_over:
            raise SlackClientNotConnectedError("it is over")
        try:
            return super().issue_new_wss_url()
        except SlackApiError as error:
            self.refused(str(error.response.get("error")))
            raise


def as_request(envelope: SocketModeRequest) -> tuple[bytes, str]:
    """The body and content type of the request that Slack would have sent over HTTP."""
    payload = envelope.payload
    if envelope.type == "events_api":
        return json.dumps(payload).encode(), "application/json"
    form = {"payload": json.dumps(payload)} if envelope.type == "interactive" else payload
    return urlencode(form).encode(), "application/x-www-form-urlencoded"


def answer_of(body: bytes) -> dict[str, Any] | None:
    """The function's answer, for an acknowledgement; None where it is empty."""
    answer = json.loads(body) if body else None
    return answer if isinstance(answer, dict) else None


def as_text(response: SocketModeResponse) -> str:
    """An acknowledgement as JSON, without escapes for Japanese: slack_sdk sends at most 65,535 bytes at once."""
    return json.dumps(response.to_dict(), ensure_ascii=False)


class _Errors(logging.Handler):
    def __init__(self, hear: Callable[[], None]) -> None:
        super().__init__(logging.ERROR)
        self._hear = hear

    def emit(self, _record: logging.LogRecord) -> None:
        self._hear()


def _calm(hear: Callable[[], None]) -> logging.Logger:
    """A logger for slack_sdk that prints nothing, and calls ``hear`` for each error."""
    logger = logging.Logger("furikaeri.socket", logging.ERROR)
    logger.addHandler(_Errors(hear))
    return logger
