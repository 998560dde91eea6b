"""Everything on one machine: the real functions, the stand-ins for Slack and Google, SQLite, and a clock that is
set."""

from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from typing import Any, Self

from local.google.cloud import Cloud
from local.google.functions import BoardServer, FunctionServer
from local.google.scheduler import CloudScheduler
from local.google.sheets import GoogleSheets
from local.google.triggers import TurnedTriggers
from local.slack.api.server import Slack
from local.slack.manifest import installed
from local.slack.outgoing.event_sender import EventSender
from local.slack.outgoing.requests import http_sender
from local.slack.people.person import Person
from local.slack.state.workspace import Workspace
from shared.clock import SetClock
from shared.logs import Log
from shared.store.engine.documents import Documents
from shared.store.engine.sqlite import SQLite


class Machine:
    """The machine, as a context manager. The app reaches the stand-in for Slack over HTTP with its real client."""

    def __init__(
        self,
        now: datetime,
        *,
        path: str = ":memory:",
        documents: Documents | None = None,
        functions: FunctionServer | None = None,
        log: Log | None = None,
        in_front: Callable[[Documents], Documents] | None = None,
        board_port: int = 0,
        hourly: bool = False,
        pause: Callable[[float], None] | None = None,
        **workspace: Any,
    ) -> None:
        """``documents``: a store instead of SQLite at ``path``; its writes start no functions.

        ``board_port``: the board's port, where it is free. ``hourly``: whether the sweep also looks every hour, as at
        Google. ``in_front``: wraps the store that the functions see, such as with one that can be down. ``pause``: how
        a run waits for another one, where that does not only move the clock.
        """
        self.clock = SetClock(now)
        self.sqlite = SQLite(path, self.clock)
        store: Documents = documents or self.sqlite
        self.documents = in_front(store) if in_front else store
        self.workspace = Workspace(self.clock, **{**installed(), **workspace})
        self.slack = Slack(self.workspace)
        self.functions = functions or FunctionServer()
        self.scheduler = CloudScheduler()
        self.board = BoardServer(board_port)
        self.google_sheets = GoogleSheets(now=lambda: self.clock.now().timestamp())
        self.triggers = TurnedTriggers(self.sqlite, self.clock, self.functions, self.scheduler)
        self.events = EventSender(self.workspace, http_sender(self.functions.url("interaction")))
        self._log, self._hourly = log or Log(), hourly
        self._pause = pause or self.clock.waiting.sleep
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        cloud = Cloud(
            self.clock,
            self.sqlite,
            self.documents,
            self.functions,
            self.scheduler,
            self.triggers,
            self._log,
            google_sheets=self.google_sheets,
            waiting=self.clock.waiting,
            pause=self._pause,
            board=self.board,
        )
        self._stack.enter_context(self.slack)
        self.services = self._stack.enter_context(
            cloud.running(
                {
                    "SLACK_BOT_TOKEN": self.workspace.token,
                    "SLACK_SIGNING_SECRET": self.workspace.signing_secret,
                    "SLACK_API_URL": self.slack.url,
                }
            )
        )
        self.workspace.on_event = self.events.send
        # The store does not hold jobs. The sweep makes those that its slots need.
        self.scheduler.add_sweep()
        if self._hourly:
            self.scheduler.add_look()
        if any(True for _ in self.services.world.store.slots.all()):
            self.triggers.publish("sweep", [{}])
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def person(self, user: str) -> Person:
        """A person of the workspace, whose requests reach the function `interaction`."""
        return Person(self.workspace, user, http_sender(self.functions.url("interaction")))
