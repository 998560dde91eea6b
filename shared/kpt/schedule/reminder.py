"""Who is asked when: the day's reminder, and how it moves on the day of the win session."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from shared.kpt.day import Slot, day_of, days_it_may_be
from shared.kpt.schedule.session import Session, session_on_the_day_of, sessions
from shared.kpt.schedule.workdays import person_works
from shared.kpt.team.person import People, Person, clock_zone
from shared.kpt.team.team import Team

BEFORE_SESSION = timedelta(minutes=30)
SESSION_TOO_EARLY = timedelta(hours=3)
LATEST = timedelta(hours=2)
"""A reminder that is later than this is not sent: no work message at night."""
FIRST_HOUR = time(5, 0)
UNANSWERED_IN_A_ROW = 5
"""After so many unanswered working days a member is asked on the session's day only, until the next answer."""
SAME_DAY_IS_AT_MOST = timedelta(2)
"""By how much the date in another zone may be earlier."""
LONGEST_ABSENCE = 28
"""Days to look back for somebody's last working day."""


@dataclass(frozen=True)
class Reminder:
    """A member is asked for a day. ``session`` is set where the message belongs to that day's session."""

    user: str
    day: date
    slot: Slot
    moment: datetime
    session: Session | None = None


def reminder_for(team: Team, person: Person, day: date) -> Reminder:
    """When this member would be asked on ``day``, whether or not it is a working day for them."""
    team, person = team.on(day), person.on(day)
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
    """Whether the team asks the member on ``day``: they take part, this is their home team, they work that day and have
    not answered. Members who have not been answering are asked on the session's day only."""
    return (
        team.asks(person.user)
        and person.home in ("", team.id)
        and not person.stopped
        and person.answered_on != day
        and person_works(team, person, day)
        and (not is_not_answering(person) or _is_session_day(team, person, day))
    )


def is_not_answering(person: Person) -> bool:
    """Whether a member has left five working days in a row unanswered. Nobody is told."""
    return len(_unanswered(person)) >= UNANSWERED_IN_A_ROW


def _unanswered(person: Person) -> list[date]:
    return [day for day in person.unanswered if person.answered_on is None or day > person.answered_on]


def _is_session_day(team: Team, person: Person, day: date) -> bool:
    team, person = team.on(day), person.on(day)
    return session_on_the_day_of(team, day, clock_zone(team, person)) is not None


def days_to_note(team: Team, person: Person, day: date) -> tuple[date, ...]:
    """The unanswered days to store for a member who was asked for ``day``.

    None for members who answered on their last working day: most do, and they cost no write. For others that day is
    stored together with this one.
    """
    if is_not_answering(person):
        return ()
    if person.answered_on is None or _unanswered(person):
        return (day,)
    days_back = (day - timedelta(n) for n in range(1, LONGEST_ABSENCE + 1))
    before = next((d for d in days_back if person_works(team, person, d)), person.answered_on)
    return (before, day) if before > person.answered_on else ()


def reminders(team: Team, people: Iterable[Person], day: date, slot: Slot | None) -> list[Reminder]:
    """Everybody whom the team asks in ``slot`` on ``day`` of the slot's zone; without a slot, everybody whom it asks on
    ``day``."""
    due = []
    for person in people:
        for own_day in _days_at(slot.moment(day), team, person) if slot else (day,):
            if not is_asked(team, person, own_day):
                continue
            reminder = reminder_for(team, person, own_day)
            if slot is None or _is_due_in(reminder, slot, day):
                due.append(reminder)
    return due


def _days_at(moment: datetime, team: Team, person: Person) -> set[date]:
    """A member's local day; two days while a change of their zone is under way."""
    return {day_of(moment, clock_zone(at, person)) for at in team.at_all_times()}


def _is_due_in(reminder: Reminder, slot: Slot, day: date) -> bool:
    return reminder.slot == slot and reminder.moment == slot.moment(day)


def next_reminder(team: Team, person: Person, now: datetime) -> Reminder | None:
    """The next time that this member will be asked; None where that is not within eight weeks, or the team asks
    nobody."""
    if team.status != "active" or team.unknown_zone:
        return None
    first = days_it_may_be(now)[0]
    for day in (first + timedelta(n) for n in range(59)):
        reminder = reminder_for(team, person, day)
        if reminder.moment > now and is_asked(team, person, day):
            return reminder
    return None


def slots_of(team: Team, people: People, today: date) -> tuple[str, ...]:
    """All slots that the team needs: of the usual and the moved reminders, of the digest, and of old times that still
    hold.

    Changes to and from summer time decide whether a reminder moves, so a year of sessions is checked. Where the team's
    zone is not known, its slots stay.
    """
    if team.unknown_zone:
        return team.slots
    at_all_times = team.at_all_times(today - SAME_DAY_IS_AT_MOST)
    asked = [at for user in team.asked if user in people for at in people[user].at_all_times()]
    reminder_slots = {slot for at in at_all_times for slot in _reminder_slots(at, asked, today)}
    digest_slots = {Slot(at.win_session.time, at.time_zone) for at in at_all_times}
    return (
        *sorted(f"reminder {slot}" for slot in reminder_slots),
        *sorted(f"digest {slot}" for slot in digest_slots),
    )


def _reminder_slots(team: Team, asked: Sequence[Person], today: date) -> set[Slot]:
    clocks = {(clock_zone(team, p), p.reminder_time): p for p in asked}
    usual = {Slot(own_time or team.reminder.time, zone) for zone, own_time in clocks}
    moved = {r.slot for person in clocks.values() for r in _year_of_session_days(team, person, today)}
    return usual | moved


def _year_of_session_days(team: Team, person: Person, today: date) -> Iterable[Reminder]:
    zone = clock_zone(team, person)
    for week in range(0, 52, 8):
        for session in sessions(team, today + timedelta(weeks=week)):
            yield reminder_for(team, person, day_of(session.moment, zone))
