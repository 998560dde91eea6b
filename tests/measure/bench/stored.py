"""Stores teams, people and years of entries in Google's Firestore emulator, before anything is measured."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from shared.clock import SystemClock
from shared.kpt.day import day_of
from shared.kpt.digest.digest import Digest
from shared.kpt.entry.answer import Answer, Change
from shared.kpt.entry.entry import Entry, Texts
from shared.kpt.team.person import Person
from shared.kpt.team.team import ReminderRule, Team, WinSessionRule
from shared.logs import Log
from shared.settings import read_settings
from shared.store.engine.documents import Documents, Put, Write
from shared.store.records.digests import digest_fields
from shared.store.records.entries import entry_fields
from shared.store.records.teams import person_fields, team_fields
from shared.store.repository import Repository
from shared.usecases.ports.world import World
from shared.usecases.reminding.remind import remind_team
from shared.wiring import services as wiring

ZONE = "Europe/London"
EVERY_DAY = tuple(range(7))
KEEP = "Every ticket of the release answered, the long one about the calendar, too."
AT_ONCE = 400


def today() -> date:
    """Today in the teams' zone."""
    return day_of(SystemClock().now(), ZONE)


def team(people: int, team_id: str = "T1-C1", **about: object) -> Team:
    """A team that works on every day of the week, so that the bench can run on any."""
    members = {f"U{n}": f"Person U{n}" for n in range(1, people + 1)}
    usual = Team(team_id, "ops", "en", ZONE, members=members, member_ids=tuple(members))
    rules = {"reminder": ReminderRule(time(17, 0), EVERY_DAY), "win_session": WinSessionRule(4, time(16, 30))}
    return replace(usual, **{**rules, **about})  # type: ignore[arg-type]  # fields of Team


def people_of(of: Team) -> dict[str, Person]:
    """The team's people, whose Slack is in English."""
    return {
        user: Person(of.workspace, user, name, "https://example.com/p.png", "en", ZONE, "", (of.id,), of.id)
        for user, name in of.members.items()
    }


def found(documents: Documents, *teams: Team) -> None:
    """Store teams and their people."""
    writes: list[Write] = []
    for each in teams:
        writes.append(Put(f"teams/{each.id}", team_fields(each)))
        writes += [Put(f"people/{p.id}", {"schema": 1, **person_fields(p)}) for p in people_of(each).values()]
    write_all(documents, writes)


def answer_today(documents: Documents, of: Team) -> None:
    """Let everybody write today."""
    store = Repository(lambda: documents)
    for user in of.members:
        given = Answer("written", "the-first", "command", Texts(KEEP, "A cold.", "More tea."))
        store.entries.answer(store.entries.records(of.id, user, [today()]), today(), given)


def world(documents: Documents, environ: Mapping[str, str]) -> World:
    """The functions' world, with these documents and the stand-in."""
    made = wiring.make(read_settings({**environ, "STORE": "sqlite::memory:"}))
    return replace(made.world, store=Repository(lambda: documents), log=Log(io.StringIO()))


def remind(documents: Documents, environ: Mapping[str, str], of: Team) -> None:
    """Send everybody today's reminder, as the function does."""
    assert remind_team(world(documents, environ), of.id, today(), None) == len(of.members)


def live(documents: Documents, of: Team, first: date, last: date) -> None:
    """Store an entry of everybody for every working day, and a digest for every Friday."""
    write_all(documents, list(_entries(of, first, last)))
    fridays = (day for day in _days(first, last) if day.weekday() == 4)
    write_all(documents, [_digest(of, day) for day in fridays])


def written_at(day: date) -> datetime:
    """When the entry of a day was stored: at noon, before the session."""
    return datetime.combine(day, time(12), UTC)


def _entries(of: Team, first: date, last: date) -> Iterator[Write]:
    for day in _days(first, last):
        for user, name in of.members.items():
            at = written_at(day)
            entry = Entry(
                of.id, day, user, "written", Texts(KEEP, "A cold.", "More tea."), name, of.name, 1, at, at, at, user
            )
            fields = entry_fields(Change(None, entry)) | {"updated_at": at}
            yield Put(f"teams/{of.id}/entries/{entry.id}", fields)


def _digest(of: Team, day: date) -> Write:
    at = datetime.combine(day, of.win_session.time, UTC)
    fields = digest_fields(Digest(day, day, tuple(of.members)))
    return Put(f"teams/{of.id}/digests/{day}", fields | {"created_at": at, "finished_at": at})


def _days(first: date, last: date) -> list[date]:
    """The working days."""
    every = (first + timedelta(n) for n in range((last - first).days + 1))
    return [day for day in every if day.weekday() < 5]


def write_all(documents: Documents, writes: list[Write]) -> None:
    """Write in commits of a size that Firestore accepts."""
    for start in range(0, len(writes), AT_ONCE):
        documents.commit(writes[start : start + AT_ONCE])
