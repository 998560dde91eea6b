"""What a win session's digest holds. Each Keep is in exactly one: the first that closes after it was first stored.

A digest closes 60 minutes after it was created; both are the store's own time, and so is the moment at which an entry
first had a Keep. So a digest's Keeps are one range of time, from the close of the one before it to its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import product

from shared.kpt.board.running_order import Round
from shared.kpt.entry.entry import Entry, EntryName
from shared.kpt.entry.shown import shown
from shared.kpt.messages.digests import DigestPart, Invitation, KeepOfDay, Marks
from shared.kpt.messages.thanked import Thanked
from shared.kpt.schedule.session import Session
from shared.kpt.schedule.workdays import first_working_day_after, is_free_day, team_works, works_on_weekday
from shared.kpt.team.person import Person
from shared.kpt.team.team import Team
from shared.kpt.text.pages import SIZES, cut, length
from shared.kpt.text.visible import first_line

STAYS_OPEN = timedelta(minutes=60)
MOST_DAYS_IN_PART = 20
"""Days in one message: each takes two of Slack's 50 blocks at the most."""
LABEL = 40
"""Characters for a day's date."""
LONGEST_THANKS = 150
"""Characters of the first line of a Keep that somebody is thanked in."""
LONGEST_MARKED = timedelta(weeks=10)
"""How far before its session a digest marks quiet days and days off: a team may have paused for a year."""


@dataclass(frozen=True)
class Gathered:
    """What the head shows of the week's entries, as they were read last: so a step of the round reads none of them."""

    first: date
    has_keeps: bool
    off_with_keeps: tuple[str, ...]
    joined: tuple[str, ...]
    """Who has a Keep in it, but no place in the order: they had stopped the messages, and wrote all the same."""
    is_open: bool
    revision: int = field(default=0, compare=False)
    """The sum of the revisions of those entries."""


@dataclass(frozen=True)
class Digest:
    """A win session that has begun. ``session`` is its nominal date."""

    session: date
    held_on: date
    order: tuple[str, ...]
    away: tuple[str, ...] = ()
    created_at: datetime | None = None
    finished_at: datetime | None = None
    changes: int = 0
    """Raised by all that changes what it shows beside its entries: a step of the round, an erasure. So the revision of
    what it shows, which is this and the sum of those of its entries, never gets smaller."""
    redrawn: int = 0
    """The changes after which the messages were drawn anew for an erasure."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What its people were called when it opened. One from before there was a round has none, and no round."""
    has_board: bool = False
    """Whether there was a board when it opened."""
    round: Round = field(default_factory=Round)
    head: Gathered | None = None
    """None until all of it is posted."""
    noticed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Who reacted to an entry's announcement, by the entry's id."""
    unthanked: tuple[str, ...] = ()
    """Whom entries thanked that were erased since: their parts have to follow, whatever a run under way has posted."""
    noticed_again: bool = False
    """Whether a sweep has read it once more: then it is not read any more."""
    version: object = field(default=None, compare=False)
    """The store's."""

    @property
    def opened_at(self) -> datetime:
        """When it was created, by the store's own time."""
        if self.created_at is None:
            raise ValueError("a digest that is not stored yet has not opened")
        return self.created_at

    @property
    def closes_at(self) -> datetime:
        """Until when what is written joins it."""
        return self.opened_at + STAYS_OPEN

    def mentions(self, user: str) -> bool:
        """Whether it holds somebody's id."""
        head = (*self.head.off_with_keeps, *self.head.joined) if self.head else ()
        pressed = (press.split()[-1] for press in self.round.presses)
        if any(user in who or _is_by(entry, user) for entry, who in self.noticed.items()):
            return True
        return user in (
            *self.order,
            *self.away,
            *self.names,
            *self.round.told,
            *self.round.later,
            *head,
            *pressed,
            *self.unthanked,
        )

    def without(self, user: str) -> "Digest":
        """The same without somebody who was erased."""
        head = self.head and replace(
            self.head,
            off_with_keeps=_others(self.head.off_with_keeps, user),
            joined=_others(self.head.joined, user),
        )
        return replace(
            self,
            order=_others(self.order, user),
            away=_others(self.away, user),
            names={other: name for other, name in self.names.items() if other != user},
            round=self.round.without(user),
            head=head,
            noticed=_unnoticed(self.noticed, user),
            unthanked=_others(self.unthanked, user),
            changes=self.changes + 1,
        )

    def covers_or_follows(self, session: Session) -> bool:
        """Whether it is, or comes after, the digest of a session's week: a week has one, on whatever day."""
        return self.session.isocalendar()[:2] >= session.nominal.isocalendar()[:2]


