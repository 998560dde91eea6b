"""What tests of the spreadsheet use: the real client, the stand-in for Google Sheets, and a real store."""

import io
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from requests import ConnectionError, PreparedRequest, Response  # noqa: A004 - its name
from requests.adapters import BaseAdapter

from local.google.grids import Spreadsheet, Tab
from local.google.sheets import GoogleSheets as StandIn
from shared.clock import SetClock
from shared.kpt.entry.answer import Answer
from shared.kpt.entry.entry import Texts
from shared.kpt.entry.promise import Promise
from shared.kpt.entry.try_before import TryBefore
from shared.kpt.errors import Retryable
from shared.kpt.sheet.rows import COLUMNS, Row, row_of
from shared.kpt.team.team import Team, TeamSheet
from shared.sheets.google_sheets import GoogleSheets
from shared.store.engine.documents import Documents, Update
from shared.usecases.ports.world import World
from shared.usecases.sheets import sheet
from shared.usecases.sheets.sheet_tab import team_tab
from tests.counting import Counting
from tests.kpt.build import Events, FakeMessenger, save, sqlite_at, team, world

NOW = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
SHEET = "1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms"


class Topic:
    """A topic whose messages the test delivers."""

    def __init__(self) -> None:
        self.messages: list[Mapping[str, str]] = []

    def publish(self, topic: str, messages: list[Mapping[str, str]]) -> int:
        assert topic == "sheet"
        self.messages += messages
        return len(messages)


class Connected:
    """A team that is connected to a spreadsheet of the stand-in."""

    def __init__(self, documents: Documents, clock: SetClock, google: StandIn) -> None:
        self.clock, self.google, self.documents = clock, google, Counting(documents)
        self.topic, self.log = Topic(), Events()
        made = world(self.documents, clock, FakeMessenger(), self.log)
        self.world: World = replace(made, publisher=self.topic, sheets=GoogleSheets(google.url))  # type: ignore[arg-type]  # a fake topic
        save(documents, team("U1", "U2", "U3"))
        self.file = google.add(Spreadsheet(SHEET))
        self.connect()

    def connect(self, *, past: bool = False) -> None:
        tab = team_tab(self.world, SHEET, self.team)
        self.world.store.teams.set_sheet(self.team, TeamSheet(SHEET, tab.id, "U1", self.clock.now(), past))

    @property
    def team(self) -> Team:
        found = self.world.store.teams.get("T1-C1")
        assert found
        return found

    @property
    def tab(self) -> Tab:
        """The team's tab."""
        assert self.team.sheet
        return self.file.tab(self.team.sheet.tab)

    def write(
        self,
        day: date,
        user: str = "U1",
        keep: str = "",
        kind: str = "written",
        tick: TryBefore | None = None,
        **texts: str,
    ) -> None:
        """Write, edit or delete an entry, and publish its message."""
        self.clock.set(self.clock.now() + timedelta(seconds=1))
        records = self.world.store.entries.records("T1-C1", user, [day])
        token = f"{self.clock.now().timestamp()}:{len(self.topic.messages)}"
        said = Texts(keep, texts.get("problem", ""), texts.get("try_", ""))
        promised: Promise | None = "all" if kind == "written" else None
        answer = Answer(kind, token, "form", said, promised=promised, try_before=tick)  # type: ignore[arg-type]  # a test names its kind
        self.world.store.entries.answer(records, day, answer)
        self.announce(day, user)

    def erase(self, day: date, user: str = "U1") -> None:
        """Erase an entry, and publish its message."""
        if entry := self.world.store.entries.get("T1-C1", day, user):
            self.world.store.personal_data.forget_entry(entry, [])
            self.announce(day, user)

    def announce(self, day: date, user: str) -> None:
        self.topic.publish("sheet", [{"team": "T1-C1", "day": day.isoformat(), "user": user}])

    def set(self, **fields: object) -> None:
        """Change the team's settings, and publish the message for the whole sheet."""
        self.documents.commit([Update("teams/T1-C1", fields)])
        self.topic.publish("sheet", [{"team": "T1-C1"}])

    def deliver(self, message: Mapping[str, str]) -> bool:
        """Deliver a message. Returns whether it was acknowledged."""
        try:
            if "day" in message:
                sheet.follow_entry(self.world, message["team"], date.fromisoformat(message["day"]), message["user"])
            else:
                sheet.rewrite(self.world, message["team"])
        except Retryable:
            return False
        return True

    def settle(self) -> None:
        """Deliver until everything is acknowledged. A minute passes between two rounds."""
        for _ in range(30):
            waiting, self.topic.messages = self.topic.messages, []
            refused = [message for message in waiting if not self.deliver(message)]
            self.topic.messages += refused
            if not self.topic.messages:
                return
            self.clock.set(self.clock.now() + timedelta(minutes=1))
        raise AssertionError(f"never acknowledged: {self.topic.messages}")

    def rows(self) -> list[tuple[object, ...]]:
        """The sorted rows of the tab, as the cells in the app's columns. Rows without any are left out."""
        grid = self.tab.values(0, len(self.tab.rows), 0, self.tab.column_count)
        header = grid[0]
        places = [header.index(name) for name in COLUMNS]
        cut = [
            tuple(row[place] if place < len(row) and row[place] != "" else None for place in places) for row in grid[1:]
        ]
        return sorted((row for row in cut if any(cell is not None for cell in row)), key=str)

    def wanted(self) -> list[Row]:
        """The rows that the tab must have: one for each written entry in the store."""
        rows = [row_of(self.team, entry, self.world.done_line) for entry in self.world.store.entries.all_of("T1-C1")]
        return sorted((tuple(cell or None for cell in row) for row in rows if row), key=str)  # type: ignore[misc]  # as wide as a row


class InProcess(BaseAdapter):
    """Calls the stand-in without a socket, as tests make thousands of calls."""

    def __init__(self, google: StandIn) -> None:
        super().__init__()
        self._google = google

    def send(self, request: PreparedRequest, *_: object, **__: object) -> Response:
        assert isinstance(request.body, bytes | None)
        token = str(request.headers.get("Authorization", ""))
        answer = self._google.answer(request.method or "", request.path_url, token, request.body or b"")
        if answer is None:
            raise ConnectionError(request=request)
        response = Response()
        response.status_code, said = answer
        response.raw = io.BytesIO(json.dumps(said).encode())
        response.url = request.url or ""
        return response

    def close(self) -> None:
        """Nothing to close."""


def without_sockets(connected: Connected) -> None:
    """Let this team's calls reach the stand-in without a socket."""
    session = connected.world.sheets._session()  # type: ignore[attr-defined]  # not of the port
    session.mount(connected.google.url, InProcess(connected.google))


@pytest.fixture
def google() -> Iterator[StandIn]:
    """Google Sheets without files."""
    with StandIn() as stand_in:
        yield stand_in


@pytest.fixture
def connected(google: StandIn) -> Iterator[Connected]:
    """A team that was just connected."""
    with connected_to(google) as connected:
        yield connected


@contextmanager
def connected_to(google: StandIn) -> Iterator[Connected]:
    """A team that was just connected. Its clock is also the clock of the stand-in's quota."""
    with sqlite_at(NOW) as (documents, clock):
        google.now = lambda: clock.now().timestamp()
        yield Connected(documents, clock, google)
