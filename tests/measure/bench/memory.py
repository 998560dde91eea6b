"""MEMORY: the peak of each function's process after 1,000 requests, as a ratio to the peak after 10."""

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
    """Measure all functions at once, with requests that each change something."""
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
    """A project for one function, so that none waits for another. The team has written once."""
    project = fresh_project()
    documents = Firestore(project, "(default)")
    stored.found(documents, team)
    stored.answer_today(documents, team)
    return project, documents


def written(document: str) -> Post:
    """The request of a written document, as Eventarc sends it."""
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
    """Write the entry of another day, or change the one before. Returns the request that follows."""
    store, day = Repository(lambda: documents), stored.today() - timedelta(2000 + number // 2)
    given = Answer("written", f"token {number}", "command", Texts(f"Kept {number}"))
    store.entries.answer(store.entries.records(team, "U1", [day]), day, given)
    return written(f"teams/{team}/entries/{day}_U1")


def _errand(documents: Documents, team: str, number: int) -> Post:
    """Leave the errand for a day's reminder. Returns the request that follows."""
    day = stored.today() - timedelta(4000 + number)
    fields = {"kind": "remind", "by": "U1", "team": team, "day": str(day)}
    Repository(lambda: documents).errands.add(f"remind-{day}", fields)
    return written(f"errands/remind-{day}")
