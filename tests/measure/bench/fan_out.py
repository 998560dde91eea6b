"""FAN-OUT: one slot of 10, 1,000 and 10,000 teams, through Google's Firestore and Pub/Sub emulators."""

import json
import os
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from statistics import median
from time import perf_counter

from google.cloud import pubsub_v1

from local.slack.outgoing.requests import Post
from shared.cloud.pubsub import PubSub
from shared.kpt.day import Slot
from shared.store.engine.firestore import Firestore
from shared.usecases.ports.world import World
from shared.usecases.reminding.remind import fan_out
from tests.counting import Counting
from tests.emulators import fresh_project, running_pubsub
from tests.measure.bench import stored
from tests.measure.bench.apps import App, Running, running
from tests.measure.bench.report import Report, Row, ms
from tests.measure.bench.slack import StandIn

SIZES = (10, 1_000, 10_000)
RUNS = 5
SLOT = "17:00 Europe/London"


def measure(report: Report, standin: StandIn) -> None:
    """Measure a process for each size, called in turn."""
    part = "Fan-out: 1,000 to 10,000 teams of a slot, of 10 to 1,000"
    took: dict[int, list[float]] = defaultdict(list)
    own: dict[int, list[float]] = defaultdict(list)
    with ExitStack() as stack:
        stack.enter_context(_pubsub())
        slots = {size: stack.enter_context(_slot_of(size, standin)) for size in SIZES}
        for run in range(RUNS + 1):
            for size, (process, world, counting) in slots.items():
                seconds, outside = process.send(pushed(slot=SLOT)), _outside_the_store(world, counting, size)
                if run:
                    took[size].append(seconds)
                    own[size].append(outside)
        peaks = {size: process.peak() for size, (process, _, _) in slots.items()}
    for what, seconds_of in (("outside the store", own), ("with the emulator's time, which has no index", took)):
        times = {size: median(seconds) for size, seconds in seconds_of.items()}
        few, many = (times[1_000] - times[10]) / 990, (times[10_000] - times[1_000]) / 9_000
        seen = f"{few * 1e6:.0f} and {many * 1e6:.0f} µs; 10,000 in {ms(times[10_000])}"
        report.add(Row(part, f"a team adds, {what}", many / few, 1.3, seen=seen))
    for larger, smaller in ((10_000, 1_000), (10_000, 10)):
        seen = f"{peaks[larger] >> 20} MiB, {smaller:,} teams {peaks[smaller] >> 20} MiB"
        report.add(Row(part, f"peak memory, of {smaller:,} teams'", peaks[larger] / peaks[smaller], 1.3, seen=seen))


def _outside_the_store(world: World, counting: Counting, size: int) -> float:
    """Fan out in this process. Returns the seconds without those of the store."""
    waited, begin = counting.waited, perf_counter()
    assert fan_out(world, "reminder", Slot.parse(SLOT)) == size
    return perf_counter() - begin - (counting.waited - waited)


def pushed(**message: str) -> Post:
    """The request of a Pub/Sub message to a function."""
    data = b64encode(json.dumps(message).encode()).decode()
    body = json.dumps({"message": {"data": data, "messageId": "1"}, "subscription": "projects/p/subscriptions/s"})
    headers = {
        "Content-Type": "application/json",
        "ce-id": "1",
        "ce-specversion": "1.0",
        "ce-type": "google.cloud.pubsub.topic.v1.messagePublished",
        "ce-source": "//pubsub",
    }
    return Post(headers, body.encode())


@contextmanager
def _pubsub() -> Iterator[None]:
    with running_pubsub() as host:
        os.environ["PUBSUB_EMULATOR_HOST"] = host
        yield
        del os.environ["PUBSUB_EMULATOR_HOST"]


@contextmanager
def _slot_of(size: int, standin: StandIn) -> Iterator[tuple[Running, World, Counting]]:
    project = fresh_project()
    team = stored.team(1, slots=(f"reminder {SLOT}",))
    documents = Firestore(project, "(default)")
    stored.found(documents, *(replace(team, id=f"T1-C{n}") for n in range(size)))
    with pubsub_v1.PublisherClient() as publisher:
        publisher.create_topic(name=publisher.topic_path(project, "reminder"))
    environ = {**standin.environ(), "GOOGLE_CLOUD_PROJECT": project}
    with running(App("reminder", "functions/reminder.py", environ)) as process:
        counting = Counting(documents)
        world = stored.world(counting, standin.environ())
        yield process, replace(world, publisher=PubSub(project)), counting
