"""What `digest` does when a win session begins, and how an entry is added to a posted digest or changed in it."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count, product, takewhile
from typing import TypeVar
from zoneinfo import ZoneInfo

from shared.kpt.board.running_order import opener_first
from shared.kpt.day import DAYS_BACK, Slot
from shared.kpt.digest.digest import STAYS_OPEN, Digest
from shared.kpt.digest.head import gathered
from shared.kpt.digest.order import speaking_order, who_answered, who_stands
from shared.kpt.digest.parts import invitation, pages_of, whole_part
from shared.kpt.digest.week import LONGEST_MARKED, Week
from shared.kpt.entry.entry import Entry
from shared.kpt.errors import Overtaken
from shared.kpt.messages.delivery import Delivery, Key
from shared.kpt.messages.place import Channel
from shared.kpt.messages.wanted import Wanted
from shared.kpt.schedule.session import Session, session_held_on
from shared.kpt.team.membership import members_of
from shared.kpt.team.person import People, Person
from shared.kpt.team.team import Team
from shared.kpt.text.pages import SIZES
from shared.log_events import LogEvent
from shared.usecases.delivering.follow import follow, take_away
from shared.usecases.optimistic import from_what_was_read
from shared.usecases.person.not_shown import say_where_it_is_not_shown
from shared.usecases.ports.world import World
from shared.usecases.reminding.remind import on_vacation
from shared.usecases.session.head import follow_head
from shared.usecases.session.lead import end_left_standing
from shared.usecases.session.noticed import notice
from shared.usecases.session.week import gather, key_of

T = TypeVar("T")
MOST_WITH_NOBODY = 8
"""How many sessions without anybody are skipped in the search for the last opener."""
FOLLOWING = 4
"""How many digests after a day are checked for an entry of that day: one more than can hold it."""
SETTLES = timedelta(seconds=60)
"""By so much a write's time in the store may precede the moment at which others see it: more than a call takes."""


def hold_session(world: World, team_id: str, day: date | None, slot: Slot | None = None) -> bool:
    """Post the digest of the session held on ``day``, or finish one that was begun. False where there is none, or where
    ``slot`` is an old time of that day's session."""
    team = world.store.teams.get(team_id)
    if team is None or team.status != "active":
        world.log(LogEvent.DIGEST_NO_TEAM, team=team_id)
        return False
    if team.unknown_zone:
        world.log(LogEvent.DIGEST_ZONE_UNKNOWN, "ERROR", team=team_id, zone=team.unknown_zone)
        return False
    day = day or Slot(team.win_session.time, team.time_zone).last_day(world.clock.now())
    session = session_held_on(team.on(day), day)
    if session and slot and slot.moment(day) != session.moment:
        session = None
    return post_session(world, team, session)


def post_session(world: World, team: Team, session: Session | None) -> bool:
    """Post a session's digest, once. Without a session, finish the last digest if it was begun and not finished."""
    last = world.store.digests.before(team.id, None)
    if session and not (last and last.covers_or_follows(session)):
        if last is None and world.store.entries.first_day(team.id) is None:
            world.log(LogEvent.DIGEST_BEFORE_FIRST_ENTRY, team=team.id)
            return False
        if last and not last.finished_at and not _post_all(world, team, last) and _is_blocked(world, team, last):
            return False  # the last digest waits for its channel: it would never be finished once a newer one exists
        last = _open(world, team, session, last)
    if last is None or last.finished_at:
        return False
    return _post_all(world, team, last)


def resume_session(world: World, team: Team) -> bool:
    """Finish the last digest if it was begun and not finished, and end its round if it was left running."""
    return _resume(world, team, world.store.digests.before(team.id, None))


def _resume(world: World, team: Team, last: Digest | None) -> bool:
    if last is None:
        return False
    end_left_standing(world, team, last)
    return last.finished_at is None and _post_all(world, team, last)


def see_to_last_session(world: World, team: Team) -> None:
    """What a sweep does for the last digest: finish it and its round; once it has closed, read the reactions for the
    last time."""
    last = world.store.digests.before(team.id, None)
    _resume(world, team, last)
    if last and last.finished_at and not last.noticed_again and last.closes_at <= world.clock.now():
        notice(world, team, gather(world, team, last), again=True)


def _is_blocked(world: World, team: Team, digest: Digest) -> bool:
    """Whether a digest waits for its channel, rather than having been refused for good."""
    delivery = world.store.deliveries.get(key_of(team, digest))
    return delivery is not None and delivery.state == "blocked"


