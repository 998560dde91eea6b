"""Runs the real functions, SQLite and the triggers with this machine's clock and a real workspace."""

import secrets
import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from local.google.cloud import Cloud
from local.google.functions import BoardServer, FunctionServer
from local.google.scheduler import CloudScheduler
from local.google.triggers import Triggers
from local.slack.outgoing.requests import Answer, http_sender, signed_with
from local.socket_mode.alarm import Alarm
from local.socket_mode.connection import PING_EVERY, Connection
from local.socket_mode.sentences import Ended
from local.socket_mode.tokens import Tokens
from shared.clock import Clock
from shared.logs import Log
from shared.store.engine.sqlite import SQLite
from shared.store.repository import Repository

DOCUMENTS, JOBS = "documents.sqlite", "jobs.json"
LOOKS_AGAIN = 30.0
"""The longest wait in seconds. The time that the machine sleeps does not count in a wait."""
COMES_AGAIN, COMES_AGAIN_AT_LAST = 2.0, 60.0
"""Seconds until an event that was not acknowledged is delivered again: at first, and at most."""


class Run:
    """The run, as a context manager. ``serve()`` runs it; ``turn()`` is one round."""

    def __init__(
        self,
        tokens: Tokens,
        address: str,
        folder: Path,
        say: Callable[[str], None],
        *,
        clock: Clock,
        log: Log,
        ping_every: float = PING_EVERY,
    ) -> None:
        """``address``: for the first connection. ``folder``: where everything is stored. ``say``: called with the name
        of a sentence."""
        folder.mkdir(parents=True, exist_ok=True)
        self._tokens = tokens
        self._clock = clock
        self._secret = secrets.token_hex(32)
        self._functions = FunctionServer()
        self.board = BoardServer()
        self._scheduler = CloudScheduler()
        self._sqlite = SQLite(str(folder / DOCUMENTS), clock)
        self.triggers = Triggers(self._sqlite, clock, self._functions)
        store = Repository(lambda: self._sqlite)
        self.alarm = Alarm(self._scheduler, self.triggers, store, clock, folder / JOBS)
        self._log = log
        self._woken = threading.Event()
        self._patience = COMES_AGAIN
        self._deliver = http_sender(self._functions.url("interaction"))
        self._connection = Connection(
            tokens, address, self._answer, heard=self._woken.set, say=say, ping_every=ping_every
        )
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        cloud = Cloud(
            self._clock,
            self._sqlite,
            self._sqlite,
            self._functions,
            self._scheduler,
            self.triggers,
            self._log,
            stored_in="machine",
            board=self.board,
        )
        slack = {
            "SLACK_BOT_TOKEN": self._tokens.bot,
            "SLACK_SIGNING_SECRET": self._secret,
            "SLACK_API_URL": self._tokens.api,
        }
        with ExitStack() as stack:
            stack.enter_context(cloud.running(slack))
            self.alarm.restore()
            stack.enter_context(self._connection)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def serve(self) -> Ended:
        """Run until somebody has to mend something, and return what. An interrupt may end it at any time without a
        loss."""
        while self._connection.over is None:
            self._woken.clear()
            self._woken.wait(self.turn())
        return self._connection.over

    def turn(self) -> float:
        """Fire due jobs and deliver waiting events. Returns the seconds until the next round."""
        self.alarm.fire_due()
        settled = self.triggers.settle()
        if settled:
            self.alarm.keep()
        self._patience = COMES_AGAIN if settled else min(2 * self._patience, COMES_AGAIN_AT_LAST)
        coming = self.alarm.next_at
        left = (coming - self._clock.now()).total_seconds() if coming else LOOKS_AGAIN
        return max(0.0, min(left, LOOKS_AGAIN, LOOKS_AGAIN if settled else self._patience))

    def _answer(self, body: bytes, content_type: str) -> Answer:
        return self._deliver(*signed_with(self._secret, self._clock, body, content_type))
