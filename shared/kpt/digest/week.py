"""The week of a digest: its Keeps, the other entries of its days, and the days.

Each Keep is in exactly one digest: the first that closes after it was first stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from shared.kpt.digest.digest import Digest
from shared.kpt.entry.entry import Entry, EntryName
from shared.kpt.schedule.workdays import first_working_day_after
from shared.kpt.team.team import Team

LONGEST_MARKED = timedelta(weeks=10)
"""The longest time before its session in which a digest marks quiet days and days off: a team may have paused for a
year."""


@dataclass(frozen=True)
class Week:
    """All that a digest's messages are made from."""

    digest: Digest
    first: date
    kept: tuple[Entry, ...]
    """The entries whose Keeps belong to it, even if the Keep was removed since."""
    around: tuple[Entry, ...]
    """The entries of its days, and of the days off before them, of all who have a place in it: for the marks."""

    @property
    def days(self) -> list[date]:
        """Its days, up to the day of its session."""
        return _days(self.first, self.digest.held_on)

    @property
    def revision(self) -> int:
        """Grows with every change of anything in it."""
        return self.digest.changes + self.entries_revision

    @property
    def entries_revision(self) -> int:
        """Grows with every change of its entries. It gets smaller only where one is erased."""
        return sum({e.id: e.revision for e in (*self.kept, *self.around)}.values())

    def revision_of(self, user: str) -> int:
        """Grows with every change of one member's entries, and of entries that thank them or once did."""
        told_of = (e for e in (*self.kept, *self.around) if e.user == user or user in e.thanked)
        return self.digest.changes + sum({e.id: e.revision for e in told_of}.values())

    def keeps_of(self, user: str) -> list[Entry]:
        """One member's entries with a Keep, by day."""
        return sorted((e for e in self.kept if e.user == user and e.has_keep), key=lambda e: e.day)

    @property
    def authors(self) -> list[str]:
        """Everybody with a Keep: in the order of speaking, then the others."""
        return self._in_order({e.user for e in self.kept if e.has_keep})

    def with_part(self, team: Team) -> list[str]:
        """Everybody with a part in the thread: the authors, and the people of the team whom they thank."""
        thanked = {user for e in self.kept if e.has_keep for user in e.thanks if self.is_of_team(team, user)}
        return self._in_order({*self.authors, *thanked})

    def is_of_team(self, team: Team, user: str) -> bool:
        """Whether somebody belongs to the team, or did in this week."""
        placed = (*self.digest.order, *self.digest.away)
        return user in team.members or user in placed or any(e.user == user for e in (*self.kept, *self.around))

    @property
    def everybody(self) -> list[str]:
        """The authors, then those who once had a Keep or were once thanked: a part of theirs may have to be removed."""
        others = {user for e in self.kept for user in (e.user, *e.thanked)}
        return self.authors + self._in_order(others - set(self.authors))

    def _in_order(self, users: set[str]) -> list[str]:
        """In the order of speaking, then the others."""
        return [u for u in self.digest.order if u in users] + sorted(users - set(self.digest.order))

    def name_of(self, team: Team, user: str) -> str:
        """A member's name. For somebody who has left, the name in their newest entry."""
        if user in team.members:
            return team.members[user]
        written = [e.name for e in sorted((*self.around, *self.kept), key=lambda e: e.day) if e.user == user]
        return written[-1] if written else self.digest.names.get(user, user)


def marked_since(digest: Digest, first: date, before: Digest | None) -> date:
    """The first day that may be marked. It is counted from the previous session, not from ``first``, so that a change
    of the days off does not make the revision smaller."""
    since = min(before.held_on + timedelta(1), digest.held_on) if before else first
    return max(since, digest.held_on - LONGEST_MARKED)


def beside_the_keeps(team: Team, digest: Digest, since: date, kept: Sequence[Entry]) -> list[EntryName]:
    """Names of the other entries to read: the digest's days of everybody who has a place in it, without the Keeps
    already read."""
    users = {*digest.order, *digest.away, *(entry.user for entry in kept)}
    days = _days(since, digest.held_on)
    read = {(entry.team, entry.day, entry.user) for entry in kept}
    return [name for name in product([team.id], days, sorted(users)) if name not in read]


def week_as_read(digest: Digest, first: date, since: date, before: Digest | None, entries: Sequence[Entry]) -> Week:
    """A digest's week from two reads, one after the other. An entry may have been written in between.

    Its newest state then counts in both. Otherwise the week could have a newer revision than the text it shows, and the
    outdated message would count as the newest for good.
    """
    newest: dict[str, Entry] = {}
    for entry in entries:
        if entry.id not in newest or newest[entry.id].revision < entry.revision:
            newest[entry.id] = entry
    kept = [e for e in newest.values() if _joined(e, digest, before)]
    around = [e for e in newest.values() if since <= e.day <= digest.held_on]
    return Week(digest, first, tuple(kept), tuple(around))


def may_stand_in(entry: Entry, digest: Digest, before: Digest | None) -> bool:
    """Whether a digest's week may hold an entry. ``before`` is the previous digest."""
    since = min(before.held_on + timedelta(1), digest.held_on) if before else date.min
    return _joined(entry, digest, before) or since <= entry.day <= digest.held_on


def _joined(entry: Entry, digest: Digest, before: Digest | None) -> bool:
    """Whether it first had a Keep after the previous digest closed and before this one closes."""
    if entry.kept_at is None or entry.kept_at >= digest.closes_at:
        return False
    return before is None or before.closes_at <= entry.kept_at


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def first_day(team: Team, before: Digest | None, first_entry: date | None, held_on: date) -> date:
    """The first of a digest's days: the working day after the previous session. In the first digest, the day of the
    first entry."""
    start = first_working_day_after(team, before.held_on) if before else first_entry or held_on
    return min(start, held_on)
