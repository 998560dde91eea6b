"""What stands on the board: a team's week, a member beside the other, each with their dated Keeps.

The digest and the board show the same week by the same rules (digest.py); the board adds weeks that have no digest:
the one that is running, and those before the first digest, which an import brought.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from shared.kpt.digest.digest import Digest, Week, marks_of, week_as_read
from shared.kpt.entry.entry import Entry, Texts
from shared.kpt.messages.messages import Marks
from shared.kpt.schedule.session import Session, held_on, sessions
from shared.kpt.team.person import People
from shared.kpt.team.team import Team

NEVER_CLOSES = timedelta(weeks=100)


@dataclass(frozen=True)
class BoardDay:
    """One member's day: the Keep as typed, and the earlier Try that was ``done``; Problem and Try only where the viewer
    asked for them."""

    day: date
    keep: str
    carried: bool = False
    """Whether it was written after the digest of its own week had closed: it stands under *Since last time*."""
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


@dataclass(frozen=True)
class Board:
    """A week on the wall. ``session`` names it, in addresses too; ``earlier`` and ``later`` are its neighbours."""

    team: Team
    session: date
    first: date
    last: date
    members: tuple[BoardMember, ...]
    order: tuple[str, ...]
    is_current: bool
    earlier: date | None = None
    later: date | None = None


def current_week(team: Team, last: Digest | None, now: datetime, today: date) -> Session | Digest:
    """The week that ``/{team}`` shows: that of the last digest on its day and while it is open, else the coming
    session's. A team without a coming session within reach gets the week of ``today``."""
    if last and (now < last.closes_at or today <= last.held_on):
        return last
    since = last.session + timedelta(1) if last else today - timedelta(6)
    coming = (s for s in sessions(team, since) if s.held_on >= today and not (last and last.covers_or_follows(s)))
    return next(coming, None) or Session(nominal_on_or_after(team, today), today, now)


def nominal_on_or_after(team: Team, day: date) -> date:
    """The nominal date of the session of a day's week: the set weekday on or after it."""
    return day + timedelta((team.win_session.weekday - day.weekday()) % 7)


def running_week(session: Session, last: Digest | None, entries: Sequence[Entry], first: date) -> Week:
    """The week that has no digest yet: all that was kept since the last digest closed stands in it."""
    ends = (last.closes_at if last and last.created_at else session.moment) + NEVER_CLOSES
    coming = Digest(session.nominal, session.held_on, (), created_at=ends)
    since = min(first, last.held_on + timedelta(1)) if last else first
    return week_as_read(coming, first, since, last, entries)


def imported_week(team: Team, nominal: date, entries: Sequence[Entry]) -> Week:
    """A week from before the first digest: the seven days up to the nominal date, by the days of its entries."""
    held = held_on(team, nominal) or nominal
    mine = tuple(e for e in entries if nominal - timedelta(6) <= e.day <= nominal)
    first = min((e.day for e in mine), default=held - timedelta(4))
    digest = Digest(nominal, max(held, max((e.day for e in mine), default=held)), ())
    return Week(digest, first, tuple(e for e in mine if e.has_keep), mine)


def who_stands_on_it(team: Team, week: Week, people: People, *, is_past: bool) -> list[str]:
    """Whoever is asked and has not stopped, and whoever has an entry in this week; of a past week those whom its
    digest named, and its authors. The order of speaking comes first."""
    named = [*week.digest.order, *(u for u in week.digest.away if u not in week.digest.order)]
    if is_past and named:
        others = week.authors
    else:
        asked = [u for u in team.asked if not (u in people and people[u].stopped)]
        others = [*asked, *(e.user for e in (*week.kept, *week.around) if e.kind != "deleted")]
    by_name = sorted({*others} - {*named}, key=lambda user: (week.name_of(team, user), user))
    return [*named, *by_name]


def member_of(team: Team, week: Week, user: str, people: People, *, more: bool = False) -> BoardMember:
    """A member's column. ``more``: with Problem and Try, as far as the team sees them."""
    keeps = [
        BoardDay(e.day, e.texts.keep, carried=e.day < week.first, more=_more(team, e) if more else Texts(), done=e.done)
        for e in week.keeps_of(user)
    ]
    if more:
        alone = (e for e in week.around if e.user == user and e.kind == "written" and not e.has_keep)
        keeps += [BoardDay(e.day, "", more=texts) for e in alone if (texts := _more(team, e))]
    days = tuple(sorted(keeps, key=lambda day: day.day))
    person = people.get(user)
    return BoardMember(
        user, week.name_of(team, user), days, marks_of(team, week, user, person), user in week.digest.away
    )


def _more(team: Team, entry: Entry) -> Texts:
    if team.announcement.parts != "all" or team.announcement.mode == "off":
        return Texts()
    return Texts(problem=entry.texts.problem, try_=entry.texts.try_)
