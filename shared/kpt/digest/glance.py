"""Whose Keep somebody is shown on the session's day, once they have answered it: *From this week's Keeps*.

Everybody who wrote this week stands on a ring, in an order that is the team's own. An author looks so many places on, a
number that changes with every week and is the same for all: so everybody who wrote is put before somebody, nobody
before themselves, and nobody can tell anything from it. Whoever wrote nothing looks at another author each week, too.

With the same authors it is another pairing than the week before wherever there is one: two authors have only each
other.
"""

import hashlib
from collections.abc import Collection, Iterable
from datetime import date, timedelta

from shared.kpt.digest.digest import Digest
from shared.kpt.entry.entry import Entry
from shared.kpt.entry.shown import shown
from shared.kpt.team.person import People, Person
from shared.kpt.team.team import Team

FIRST_WEEK = timedelta(days=6)
"""How far back the days of a team's first session reach."""


def looks_at(team: str, session: date, viewer: str, authors: Collection[str]) -> tuple[str, ...]:
    """The author whose Keep ``viewer`` is shown, and after them those who come in their place where it was taken back
    meanwhile. ``session`` is the nominal date."""
    ring = sorted({*authors, viewer}, key=lambda user: hashlib.sha256(f"glance:{team}:{user}".encode()).hexdigest())
    place = ring.index(viewer)
    others = [*ring[place + 1 :], *ring[:place]]
    turn = session.toordinal() // 7 % len(others) if others else 0
    return (*others[turn:], *others[:turn])


def days_of_the_week(held_on: date, before: Digest | None) -> tuple[date, date]:
    """The first and the last day of which Keeps are shown: those after the session before."""
    return min(before.held_on + timedelta(1), held_on) if before else held_on - FIRST_WEEK, held_on


def authors_among(team: Team, people: People, first: date, last: date) -> list[str]:
    """The members who wrote on one of these days; of whom it is not remembered, they may have."""
    return [user for user in team.members if user in people and days_to_read(team, people[user], first, last)]


def days_to_read(team: Team, author: Person, first: date, last: date) -> list[date]:
    """The days of these on which somebody wrote, or may have."""
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    return [day for day in days if day in author.days_written(team.id)] if author.remembers else days


def newest_keep(team: Team, entries: Iterable[Entry]) -> Entry | None:
    """The newest of these whose Keep the team sees."""
    return max((e for e in entries if shown(team, e).texts.keep), key=lambda entry: entry.day, default=None)
