"""Plays a scenario again and again from the same beginning, each time with a process that stops at another point."""

import os
import pickle
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, Self

from local.google.cloud import ACCOUNT
from local.google.scheduler import LOCATION, PROJECT, CloudScheduler
from local.google.sheets import GoogleSheets
from local.google.triggers import woken_by
from local.slack.api.server import Slack
from local.slack.outgoing.requests import Answer
from local.slack.people.person import Person
from local.slack.state.workspace import Workspace
from shared.clock import SetClock
from shared.store.engine.documents import Documents, Put
from shared.store.engine.firestore import Firestore
from shared.store.engine.sqlite import SQLite
from tests.crash.compared.everything import everything
from tests.crash.compared.standing import Standing, begins_now, standing_messages, standing_rows, steady, timeless
from tests.crash.events import Event, published, written
from tests.crash.processes.messages import Order, Published, Request, Wrote
from tests.crash.processes.points import Stop
from tests.crash.processes.process import Process
from tests.emulators import fresh_project
from tests.story.conftest import Story, working

PAST_THE_LEASE = timedelta(minutes=3)
ROUNDS = 8
"""How often a trigger is repeated before the play fails."""


@dataclass(frozen=True)
class Scenario:
    """``before`` is played once, undisturbed. ``act`` is then played from there, again and again."""

    name: str
    at: datetime
    before: Callable[[Story], None]
    act: Callable[["Play"], None]
    scopes: frozenset[str] = frozenset({"channels:history"})
    replies: bool = True
    """Whether Slack lets the app read the replies of a channel's thread."""
    order_shows: bool = False
    """Whether a message's text depends on which of two triggers came first."""


Meanwhile = Callable[["Play", Event], bool]
"""What else happens while a process waits during an event. Returns whether another process handled that event
meanwhile: then the waiting process's answer is ignored."""


@dataclass
class Opening:
    """The state of everything when a scenario begins."""

    now: datetime
    documents: bytes
    workspace: bytes
    jobs: Mapping[str, Any]
    spreadsheets: bytes


@dataclass
class Stage:
    """The stand-ins, which all plays of a scenario share."""

    scenario: Scenario
    opening: Opening
    address: str
    directory: Path
    workspace: Workspace
    slack: Slack
    scheduler: CloudScheduler
    google_sheets: GoogleSheets
    firestore: bool
    numbers: Iterator[int] = field(default_factory=count)

    def play(self, stop: Stop | None = None, meanwhile: "Meanwhile | None" = None) -> "Play":
        """A new play from the beginning, with a process that stops at ``stop``. ``meanwhile`` happens while it waits.

        Without ``meanwhile`` a waiting process counts as silent, and the next call goes to another one.
        """
        return Play(self, stop, meanwhile)


