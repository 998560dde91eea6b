"""Who is asked when: working days, the session's day, members in other zones, days off, and once a day at the most."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from shared.kpt.day import Slot
from shared.kpt.schedule.reminder import (
    Reminder,
    asked_on_session_day,
    is_asked,
    next_reminder,
    reminder_for,
    reminders,
)
from shared.kpt.team.person import DaysOff, Person
from shared.kpt.team.team import ReminderRule, Team
from tests.kpt.build import FRIDAY, MONDAY, THURSDAY, TOKYO, TUESDAY, WEDNESDAY, person, team


def asked_at(reminder: Reminder, zone: str = TOKYO) -> str:
    """The local day and time of a reminder."""
    return f"{reminder.moment.astimezone(ZoneInfo(zone)):%a %H:%M}"


TABLE = [
    pytest.param("16:30", "16:00", True, id="the default: half an hour before"),
    pytest.param("17:00", "16:30", True, id="at the usual time"),
    pytest.param("17:15", "16:45", True, id="a quarter of an hour after"),
    pytest.param("17:30", "17:00", True, id="the usual time is half an hour before it"),
    pytest.param("18:00", "17:00", True, id="the usual time is before it"),
    pytest.param("21:45", "17:00", True, id="in the evening"),
    pytest.param("14:00", "13:30", True, id="three hours before the usual time"),
    pytest.param("13:45", "17:00", False, id="more than three hours before: an ordinary reminder"),
    pytest.param("10:00", "17:00", False, id="in the morning"),
    pytest.param("05:00", "17:00", False, id="at the earliest"),
]


@pytest.mark.parametrize(("session", "asked", "for_it"), TABLE)
def test_on_the_sessions_day_the_reminder_comes_before_it(session: str, asked: str, for_it: bool) -> None:
    reminder = reminder_for(team(session=time.fromisoformat(session)), person(), FRIDAY)
    assert asked_at(reminder) == f"Fri {asked}"
    assert reminder.slot == Slot(time.fromisoformat(asked), TOKYO)
    assert (reminder.session is not None) is for_it


@pytest.mark.parametrize(("session", "asked", "for_it"), TABLE)
def test_the_welcome_tells_the_same_time(session: str, asked: str, for_it: bool) -> None:  # noqa: ARG001 - one table
    assert asked_on_session_day(team(session=time.fromisoformat(session)), MONDAY) == time.fromisoformat(asked)


@pytest.mark.parametrize("day", [MONDAY, TUESDAY, WEDNESDAY, THURSDAY])
def test_on_other_days_it_comes_at_the_usual_time(day: date) -> None:
    reminder = reminder_for(team(), person(), day)
    assert (reminder.day, reminder.slot, reminder.session) == (day, Slot(time(17, 0), TOKYO), None)
    assert reminder.moment == datetime(2026, 11, day.day, 17, 0, tzinfo=ZoneInfo(TOKYO))


def test_a_session_held_earlier_over_a_holiday_moves_that_days_reminder() -> None:
    closed = team(extra_days_off=(FRIDAY.isoformat(),))
    assert asked_at(reminder_for(closed, person(), THURSDAY)) == "Thu 16:00"
    assert asked_at(reminder_for(closed, person(), FRIDAY)) == "Fri 17:00"


def test_a_member_has_a_time_of_their_own() -> None:
    early = person(reminder_time=time(9, 30))
    assert asked_at(reminder_for(team(), early, MONDAY)) == "Mon 09:30"
    assert asked_at(reminder_for(team(), early, FRIDAY)) == "Fri 09:30"
    assert asked_at(reminder_for(team(), person(reminder_time=time(19, 15)), FRIDAY)) == "Fri 16:00"
    assert asked_at(reminder_for(team(), person(reminder_time=time(20, 0)), FRIDAY)) == "Fri 20:00"


@pytest.mark.parametrize(
    ("session", "zone", "asked", "for_it"),
    [
        pytest.param("16:30", "Europe/Berlin", "Fri 17:00", False, id="08:30 in Berlin: over long before"),
        pytest.param("21:45", "Europe/Berlin", "Fri 17:00", False, id="13:45 in Berlin: more than three hours before"),
        pytest.param("16:30", "America/New_York", "Thu 17:00", True, id="02:30: still Thursday, asked the day before"),
        pytest.param("16:30", "Asia/Kathmandu", "Fri 17:00", False, id="13:15 in Kathmandu"),
        pytest.param("17:30", "Asia/Kathmandu", "Fri 13:45", True, id="14:15 in Kathmandu: 13:45"),
        pytest.param("16:30", "Pacific/Auckland", "Fri 17:00", True, id="20:30 in Auckland"),
        pytest.param("09:00", "Pacific/Honolulu", "Thu 13:30", True, id="14:00 on Thursday in Honolulu"),
    ],
)
def test_members_elsewhere_are_asked_by_their_own_clock(session: str, zone: str, asked: str, for_it: bool) -> None:
    abroad, day = person(time_zone=zone, country=""), FRIDAY if asked.startswith("Fri") else THURSDAY
    reminder = reminder_for(team(session=time.fromisoformat(session)), abroad, day)
    assert asked_at(reminder, zone) == asked
    assert (reminder.session is not None) is for_it
    assert reminder.day == day


def test_a_moved_reminder_stands_in_a_slot_of_the_teams_zone() -> None:
    abroad = person(time_zone="Asia/Kathmandu", country="")
    assert str(reminder_for(team(session=time(17, 30)), abroad, FRIDAY).slot) == "17:00 Asia/Tokyo"
    assert str(reminder_for(team(session=time(17, 30)), abroad, MONDAY).slot) == "17:00 Asia/Kathmandu"


@pytest.mark.parametrize(("session", "asked"), [("14:15", "Fri 05:45"), ("13:30", "Fri 05:00"), ("13:15", "Fri 07:00")])
def test_a_moved_reminder_never_comes_before_five_of_the_member(session: str, asked: str) -> None:
    early = person(time_zone="Europe/Berlin", reminder_time=time(7, 0))
    reminder = reminder_for(team(session=time.fromisoformat(session)), early, FRIDAY)
    assert asked_at(reminder, "Europe/Berlin") == asked


def test_a_session_at_five_moves_nothing_into_the_night() -> None:
    early = person(reminder_time=time(7, 0))
    assert asked_at(reminder_for(team(session=time(5, 15)), early, FRIDAY)) == "Fri 07:00"
    assert asked_at(reminder_for(team(session=time(5, 30)), early, FRIDAY)) == "Fri 05:00"


def test_where_the_team_says_so_its_clock_asks_everybody() -> None:
    ours = team("U1", clock="team")
    assert asked_at(reminder_for(ours, person(time_zone="Europe/Berlin"), MONDAY)) == "Mon 17:00"


# Who


def test_a_member_who_takes_part_is_asked_on_a_working_day() -> None:
    assert is_asked(team(), person(), MONDAY)
    assert not is_asked(team(), person(), MONDAY - timedelta(1))


@pytest.mark.parametrize(
    ("ours", "who"),
    [
        pytest.param(team(), person(stopped=True), id="stopped the messages"),
        pytest.param(team("U1", stepped_out=("U1",)), person(), id="stepped out of the team"),
        pytest.param(team("U2", member_ids=("U1", "U2")), person(), id="not known yet to be a person"),
        pytest.param(team(), person(answered_on=MONDAY), id="answered, in this team or another"),
        pytest.param(team(), person(days_off=(DaysOff(MONDAY, MONDAY),)), id="took the day off"),
        pytest.param(team(), person(weekdays=(1, 2)), id="does not work on Mondays"),
        pytest.param(team(extra_days_off=("11-16",)), person(), id="the team is off"),
        pytest.param(team(reminder=ReminderRule(weekdays=(2,))), person(), id="the team works on Wednesdays"),
    ],
)
def test_nobody_else_is(ours: Team, who: Person) -> None:
    assert not is_asked(ours, who, MONDAY)
    assert reminders(ours, [who], MONDAY, None) == []
    assert reminders(ours, [who], MONDAY, Slot(time(17, 0), TOKYO)) == []


def test_who_answered_another_day_is_asked() -> None:
    assert is_asked(team(), person(answered_on=MONDAY), TUESDAY)
    assert is_asked(team(), person(answered_on=TUESDAY), MONDAY)


def test_holidays_are_the_members_own_not_the_teams() -> None:
    thanksgiving, christmas = date(2026, 11, 23), date(2026, 12, 25)
    berlin = person("U2", time_zone="Europe/Berlin", country="DE")
    ours = team("U1", "U2")
    assert [r.user for r in reminders(ours, [person(), berlin], thanksgiving, None)] == ["U2"]
    assert [r.user for r in reminders(ours, [person(), berlin], christmas, None)] == ["U1"]


def test_without_a_slot_everybody_due_on_that_day_of_theirs_is_asked() -> None:
    ours, berlin = team("U1", "U2"), person("U2", time_zone="Europe/Berlin", country="DE")
    assert [(r.user, r.day) for r in reminders(ours, [person(), berlin], FRIDAY, None)] == [
        ("U1", FRIDAY),
        ("U2", FRIDAY),
    ]


def test_a_slot_asks_those_who_stand_in_it() -> None:
    ours, berlin = team("U1", "U2"), person("U2", time_zone="Europe/Berlin", country="DE")
    people = [person(), berlin]
    assert [r.user for r in reminders(ours, people, MONDAY, Slot(time(17, 0), TOKYO))] == ["U1"]
    assert [r.user for r in reminders(ours, people, MONDAY, Slot(time(17, 0), "Europe/Berlin"))] == ["U2"]
    assert reminders(ours, people, MONDAY, Slot(time(16, 0), TOKYO)) == []


def test_on_the_sessions_day_the_usual_slot_finds_nobody_and_the_moved_one_finds_them() -> None:
    assert [r.user for r in reminders(team(), [person()], FRIDAY, Slot(time(16, 0), TOKYO))] == ["U1"]
    assert reminders(team(), [person()], FRIDAY, Slot(time(17, 0), TOKYO)) == []


def test_the_next_reminder_is_told_to_the_one_who_sets_a_team_up() -> None:
    def told(moment: str, who: Person) -> str:
        coming = next_reminder(team(), who, datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(TOKYO)))
        assert coming is not None
        return f"{coming.day} {coming.slot.time:%H:%M}"

    assert told("2026-11-19T16:59", person()) == "2026-11-19 17:00"
    assert told("2026-11-19T17:00", person()) == "2026-11-20 16:00"
    assert told("2026-11-20T16:30", person()) == "2026-11-24 17:00"
    assert told("2026-11-19T12:00", person(answered_on=THURSDAY)) == "2026-11-20 16:00"


def test_there_is_no_next_reminder_for_whoever_stopped() -> None:
    assert next_reminder(team(), person(stopped=True), datetime(2026, 11, 19, tzinfo=UTC)) is None
