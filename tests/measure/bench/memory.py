"""MEMORY: the peak of each function's process after 1,000 requests, of that after 10."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta

from local.google.scheduler import LOCATION, CloudScheduler
from local.slack.outgoing.requests import Post
from shared.kpt.entry.answer import Answer
from shared.kpt.entry.entry import Texts
from shared.kpt.team.team import Team
from shared.store.engine.documents import Documents
from shared.store.engine.firestore import Firestore
from shared.store.repository import Repository
from tests.emulators import fresh_project
from tests.measure.bench import stored
from tests.measure.bench.apps import App, running
from tests.measure.bench.fan_out import pushed
from tests.measure.bench.report import Report, Row
from tests.measure.bench.slack import StandIn

FEW, MANY = 10, 1_000
Requests = Callable[[int], Post]


def measure(report: Report, standin: StandIn) -> None:
    """All functions at once, each with work that changes something every time."""
    standin.delay(0)
    team = stored.team(1)
    names = ("interaction", "reminder", "digest", "announce", "errand", "schedule", "sweep")
    stores = {name: _store_of(team) for name in names}
    kinds: dict[str, Requests] = {
        "interaction": lambda n: standin.command("U1") if n % 2 or n < 2 else standin.submission("U1", f"Kept {n}"),
        "reminder": lambda n: pushed(team=team.id, day=str(stored.today() - timedelta(30 + n))),
        "digest": lambda n: pushed(team=team.id, day=str(stored.today() - timedelta(30 + n))),
        "announce": lambda n: _written(stores["announce"][1], team.id, n),
        "errand": lambda n: _errand(stores["errand"][1], team.id, n),
        "schedule": lambda _: written(f"teams/{team.id}"),
        "sweep": lambda _: pushed(team=team.id),
    }
    with ExitStack() as stack, CloudScheduler() as scheduler, ThreadPoolExecutor(len(kinds)) as pool:
        clock = {"SCHEDULER_LOCATION": LOCATION, "CLOUD_SCHEDULER_ENDPOINT": scheduler.endpoint}
        environ = {**standin.environ(), **clock}
        apps = {
            name: App(name, f"functions/{name}.py", {**environ, "GOOGLE_CLOUD_PROJECT": project})
            for name, (project, _) in stores.items()
        }
        processes = {name: stack.enter_context(running(app)) for name, app in apps.items()}

        def peaks(name: str) -> tuple[int, int]:
            process, request = processes[name], kinds[name]
            few = 0
            for n in range(MANY):
                process.send(request(n))
                few = process.peak() if n == FEW - 1 else few
            return few, process.peak()

        for name, (few, many) in zip(kinds, pool.map(peaks, kinds), strict=True):
            seen = f"{many / 2**20:.1f} MiB, after {FEW} {few / 2**20:.1f} MiB"
            report.add(Row(f"Memory: after {MANY:,} requests, of {FEW}", name, many / few, 1.1, seen=seen))


def _store_of(team: Team) -> tuple[str, Documents]:
    """A project of its own, so that no function waits for another; the team has written once."""
    project = fresh_project()
    documents = Firestore(project, "(default)")
    stored.found(documents, team)
    stored.answer_today(documents, team)
    return project, documents


def written(document: str) -> Post:
    """A write, as Eventarc tells it."""
    headers = {
        "Content-Type": "application/protobuf",
        "ce-id": "1",
        "ce-specversion": "1.0",
        "ce-type": "google.cloud.firestore.document.v1.written",
        "ce-source": "//firestore",
        "ce-document": document,
    }
    return Post(headers, b"")


def _written(documents: Documents, team: str, number: int) -> Post:
    """Another day is written by somebody, or the one before is changed."""
    store, day = Repository(lambda: documents), stored.today() - timedelta(2000 + number // 2)
    given = Answer("written", f"token {number}", "command", Texts(f"Kept {number}"))
    store.entries.answer(store.entries.records(team, "U1", [day]), day, given)
    return written(f"teams/{team}/entries/{day}_U1")


def _errand(documents: Documents, team: str, number: int) -> Post:
    """Somebody wants that day's reminder now."""
    day = stored.today() - timedelta(4000 + number)
    fields = {"kind": "remind", "by": "U1", "team": team, "day": str(day)}
    Repository(lambda: documents).errands.add(f"remind-{day}", fields)
    return written(f"errands/remind-{day}")
