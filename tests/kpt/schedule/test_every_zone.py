"""Every time zone there is, ten years long: one reminder a working day at the local wall-clock time, none on others.

Cloud Scheduler fires a slot daily at its local time; so each slot in which a team stands is played on each date. What
is expected is worked out here anew, from the calendar alone. Zones with the same clock in these years are one.
"""

import random
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import holidays
import pytest

from shared.i18n.countries import country_of
from shared.kpt.day import Slot, day_of
from shared.kpt.schedule.reminder import Reminder, reminders, slots_of
from shared.kpt.team.team import ReminderRule, Team
from tests.kpt.build import days_of, person, team

FIRST, LAST = date(2025, 12, 1), date(2035, 11, 30)
TEN_YEARS = days_of(FIRST, (LAST - FIRST).days + 1)
USUAL, BEFORE_SESSION = time(17, 0), time(16, 0)
MOMENTS = [datetime(2025, 11, 25, tzinfo=UTC) + timedelta(n) for n in range(len(TEN_YEARS) + 30)]


@dataclass(frozen=True)
class Change:
    """A zone's clock is changed: its offset from UTC before and from this moment on."""

    at: datetime
    before: timedelta
    after: timedelta


def changes(zone: str) -> Iterator[Change]:
    """All changes of a zone's clock, to the second."""
    clock = ZoneInfo(zone)
    offsets = [_offset(moment, clock) for moment in MOMENTS]
    for (earlier, before), (later, after) in pairwise(zip(MOMENTS, offsets, strict=True)):
        if before != after:
            yield Change(_first_with(after, earlier, later, clock), before, after)


def _offset(moment: datetime, clock: ZoneInfo) -> timedelta:
    offset = moment.astimezone(clock).utcoffset()
    assert offset is not None
    return offset


