"""Puts together what stands in for Google's services on one machine: the real functions, SQLite, triggers,
Scheduler."""

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace

from local.google.functions import BoardServer, FunctionServer
from local.google.scheduler import LOCATION, PROJECT, CloudScheduler
from local.google.sheets import GoogleSheets
from local.google.triggers import Triggers
from shared.clock import REALLY, Clock, Waiting
from shared.kpt.ids import StoredIn
from shared.logs import Log
from shared.settings import Settings, read_settings
from shared.store.engine.documents import Documents
from shared.store.engine.sqlite import SQLite
from shared.store.repository import Repository
from shared.wiring import board as wiring_of_board
from shared.wiring import services as wiring

ACCOUNT = f"furikaeri-sheet@{PROJECT}.iam.gserviceaccount.com"
"""The account with which people share their spreadsheet."""


@dataclass(frozen=True)
class Cloud:
    """The services, not running yet. ``documents`` is the store as the functions see it."""

    clock: Clock
    sqlite: SQLite
    documents: Documents
    functions: FunctionServer
    scheduler: CloudScheduler
    triggers: Triggers
    log: Log
    google_sheets: GoogleSheets | None = None
    """The stand-in for Google Sheets; None: spreadsheets are not offered."""
    stored_in: StoredIn = "cloud"
    """Where the app tells people that entries are stored. The demo's team has a cloud, although it is simulated."""
    waiting: Waiting = REALLY
    """How messages wait for their turn at Slack."""
    pause: Callable[[float], None] = REALLY.sleep
    """How a run waits for another one."""
    board: BoardServer = field(default_factory=BoardServer)

    @contextmanager
    def running(self, slack: Mapping[str, str]) -> Iterator[wiring.Services]:
        """Run the services: inside this context the functions can be called. ``slack``: the settings for reaching
        Slack."""
        with ExitStack() as stack:
            stack.callback(self.sqlite.close)
            stack.enter_context(self.scheduler)
            board = stack.enter_context(self.board)
            if self.google_sheets:
                stack.enter_context(self.google_sheets)
            settings = self._settings(slack, board.url)
            services = self._wire(settings)
            wiring.use(services)
            stack.callback(wiring.use, None)
            site = wiring_of_board.make(settings, self.clock)
            wiring_of_board.use(replace(site, store=services.world.store, log=self.log))
            stack.callback(wiring_of_board.use, None)
            stack.enter_context(self.functions)
            yield services

    def _settings(self, slack: Mapping[str, str], board: str) -> Settings:
        environ = {
            **slack,
            "BOARD_URL": board,
            "BOARD_KEY": secrets.token_hex(16),
            "STORE": "sqlite::memory:",
            "GOOGLE_CLOUD_PROJECT": PROJECT,
            "SCHEDULER_LOCATION": LOCATION,
            "CLOUD_SCHEDULER_ENDPOINT": self.scheduler.endpoint,
            "INTERACTION_URL": self.functions.url("interaction"),
            **({"SHEET_ACCOUNT": ACCOUNT, "SHEETS_API_URL": self.google_sheets.url} if self.google_sheets else {}),
        }
        return read_settings(environ)

    def _wire(self, settings: Settings) -> wiring.Services:
        made = wiring.make(settings, self.waiting)
        world = replace(
            made.world,
            clock=self.clock,
            pause=self.pause,
            store=Repository(lambda: self.documents),
            publisher=self.triggers,
            log=self.log,
            stored_in=self.stored_in,
        )
        return made.in_world(world)