def _open(world: World, team: Team, session: Session, last: Digest | None) -> Digest:
    people = members_of(team, world.store.people.get_many(team.workspace, team.asked))
    today = world.store.entries.named(product([team.id], [session.held_on], team.asked))
    off_today = {e.user for e in today if e.kind == "off"}
    here = {e.user for e in today if e.kind in ("written", "quiet")}
    answered = _answered_though_stopped(world, team, people, session, last)
    standing, _ = who_stands(team, people, session.held_on, off_today=off_today, answered=answered)
    vacation = on_vacation(world, team, [user for user in standing if user not in here])
    standing, away = who_stands(
        team, people, session.held_on, off_today=off_today, on_vacation=vacation, answered=answered
    )
    order = speaking_order(team.id, session.nominal, standing, _last_order(world, team, last))
    order = opener_first(order, team.joined_since(last.held_on if last else None))
    names = {user: team.members[user] for user in (*order, *away)}
    digest = Digest(session.nominal, session.held_on, order, tuple(away), names=names, has_board=world.has_board)
    return world.store.digests.open(team.id, digest)


def _answered_though_stopped(
    world: World, team: Team, people: People, session: Session, last: Digest | None
) -> set[str]:
    """Who stopped the messages and answered this week all the same. Costs nothing where nobody stopped."""
    stopped = [user for user, person in people.items() if person.stopped]
    if not stopped:
        return set()
    since = last.held_on + timedelta(1) if last else world.store.entries.first_day(team.id) or session.held_on
    since = max(min(since, session.held_on), session.held_on - LONGEST_MARKED)
    first = since - timedelta(DAYS_BACK + 1)
    days = [first + timedelta(n) for n in range((session.held_on - first).days + 1)]
    entries = world.store.entries.named(product([team.id], days, stopped))
    return who_answered(entries, since, last.closes_at if last else None)


def _last_order(world: World, team: Team, last: Digest | None) -> tuple[str, ...]:
    """The order of the last session at which anybody was there."""
    for _ in range(MOST_WITH_NOBODY):
        if last is None or last.order:
            break
        last = world.store.digests.before(team.id, last.opened_at)
    return last.order if last else ()


def _post_all(world: World, team: Team, digest: Digest) -> bool:
    """Parent, parts, invitation; then the same again until nothing has changed meanwhile."""
    shown: set[str] = set()

    def show(week: Week) -> bool:
        digest = week.digest
        shown.update(week.everybody)
        if not _follow_all(world, team, week, shown):
            return False
        if not _is_unchanged(world, team, week):
            raise Overtaken(f"the entries of {team.id} have changed")
        done = digest
        if digest.names and digest.head is None:
            done = replace(digest, head=gathered(team, week, world.clock.now()))
        if not world.store.digests.finish(team.id, done):  # somebody in it was erased meanwhile
            raise Overtaken(f"the digest of {team.id} has changed")
        world.log(LogEvent.DIGEST_POSTED, team=team.id, session=digest.session.isoformat(), parts=len(week.authors))
        notice(world, team, week)
        return True

    return _follow_week(world, team, digest, show)


def _follow_all(world: World, team: Team, week: Week, shown: set[str]) -> bool:
    """Show the whole digest; False where its head is not posted. ``shown``: whose parts may be posted already."""
    people = world.store.people.get_many(team.workspace, week.with_part(team))
    week, thread = follow_head(world, team, week)
    if thread is None:
        return False
    for user in (*week.everybody, *sorted(shown - set(week.everybody))):
        _follow_parts(world, team, week, user, people.get(user), thread)
    _follow_invitation(world, team, week, thread)
    return True


def _is_unchanged(world: World, team: Team, week: Week) -> bool:
    """Whether the week is as it was read: by the last written entries, or, if they differ, by reading it again."""
    read = {entry.id: entry for entry in (*week.kept, *week.around)}
    newest = max((entry.updated_at for entry in read.values() if entry.updated_at), default=None)
    if newest:
        latest = world.store.entries.updated(team.id, newest - SETTLES)
        if all(entry.id in read and entry.revision == read[entry.id].revision for entry in latest):
            return True
    return gather(world, team, week.digest).revision == week.revision


def follow_entry(world: World, team: Team, person: Person | None, entry: Entry) -> None:
    """Update the digests that hold an entry, if they have begun.

    There may be two: a day was quiet when its digest closed, and got a Keep later.
    """
    moments = sorted(m for m in {entry.created_at, entry.kept_at} if m and _may_have_begun(team, m))
    found = [world.store.digests.closing_after(team.id, moment) for moment in moments]
    found.append(_marked_in(world, team, entry))
    for digest in {digest.session: digest for digest in found if digest}.values():
        redraw(world, team, digest, entry.user, person, entry.thanked)


