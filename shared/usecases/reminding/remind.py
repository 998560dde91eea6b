"""What `reminder` does: it publishes each of a slot's teams, and sends a message to each member of a team who is
due."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import product

from shared.kpt.day import Slot
from shared.kpt.digest.digest import Digest
from shared.kpt.entry.entry import Entry
from shared.kpt.entry.promise import parts_of
from shared.kpt.entry.seed_for import seed_for
from shared.kpt.entry.shown import is_told_silent
from shared.kpt.errors import Overtaken, Retryable
from shared.kpt.messages.delivery import Delivery, Key
from shared.kpt.messages.messages import Message
from shared.kpt.messages.place import Direct
from shared.kpt.messages.reminders import AskForEntry, Glance, KeptLine, KeptToday, Recorded
from shared.kpt.messages.thanked import Thanked
from shared.kpt.messages.wanted import Wanted
from shared.kpt.schedule.kept_lines import lines_of, teaches
from shared.kpt.schedule.reminder import LATEST, Reminder, days_to_note, reminders
from shared.kpt.schedule.slots import SlotJob
from shared.kpt.schedule.vacation import says_vacation
from shared.kpt.team.membership import members_of
from shared.kpt.team.person import LastTry, People, Person
from shared.kpt.team.team import Team
from shared.kpt.team.thanks_received import showing, to_show
from shared.kpt.text.visible import first_line
from shared.log_events import LogEvent
from shared.usecases.delivering.follow import follow
from shared.usecases.ports.world import World
from shared.usecases.reminding.glance import glance_for
from shared.usecases.reminding.received import note_at

STATUS_WITHIN = 3.0
"""Seconds for reading people's statuses before they are asked."""
REVISIONS_PER_ENTRY = 10_000
"""A reminder's revision is its entry's revision times this, plus one for each kept line that was removed."""


def fan_out(world: World, kind: str, slot: Slot) -> int:
    """Publish each team of a slot as a message of its own, so that the failure of one team is retried alone. Returns
    how many."""
    now = world.clock.now()
    day = slot.last_day(now).isoformat()
    teams = world.store.slots.teams_in(f"{kind} {slot}")
    published = world.publisher.publish(kind, ({"team": team, "day": day, "slot": str(slot)} for team in teams))
    world.store.slots.ran(SlotJob(kind, slot), now)
    return published


def remind_team(world: World, team_id: str, day: date | None, slot: Slot | None) -> int:
    """Ask every member of a team who is due on ``day``. Returns how many were due.

    If one member's message fails, the others still get theirs; the failure is raised at the end.
    """
    team = world.store.teams.get(team_id)
    if team is None or team.status != "active":
        world.log(LogEvent.REMINDER_NO_TEAM, team=team_id)
        return 0
    if team.unknown_zone:
        world.log(LogEvent.REMINDER_ZONE_UNKNOWN, "ERROR", team=team_id, zone=team.unknown_zone)
        return 0
    now = world.clock.now()
    day = day or (slot or Slot(team.reminder.time, team.time_zone)).last_day(now)
    if slot and now - slot.moment(day) > LATEST:
        world.log(LogEvent.REMINDER_TOO_LATE, "WARNING", team=team_id, day=day.isoformat(), slot=str(slot))
        return 0
    people = members_of(team, world.store.people.get_many(team.workspace, team.asked))
    would_be = reminders(team, people.values(), day, slot)
    due = without_those_on_vacation(world, team, would_be)
    others = other_teams(world, team, [people[r.user] for r in due])
    due, weeks = with_their_weeks(world, team, due)
    people = {**people, **with_last_tries(world, team, [people[r.user] for r in due])}
    if due:
        world.warm()
    failures, asked = [], []
    for reminder in due:
        person = people[reminder.user]
        try:
            ask(world, team, person, reminder, weeks.get(reminder.user, ()), own_teams(person, others))
            asked.append(reminder)
        except Retryable as error:
            failures.append(error)
    world.store.people.record_unanswered(_to_note(team, people, asked))
    for where in (team, *others) if due else ():
        failures += turn_answered(world, where, _asked_instead_of(where, team, people), [r.day for r in due])
    away, failed = len(would_be) - len(due), len(failures)
    world.log(LogEvent.REMINDER_TEAM_ASKED, team=team_id, day=day.isoformat(), due=len(due), failed=failed, away=away)
    if failures:
        raise failures[0]
    return len(due)


def with_last_tries(world: World, team: Team, people: Iterable[Person]) -> People:
    """These people. Those whose last Try is not stored get the Try of the day that they answered last."""
    by_user = {person.user: person for person in people}
    last = [(team.id, p.answered_on, p.user) for p in by_user.values() if p.answered_on and not p.remembers]
    for entry in world.store.entries.named(last) if last else ():
        private = "try_" not in parts_of(entry.promised)
        found = LastTry(team.id, entry.day, entry.texts.try_, private) if entry.texts.try_ else None
        by_user[entry.user] = replace(by_user[entry.user], last_try=found)
    return by_user


def without_those_on_vacation(world: World, team: Team, due: Sequence[Reminder]) -> list[Reminder]:
    """The reminders of people whose Slack status does not say that they are on vacation."""
    away = on_vacation(world, team, [reminder.user for reminder in due])
    return [reminder for reminder in due if reminder.user not in away]


def on_vacation(world: World, team: Team, users: Sequence[str], within: float = STATUS_WITHIN) -> set[str]:
    """The users whose Slack status says that they are on vacation.

    The status is a hint: users whose profile Slack does not give within so many seconds count as there. Nothing is
    stored, so the status is read again the next day.
    """
    if not users:
        return set()
    profiles = world.directory.profiles(team.workspace, users, within)
    now = world.clock.now()
    return {user for user, profile in profiles.items() if says_vacation(profile, now)}