def _first_with(offset: timedelta, without: datetime, has_it: datetime, clock: ZoneInfo) -> datetime:
    while has_it - without > timedelta(seconds=1):
        middle = without + timedelta(seconds=(has_it - without) // timedelta(seconds=2))
        without, has_it = (without, middle) if _offset(middle, clock) == offset else (middle, has_it)
    return has_it


@cache
def rules() -> dict[tuple[timedelta, tuple[Change, ...]], list[str]]:
    """The zones of each distinct clock; one with a country first."""
    found: dict[tuple[timedelta, tuple[Change, ...]], list[str]] = defaultdict(list)
    for zone in sorted(available_timezones() - {"localtime"}, key=lambda zone: (not country_of(zone), zone)):
        found[_offset(MOMENTS[0], ZoneInfo(zone)), tuple(changes(zone))].append(zone)
    return found


DISTINCT = [zones[0] for zones in rules().values()]


def days_off(country: str) -> Collection[date]:
    """A country's holidays by the library itself, in Japan with the banks'."""
    years = range(FIRST.year - 1, LAST.year + 1)
    if country not in holidays.list_supported_countries():
        return ()
    categories = ("public", "bank") if country == "JP" else ("public",)
    return set(holidays.country_holidays(country, years=years, categories=categories))


def expected(off: Collection[date]) -> dict[date, time]:
    """Each working day, Monday to Friday, with the time at which one is asked: on that of a session, which is held on
    the last working day on or before Friday, half an hour before it; a week without working days has none."""
    held: set[date] = set()
    for friday in (day for day in days_of(FIRST - timedelta(70), len(TEN_YEARS) + 80) if day.weekday() == 4):
        day = next(d for d in (friday - timedelta(n) for n in range(70)) if d.weekday() < 5 and d not in off)
        held.add(day)
    working = [day for day in TEN_YEARS if day.weekday() < 5 and day not in off]
    return {day: BEFORE_SESSION if day in held else USUAL for day in working}


def played(ours: Team, since: date, dates: Sequence[date], **about: Any) -> list[Reminder]:
    """What a team's slots bring its member, each firing daily on these dates of its own zone."""
    who = person(**about)
    slots = [slot.partition(" ") for slot in slots_of(ours, {"U1": who}, since)]
    firing = [Slot.parse(slot) for kind, _, slot in slots if kind == "reminder"]
    return [reminder for day in dates for slot in firing for reminder in reminders(ours, [who], day, slot)]


def wall_clock(moment: datetime, zone: str) -> datetime:
    """What the clock on the wall shows, by way of UTC."""
    return moment.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def test_every_zone_is_one_of_the_distinct_clocks() -> None:
    everyone = {zone for zones in rules().values() for zone in zones}
    assert len(everyone) > 590
    assert 55 < len(DISTINCT) < 120
    assert {"Asia/Tokyo", "America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca"} <= everyone


def walls(change: Change) -> tuple[datetime, datetime]:
    """What the clock on the wall shows before a change and after it."""
    return (change.at + change.before).replace(tzinfo=None), (change.at + change.after).replace(tzinfo=None)


def may_be_set(first: datetime, last: datetime) -> bool:
    """Whether a time that can be set, from 05:00 to 21:45, lies between: the first counts, the last does not."""
    quarters = (first + timedelta(minutes=n) for n in range(0, int((last - first).total_seconds()) // 60, 15))
    return any(time(5, 0) <= quarter.time() <= time(21, 45) for quarter in quarters)


def test_no_zone_loses_a_time_that_can_be_set() -> None:
    everything = {change for _, all_of_them in rules() for change in all_of_them}
    lost = [walls(change) for change in everything if change.after > change.before]
    assert len(lost) > 100
    assert not any(may_be_set(before, after) for before, after in lost)


def test_one_island_repeats_such_a_time_and_the_second_time_means_the_same_day() -> None:
    """Easter Island turns its clock back at 22:00 of a Saturday, so that from 21:00 to 21:45 a slot may fire twice."""
    repeated = {
        (zone, change.at)
        for (_, all_of_them), zones in rules().items()
        for change in all_of_them
        if change.after < change.before and may_be_set(*reversed(walls(change)))
        for zone in zones
    }
    assert {zone for zone, _ in repeated} == {"Chile/EasterIsland", "Pacific/Easter"}
    for zone, at in repeated:
        day = at.astimezone(ZoneInfo(zone)).date()
        slot = Slot(time(21, 45), zone)
        twice = [datetime.combine(day, slot.time, tzinfo=ZoneInfo(zone)).replace(fold=fold) for fold in (0, 1)]
        assert [slot.last_day(moment.astimezone(UTC)) for moment in twice] == [day, day]
        assert day.weekday() == 5


@pytest.mark.parametrize("zone", DISTINCT)
def test_ten_years_bring_one_reminder_each_working_day_and_none_on_others(zone: str) -> None:
    country = country_of(zone)
    ours = team(time_zone=zone, country=country)
    came = played(ours, FIRST, TEN_YEARS, time_zone=zone, country=country)
    asked = [wall_clock(reminder.moment, zone) for reminder in came]
    due = expected(days_off(country))
    assert asked == [datetime.combine(day, at) for day, at in due.items()]
    assert [reminder.day for reminder in came] == list(due)


def test_a_slot_that_fires_knows_its_day_in_every_zone() -> None:
    """Around every change of a clock; also where it fires a little early, or is brought hours late."""
    for (_, all_of_them), (zone, *_) in rules().items():
        changed = {wall.date() + timedelta(n) for change in all_of_them for wall in walls(change) for n in (-1, 0, 1)}
        for at in (time(5, 0), USUAL, time(21, 30)):
            slot = Slot(at, zone)
            for day in (*TEN_YEARS[::100], *changed):
                moment = datetime.combine(day, at, tzinfo=ZoneInfo(zone)).astimezone(UTC)
                for late in (timedelta(minutes=-4), timedelta(), timedelta(hours=20)):
                    assert slot.last_day(moment + late) == day


FEW = random.Random(739_580)  # noqa: S311 - the same few in every run


@pytest.mark.parametrize(
    ("zone", "of_team", "session", "own_time", "year"),
    [
        (
            zone,
            FEW.choice(DISTINCT),
            time(FEW.randint(5, 21), FEW.choice((0, 15, 30, 45))),
            FEW.choice((None, time(FEW.randint(5, 21), FEW.choice((0, 15, 30, 45))))),
            FEW.randint(FIRST.year + 1, LAST.year - 1),
        )
        for zone in DISTINCT
    ],
)
def test_a_member_of_a_team_in_another_zone_is_asked_once_each_working_day(
    zone: str, of_team: str, session: time, own_time: time | None, year: int
) -> None:
    """At their own time; before a session at the session's, which is that of the team's clock."""
    country = country_of(zone)
    ours = team(session=session, time_zone=of_team, country=country_of(of_team), reminder=ReminderRule(time(17, 15)))
    first, length = date(year, 1, 1), 365
    around = days_of(first - timedelta(2), length + 4)
    came = played(ours, first, around, time_zone=zone, country=country, reminder_time=own_time)
    asked = [reminder for reminder in came if first <= reminder.day < first + timedelta(length)]
    off = days_off(country)
    assert sorted(r.day for r in asked) == [d for d in days_of(first, length) if d.weekday() < 5 and d not in off]
    for reminder in asked:
        wall = wall_clock(reminder.moment, zone)
        assert wall.date() == reminder.day == day_of(reminder.moment, zone)
        if wall.time() != (own_time or time(17, 15)):
            assert reminder.session
            assert wall_clock(reminder.moment, of_team).time() == reminder.slot.time
            assert reminder.session.moment - reminder.moment == timedelta(minutes=30)