def _is_by(entry: str, user: str) -> bool:
    return entry.endswith(f"_{user}")


def _unnoticed(noticed: Mapping[str, tuple[str, ...]], user: str) -> dict[str, tuple[str, ...]]:
    left = {entry: _others(who, user) for entry, who in noticed.items() if not _is_by(entry, user)}
    return {entry: who for entry, who in left.items() if who}


def _others(users: Sequence[str], user: str) -> tuple[str, ...]:
    return tuple(other for other in users if other != user)


@dataclass(frozen=True)
class Week:
    """All that a digest is made from."""

    digest: Digest
    first: date
    kept: tuple[Entry, ...]
    """The entries whose Keeps belong to it, whatever has become of them."""
    around: tuple[Entry, ...]
    """The entries of its days, of all who have a place in it: for the marks; and of the days off before them."""

    @property
    def days(self) -> list[date]:
        """Its days, up to that of its session."""
        return _days(self.first, self.digest.held_on)

    @property
    def revision(self) -> int:
        """Grows with every change of anything in it."""
        return self.digest.changes + self.entries_revision

    @property
    def entries_revision(self) -> int:
        """Grows with every change of its entries; smaller only where one was erased."""
        return sum({e.id: e.revision for e in (*self.kept, *self.around)}.values())

    def revision_of(self, user: str) -> int:
        """Grows with every change of one member's entries, and of those that thank them, or once did."""
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
        """Everybody with a part in the thread: the authors, and whom of the team one of them thanks."""
        thanked = {user for e in self.kept if e.has_keep for user in e.thanks if self.is_of_team(team, user)}
        return self._in_order({*self.authors, *thanked})

    def is_of_team(self, team: Team, user: str) -> bool:
        """Whether somebody belongs to its team, or did in this week."""
        placed = (*self.digest.order, *self.digest.away)
        return user in team.members or user in placed or any(e.user == user for e in (*self.kept, *self.around))

    @property
    def everybody(self) -> list[str]:
        """The authors, and after them whoever has no Keep any more, or was thanked once: a part of theirs may stand
        there, or have to go."""
        others = {user for e in self.kept for user in (e.user, *e.thanked)}
        return self.authors + self._in_order(others - set(self.authors))

    def _in_order(self, users: set[str]) -> list[str]:
        """In the order of speaking, then the others."""
        return [u for u in self.digest.order if u in users] + sorted(users - set(self.digest.order))

    def name_of(self, team: Team, user: str) -> str:
        """A member's name; of somebody who has left, as it stands in their newest entry."""
        if user in team.members:
            return team.members[user]
        written = [e.name for e in sorted((*self.around, *self.kept), key=lambda e: e.day) if e.user == user]
        return written[-1] if written else self.digest.names.get(user, user)


def marked_since(digest: Digest, first: date, before: Digest | None) -> date:
    """The first day whose marks may show. From the session before, not from ``first``: a change of the days off must
    not make the revision smaller."""
    since = min(before.held_on + timedelta(1), digest.held_on) if before else first
    return max(since, digest.held_on - LONGEST_MARKED)


