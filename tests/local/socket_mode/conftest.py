"""The stand-in for Slack in Socket Mode, and the run that connects to it, with a clock that is set."""

import io
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from local.acts import set_up
from local.slack.api.server import Slack
from local.slack.outgoing.requests import event
from local.slack.outgoing.socket import Sockets
from local.slack.people.person import Person
from local.slack.people.reading import plain
from local.slack.state.records import Message
from local.slack.state.workspace import Workspace
from local.socket_mode.run import DOCUMENTS, Run
from local.socket_mode.tokens import Tokens, new_address
from shared.clock import SetClock
from shared.logs import Log
from shared.store.engine.documents import Fields
from shared.store.engine.sqlite import SQLite
from tests.story.conftest import key_of, tokyo


class Own:
    """Slack, and the folder in which the run stores everything. ``start()`` and ``end()`` may be called repeatedly."""

    def __init__(self, folder: Path, now: datetime) -> None:
        self.folder, self.clock, self.log = folder, SetClock(now), io.StringIO()
        self.workspace = Workspace(self.clock)
        self.workspace.add_user("U1", "tanaka", "田中")
        self.workspace.add_user("U2", "suzuki", "鈴木")
        self.workspace.add_channel("C1", "ops", ["U1", "U2"])
        self.slack, self.sockets = Slack(self.workspace), Sockets(self.workspace)
        self.tanaka, self.suzuki = (Person(self.workspace, user, self.sockets.send) for user in ("U1", "U2"))
        self.said: list[str] = []
        self._stack = ExitStack()

    @property
    def tokens(self) -> Tokens:
        return Tokens(self.workspace.app_token, self.workspace.token, self.slack.url)

    def start(self) -> None:
        """Start `make run SLACK=socket`."""
        address = new_address(self.tokens)
        run = Run(self.tokens, address, self.folder, self._say, clock=self.clock, log=Log(self.log), ping_every=0.1)
        self.run = self._stack.enter_context(run)
        self.wait_until_connected()
        self.run.turn()

    def end(self) -> None:
        """End the run, as Ctrl-C does."""
        self.sockets.drop()  # else slack_sdk waits three seconds for its read
        self._stack.close()

    def _say(self, key: str) -> None:
        with self.workspace.changed:
            self.said.append(key)
            self.workspace.changed.notify_all()

    def wait_until_connected(self, times: int = 1) -> None:
        self.workspace.wait_until(lambda: self.sockets.connections >= times and self.sockets.connected, 20)

    def set_up(self) -> None:
        """田中 sets #ops up, and all events are delivered."""
        assert set_up(self.tanaka).status == 200
        self.run.turn()

    def write(self, person: Person, keep: str) -> None:
        person.command("/kpt")
        person.type(keep=keep)
        assert person.submit().status == 200
        self.run.turn()

    def until(self, moment: datetime) -> None:
        """Let time pass while the machine is awake: the run takes a turn whenever a job is due."""
        self.run.turn()
        while (coming := self.run.alarm.next_at) and coming <= moment:
            self.clock.set(coming)
            self.run.turn()
        self.clock.set(moment)
        self.run.turn()

    def sleep_until(self, moment: datetime) -> None:
        """Let time pass while the machine sleeps. It wakes at ``moment``, and the run takes one turn."""
        self.clock.set(moment)
        self.run.turn()

    def happens(self, kind: str, **fields: str) -> int:
        """Send an event. Returns the app's status."""
        return self.sockets.send(*event(self.workspace, kind, **fields)).status

    def stored(self, *paths: str) -> dict[str, Fields]:
        """Those of these documents that are stored."""
        with closing(SQLite(str(self.folder / DOCUMENTS), self.clock)) as store:
            return {path: document.fields for path, document in store.get(paths).items()}

    def in_channel(self, kind: str) -> list[Message]:
        return [m for m in self.workspace.channel("C1").messages if key_of(m).startswith(kind)]

    def announced(self) -> list[str]:
        return [plain(message) for message in self.in_channel("announcement:")]

    def asked(self, user: str = "U1") -> list[Message]:
        """The reminders that somebody got."""
        return [m for m in self.workspace.direct_messages(user) if key_of(m).startswith("reminder:")]

    def events(self, name: str) -> list[dict[str, Any]]:
        lines = [json.loads(line) for line in self.log.getvalue().splitlines()]
        return [line for line in lines if line["message"] == name]

    def __enter__(self) -> "Own":
        self.slack.start()
        self.sockets.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.end()
        self.sockets.__exit__()
        self.slack.stop()


@pytest.fixture
def off(tmp_path: Path) -> Iterator[Own]:
    """Monday 16 November, 10:00 in Tokyo; the run is not started."""
    with Own(tmp_path, tokyo(16)) as own:
        yield own


@pytest.fixture
def own(off: Own) -> Own:
    """The run is connected; no team is set up."""
    off.start()
    return off


@pytest.fixture
def team(own: Own) -> Own:
    """The run is connected, and #ops is set up."""
    own.set_up()
    return own


@pytest.fixture
def restart(team: Own) -> Callable[[], None]:
    """Ends the run and starts it again."""

    def again() -> None:
        team.end()
        team.start()

    return again