def _to_note(team: Team, people: People, asked: Sequence[Reminder]) -> dict[str, tuple[date, ...]]:
    days = {people[r.user].id: days_to_note(team, people[r.user], r.day) for r in asked}
    return {person: own for person, own in days.items() if own}


def _asked_instead_of(where: Team, team: Team, people: People) -> People:
    """The people whom ``team`` asks and who may have answered in ``where``."""
    if where.id == team.id:
        return people
    return {p.user: p for p in people.values() if where.id in p.teams and p.home in ("", team.id)}


def other_teams(world: World, team: Team, people: Iterable[Person]) -> list[Team]:
    """The other teams that these people are in."""
    return world.store.teams.get_many(sorted({other for person in people for other in person.teams} - {team.id}))


def own_teams(person: Person, teams: Iterable[Team]) -> list[Team]:
    """Those of the teams that a person may write for."""
    return [team for team in teams if team.status in ("active", "blocked") and team.asks(person.user)]


def ask(
    world: World,
    team: Team,
    person: Person,
    reminder: Reminder,
    week: tuple[KeptLine, ...],
    others: Sequence[Team] = (),
    *,
    only_turn: bool = False,
) -> Delivery | None:
    """Ask one member, unless they have answered. ``others``: the teams that they may write for instead. ``only_turn``:
    update an existing message only.

    The caller then handles answers that came meanwhile: ``turn_answered``.
    """
    seed = seed_for(team, person, reminder.day, others)
    received = to_show(person.thanks_received, reminder.day)
    message = AskForEntry(
        seed,
        team.channel,
        first_time=person.answered_on is None,
        session=reminder.session.moment if reminder.session else None,
        week=week,
        kept=tuple(KeptToday(line.day, line.text) for line in lines_of(team, person, reminder.day)),
        teaches=teaches(team, person, reminder.day),
        thanks=tuple(Thanked(each.name, each.day, each.first_line) for each in received),
    )
    key = Key(f"people/{person.id}", f"reminder:{reminder.day}")
    if person.answered_on and person.answered_on > reminder.day and _entry(world, team, person, reminder.day):
        return None
    wanted = Wanted(person.lines_changes, message, only_turn=only_turn)
    delivery = follow(world, key, Direct(person.user), wanted)
    if received and delivery and delivery.state == "sent" and delivery.shows == wanted.shows:
        note_at(world, person.workspace, person.user, lambda of: showing(received, of, reminder.day))
    return delivery


def turn_answered(world: World, team: Team, people: People, days: Sequence[date]) -> list[Retryable]:
    """Update the messages of everybody who answered while they were asked. One read finds all their entries, and also
    what an earlier run left undone. Returns the failures."""
    failures = []
    for entry in world.store.entries.named(product([team.id], set(days), people)):
        try:
            _turn_to_newest(world, team, people[entry.user], entry)
        except Retryable as error:
            failures.append(error)
    return failures


def _turn_to_newest(world: World, team: Team, person: Person, entry: Entry) -> None:
    try:
        turn_reminder(world, team, person, entry, seen_at="")
    except Overtaken:
        newest = _entry(world, team, person, entry.day)
        turn_reminder(world, team, person, newest or entry, seen_at="")


def turn_reminder(world: World, team: Team, person: Person, entry: Entry, seen_at: str) -> Delivery | None:
    """Update the day's reminder, if there is one, to show what was recorded."""
    key = Key(f"people/{person.id}", f"reminder:{entry.day}")
    revision = REVISIONS_PER_ENTRY * entry.revision + person.lines_changes
    message = recorded(team, person, entry, seen_at, glance_for(world, team, person, entry))
    return follow(world, key, Direct(person.user), Wanted(revision, message, only_turn=True))


def recorded(team: Team, person: Person, entry: Entry, seen_at: str, glance: Glance | None = None) -> Message:
    """What the reminder's message says once its day is answered."""
    seed, told_silent = seed_for(team, person, entry.day), is_told_silent(team, entry)
    return Recorded(seed, entry.kind, entry.texts, seen_at, told_silent, entry.done, glance)


def _entry(world: World, team: Team, person: Person, day: date) -> Entry | None:
    return world.store.entries.get(team.id, day, person.user)


def with_their_weeks(
    world: World, team: Team, due: Sequence[Reminder]
) -> tuple[list[Reminder], dict[str, tuple[KeptLine, ...]]]:
    """The reminders, and, on a session's day, each member's week. If the session was begun early, its day's reminders
    are ordinary ones."""
    session = next((reminder.session for reminder in due if reminder.session), None)
    if session is None:
        return list(due), {}
    last = world.store.digests.before(team.id, None)
    if last and last.covers_or_follows(session):
        return [replace(reminder, session=None) for reminder in due], {}
    return list(due), _weeks_since(world, team, last)


def _weeks_since(world: World, team: Team, before: Digest | None) -> dict[str, tuple[KeptLine, ...]]:
    """Every member's Keeps since the last digest closed, which the next one will show."""
    kept = world.store.entries.kept(team.id, before.closes_at if before else None, None)
    weeks: dict[str, tuple[KeptLine, ...]] = {}
    for entry in sorted((e for e in kept if e.has_keep), key=lambda e: e.day):
        line = KeptLine(entry.day, first_line(entry.texts.keep) or entry.done, is_done=not entry.texts.keep)
        weeks[entry.user] = (*weeks.get(entry.user, ()), line)
    return weeks