def beside_the_keeps(team: Team, digest: Digest, since: date, kept: Sequence[Entry]) -> list[EntryName]:
    """The other days of all who have a place in a digest: what it needs to know of them beside its Keeps."""
    users = {*digest.order, *digest.away, *(entry.user for entry in kept)}
    days = _days(since, digest.held_on)
    read = {(entry.team, entry.day, entry.user) for entry in kept}
    return [name for name in product([team.id], days, sorted(users)) if name not in read]


def week_as_read(digest: Digest, first: date, since: date, before: Digest | None, entries: Sequence[Entry]) -> Week:
    """A digest's week from two readings, one after the other: an entry may have been written in between.

    Its newest state then counts in both. Else a week would have the revision of words that it does not show, and what
    was posted from it would pass for the newest for good.
    """
    newest: dict[str, Entry] = {}
    for entry in entries:
        if entry.id not in newest or newest[entry.id].revision < entry.revision:
            newest[entry.id] = entry
    kept = [e for e in newest.values() if _joined(e, digest, before)]
    around = [e for e in newest.values() if since <= e.day <= digest.held_on]
    return Week(digest, first, tuple(kept), tuple(around))


def may_stand_in(entry: Entry, digest: Digest, before: Digest | None) -> bool:
    """Whether a digest's week may hold an entry; ``before`` is the digest before it."""
    since = min(before.held_on + timedelta(1), digest.held_on) if before else date.min
    return _joined(entry, digest, before) or since <= entry.day <= digest.held_on


def _joined(entry: Entry, digest: Digest, before: Digest | None) -> bool:
    """Whether it first had a Keep after the digest before had closed, and before this one does."""
    if entry.kept_at is None or entry.kept_at >= digest.closes_at:
        return False
    return before is None or before.closes_at <= entry.kept_at


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def first_day(team: Team, before: Digest | None, first_entry: date | None, held_on: date) -> date:
    """Where a digest's days begin: after the session before it; of the first digest, with the first entry."""
    start = first_working_day_after(team, before.held_on) if before else first_entry or held_on
    return min(start, held_on)


def whole_part(team: Team, week: Week, user: str, person: Person | None) -> DigestPart | None:
    """A member's week; None where there is no Keep, and nobody thanks them."""
    seen = ((e.day, shown(team, e)) for e in week.keeps_of(user))
    keeps = tuple(KeepOfDay(day, its.texts.keep, carried=day < week.first, done=its.done) for day, its in seen)
    thanks = thanks_to(team, week, user)
    if not keeps and not thanks:
        return None
    return DigestPart(team.language, week.name_of(team, user), keeps, marks_of(team, week, user, person), thanks=thanks)


def thanks_to(team: Team, week: Week, user: str) -> tuple[Thanked, ...]:
    """Who thanks a member in this week's Keeps, each with the first line of what it was for. Thanks stand where their
    Keep does; of somebody who is not of the team there are none here."""
    if not week.is_of_team(team, user):
        return ()
    thanking = (e for e in week.kept if e.user != user and user in shown(team, e).thanks)
    return tuple(
        Thanked(
            week.name_of(team, e.user),
            e.day,
            first_line(shown(team, e).texts.keep) or e.done,
            is_done=not shown(team, e).texts.keep,
            carried=e.day < week.first,
        )
        for e in sorted(thanking, key=lambda e: (e.day, e.user))
    )


def pages_of(whole: DigestPart, most: int = SIZES[0]) -> list[DigestPart]:
    """A member's week on as many pages as it takes, of so many characters each; after the Keeps the thanks, and the
    marks on the last one."""
    pages = _with_thanks(_pages(whole.keeps, most), whole.thanks, most)
    return [
        replace(
            whole,
            keeps=tuple(keeps),
            thanks=tuple(thanks),
            marks=whole.marks if number == len(pages) else Marks(),
            continued=number > 1,
        )
        for number, (keeps, thanks) in enumerate(pages, 1)
    ]


