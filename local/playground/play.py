"""The running story: one machine, three people, and a clock that only buttons move."""

import threading
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from local.google.grids import Spreadsheet
from local.machine import Machine
from local.playground import scene
from local.playground.chain import Chain
from local.playground.changes import Changes
from local.playground.checklist import Checklist
from local.playground.lines import Lines
from local.playground.outage import Outage
from local.playground.past import furnish, play_past
from local.playground.saved import Saved, Shelf
from local.playground.stops import Stop, next_stop
from local.playground.switches import Name, Switches
from local.slack.outgoing.requests import http_sender
from local.slack.people.person import Person
from local.slack.state.workspace import DEFAULT_SCOPES
from shared.clock import REALLY
from shared.i18n.sentences import Language
from shared.store.engine.documents import Documents
from shared.store.repository import Repository

COMES_AGAIN, COMES_AGAIN_AT_LAST = 2.0, 30.0
"""Seconds of real time until an event that was not acknowledged is delivered again: the first wait, doubled each time,
and the longest."""
FOREVER = 3600.0
OPTIONAL_SCOPES = frozenset({"channels:history", "groups:history"})
"""With these scopes the app finds a message whose answer was lost in channels, too."""


class Play:
    """Call ``begin`` or ``go_on`` first; then ``act`` lets people do something, and ``turn`` lets time pass.

    A thread delivers waiting events as soon as there are any, until they are acknowledged.
    """

    def __init__(self, folder: Path | None, pictures: str, lines: Lines | None = None) -> None:
        """``folder``: where the run is stored; None stores nothing. ``pictures``: the URL of the faces."""
        self.changes = Changes()
        self.lines = lines or Lines()
        self._shelf, self._pictures = Shelf(folder), pictures
        self._acting = threading.Lock()
        """Held while somebody does something, so that it is one at a time, and not while the story restarts or ends."""
        self._turning = threading.Lock()
        """Held while events are delivered, so that it is one at a time."""
        self._began = False
        self._ended = False
        self._hurry = False
        self._waker: threading.Thread | None = None
        self._machine: Machine | None = None
        self._board_port = 0
        """The board's port, so that a restarted story has the same URL."""

    # Beginning and ending

    @property
    def began(self) -> bool:
        """Whether there is a story; False while it restarts."""
        return self._began

    @property
    def machine(self) -> Machine:
        """The machine on which the story runs. Raises RuntimeError before it began."""
        if self._machine is None:
            raise RuntimeError("the story has not begun")
        return self._machine

    def go_on(self) -> bool:
        """Continue the stored story. False where there is none."""
        saved = self._shelf.read()
        if saved is None:
            return False
        with self._turning:
            self.lines.quiet = True
            self._furnish(saved.language, saved)
            self.machine.triggers.settle()
            self.lines.quiet = False
            self._began = True
        self._keep_delivering()
        return True

    def begin(self, language: Language) -> None:
        """Start a new story in this language, and play its past. Takes about a second."""
        with self._acting, self._turning:
            with self.changes:  # held by readers of the story, too
                self._began = False
            self._stop_machine()
            self._shelf.clear()
            self.lines.quiet = True
            self._furnish(language, None)
            furnish(self.machine, language, self._pictures)
            self._meet_people()
            play_past(self.machine, language, self.people)
            self._read_everything()
            self.lines.quiet = False
            self._began = True
            self.keep()
        self.changes.tell()
        self._keep_delivering()

    def end(self) -> bool:
        """Store the story and stop. Waits for a story that is starting. False where there is none to store."""
        with self.changes:
            self._ended = True
            self.changes.notify_all()
        if self._waker:
            self._waker.join()
        with self._acting:
            whole = self._began
            if whole:
                self.keep()
            self._stop_machine()
            return whole

    def _furnish(self, language: Language, saved: Saved | None) -> None:
        """Make a machine with everything around it, new or from a stored run."""
        outages: list[Outage] = []

        def in_front(store: Documents) -> Documents:
            outages.append(Outage(store))
            return outages[0]

        now = saved.now if saved else scene.SET_UP
        machine = Machine(
            now,
            path=self._shelf.documents,
            log=self.lines,
            in_front=in_front,
            board_port=self._board_port,
            hourly=True,
            pause=REALLY.sleep,  # clicks and triggers run at the same time here
            changed=self.changes,
            domain="aoba",
            scopes=DEFAULT_SCOPES | OPTIONAL_SCOPES,
        )
        self._board_port = machine.board.port
        self.records = Repository(lambda: machine.sqlite)
        self.language: Language = language
        self.touched = saved.touched if saved else False
        self.read = saved.read if saved else {}
        self.lines.clock = machine.clock
        self.chain = Chain(machine.clock, self.changes, self.lines.link)
        machine.triggers.on_fire = self.chain.job
        machine.triggers.on_publish = self.chain.topic
        machine.triggers.on_call = self.chain.function
        machine.slack.on_call(self.chain.slack)
        outages[0].on_write = lambda path, stored: self.chain.store(path, ok=stored)
        self.switches = Switches(machine, outages[0])
        self.checklist = Checklist(machine, outages[0], saved.done if saved else set())
        machine.google_sheets.add(Spreadsheet(scene.SPREADSHEET))
        machine.__enter__()
        self._machine = machine
        if saved:
            machine.workspace.restore(saved.workspace)
            for role in scene.cast(language):
                machine.workspace.change_user(role.id, picture=f"{self._pictures}{role.face}.svg")
            for message in saved.waiting:
                machine.triggers.publish(message.topic, [message.data])
            self.chain.restore(saved.links)
            self.checklist.happened, self.checklist.unspoilt = saved.happened, saved.unspoilt
            self._meet_people()

    def _meet_people(self) -> None:
        send = self.chain.person(http_sender(self.machine.functions.url("interaction")))
        workspace = self.machine.workspace
        self.people = {role.id: Person(workspace, role.id, send) for role in scene.cast(self.language)}

    def _stop_machine(self) -> None:
        if self._machine:
            self._machine.slack.faults.clear()
            self._machine.__exit__()
            self._machine = None

    # Going on

    @property
    def next_stop(self) -> Stop:
        """The next moment to which the clock can be moved."""
        now = self.machine.clock.now()
        known = self.records.entries.records(scene.TEAM, "U1", [])
        if known.team is None or known.person is None:
            raise RuntimeError("the story has no team")
        return next_stop(known.team, known.person, now)

    def turn(self, moment: datetime | None = None) -> None:
        """Move the clock to ``moment``, by default to the next stop. Jobs in between fire at their times."""
        with self._turning:
            self.touched = True
            self.machine.triggers.run_until(moment or self.next_stop.moment)
            self.happened()

    def act(self, do: Callable[[Person], object], user: str) -> list[str]:
        """Let somebody do something. Returns the errors that Slack showed them."""
        with self._acting:
            person = self.people[user]
            before = len(person.troubles)
            self.touched = True
            do(person)
            self.happened()
            return person.troubles[before:]

    def switch(self, name: Name, *, on: bool) -> None:
        """Turn a fault on or off. Waiting events are delivered at once."""
        with self.changes:
            self.switches.turn(name, on=on)
            self._hurry = True
            self.changes.notify_all()

    def happened(self) -> None:
        """Check what has happened, store the run, and wake the thread that delivers."""
        self.checklist.look()
        self.keep()
        self.changes.tell()

    def saw(self, things: Iterable[str]) -> None:
        """Tick these things to try: a page shows them."""
        with self.changes:
            self.checklist.saw(things)
        self.keep()
        self.changes.tell()

    def keep(self) -> None:
        """Store the run as it is now."""
        machine = self.machine
        with self.changes:
            saved = Saved(
                self.language,
                machine.clock.now(),
                machine.workspace.kept(),
                self.touched,
                self.checklist.done,
                self.checklist.happened,
                self.checklist.unspoilt,
                [link for link in self.chain.links if link.ok is not None],
                machine.triggers.waiting,
                self.read,
            )
            self._shelf.write(saved)

    def unread_since(self, user: str, channel: str) -> str:
        """The ts up to which somebody has read a conversation."""
        return self.read.get((user, channel), "")

    def has_read(self, user: str, channel: str) -> None:
        """Note that somebody looks at a conversation."""
        with self.changes:
            there = self.machine.workspace.channels.get(channel)
            messages = there.messages if there else []
            latest = messages[-1].ts if messages else ""
            if latest != self.unread_since(user, channel):
                self.read[(user, channel)] = latest
                self.changes.notify_all()

    def _read_everything(self) -> None:
        for role in scene.cast(self.language):
            for channel in (scene.CHANNEL, f"D{role.id}"):
                self.has_read(role.id, channel)

    # Delivering

    def _keep_delivering(self) -> None:
        if self._waker is None:
            self._waker = threading.Thread(target=self._deliver_forever, name="triggers", daemon=True)
            self._waker.start()

    def _deliver_forever(self) -> None:
        seen, patience = -1, COMES_AGAIN
        while not self._ended:
            with self._turning:
                if self._machine and not self._machine.triggers.settled:
                    self._machine.triggers.settle()
                    self.happened()
                settled = self._machine is None or self._machine.triggers.settled
            with self.changes:
                if settled:
                    seen, patience = self.changes.after(seen, FOREVER), COMES_AGAIN
                else:
                    self.changes.wait_for(lambda: self._ended or self._hurry, patience)
                    seen, patience = -1, min(2 * patience, COMES_AGAIN_AT_LAST)
                self._hurry = False
