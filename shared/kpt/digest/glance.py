"""*From this week's Keeps*: whose Keep a member sees on the session's day, once they have answered.

This week's authors stand on a ring, in an order of the team's own. Each sees the Keep of the author some places further
on. The number of places changes each week and is the same for all. So everybody who wrote is shown to somebody, nobody
to themselves, and the choice says nothing about anybody. Members who wrote nothing see another author each week, too.

With the same authors the pairing differs from the week before. Two authors have only each other.
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
"""How many days before a team's first session belong to its week."""


def looks_at(team: str, session: date, viewer: str, authors: Collection[str]) -> tuple[str, ...]:
    """The author whose Keep ``viewer`` sees, then the substitutes in case that Keep was removed meanwhile. ``session``
    is the nominal date."""
    ring = sorted({*authors, viewer}, key=lambda user: hashlib.sha256(f"glance:{team}:{user}".encode()).hexdigest())
    place = ring.index(viewer)
    others = [*ring[place + 1 :], *ring[:place]]
    turn = session.toordinal() // 7 % len(others) if others else 0
    return (*others[turn:], *others[:turn])


def days_of_the_week(held_on: date, before: Digest | None) -> tuple[date, date]:
    """The first and the last day whose Keeps are shown: from the day after the previous session."""
    return min(before.held_on + timedelta(1), held_on) if before else held_on - FIRST_WEEK, held_on


def authors_among(team: Team, people: People, first: date, last: date) -> list[str]:
    """The members who wrote on one of these days, or may have, where their days of writing are not stored."""
    return [user for user in team.members if user in people and days_to_read(team, people[user], first, last)]


def days_to_read(team: Team, author: Person, first: date, last: date) -> list[date]:
    """Those of the days on which ``author`` wrote; all of them where their days of writing are not stored."""
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    return [day for day in days if day in author.days_written(team.id)] if author.remembers else days


def newest_keep(team: Team, entries: Iterable[Entry]) -> Entry | None:
    """The newest of these entries with a Keep that the team sees."""
    return max((e for e in entries if shown(team, e).texts.keep), key=lambda entry: entry.day, default=None)
