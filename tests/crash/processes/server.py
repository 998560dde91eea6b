"""Forks processes that serve the functions: ``python -m tests.crash.processes.server SOCKET``.

It imports everything once and then forks, so that a process is there in some 20 ms. Each is a real process, which a
real SIGKILL ends. The server ends when its standard input ends.
"""

import os
import select
import signal
import socket
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any

from local.google.functions import NAMES, load
from shared.clock import SetClock
from shared.i18n.countries import country_of
from shared.i18n.dates import day_label, short_day
from shared.kpt.schedule.workdays import is_holiday
from shared.settings import read_settings
from shared.slack.api import web_api
from shared.slack.api.directory import Directory
from shared.slack.api.messenger import Messenger
from shared.slack.api.modals import Modals
from shared.slack.api.rate_limit import RateLimit
from shared.store.engine.documents import Documents
from shared.store.engine.firestore import Firestore
from shared.store.engine.sqlite import SQLite
from shared.store.repository import Repository
from shared.wiring import services as wiring
from tests.crash.processes.messages import Answered, Order, Published, Request, Stopped, Wrote
from tests.crash.processes.points import (
    Points,
    WatchedDocuments,
    WatchedScheduler,
    WatchedSheets,
    WatchedTopics,
    watched_client,
)


def main(address: str) -> None:
    """Fork a process for every connection, until the standard input ends."""
    for name in NAMES:
        load(name)
    _make_ready()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen(16)
        print("ready", flush=True)  # noqa: T201 - the test waits for it
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # the functions' log goes to the same file
        while True:
            ready, _, _ = select.select([listener, sys.stdin], [], [])
            if sys.stdin in ready:
                return
            accepted, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                serve(Connection(accepted.detach()))
                os._exit(0)
            accepted.close()


def _make_ready() -> None:
    """Load what is slow at its first use, so that no forked process has to."""
    today = datetime.now(UTC).date()
    is_holiday("JP", today)
    for language in ("ja", "en"):
        short_day(language, today)
        day_label(language, today)
    country_of("Asia/Tokyo")
    for client in ("scheduler_v1.services.cloud_scheduler.transports", "firestore_v1.services.firestore"):
        import_module(f"google.cloud.{client}")


def serve(test: "Connection[Any, Any]") -> None:
    """Serve requests in this process, one after the other, until the test closes the connection."""
    order: Order = test.recv()
    os.environ.update(order.environ)
    clock = SetClock(datetime.now(UTC))
    points = Points(order.stop, lambda passed: test.send(Stopped(passed)), test.recv)
    wiring.use(wired(order, clock, points, test))
    while True:
        try:
            request: Request = test.recv()
        except EOFError:
            return
        clock.set(request.now)
        client = load(request.function).test_client()
        answer = client.post("/", headers=dict(request.headers), data=request.body)
        test.send(Answered(answer.status_code, answer.get_data(), tuple(points.passed)))


def wired(order: Order, clock: SetClock, points: Points, test: "Connection[Any, Any]") -> wiring.Services:
    """The services as in the cloud, with each call watched."""
    settings = read_settings(order.environ)
    made = wiring.make(settings)
    documents: Documents = SQLite(order.sqlite, clock) if order.sqlite else Firestore(order.project, "(default)")
    watched = WatchedDocuments(documents, points, lambda paths: test.send(Wrote(tuple(paths))))

    def published(topic: str, message: Mapping[str, object]) -> None:
        test.send(Published(topic, dict(message)))

    messages, clicks = (
        watched_client(web_api.client(settings.bot_token, settings.slack_api_url, seconds), points)
        for seconds in (
            web_api.MESSAGE_TIMEOUT,
            web_api.MESSAGE_TIMEOUT,
        )  # the machine may be busy: no click is too slow
    )
    world = replace(
        made.world,
        store=Repository(lambda: watched),
        messenger=Messenger(messages, RateLimit(clock.waiting)),
        directory=Directory(clicks),
        publisher=WatchedTopics(points, published),
        scheduler=WatchedScheduler(made.world.scheduler, points),
        sheets=WatchedSheets(made.world.sheets, points),
        clock=clock,
        pause=clock.waiting.sleep,
    )
    in_world = made.in_world(world)
    return replace(in_world, context=replace(in_world.context, modals=Modals(clicks)))


if __name__ == "__main__":
    main(sys.argv[1])