def _with_thanks(
    pages: list[list[KeepOfDay]], thanks: Sequence[Thanked], most: int
) -> list[tuple[list[KeepOfDay], list[Thanked]]]:
    """The pages of the Keeps, with the thanks behind them: on further ones where they do not fit."""
    whole: list[tuple[list[KeepOfDay], list[Thanked]]] = [(page, []) for page in pages] or [([], [])]
    room = most - sum(length(keep.keep) + length(keep.done) + LABEL for keep in whole[-1][0])
    for each in thanks:
        size = min(length(each.first_line), LONGEST_THANKS) + length(each.by) + LABEL
        if size > room and any(whole[-1]):
            whole.append(([], []))
            room = most
        whole[-1][1].append(each)
        room -= size
    return whole


def marks_of(team: Team, week: Week, user: str, person: Person | None) -> Marks:
    """A member's quiet days, days off and holidays among the digest's days; what they answered on a day before these
    on which the team does not work but they do, is among them."""
    mine = {e.day: e.kind for e in week.around if e.user == user}
    silent = [d for d in sorted({*week.days, *mine}) if mine.get(d) != "written"]
    free = [d for d in silent if d not in mine and person and works_on_weekday(team, person, d)]
    return Marks(
        quiet=tuple(d for d in silent if mine.get(d) == "quiet"),
        off=tuple(d for d in silent if mine.get(d) == "off" or (d in free and person and person.is_away(d))),
        holiday=tuple(d for d in free if person and is_free_day(team, person, d) and not person.is_away(d)),
    )


def invitation(team: Team, week: Week) -> Invitation | None:
    """The last reply: those without a part, and the marks of their days. None where there is neither. How the week of
    somebody was whom a Keep thanks is told already.

    Where there is no Keep at all nobody is asked by name: the parent asks them all.
    """
    authors, with_part = week.authors, week.with_part(team)
    placed = (*week.digest.order, *week.digest.away)
    others = [u for u in (*placed, *sorted({e.user for e in week.around} - {*placed})) if u not in with_part]
    off = [u for u in week.digest.away if authors and u in others and _off_all_week(team, week, u)]
    asked = [u for u in week.digest.order if authors and u in others]
    marked = ((u, marks_of(team, week, u, None)) for u in others if u not in off)
    off_today = Marks(off=(week.digest.held_on,))  # the parent says that already
    marks = tuple(
        (week.name_of(team, u), its)
        for u, its in marked
        if its != Marks() and not (its == off_today and u in week.digest.away)
    )
    if not (asked or off or marks):
        return None
    names, away = (tuple(week.name_of(team, u) for u in who) for who in (asked, off))
    return Invitation(team.language, names, away, marks)


def _off_all_week(team: Team, week: Week, user: str) -> bool:
    mine = {e.day: e.kind for e in week.around if e.user == user}
    days = [d for d in week.days if team_works(team, d)]
    return bool(days) and all(mine.get(d) == "off" for d in days)


def _pages(keeps: Sequence[KeepOfDay], most: int) -> list[list[KeepOfDay]]:
    """A Keep that is longer than a page is cut."""
    pages: list[list[KeepOfDay]] = []
    room = 0
    for keep in (piece for each in keeps for piece in _pieces(each, most - LABEL)):
        size = length(keep.keep) + length(keep.done) + LABEL
        if not pages or size > room or len(pages[-1]) == MOST_DAYS_IN_PART:
            pages.append([])
            room = most
        pages[-1].append(keep)
        room -= size
    return pages


def _pieces(keep: KeepOfDay, most: int) -> Iterator[KeepOfDay]:
    """A day's Keep in pieces of a page at the most; an earlier Try that was done stands with the last one."""
    *first, last = list(cut(keep.keep, most)) or [""]
    if length(last) + length(keep.done) <= most:
        yield from (replace(keep, keep=piece, done="") for piece in first)
        yield replace(keep, keep=last)
    else:
        yield from (replace(keep, keep=piece, done="") for piece in (*first, last) if piece)
        yield from (replace(keep, keep="", done=piece) for piece in cut(keep.done, most))
