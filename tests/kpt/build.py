"""Makes teams, people and entries for the rules' tests, and a world with a real store."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from copy import copy
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from hypothesis import strategies as st

from shared.clock import SetClock
from shared.kpt.digest.digest import Digest
from shared.kpt.digest.week import Week
from shared.kpt.entry.entry import Entry, Kind, Texts
from shared.kpt.errors import Rejected
from shared.kpt.messages.messages import Message
from shared.kpt.messages.place import Channel, Place, Posted
from shared.kpt.team.person import Person
from shared.kpt.team.team import Team, WinSessionRule
from shared.settings import read_settings
from shared.store.engine.documents import Documents, Merge, Put
from shared.store.engine.sqlite import SQLite
from shared.store.records.teams import person_fields, team_fields
from shared.store.repository import Repository
from shared.usecases.ports.world import Messenger, World
from shared.wiring.services import make

ENVIRON = {"SLACK_BOT_TOKEN": "xoxb-none", "SLACK_API_URL": "http://127.0.0.1:1/", "STORE": "sqlite::memory:"}
TOKYO = "Asia/Tokyo"
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 11, day) for day in range(16, 21))
"""A working week in Japan without a holiday."""
ZONES = (
    "Asia/Tokyo",
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Africa/Casablanca",
    "America/Santiago",
    "Pacific/Apia",
    "UTC",
)
"""Zones with offsets of whole, half and quarter hours, at both ends of the day, with clock changes of every kind."""

zones = st.sampled_from(ZONES)
quarters = st.builds(time, st.integers(5, 21), st.sampled_from((0, 15, 30, 45)))
"""The times that a reminder or a session may be set to."""
days = st.dates(date(2025, 1, 1), date(2028, 12, 31))


def team(*users: str, session: time = WinSessionRule.time, weekday: int = 4, **about: Any) -> Team:
    """A team in Tokyo with the defaults. ``about``: any other field of Team."""
    members = {user: f"name of {user}" for user in users or ("U1",)}
    usual = Team("T1-C1", "ops", "ja", TOKYO, country="JP", members=members, member_ids=tuple(members))
    return replace(usual, win_session=WinSessionRule(weekday, session), **about)


def person(user: str = "U1", **about: Any) -> Person:
    """Somebody in Tokyo. ``about``: any field of Person."""
    usual = Person("T1", user, f"name of {user}", "https://example.com/p.png", "ja", TOKYO, "JP")
    return replace(usual, **about)


def entry(day: date, user: str = "U1", keep: str = "", kind: Kind = "written", **about: Any) -> Entry:
    """An entry as it is stored after its first writing. ``about``: any other field of Entry."""
    return replace(Entry("T1-C1", day, user, kind, Texts(keep), name=f"name of {user}", revision=1), **about)


def week(*entries: Entry, order: Sequence[str] = ("U1",), away: Sequence[str] = (), first: date = MONDAY) -> Week:
    """A digest held on Friday, opened at 16:30 in Tokyo, with these entries."""
    opened = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
    digest = Digest(FRIDAY, FRIDAY, tuple(order), tuple(away), created_at=opened)
    around = tuple(e for e in entries if first <= e.day <= FRIDAY)
    return Week(digest, first, tuple(e for e in entries if e.has_keep), around)


@dataclass
class StandingMessage:
    """A message in the fake Slack, and its key."""

    place: Place
    posted: Posted
    key: str
    message: Message


class FakeMessenger:
    """A fake of Slack that stores messages unrendered, and finds them by their keys.

    ``meanwhile``: things that happen elsewhere; each changing call first runs one. ``out_of_order``: the error that
    every changing call raises. ``limits``: the seconds that each had, where it was hurried.
    """

    def __init__(self) -> None:
        self.messages: dict[Posted, StandingMessage] = {}
        self.views: dict[str, Message] = {}
        self.meanwhile: list[Callable[[], object]] = []
        self.out_of_order: Exception | None = None
        self.limits: list[float] = []
        self._numbers = count(1)
        self._left: Callable[[], float] | None = None

    def hurried(self, left: Callable[[], float]) -> "FakeMessenger":
        same = copy(self)
        same._left = left
        return same

    def post(self, place: Place, message: Message, key: str) -> Posted:
        self._let_others_go_first()
        channel = place.id if isinstance(place, Channel) else f"D{place.user}"
        posted = Posted(channel, f"{next(self._numbers)}.000000")
        self.messages[posted] = StandingMessage(place, posted, key, message)
        return posted

    def replace(self, posted: Posted, message: Message, key: str) -> None:
        self._let_others_go_first()
        if posted not in self.messages:
            raise Rejected("message_not_found")
        self.messages[posted] = replace(self.messages[posted], message=message, key=key)

    def turn_view(self, view: str, message: Message) -> None:
        self._let_others_go_first()
        self.views[view] = message

    def withdraw(self, posted: Posted) -> None:
        self._let_others_go_first()
        self.messages.pop(posted, None)

    def find(self, place: Place, key: str) -> Posted | None:
        return next((m.posted for m in self.messages.values() if (m.place, m.key) == (place, key)), None)

    def sent_to(self, user: str) -> list[Posted]:
        return [posted for posted in self.messages if posted.channel == f"D{user}"]

    def _let_others_go_first(self) -> None:
        if self._left:
            self.limits.append(self._left())
        if self.meanwhile:
            self.meanwhile.pop(0)()
        if self.out_of_order:
            raise self.out_of_order

    def carrying(self, start: str) -> list[StandingMessage]:
        """The messages whose key begins with ``start``, oldest first."""
        return [message for message in self.messages.values() if message.key.startswith(start)]


class Events:
    """A log that a test can read."""

    def __init__(self) -> None:
        self.written: list[tuple[str, dict[str, object]]] = []

    def __call__(self, event: str, severity: str = "INFO", **about: object) -> None:
        self.written.append((event, {"severity": severity, **about}))

    def named(self, event: str) -> list[dict[str, object]]:
        """The fields of the logged events with this name."""
        return [about for name, about in self.written if name == event]


def world(documents: Documents, clock: SetClock, messenger: Messenger, log: Events | None = None) -> World:
    """A world with the real repository on these documents. The other parts are the real ones, and are not used."""
    made = make(read_settings(ENVIRON)).world
    store = Repository(lambda: documents)
    pause = clock.waiting.sleep
    return replace(
        made, store=store, messenger=messenger, clock=clock, pause=pause, warm=lambda: None, log=log or Events()
    )


@contextmanager
def sqlite_at(moment: datetime) -> Iterator[tuple[SQLite, SetClock]]:
    """An empty store, with the clock from which it takes its time."""
    clock = SetClock(moment)
    with closing(SQLite(":memory:", clock)) as documents:
        yield documents, clock


def save(documents: Documents, team: Team, *people: Person) -> None:
    """Store a team and its people."""
    documents.commit([Merge(f"teams/{team.id}", team_fields(team))])
    documents.commit([Put(f"people/{p.id}", {**person_fields(p), "teams": list(p.teams)}) for p in people])


def days_of(first: date, number: int) -> list[date]:
    """So many days from ``first`` on."""
    return [first + timedelta(n) for n in range(number)]
