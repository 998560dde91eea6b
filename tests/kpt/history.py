"""Plays some weeks of a team through the real use cases on the real store, and says what its digests must show.

The expectation is kept apart from the code: when each entry first had a Keep and its present text, and when each digest
opened. The rule: a Keep is in the first digest that closes after it was written.
"""

import heapq
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Literal
from zoneinfo import ZoneInfo

from shared.clock import SetClock
from shared.kpt.day import moment_of
from shared.kpt.entry.answer import Answer
from shared.kpt.entry.entry import Kind, Texts
from shared.kpt.errors import Retryable
from shared.kpt.messages.digests import DigestParent, DigestPart, Invitation
from shared.kpt.schedule.session import session_held_on
from shared.kpt.team.team import WinSessionRule
from shared.store.engine.documents import Where
from shared.store.engine.sqlite import SQLite
from shared.usecases.entry.announce import announce
from shared.usecases.entry.submit import NotAllowed, answer, today_for
from shared.usecases.session.hold import hold_session
from tests.kpt.build import TOKYO, FakeMessenger, days_of, person, save, team, world

BEGIN = date(2026, 11, 2)
HOUR = timedelta(minutes=60)
PEOPLE = (person("U1"), person("U2", time_zone="Europe/Berlin", country="DE"), person("U3", weekdays=(0, 2, 4)))


@dataclass(frozen=True)
class Write:
    """Somebody answers for a day, so many days late. ``told_at_once``: its event is delivered at once."""

    user: str
    late: int
    kind: Kind
    texts: Texts = field(default_factory=Texts)
    told_at_once: bool = True


@dataclass(frozen=True)
class Edit:
    """Somebody changes or deletes one of the entries of the last days."""

    which: int
    kind: Kind
    texts: Texts = field(default_factory=Texts)
    told_at_once: bool = True


@dataclass(frozen=True)
class RunByHand:
    """A digest is triggered for a day so many days ago."""

    ago: int


@dataclass(frozen=True)
class Close:
    """The team takes so many days off, which begin so many days ahead, or ago."""

    ahead: int
    length: int


@dataclass(frozen=True)
class Settings:
    """The team changes its session or its status, or removes its days off."""

    session: WinSessionRule | None = None
    status: Literal["active", "paused", None] = None
    no_days_off: bool = False


Action = Write | Edit | RunByHand | Close | Settings


