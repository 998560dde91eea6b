"""What the board shows: a team's week, a column for each member with their dated Keeps.

The digest and the board show the same week by the same rules (digest.py). The board also shows weeks without a digest:
the running one, and imported weeks from before the first digest.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from shared.kpt.board.running_order import OFF, first_word
from shared.kpt.digest.digest import Digest
from shared.kpt.digest.head import gathered, turn_of, turns_of
from shared.kpt.digest.noticed import names_of
from shared.kpt.digest.parts import marks_of, thanks_to
from shared.kpt.digest.week import Week, marked_since, week_as_read
from shared.kpt.entry.entry import Entry, Texts
from shared.kpt.entry.shown import shown
from shared.kpt.messages.digests import Marks
from shared.kpt.messages.thanked import Thanked
from shared.kpt.schedule.session import Session, held_on, sessions
from shared.kpt.team.person import People
from shared.kpt.team.team import Team

NEVER_CLOSES = timedelta(weeks=100)


@dataclass(frozen=True)
class BoardDay:
    """One member's day: the Keep as typed, and the earlier Try that was ``done``. ``more``: Problem and Try, where the
    viewer asked for them."""

    day: date
    keep: str
    carried: bool = False
    """Whether it was written after its own week's digest had closed: it stands under *Since last time*."""
    more: Texts = field(default_factory=Texts)
    done: str = ""


@dataclass(frozen=True)
class BoardMember:
    """One member's column."""

    user: str
    name: str
    days: tuple[BoardDay, ...] = ()
    marks: Marks = field(default_factory=Marks)
    is_away: bool = False
    """Whether they are off on the day of the session."""
    thanks: tuple[Thanked, ...] = ()
    reacted: tuple[str, ...] = ()
    """The names of those who reacted to the member's entries. Only the member's focus page shows them, in its last
    line."""


@dataclass(frozen=True)
class Board:
    """A week as the board shows it. ``session``, the nominal date, names it, in addresses too; ``earlier`` and
    ``later`` name its neighbours."""

    team: Team
    session: date
    first: date
    last: date
    members: tuple[BoardMember, ...]
    order: "Order"
    is_current: bool
    earlier: date | None = None
    later: date | None = None


@dataclass(frozen=True)
class Order:
    """Who speaks after whom, and who says the first kind word after each. ``now`` (a member, or ``OFF``) and ``step``
    are the round's, once it has begun in Slack. ``off``: those whose Keeps the last turn reads."""

    turns: tuple[str, ...]
    first_words: Mapping[str, str] = field(default_factory=dict)
    off: tuple[str, ...] = ()
    step: int = 0
    now: str = ""


def order_of(team: Team, week: Week, users: Sequence[str]) -> Order:
    """The order of a week: its digest's, or everybody on the board. While a round runs, those who are off share its
    last turn; otherwise each has a place of their own."""
    digest = week.digest
    if not digest.order and not digest.round.begun_at:
        return Order(tuple(users), _first_words(users))
    seen = gathered(team, week, digest.opened_at)
    all_turns, now = turns_of(team, digest, seen), turn_of(team, digest, seen)
    return Order(
        tuple(each for each in all_turns if each != OFF or now),
        _first_words(all_turns),
        seen.off_with_keeps if now else (),
        digest.round.step,
        now.now if now else "",
    )


def _first_words(all_turns: Sequence[str]) -> dict[str, str]:
    following = (*all_turns[1:], "")
    return {now: first_word(all_turns, now, then) for now, then in zip(all_turns, following, strict=True)}


def current_week(team: Team, last: Digest | None, now: datetime, today: date) -> Session | Digest:
    """The week that ``/{team}`` shows: the last digest's on its day and while it is open, otherwise the coming
    session's. Without a coming session it is the week of ``today``."""
    if last and (now < last.closes_at or today <= last.held_on):
        return last
    since = last.session + timedelta(1) if last else today - timedelta(6)
    coming = (s for s in sessions(team, since) if s.held_on >= today and not (last and last.covers_or_follows(s)))
    return next(coming, None) or Session(nominal_on_or_after(team, today), today, now)


