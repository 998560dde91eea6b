"""What `reminder` does: a slot becomes its teams, a team becomes a message to each member who is due."""

from collections.abc import Sequence
from datetime import date

from shared.kpt.day import Slot
from shared.kpt.delivery import Delivery, Key, Wanted, follow
from shared.kpt.entry import Entry
from shared.kpt.letters import AskForEntry, Direct, FormSeed, KeptLine, Letter, Recorded
from shared.kpt.person import People, Person, clock_zone
from shared.kpt.ports import World
from shared.kpt.reminder import LATEST, Reminder, reminders
from shared.kpt.slots import SlotJob
from shared.kpt.team import Team
from shared.kpt.trouble import Overtaken, Trouble


def fan_out(world: World, kind: str, slot: Slot) -> int:
    """Hand every team of a slot on, one message each: a failure of one is retried alone. Answers how many."""
    now = world.clock.now()
    day = slot.last_day(now).isoformat()
    teams = world.store.teams_in(f"{kind} {slot}")
    published = world.publisher.publish(kind, ({"team": team, "day": day, "slot": str(slot)} for team in teams))
    world.store.slot_ran(SlotJob(kind, slot), now)
    return published


def remind_team(world: World, team_id: str, day: date | None, slot: Slot | None) -> int:
    """Ask everybody of a team who is due on ``day``, and answer how many were.

    A member whose message fails does not keep the others from theirs; the failure is raised at the end.
    """
    team = world.store.team(team_id)
    if team is None or team.status != "active":
        world.log("reminder.no_team", team=team_id)
        return 0
    now = world.clock.now()
    day = day or (slot or Slot(team.reminder.time, team.time_zone)).last_day(now)
    if slot and now - slot.moment(day) > LATEST:
        world.log("reminder.too_late", "WARNING", team=team_id, day=day.isoformat(), slot=str(slot))
        return 0
    people = world.store.people(team.workspace, team.asked)
    due = reminders(team, people.values(), day, slot)
    weeks = weeks_of(world, team) if any(r.session for r in due) else {}
    if due:
        world.warm()
    failures = []
    for reminder in due:
        try:
            ask(world, team, people[reminder.user], reminder, weeks.get(reminder.user, ()))
        except Trouble as error:
            failures.append(error)
    if due:
        failures += turn_answered(world, team, people, [r.day for r in due])
    world.log("reminder.team_asked", team=team_id, day=day.isoformat(), due=len(due), failed=len(failures))
    if failures:
        raise failures[0]
    return len(due)


def ask(world: World, team: Team, person: Person, reminder: Reminder, week: tuple[KeptLine, ...]) -> Delivery | None:
    """Ask one member, unless they have answered. Whoever calls this looks again afterwards: ``turn_answered``."""
    seed = seed_for(team, person, reminder.day)
    letter = AskForEntry(
        seed,
        team.channel,
        first_time=person.answered_on is None,
        session=reminder.session.moment if reminder.session else None,
        week=week,
    )
    key = Key(f"people/{person.id}", f"reminder:{reminder.day}")
    if person.answered_on and person.answered_on > reminder.day and _entry(world, team, person, reminder.day):
        return None
    return follow(world, key, Direct(person.user), Wanted(0, letter))


def turn_answered(world: World, team: Team, people: People, days: Sequence[date]) -> list[Trouble]:
    """Turn the messages of all who answered while they were asked: one range, which finds what an earlier run that
    was cut off has left, too. Answers what failed."""
    failures = []
    for entry in world.store.entries(team.id, min(days), max(days)):
        try:
            if entry.user in people:
                _turn_to_newest(world, team, people[entry.user], entry)
        except Trouble as error:
            failures.append(error)
    return failures


def _turn_to_newest(world: World, team: Team, person: Person, entry: Entry) -> None:
    try:
        turn_reminder(world, team, person, entry, seen_at="")
    except Overtaken:
        newest = _entry(world, team, person, entry.day)
        turn_reminder(world, team, person, newest or entry, seen_at="")


def turn_reminder(world: World, team: Team, person: Person, entry: Entry, seen_at: str) -> Delivery | None:
    """Turn the day's message, where there is one, into what was recorded."""
    key = Key(f"people/{person.id}", f"reminder:{entry.day}")
    return follow(
        world, key, Direct(person.user), Wanted(entry.revision, recorded(team, person, entry, seen_at), only_turn=True)
    )


def recorded(team: Team, person: Person, entry: Entry, seen_at: str) -> Letter:
    """What the reminder's message says once its day is answered."""
    return Recorded(seed_for(team, person, entry.day), entry.kind, entry.texts, seen_at)


def seed_for(team: Team, person: Person | None, day: date) -> FormSeed:
    """What a form for this member and day needs to open without the store."""
    return FormSeed(
        team=team.id,
        day=day,
        language=person.language if person else team.language,
        channel_name=team.name,
        zone=clock_zone(team, person) if person else team.time_zone,
        only_keep_is_shown=team.announcement.parts == "keep" or team.announcement.mode == "off",
        is_announced=team.announcement.mode != "off",
        last_try=person.try_before(day) if person else "",
    )


def _entry(world: World, team: Team, person: Person, day: date) -> Entry | None:
    return world.store.entry(team.id, day, person.user)


def weeks_of(world: World, team: Team) -> dict[str, tuple[KeptLine, ...]]:
    """Every member's Keeps since the last digest closed: what the coming one will show of them."""
    before = world.store.digest_before(team.id, None)
    kept = world.store.kept(team.id, before.closes_at if before else None, None)
    weeks: dict[str, tuple[KeptLine, ...]] = {}
    for entry in sorted((e for e in kept if e.has_keep), key=lambda e: e.day):
        line = KeptLine(entry.day, entry.texts.keep.strip().splitlines()[0])
        weeks[entry.user] = (*weeks.get(entry.user, ()), line)
    return weeks
