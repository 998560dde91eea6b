"""What `board` does: it decides who may see a team's week, and reads it. It never writes.

A signed cookie says who asks. Whether they are a member is read at every request.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from shared.kpt.board.board import (
    Board,
    current_week,
    imported_week,
    is_before,
    member_of,
    order_of,
    read_since,
    running_week,
    who_stands_on_it,
    with_imported,
)
from shared.kpt.board.screen import Screen
from shared.kpt.day import day_of
from shared.kpt.digest.digest import Digest
from shared.kpt.digest.week import Week, first_day, week_as_read
from shared.kpt.entry.entry import Entry
from shared.kpt.schedule.session import Session
from shared.kpt.team.team import Team
from shared.usecases.board.side_by_side import side_by_side, three_side_by_side

if TYPE_CHECKING:
    from shared.usecases.ports.board_store import BoardStore


class PageState(NamedTuple):
    """The three documents by which an unchanged page is recognised. ``before_last`` is read with them for the page of a
    past week."""

    team: Team
    last: Digest | None
    newest: Entry | None
    before_last: Digest | None = None


def team_for_member(store: "BoardStore", team_id: str, user: str) -> Team | None:
    """A team, for one of its members, even if it was paused or removed; None for everybody else."""
    team = store.teams.get(team_id)
    return team if team and user in team.members else None


def team_for_screen(store: "BoardStore", code: str, opened_at: datetime, now: datetime) -> tuple[Team, Screen] | None:
    """The team of a paired screen, if the screen is open and this cookie's, and whoever opened it is still a member."""
    screen = store.screens.get(code)
    if screen is None or not screen.is_open(now) or screen.opened_at != opened_at:
        return None
    team = team_for_member(store, screen.team, screen.by)
    return (team, screen) if team else None


def look(store: "BoardStore", team: Team, *, past: bool = False) -> PageState:
    """Read the documents that show whether anything changed. ``past``: read, at the same time, the digest at which the
    last week begins."""
    digests, newest = side_by_side(
        partial(store.digests.newest, team.id, 2 if past else 1), partial(store.entries.newest, team.id)
    )
    last, before_last = [*digests, None, None][:2]
    return PageState(team, last, newest, before_last)


def read_board(
    store: "BoardStore", seen: PageState, session: date | None, now: datetime, *, more: bool = False
) -> Board | None:
    """A team's week: of ``session``, or the running one if that is None. None where there is no such week.

    ``more``: with the Problems and Tries that the team sees.
    """
    team, last = seen.team, seen.last
    today = day_of(now, team.time_zone)
    current = current_week(team, last, now, today)
    named = current.session if isinstance(current, Digest) else current.nominal
    wanted = session or named
    if wanted == named and isinstance(current, Session):
        coming = Digest(current.nominal, current.held_on, ())
        return _board(store, seen, coming, partial(_running, store, team, current, last), named, more=more)
    digest = last if last and last.session == wanted else store.digests.get(team.id, wanted)
    if digest is not None:
        return _board(store, seen, digest, partial(_of_digest, store, seen, digest), named, more=more)
    return _before_the_first_digest(store, seen, wanted, named, more=more)


def _running(store: "BoardStore", team: Team, coming: Session, last: Digest | None) -> tuple[Week, Digest | None]:
    """The running week, and the last digest."""
    first = first_day(team, last, None if last else store.entries.first_written_day(team.id), coming.held_on)
    since = read_since(Digest(coming.nominal, coming.held_on, ()), first, last)
    kept, around = side_by_side(
        partial(store.entries.kept, team.id, last.closes_at if last else None, None),
        partial(store.entries.between, team.id, since, coming.held_on),
    )
    return running_week(coming, last, [*kept, *around], first), last


def _of_digest(store: "BoardStore", seen: PageState, digest: Digest) -> tuple[Week, Digest | None]:
    """A digest's week, and the digest before it."""
    team = seen.team
    known = seen.before_last if digest is seen.last else None
    before = known or store.digests.before(team.id, digest.opened_at)
    first_entry = None if before else store.entries.first_written_day(team.id)
    first = first_day(team, before, first_entry, digest.held_on)
    since = read_since(digest, first, before)
    kept, around = side_by_side(
        partial(store.entries.kept, team.id, before.closes_at if before else None, digest.closes_at),
        partial(store.entries.between, team.id, since, digest.held_on),
    )
    return with_imported(week_as_read(digest, first, since, before, [*kept, *around]), since), before


def _before_the_first_digest(
    store: "BoardStore", seen: PageState, wanted: date, named: date, *, more: bool
) -> Board | None:
    """A week from before the first digest, which only an import can have filled. Its name is a whole number of weeks
    before the first digest's."""
    team = seen.team
    earliest = store.entries.earliest_day(team.id)
    if earliest is None or wanted < earliest or not is_before(_first_named(store, team, named), wanted):
        return None
    week = imported_week(team, wanted, store.entries.between(team.id, wanted - timedelta(6), wanted))
    return _board(store, seen, week.digest, lambda: (week, None), named, more=more)


def _first_named(store: "BoardStore", team: Team, named: date) -> date:
    """The name of the first week with a digest; of the running week where there is none."""
    return next((digest.session for digest in store.digests.all_of(team.id, limit=1)), named)


def _board(
    store: "BoardStore",
    seen: PageState,
    digest: Digest,
    read_week: Callable[[], tuple[Week, Digest | None]],
    named: date,
    *,
    more: bool,
) -> Board:
    """The board of a digest's week. Members and people whom the digest names are read at the same time as the week,
    others after it."""
    team = seen.team
    is_past = digest.session < named
    named_there = {*team.asked, *digest.order, *digest.away}
    (week, before), people, later = three_side_by_side(
        read_week,
        partial(store.people.get_many, team.workspace, named_there),
        partial(_later, store, team, digest, named) if is_past else lambda: None,
    )
    if others := set(week.everybody) - named_there:
        people = {**people, **store.people.get_many(team.workspace, others)}
    users = who_stands_on_it(team, week, people, is_past=is_past)
    return Board(
        team=team,
        session=digest.session,
        first=week.first,
        last=week.digest.held_on,
        members=tuple(member_of(team, week, user, people, more=more) for user in users),
        order=order_of(team, week, users),
        is_current=digest.session == named,
        earlier=_earlier(store, team, week, before, seen.last),
        later=later,
    )


def _earlier(store: "BoardStore", team: Team, week: Week, before: Digest | None, last: Digest | None) -> date | None:
    if last and week.digest.session > last.session:
        return last.session
    if before and before.session < week.digest.session:
        return before.session
    earliest, earlier = store.entries.earliest_day(team.id), week.digest.session - timedelta(7)
    return earlier if earliest and earliest <= earlier else None


def _later(store: "BoardStore", team: Team, digest: Digest, named: date) -> date:
    if digest.created_at is None:
        return min(digest.session + timedelta(7), _first_named(store, team, named))
    following = store.digests.all_of(team.id, digest.created_at, limit=2)
    return next((each.session for each in following if each.session > digest.session), named)