def nominal_on_or_after(team: Team, day: date) -> date:
    """The nominal date of the session of a day's week: the team's session weekday on or after ``day``."""
    return day + timedelta((team.win_session.weekday - day.weekday()) % 7)


def running_week(session: Session, last: Digest | None, entries: Sequence[Entry], first: date) -> Week:
    """The week that has no digest yet: every Keep since the last digest closed belongs to it."""
    ends = (last.closes_at if last and last.created_at else session.moment) + NEVER_CLOSES
    coming = Digest(session.nominal, session.held_on, (), created_at=ends)
    since = read_since(coming, first, last)
    return with_imported(week_as_read(coming, first, since, last, entries), since)


def read_since(digest: Digest, first: date, before: Digest | None) -> date:
    """The first day whose entries are read for a week of the board: early enough for its imported entries, too."""
    since = marked_since(digest, first, before)
    return since if before else min(since, digest.session - timedelta(6))


def with_imported(week: Week, since: date) -> Week:
    """The week with its imported Keeps: no digest holds them, so they stand in the week of their day."""
    imported = tuple(e for e in week.around if is_imported(e) and since <= e.day <= week.digest.held_on)
    first = min((week.first, *(e.day for e in imported)))
    return replace(week, first=first, kept=(*week.kept, *imported))


def is_imported(entry: Entry) -> bool:
    """Whether its Keep came from a file: only such a Keep has no moment at which it was first stored."""
    return entry.has_keep and entry.kept_at is None


def is_before(anchor: date, wanted: date) -> bool:
    """Whether ``wanted`` names a week before ``anchor``: whole weeks earlier. ``anchor`` names the first week with a
    digest."""
    return wanted < anchor and (anchor - wanted).days % 7 == 0


def imported_week(team: Team, nominal: date, entries: Iterable[Entry]) -> Week:
    """A week from before the first digest: the entries of the seven days up to the nominal date."""
    held = held_on(team, nominal) or nominal
    mine = tuple(e for e in entries if nominal - timedelta(6) <= e.day <= nominal)
    first = min((e.day for e in mine), default=held - timedelta(4))
    digest = Digest(nominal, max(held, max((e.day for e in mine), default=held)), ())
    return Week(digest, first, tuple(e for e in mine if is_imported(e)), mine)


def who_stands_on_it(team: Team, week: Week, people: People, *, is_past: bool) -> list[str]:
    """Who has a column. In the running week: members who are asked and have not stopped, authors of its entries, and
    members whom a Keep thanks. In a past week: those whom its digest names, its authors, and those whom they thank. The
    order of speaking comes first."""
    named = [*week.digest.order, *(u for u in week.digest.away if u not in week.digest.order)]
    if is_past and named:
        others = week.with_part(team)
    else:
        asked = [u for u in team.asked if not (u in people and people[u].stopped)]
        others = [*asked, *week.with_part(team), *(e.user for e in (*week.kept, *week.around) if e.kind != "deleted")]
    by_name = sorted({*others} - {*named}, key=lambda user: (week.name_of(team, user), user))
    return [*named, *by_name]


def member_of(team: Team, week: Week, user: str, people: People, *, more: bool = False) -> BoardMember:
    """A member's column. ``more``: with the Problems and Tries that the team sees."""
    days = [_day(team, week, e, more=more) for e in week.keeps_of(user)]
    if more:
        alone = (e for e in week.around if e.user == user and e.kind == "written" and not e.has_keep)
        days += [_day(team, week, e, more=True) for e in alone if shown(team, e)]
    return BoardMember(
        user=user,
        name=week.name_of(team, user),
        days=tuple(sorted(days, key=lambda day: day.day)),
        marks=marks_of(team, week, user, people.get(user)),
        is_away=user in week.digest.away,
        thanks=thanks_to(team, week, user),
        reacted=names_of(team, week, user),
    )


def _day(team: Team, week: Week, entry: Entry, *, more: bool) -> BoardDay:
    """What the team sees of a day. One's own page shows no more than that."""
    seen = shown(team, entry)
    carried = entry.day < week.first and not is_imported(entry)
    return BoardDay(entry.day, seen.texts.keep, carried, replace(seen.texts, keep="") if more else Texts(), seen.done)
