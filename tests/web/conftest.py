"""The board with a read-only store, called through the real function."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from werkzeug.test import Client, TestResponse

from local.google.functions import load
from shared.clock import SetClock
from shared.kpt.board.screen import Screen
from shared.kpt.team.team import Team
from shared.store.engine.documents import Document, Put, Where, Write
from shared.store.engine.sqlite import SQLite
from shared.store.records.teams import person_fields, team_fields
from shared.store.repository import Repository
from shared.store.screens import screen_fields
from shared.web.limits import MOST_READS, Opened, Rate
from shared.web.signing import Keyring, Purpose, Viewer
from shared.web.site import Site
from shared.wiring import board as wiring
from tests.kpt.build import FRIDAY, MONDAY, Events, person, team

URL = "http://127.0.0.1:8080"
NOW = datetime(2026, 11, 19, 8, 0, tzinfo=UTC)
"""Thursday, 17:00 in Tokyo."""
TEAM = "T1-C1"


class ReadOnly:
    """A store that refuses writes, and counts the documents that were read."""

    def __init__(self, documents: SQLite) -> None:
        self.documents = documents
        self.read = 0

    def get(self, paths: Sequence[str], *, within: float | None = None) -> dict[str, Document]:
        self.read += len(paths)
        return self.documents.get(paths, within=within)

    def commit(self, writes: Sequence[Write], *, within: float | None = None) -> list[object]:
        raise AssertionError(f"the board wrote {writes} within {within}")

    def query(
        self,
        collection: str,
        where: Where,
        *,
        limit: int | None = None,
        newest_first: bool = False,
        within: float | None = None,
    ) -> Iterator[Document]:
        for document in self.documents.query(collection, where, limit=limit, newest_first=newest_first, within=within):
            self.read += 1
            yield document


@dataclass
class Wall:
    """A board, its store, and a browser."""

    documents: SQLite
    store: ReadOnly
    clock: SetClock
    keys: Keyring
    log: Events = field(default_factory=Events)
    seconds: list[float] = field(default_factory=lambda: [0.0])
    url: str = URL

    @property
    def browser(self) -> Client:
        """A browser without cookies."""
        return Client(load("board"))

    def put(self, *teams: Team, **of_people: Any) -> None:
        for each in teams:
            known = [
                person(user, teams=(each.id,), home=each.id, name=name, **of_people)
                for user, name in each.members.items()
            ]
            self.documents.commit([Put(f"teams/{each.id}", team_fields(each))])
            self.documents.commit([Put(f"people/T1-{p.user}", person_fields(p)) for p in known])

    def write(self, day: date, user: str = "U1", keep: str = "", kind: str = "written", **more: Any) -> None:
        written_at = self.clock.now()
        fields = {
            "schema": 1,
            "day": day.isoformat(),
            "user": user,
            "name": f"name of {user}",
            "kind": kind,
            "keep": keep,
            "revision": 1,
            "created_at": written_at,
            "updated_at": written_at,
            "kept_at": written_at if keep else None,
            **more,
        }
        self.documents.commit([Put(f"teams/{TEAM}/entries/{day}_{user}", fields)])

    def digest(self, session: date, opened_at: datetime, order: Sequence[str] = (), **more: Any) -> None:
        fields = {"held_on": session.isoformat(), "order": list(order), "created_at": opened_at, **more}
        self.documents.commit([Put(f"teams/{TEAM}/digests/{session}", fields)])

    def screen(self, code: str, by: str = "U1", lasts: timedelta = timedelta(hours=3)) -> None:
        opened = self.clock.now()
        self.documents.commit([Put(f"screens/{code}", screen_fields(Screen(code, TEAM, by, opened, opened + lasts)))])

    def later(self, **passed: float) -> None:
        self.clock.set(self.clock.now() + timedelta(**passed))

    def get(self, browser: Client, path: str, **more: Any) -> TestResponse:
        return browser.get(path, base_url=self.url, **more)

    def post(self, browser: Client, path: str, origin: str | None = URL, **more: Any) -> TestResponse:
        headers = {"Origin": origin} if origin else {}
        return browser.post(path, base_url=self.url, headers=headers, **more)

    def pair(self, browser: Client, by: str = "U1") -> None:
        """Let a browser become a screen that somebody opened."""
        self.screen(self.get(browser, "/pair").get_json()["code"].replace("-", ""), by=by)
        assert self.get(browser, "/pair").get_json()["open"] is True

    def enter(self, user: str = "U1", purpose: Purpose = "board", workspace: str = "T1") -> Client:
        """A browser in which somebody opened their own link."""
        browser = self.browser
        token = self.keys.link(Viewer(workspace, user), purpose)
        assert self.post(browser, "/enter", data={"t": token}).status_code == 204
        return browser


@contextmanager
def wall_at(now: datetime, **site: Any) -> Iterator[Wall]:
    clock = SetClock(now)
    documents = SQLite(":memory:", clock)
    store = ReadOnly(documents)
    made = Wall(documents, store, clock, Keyring(["new key", "old key"], clock))
    rate = Rate(MOST_READS, lambda: made.seconds[0])
    wiring.use(replace(Site(URL, made.keys, Repository(lambda: store), clock, rate, Opened(), made.log), **site))
    yield made
    wiring.use(None)
    documents.close()


@pytest.fixture
def wall() -> Iterator[Wall]:
    """A team of three on Thursday at 17:00, with entries of the week."""
    with wall_at(NOW) as made:
        made.put(team("U1", "U2", "U3", language="en"))
        made.write(MONDAY, "U1", "Automated the count.", problem="no time", promised="all", **{"try": "a runbook"})
        made.write(MONDAY + timedelta(1), "U2", kind="quiet")
        made.write(FRIDAY - timedelta(1), "U2", "Drew the flow.")
        yield made
