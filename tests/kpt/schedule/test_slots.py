"""The slots in which a team stands bring each member one reminder a working day, whatever is set."""

from collections import Counter
from datetime import UTC, date, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from shared.kpt.day import Slot, day_of
from shared.kpt.schedule.reminder import (
    FIRST_HOUR,
    reminder_for,
    reminders,
    slots_of,
)
from shared.kpt.schedule.session import sessions
from shared.kpt.schedule.workdays import person_works
from shared.kpt.team.person import Person, clock_zone
from shared.kpt.team.team import ReminderRule, Team
from tests.kpt.build import MONDAY, days_of, person, quarters, team, zones

# Slots


def test_a_team_stands_in_the_usual_slot_the_moved_one_and_the_digests() -> None:
    assert slots_of(team(), {"U1": person()}, MONDAY) == (
        "reminder 16:00 Asia/Tokyo",
        "reminder 17:00 Asia/Tokyo",
        "digest 16:30 Asia/Tokyo",
    )


def test_members_elsewhere_add_slots_and_those_who_left_or_are_unknown_do_not() -> None:
    people = {
        "U1": person(),
        "U2": person("U2", time_zone="Europe/Berlin"),
        "U3": person("U3", time_zone="America/New_York"),
        "U4": person("U4", reminder_time=time(9, 0)),
    }
    assert slots_of(team("U1", "U2", "U4", "U9", stepped_out=("U4",)), people, MONDAY) == (
        "reminder 16:00 Asia/Tokyo",
        "reminder 17:00 Asia/Tokyo",
        "reminder 17:00 Europe/Berlin",
        "digest 16:30 Asia/Tokyo",
    )


@st.composite
def memberships(draw: st.DrawFn) -> tuple[Team, Person]:
    """A team anywhere, and a member anywhere else with a time of their own or none."""
    zone, usual = draw(zones), ReminderRule(draw(quarters))
    ours = team(
        session=draw(quarters),
        weekday=draw(st.integers(0, 4)),
        time_zone=zone,
        country=draw(st.sampled_from(("", "JP", "DE"))),
        reminder=usual,
        clock=draw(st.sampled_from(("own", "own", "own", "team"))),
    )
    who = person(
        time_zone=draw(zones),
        country=draw(st.sampled_from(("", "JP", "DE"))),
        reminder_time=draw(st.none() | quarters),
        weekdays=draw(st.none() | st.just((0, 1, 2, 4, 5))),
    )
    return ours, who


@given(memberships(), st.dates(date(2025, 1, 1), date(2026, 12, 31)))
@hypothesis_settings(max_examples=60)
@example((team(time_zone="Africa/Casablanca", session=time(9, 0)), person(time_zone="Europe/Berlin")), MONDAY)
@example((team(time_zone="America/New_York", session=time(12, 0)), person(time_zone="Europe/Berlin")), MONDAY)
def test_two_years_of_reminders_stand_in_the_slots_of_their_team(both: tuple[Team, Person], today: date) -> None:
    ours, who = both
    stands_in = slots_of(ours, {"U1": who}, today)
    asked = {f"reminder {reminder_for(ours, who, day).slot}" for day in days_of(today, 730)}
    assert asked <= set(stands_in)


@given(memberships(), st.integers(2025, 2027))
@hypothesis_settings(max_examples=25)
def test_whatever_fires_each_working_day_brings_one_reminder(both: tuple[Team, Person], year: int) -> None:
    ours, who = both
    first = date(year, 1, 1)
    slots = [Slot.parse(slot.removeprefix("reminder ")) for slot in slots_of(ours, {"U1": who}, first)[:-1]]
    asked = Counter(
        reminder.day
        for day in days_of(first - timedelta(2), 369)
        for slot in slots
        for reminder in reminders(ours, [who], day, slot)
    )
    working = {day for day in days_of(first, 365) if person_works(ours, who, day)}
    assert {day: times for day, times in asked.items() if day.year == year} == dict.fromkeys(working, 1)
    assert max(asked.values()) == 1


@given(memberships(), st.dates(date(2025, 1, 1), date(2027, 12, 31)))
def test_a_reminder_comes_on_its_day_after_five_and_in_time_for_its_session(
    both: tuple[Team, Person], since: date
) -> None:
    ours, who = both
    zone = clock_zone(ours, who)
    for day in days_of(since, 21):
        reminder = reminder_for(ours, who, day)
        local = reminder.moment.astimezone(ZoneInfo(zone))
        assert local.date() == day
        assert local.time() >= FIRST_HOUR
        if reminder.session:
            assert reminder.session.moment - reminder.moment >= timedelta(minutes=30)
            assert day_of(reminder.session.moment, zone) == day


@given(memberships(), st.dates(date(2025, 1, 1), date(2027, 12, 31)))
def test_no_reminder_comes_between_half_an_hour_before_a_session_and_three_hours_after_its_start(
    both: tuple[Team, Person], since: date
) -> None:
    ours, who = both
    zone = clock_zone(ours, who)
    for session in list(sessions(ours, since))[:3]:
        reminder = reminder_for(ours, who, day_of(session.moment, zone))
        before = (session.moment - timedelta(minutes=30)).astimezone(ZoneInfo(zone))
        could_be_moved = before.date() == reminder.day and before.time() >= FIRST_HOUR
        if could_be_moved and session.moment.time() >= time(5, 30):
            after_start = reminder.moment.astimezone(UTC) - session.moment.astimezone(UTC)
            assert after_start <= timedelta(minutes=-30) or after_start > timedelta(hours=3)