class Play:
    """One play, as a context manager. A process serves the functions; after it was killed, a new one does."""

    def __init__(self, stage: Stage, stop: Stop | None, meanwhile: "Meanwhile | None") -> None:
        self.stage, self.workspace = stage, stage.workspace
        self._meanwhile = meanwhile
        self.clock = SetClock(stage.opening.now)
        self.events: list[Event] = []
        self._file = stage.directory / f"{next(stage.numbers)}.sqlite"
        self._project = fresh_project() if stage.firestore else ""
        self._firestore = Firestore(self._project, "(default)")
        self._ids = count(1)
        self._processes: list[Process] = []
        self.first = self._new_process(stop)
        self.process = self.first

    def __enter__(self) -> Self:
        opening, workspace = self.stage.opening, self.workspace
        workspace.clock = self.clock
        workspace.restore(pickle.loads(opening.workspace))  # noqa: S301 - pickled by this process
        self.stage.scheduler.jobs = dict(opening.jobs)
        self.stage.slack.faults.clear()
        self.stage.google_sheets.spreadsheets = pickle.loads(opening.spreadsheets)  # noqa: S301 - as above
        self._file.write_bytes(opening.documents)
        if self._project:
            self._bring_to_firestore()
        return self

    def __exit__(self, *_: object) -> None:
        for process in self._processes:
            process.close()
        for file in self.stage.directory.glob(f"{self._file.name}*"):
            file.unlink()

    def _bring_to_firestore(self) -> None:
        """Copy the documents to Firestore. An open digest gets the store's own time, which our clock does not move."""
        sqlite = SQLite(str(self._file), self.clock)
        puts = [Put(d.path, {**d.fields, **begins_now(d)}) for d in everything(sqlite)]
        sqlite.close()
        self._firestore.commit(puts)

    # Processes

    def _new_process(self, stop: Stop | None = None) -> Process:
        environ = {
            "SLACK_BOT_TOKEN": self.workspace.token,
            "SLACK_SIGNING_SECRET": self.workspace.signing_secret,
            "SLACK_API_URL": self.stage.slack.url,
            "STORE": "firestore" if self._project else f"sqlite:{self._file}",
            "GOOGLE_CLOUD_PROJECT": PROJECT,
            "SCHEDULER_LOCATION": LOCATION,
            "CLOUD_SCHEDULER_ENDPOINT": self.stage.scheduler.endpoint,
            "SHEETS_API_URL": self.stage.google_sheets.url,
            "SHEET_ACCOUNT": ACCOUNT,
            "FIRESTORE_EMULATOR_HOST": os.environ.get("FIRESTORE_EMULATOR_HOST", ""),
        }
        order = Order(environ, "" if self._project else str(self._file), self._project, stop)
        process = Process(self.stage.address, order)
        self._processes.append(process)
        return process

    def another(self) -> Process:
        """A further process, beside the one that is called."""
        return self._new_process()

    def ask(self, function: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Call a function in the present process, or in a new one. Status 0: there was no answer."""
        if self.process.ended or self.process.waits:
            self.process = self._new_process()
        asked = self.process
        answered = asked.ask(Request(function, headers, body, self.clock.now()))
        self._take_note(asked)
        if asked.waits and self._meanwhile:
            is_dealt_with = self._meanwhile(self, Event(function, headers, body))
            answer = self.go_on()
            return Answer(200) if is_dealt_with else answer
        return Answer(answered.status, answered.body) if answered else Answer(0)

    def go_on(self) -> Answer:
        """Let the first process go on from where it waits. Returns its answer."""
        answered = self.first.go_on()
        self._take_note(self.first)
        return Answer(answered.status, answered.body) if answered else Answer(0)

    def _take_note(self, process: Process) -> None:
        for happened in process.happened:
            match happened:
                case Wrote(paths):
                    self.events += [written(path, name, next(self._ids)) for path in paths for name in woken_by(path)]
                case Published(topic, message):
                    self.publish(topic, message)
        process.happened.clear()

    # What happens

    def person(self, user: str) -> Person:
        """Somebody of the workspace."""
        return Person(self.workspace, user, lambda headers, body: self.ask("interaction", headers, body))

    def insist(self, act: Callable[[], Answer | None]) -> None:
        """Repeat an act of a person until it works."""
        for _ in range(ROUNDS):
            if (answer := act()) and answer.status == 200:
                return
        raise AssertionError("it never worked")

    def publish(self, topic: str, message: Mapping[str, object]) -> None:
        """Publish a message on a function's topic."""
        self.events.append(published(topic, message, next(self._ids)))

    def wake(self, function: str, path: str) -> None:
        """Add the event of a document that somebody else wrote."""
        self.events.append(written(path, function, next(self._ids)))

    def later(self, passes: timedelta = PAST_THE_LEASE) -> None:
        """Let time pass."""
        self.clock.set(self.clock.now() + passes)

    def once_more(self, event: Event) -> bool:
        """Repeat a call. An event stays until the repeated call is acknowledged, too."""
        answer = self.ask(event.function, event.headers, event.body)
        if event.function != "interaction" and not 200 <= answer.status < 300:
            self.events.append(event)
        return False

    def deliver(self) -> bool:
        """Deliver every event once. Events that are not acknowledged stay. Returns whether none stayed."""
        events, self.events = self.events, []
        kept = [e for e in events if not 200 <= self.ask(e.function, e.headers, e.body).status < 300]
        self.events = [*kept, *self.events]
        return not kept

    def settle(self) -> None:
        """Deliver until everything is acknowledged; between the rounds claims expire."""
        for _ in range(ROUNDS):
            while self.deliver():
                if not self.events:
                    return
            self.later()
        raise AssertionError(f"never acknowledged: {[(e.function, e.headers.get('ce-document')) for e in self.events]}")

    # What can be seen

    @contextmanager
    def documents(self) -> Iterator[Documents]:
        """The store, for the test."""
        if self._project:
            yield self._firestore
            return
        sqlite = SQLite(str(self._file), self.clock)
        try:
            yield sqlite
        finally:
            sqlite.close()

    def deliveries(self) -> list[tuple[str, str]]:
        """Every delivery with its state."""
        with self.documents() as documents:
            return [(d.path, d.fields["state"]) for d in everything(documents) if "/deliveries/" in d.path]

    def standing(self) -> Standing:
        """The result: all that is in Slack, in the store, in Cloud Scheduler and in spreadsheets."""
        with self.documents() as documents:
            stored = {
                timeless(d.path): steady(d.fields) for d in everything(documents) if not d.path.startswith("audit/")
            }
        jobs = frozenset(name.rpartition("/")[2] for name in self.stage.scheduler.jobs)
        rows = standing_rows(self.stage.google_sheets.spreadsheets.values())
        return Standing(standing_messages(self.workspace), stored, jobs, rows)


def opening_of(scenario: Scenario, directory: Path) -> Opening:
    """Play what comes before, once, and store the state after it."""
    path = directory / "before.sqlite"
    with working(scenario.at, path=str(path)) as story:
        scenario.before(story)
        assert not story.machine.triggers.waiting
        now = story.machine.clock.now()
        workspace = pickle.dumps(story.workspace.kept())
        jobs = dict(story.machine.scheduler.jobs)
        spreadsheets = pickle.dumps(story.machine.google_sheets.spreadsheets)
    documents = path.read_bytes()
    for file in directory.glob("before.sqlite*"):
        file.unlink()
    return Opening(now, documents, workspace, jobs, spreadsheets)


@contextmanager
def stage(scenario: Scenario, address: str, *, firestore: bool = False) -> Iterator[Stage]:
    """Everything that the plays of a scenario share. The files are in memory where that is possible."""
    memory = Path("/dev/shm")  # noqa: S108 - a directory of our own is made in it
    with ExitStack() as stack:
        directory = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None)))
        opening = opening_of(scenario, directory)
        workspace = Workspace(SetClock(opening.now), trigger_life=60, answer_limit=60)
        workspace.scopes |= scenario.scopes
        workspace.replies_in_channels = scenario.replies
        slack = stack.enter_context(Slack(workspace))
        scheduler = stack.enter_context(CloudScheduler())
        a_moment = count(step=2.0)  # so that Google's quota is never used up
        google_sheets = stack.enter_context(GoogleSheets(now=lambda: next(a_moment)))
        yield Stage(
            scenario, opening, address, directory, workspace, slack, scheduler, google_sheets, firestore=firestore
        )
