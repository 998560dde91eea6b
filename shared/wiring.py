"""The one place where everything is put together: late, at first use, from the environment."""

import os
import threading
from dataclasses import dataclass

from shared.clock import SystemClock
from shared.cloud.pubsub import PubSub
from shared.cloud.scheduler import Scheduler
from shared.cloud.warm import warm
from shared.kpt.ports import World
from shared.logs import Log
from shared.settings import Settings, SettingsMissing, read_settings
from shared.slack import calls
from shared.slack.answers.front import Front
from shared.slack.directory import Directory
from shared.slack.forms import Forms
from shared.slack.messenger import Messenger
from shared.store.documents import Documents
from shared.store.repository import Repository


@dataclass(frozen=True)
class Services:
    """What the functions work with."""

    world: World
    front: Front
    signing_secrets: tuple[str, ...]


_made: Services | None = None
_lock = threading.Lock()


def needs(*settings: str) -> None:
    """What a function has to be told by its environment, checked when functions-framework starts it: one sentence
    names all that is missing. Where services are in use already, they were made from elsewhere."""
    if _made is not None or "FUNCTION_TARGET" not in os.environ:
        return
    try:
        read_settings(os.environ, settings)
    except SettingsMissing as missing:
        raise SystemExit(str(missing)) from missing


def services() -> Services:
    """The services of this process; made from its environment at first use."""
    global _made
    with _lock:
        if _made is None:
            _made = make(read_settings(os.environ))
        return _made


def use(services: Services | None) -> None:
    """Let the functions of this process work with these services: the seam for tests and the local run."""
    global _made
    with _lock:
        _made = services


def make(settings: Settings) -> Services:
    """Services for these settings. Nothing is connected yet."""
    clock, log = SystemClock(settings.clock_offset), Log()
    messages = calls.client(settings.bot_token, settings.slack_api_url, calls.MESSAGE_TIMEOUT)
    clicks = calls.client(settings.bot_token, settings.slack_api_url, calls.CLICK_TIMEOUT)
    world = World(
        store=Repository(lambda: _open_store(settings, clock)),
        messenger=Messenger(messages),
        directory=Directory(clicks),
        publisher=PubSub(settings.project),
        scheduler=Scheduler(settings.project, settings.scheduler_location, settings.scheduler_endpoint),
        clock=clock,
        warm=lambda: _warm(settings.interaction_url, log),
        log=log,
    )
    return Services(world, Front(world, Forms(clicks)), settings.signing_secrets)


def _open_store(settings: Settings, clock: SystemClock) -> Documents:
    """Imported here and not above: the commonest click opens its form without a store."""
    if settings.sqlite_path:
        from shared.store.sqlite import SQLite

        return SQLite(settings.sqlite_path, clock)
    from shared.store.firestore import Firestore

    return Firestore(settings.project, settings.database)


def _warm(url: str, log: Log) -> None:
    if url and not warm(url):
        log("interaction.not_warmed", "WARNING")
