"""Who is asked when: the day's reminder, and its slide on the day of the win session."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from shared.kpt.calendar import person_works
from shared.kpt.day import Slot, day_of
from shared.kpt.person import People, Person, clock_zone
from shared.kpt.session import Session, session_on_the_day_of, sessions
from shared.kpt.team import Team

BEFORE_SESSION = timedelta(minutes=30)
SESSION_TOO_EARLY = timedelta(hours=3)
LATEST = timedelta(hours=2)
"""A reminder that would come later than this is not sent: no work message at night."""
FIRST_HOUR = time(5, 0)


@dataclass(frozen=True)
class Reminder:
    """One member is asked for one day. ``session`` is set where the message belongs to that day's session."""

    user: str
    day: date
    slot: Slot
    moment: datetime
    session: Session | None = None


def reminder_for(team: Team, person: Person, day: date) -> Reminder:
    """When this member would be asked on ``day``, whether or not it is a working day for them."""
    zone = clock_zone(team, person)
    usual = Slot(person.reminder_time or team.reminder.time, zone)
    session = session_on_the_day_of(team, day, zone)
    if session is None:
        return Reminder(person.user, day, usual, usual.moment(day))
    return _on_the_day_of(session, team, person.user, day, usual)


def _on_the_day_of(session: Session, team: Team, user: str, day: date, usual: Slot) -> Reminder:
    moment = usual.moment(day)
    before = session.moment - BEFORE_SESSION
    if moment <= before:
        return Reminder(user, day, usual, moment, session)
    local = before.astimezone(moment.tzinfo)
    too_early_for_them = local.date() != day or local.time() < FIRST_HOUR
    team_slot = Slot(before.time(), team.time_zone)
    if moment - session.moment > SESSION_TOO_EARLY or too_early_for_them or team_slot.time < FIRST_HOUR:
        return Reminder(user, day, usual, moment)
    return Reminder(user, day, team_slot, before, session)


def asked_on_session_day(team: Team, today: date) -> time:
    """When members in the team's own zone are asked on the day of its next session."""
    usual = Slot(team.reminder.time, team.time_zone)
    coming = next(sessions(team, today), None)
    return _on_the_day_of(coming, team, "", coming.held_on, usual).slot.time if coming else usual.time


def is_asked(team: Team, person: Person, day: date) -> bool:
    """Whether the member is asked at all on ``day``: a member who takes part, on a working day, not yet answered."""
    return (
        person.user in team.asked
        and not person.stopped
        and person.answered_on != day
        and person_works(team, person, day)
    )


def reminders(team: Team, people: Iterable[Person], day: date, slot: Slot | None) -> list[Reminder]:
    """Everybody whom the team asks in ``slot`` on ``day`` of the slot's zone; without a slot, on that day of theirs."""
    due = []
    for person in people:
        own_day = day_of(slot.moment(day), clock_zone(team, person)) if slot else day
        reminder = reminder_for(team, person, own_day)
        if is_asked(team, person, own_day) and (slot is None or _stands_in(reminder, slot, day)):
            due.append(reminder)
    return due


def _stands_in(reminder: Reminder, slot: Slot, day: date) -> bool:
    return reminder.slot == slot and reminder.moment == slot.moment(day)


def next_reminder(team: Team, person: Person, now: datetime) -> Reminder | None:
    """The next time this member will be asked; None where that is not within eight weeks."""
    today = day_of(now, clock_zone(team, person))
    for day in (today + timedelta(n) for n in range(57)):
        reminder = reminder_for(team, person, day)
        if reminder.moment > now and is_asked(team, person, day):
            return reminder
    return None


def slots_of(team: Team, people: People, today: date) -> tuple[str, ...]:
    """All slots the team stands in: the usual reminders', the moved ones', the digest's.

    Whether a reminder is moved depends on the zones' clock changes, so a year of sessions is looked at.
    """
    asked = [people[user] for user in team.asked if user in people]
    session = Slot(team.win_session.time, team.time_zone)
    usual = {Slot(p.reminder_time or team.reminder.time, clock_zone(team, p)) for p in asked}
    moved = {
        reminder.slot
        for person in {(clock_zone(team, p), p.reminder_time): p for p in asked}.values()
        for reminder in _year_of_session_days(team, person, today)
    }
    return (*sorted(f"reminder {slot}" for slot in usual | moved), f"digest {session}")


def _year_of_session_days(team: Team, person: Person, today: date) -> Iterable[Reminder]:
    zone = clock_zone(team, person)
    for week in range(0, 52, 8):
        for session in sessions(team, today + timedelta(weeks=week)):
            yield reminder_for(team, person, day_of(session.moment, zone))