def _marked_in(world: World, team: Team, entry: Entry) -> Digest | None:
    """The digest of an entry's day, even if it closed before the entry was written: the day can be marked in no later
    digest. An entry that began with a Keep has no mark, and costs nothing here."""
    if not team.digest_opened_at or (entry.kind == "written" and entry.revision == 1):
        return None
    if entry.day > team.digest_opened_at.astimezone(ZoneInfo(team.time_zone)).date():
        return None
    since = datetime.combine(entry.day, time(), UTC) - timedelta(1)
    held = world.store.digests.all_of(team.id, since, limit=FOLLOWING)
    return next((digest for digest in held if entry.day <= digest.held_on), None)


def follow_erasure(world: World, team: Team, day: date, user: str, thanked: Collection[str] = ()) -> None:
    """Update the digests that may have held an erased entry, even if another run has just posted it. An entry's day is
    at most a week before the moment at which it first has a Keep. ``thanked``: whom it thanked, as far as known."""
    since = datetime.combine(day, time(), UTC) - timedelta(1)
    for digest in world.store.digests.all_of(team.id, since, limit=FOLLOWING):
        if digest.changes:
            redraw(world, team, digest, user, others=(*thanked, *digest.unthanked))


def redraw(
    world: World,
    team: Team,
    digest: Digest,
    user: str,
    person: Person | None = None,
    others: Collection[str] = (),
) -> None:
    """Update a member's part of a digest, the head, the invitation, and the parts of ``others``, whom the member thanks
    or thanked. If nothing of the digest is posted yet, its own run does it. So a digest that another tool stored is not
    posted years later."""
    week, thread = _follow_week(world, team, digest, lambda week: follow_head(world, team, week, only_if_begun=True))
    if thread is not None:
        _follow_parts(world, team, week, user, person, thread)
        people = world.store.people.get_many(team.workspace, others)
        for other in dict.fromkeys(others):
            _follow_parts(world, team, week, other, people.get(other), thread)
        _follow_invitation(world, team, week, thread)


def redraw_all(world: World, team: Team, digest: Digest) -> None:
    """Update all messages of a digest."""
    _follow_week(world, team, digest, lambda week: _follow_all(world, team, week, set()))


def _follow_week(world: World, team: Team, digest: Digest, show: Callable[[Week], T]) -> T:
    """Show a digest's week. If the digest changes meanwhile, as during a round, read it again."""

    def attempt(digest: Digest) -> T:
        return show(gather(world, team, digest))

    def look_again(digest: Digest) -> Digest:
        return world.store.digests.get(team.id, digest.session) or digest

    return from_what_was_read(f"the digest of {team.id}", digest, attempt, look_again, conflict=Overtaken)


def take_part_away(world: World, team: Team, digest: Digest, user: str) -> None:
    """Remove a member's pages and their deliveries, the last page first, so that none is left behind."""
    keys = (key_of(team, digest, f"{user}:{number}") for number in count(1))
    there = list(takewhile(world.store.deliveries.get, keys))
    head = world.store.deliveries.get(key_of(team, digest)) if there else None
    thread = head.posted.ts if head and head.posted else None
    for key in reversed(there):
        take_away(world, key, Channel(team.channel, thread))


def _may_have_begun(team: Team, moment: datetime) -> bool:
    """Whether a digest that closes after ``moment`` may have begun before the team was read."""
    return team.digest_opened_at is None or moment < team.digest_opened_at + STAYS_OPEN


def _follow_parts(world: World, team: Team, week: Week, user: str, person: Person | None, thread: str) -> None:
    """Show a member's pages. Superfluous pages are removed, the last one first, so that none is left behind."""
    whole = whole_part(team, week, user, person)
    place, revision, there = Channel(team.channel, thread), week.revision_of(user), 0
    if whole:
        wanted = Wanted(revision, whole, pages=lambda size: pages_of(whole, SIZES[size]))
        delivery = follow(world, _part_key(team, week, user, 1), place, wanted)
        there = delivery.pages if delivery else 1
        if delivery and person:
            say_where_it_is_not_shown(world, team, person, delivery, week.digest.held_on, session=True)
    superfluous = takewhile(world.store.deliveries.get, (_part_key(team, week, user, n) for n in count(there + 1)))
    for key in reversed(list(superfluous)):
        follow(world, key, place, Wanted(revision, None))


def _part_key(team: Team, week: Week, user: str, number: int) -> Key:
    return key_of(team, week.digest, f"{user}:{number}")


def _follow_invitation(world: World, team: Team, week: Week, thread: str) -> Delivery | None:
    wanted = Wanted(week.revision, invitation(team, week))
    return follow(world, key_of(team, week.digest, "invite"), Channel(team.channel, thread), wanted)
