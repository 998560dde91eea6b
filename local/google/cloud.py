"""What stands for Google's services on one machine: the real functions, SQLite, the triggers, Cloud Scheduler."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace

from local.google.functions import FunctionServer
from local.google.scheduler import LOCATION, PROJECT, CloudScheduler
from local.google.triggers import Triggers
from shared import wiring
from shared.clock import Clock
from shared.kpt.ids import StoredIn
from shared.logs import Log
from shared.settings import read_settings
from shared.store.engine.documents import Documents
from shared.store.engine.sqlite import SQLite
from shared.store.repository import Repository


@dataclass(frozen=True)
class Cloud:
    """Put together, and not running yet. ``documents`` is what the functions see of the store."""

    clock: Clock
    sqlite: SQLite
    documents: Documents
    functions: FunctionServer
    scheduler: CloudScheduler
    triggers: Triggers
    log: Log
    stored_in: StoredIn = "cloud"
    """What people are told: the story's team has a cloud, though it is played."""

    @contextmanager
    def running(self, slack: Mapping[str, str]) -> Iterator[wiring.Services]:
        """As long as this lasts, the functions can be called. ``slack``: the settings that say where Slack is."""
        with ExitStack() as stack:
            stack.callback(self.sqlite.close)
            stack.enter_context(self.scheduler)
            services = self._wire(slack)
            wiring.use(services)
            stack.callback(wiring.use, None)
            stack.enter_context(self.functions)
            yield services

    def _wire(self, slack: Mapping[str, str]) -> wiring.Services:
        environ = {
            **slack,
            "STORE": "sqlite::memory:",
            "GOOGLE_CLOUD_PROJECT": PROJECT,
            "SCHEDULER_LOCATION": LOCATION,
            "CLOUD_SCHEDULER_ENDPOINT": self.scheduler.endpoint,
            "INTERACTION_URL": self.functions.url("interaction"),
        }
        made = wiring.make(read_settings(environ))
        world = replace(
            made.world,
            clock=self.clock,
            store=Repository(lambda: self.documents),
            publisher=self.triggers,
            log=self.log,
            stored_in=self.stored_in,
        )
        return made.in_world(world)