class History:
    """Plays actions at their moments, and records what the digests must show."""

    def __init__(self, documents: SQLite, clock: SetClock) -> None:
        self.documents, self.clock, self.slack = documents, clock, FakeMessenger()
        self.world = world(documents, clock, self.slack)
        self.team = team(*(p.user for p in PEOPLE))
        save(documents, self.team, *PEOPLE)
        self.texts: dict[tuple[str, date], str] = {}
        """The present Keep of each entry, by user and day."""
        self.kept_at: dict[tuple[str, date], datetime] = {}
        self.opened_at: dict[str, datetime] = {}
        """When each digest opened, by its session."""
        self.waiting: list[tuple[date, str]] = []
        """Entries whose event is not delivered yet."""
        self._numbers = count(1)

    def play(self, weeks: int, plan: Sequence[tuple[int, Action]], runs: Sequence[tuple[int, int]]) -> None:
        """``plan``: actions with their minutes from the beginning. ``runs``: by how many minutes each day's digest is
        late, and how often it is triggered, in turn."""
        start = datetime.combine(BEGIN, time(0), tzinfo=ZoneInfo(TOKYO))
        todo: list[tuple[datetime, int, Callable[[], object]]] = []

        def at(moment: datetime, act: Callable[[], object]) -> None:
            heapq.heappush(todo, (moment.astimezone(UTC), next(self._numbers), act))

        def schedule(day: date, late: int, times: int) -> None:
            due = moment_of(day, self.team.win_session.time, TOKYO) + timedelta(minutes=late)
            for n in range(times):
                at(due + timedelta(minutes=n * late), lambda: self.run(day))

        for number, day in enumerate(days_of(BEGIN, weeks * 7)):
            late, times = runs[number % len(runs)]
            at(moment_of(day, time(0), TOKYO), lambda d=day, late=late, n=times: schedule(d, late, n))  # type: ignore[misc]  # mypy cannot infer the default of a lambda
        for minute, action in plan:
            at(start + timedelta(minutes=minute % (weeks * 7 * 1440)), lambda a=action: self.act(a))  # type: ignore[misc]  # mypy cannot infer the default of a lambda
        while todo:
            moment, _, act = heapq.heappop(todo)
            self.clock.set(max(moment, self.clock.now() + timedelta(seconds=1)))
            act()
        self.deliver()

    def act(self, action: Action) -> None:
        """Do one action."""
        match action:
            case Write(user, late):
                self.write(user, self._today_for(user) - timedelta(late), action)
            case Edit():
                self.edit(action)
            case RunByHand(ago):
                self.run(self.today - timedelta(ago))
            case Close(ahead, length):
                days = days_of(self.today + timedelta(ahead), length)
                self.set(extra_days_off=(*self.team.extra_days_off, *(day.isoformat() for day in days)))
            case Settings(session, status, no_days_off):
                self.set(win_session=session or self.team.win_session, status=status or self.team.status)
                self.set(extra_days_off=() if no_days_off else self.team.extra_days_off)

    @property
    def today(self) -> date:
        """The date in the team's zone."""
        return self.clock.now().astimezone(ZoneInfo(TOKYO)).date()

    def set(self, **changes: object) -> None:
        """Change the team's settings."""
        self.team = replace(self.team, **changes)  # type: ignore[arg-type]  # the stubs want whole seconds or exact fields
        save(self.documents, self.team)

    def _today_for(self, user: str) -> date:
        return today_for(self.world, self.team, next(p for p in PEOPLE if p.user == user))

    def write(self, user: str, day: date, action: Write | Edit) -> None:
        """Answer, and record the expectation."""
        given = Answer(action.kind, f"form:{next(self._numbers)}", "form", action.texts)
        outcome = answer(self.world, self.team.id, user, day, given)
        assert not isinstance(outcome, NotAllowed)
        if outcome.change is None:
            return
        self.texts[user, day] = action.texts.keep
        if action.texts.keep:
            self.kept_at.setdefault((user, day), self.clock.now())
        self.waiting.append((day, user))
        if action.told_at_once:
            self.deliver()

    def edit(self, action: Edit) -> None:
        """Change an entry that may still be changed."""
        places = [(user, day) for user, day in self.texts if (self._today_for(user) - day).days in range(8)]
        if places:
            self.write(*places[action.which % len(places)], action)

    def deliver(self) -> None:
        """Deliver all waiting events, the newest first. A failed one waits again."""
        again = []
        while self.waiting:
            day, user = self.waiting.pop()
            try:
                announce(self.world, self.team.id, day, user)
            except Retryable:
                again.append((day, user))
        self.waiting = again

    def run(self, day: date) -> None:
        """Trigger the digest of a day."""
        session = session_held_on(self.team, day) if self.team.status == "active" else None
        anything = self.world.store.entries.first_day(self.team.id) is not None
        try:
            hold_session(self.world, self.team.id, day)
        finally:
            for document in self.documents.query(f"teams/{self.team.id}/digests", Where("held_on", since="")):
                self.opened_at.setdefault(document.id, self.clock.now())
        if not anything:
            assert self.slack.carrying("digest") == []
            assert self.opened_at == {}
        elif session:
            week = session.nominal.isocalendar()[:2]
            assert any(date.fromisoformat(one).isocalendar()[:2] >= week for one in self.opened_at)

    # Expectation and result

    def expected(self) -> dict[str, dict[str, list[tuple[date, str]]]]:
        """The Keeps that each digest must show, by user, in the order of days."""
        digests: dict[str, dict[str, list[tuple[date, str]]]] = {session: {} for session in self.opened_at}
        for (user, day), written_at in sorted(self.kept_at.items()):
            closing_after = [(at + HOUR, s) for s, at in self.opened_at.items() if at + HOUR > written_at]
            text = self.texts[user, day]
            if closing_after and text:
                digests[min(closing_after)[1]].setdefault(user, []).append((day, text))
        return digests

    def shown(self) -> dict[str, dict[str, list[tuple[date, str]]]]:
        """The Keeps that each digest shows in Slack, in the same form."""
        digests: dict[str, dict[str, list[tuple[date, str]]]] = {}
        pages: dict[tuple[str, str], dict[int, DigestPart]] = defaultdict(dict)
        for message in self.slack.carrying("digest:"):
            _, session, *rest = message.key.split(":")
            if isinstance(message.message, DigestParent):
                assert session not in digests, f"{message.key} stands there twice"
                digests[session] = {}
            elif isinstance(message.message, DigestPart):
                user, page = rest
                assert int(page) not in pages[session, user], f"{message.key} stands there twice"
                pages[session, user][int(page)] = message.message
        for (session, user), parts in pages.items():
            assert sorted(parts) == list(range(1, len(parts) + 1))
            keeps = [(k.day, k.keep) for _, part in sorted(parts.items()) for k in part.keeps]
            digests[session][user] = keeps
        return digests

    def invited(self) -> dict[str, tuple[str, ...]]:
        """Who is asked how their week was, by digest's session."""
        found: dict[str, tuple[str, ...]] = {}
        for message in self.slack.carrying("digest:"):
            if isinstance(message.message, Invitation):
                session = message.key.split(":")[1]
                assert session not in found
                found[session] = message.message.names
        return found
