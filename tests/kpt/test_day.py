"""Which date it is for whom, which days may be written, and when a slot comes round."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kpt.day import DAYS_BACK, Slot, day_of, days_it_may_be, moment_of, other_days, zone_exists
from tests.kpt.build import TOKYO, TUESDAY, WEDNESDAY, days, quarters

EVERY_ZONE = sorted(available_timezones() - {"localtime"})
every_zone = st.sampled_from(EVERY_ZONE)
moments = st.datetimes(datetime(2025, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


@pytest.mark.parametrize(
    ("local", "day"),
    [
        ("2026-11-25T03:59:59", TUESDAY + timedelta(7)),
        ("2026-11-25T04:00:00", WEDNESDAY + timedelta(7)),
        ("2026-11-25T00:30:00", TUESDAY + timedelta(7)),
        ("2026-11-25T23:59:59", WEDNESDAY + timedelta(7)),
    ],
)
@pytest.mark.parametrize("zone", [TOKYO, "Europe/Berlin", "America/St_Johns", "Pacific/Kiritimati", "Etc/GMT+12"])
def test_the_day_turns_at_four_in_the_morning(zone: str, local: str, day: date) -> None:
    assert day_of(datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC), zone) == day


@pytest.mark.parametrize(
    ("zone", "night"),
    [
        ("Europe/Berlin", date(2026, 3, 29)),
        ("Europe/Berlin", date(2026, 10, 25)),
        ("America/New_York", date(2026, 3, 8)),
        ("America/New_York", date(2026, 11, 1)),
        ("Australia/Lord_Howe", date(2026, 4, 5)),
        ("Africa/Cairo", date(2026, 4, 24)),
    ],
)
def test_the_day_turns_at_four_by_the_wall_clock_when_clocks_change(zone: str, night: date) -> None:
    four = datetime.combine(night, time(4), tzinfo=ZoneInfo(zone)).astimezone(UTC)
    assert day_of(four, zone) == night
    assert day_of(four - timedelta(seconds=1), zone) == night - timedelta(1)


def test_one_moment_belongs_to_different_days_in_different_zones() -> None:
    moment = datetime(2026, 11, 24, 19, 30, tzinfo=UTC)
    assert day_of(moment, TOKYO) == date(2026, 11, 25)
    assert day_of(moment, "Europe/Berlin") == date(2026, 11, 24)


@given(every_zone, moments)
def test_days_it_may_be_holds_everybodys_today(zone: str, moment: datetime) -> None:
    assert day_of(moment, zone) in days_it_may_be(moment)


@given(moments)
def test_days_it_may_be_are_few_and_in_order(moment: datetime) -> None:
    read = days_it_may_be(moment)
    assert read == sorted(set(read))
    assert 2 <= len(read) <= 3


def test_other_days_are_the_last_seven_and_today_without_the_day_itself() -> None:
    assert other_days(WEDNESDAY, WEDNESDAY) == [WEDNESDAY - timedelta(n) for n in range(1, 8)]
    assert other_days(TUESDAY, WEDNESDAY) == [WEDNESDAY, *(WEDNESDAY - timedelta(n) for n in range(2, 8))]


def test_from_a_day_of_long_ago_one_may_turn_to_any_of_the_last_days() -> None:
    assert len(other_days(WEDNESDAY - timedelta(30), WEDNESDAY)) == DAYS_BACK + 1


def test_every_zone_exists() -> None:
    assert [name for name in EVERY_ZONE if not zone_exists(name)] == []


@pytest.mark.parametrize("name", ["", None, "Asia/Nowhere", "../etc/passwd", "/etc/passwd", "a\0b", "Asia", "東京"])
def test_what_is_no_zone_does_not_exist(name: str | None) -> None:
    assert not zone_exists(name)


@given(quarters, every_zone)
def test_a_slot_is_read_as_it_is_written(at: time, zone: str) -> None:
    slot = Slot(at, zone)
    assert Slot.parse(str(slot)) == slot


def test_a_slot_is_written_as_a_time_and_a_zone() -> None:
    assert str(Slot(time(9, 5), "America/Argentina/Buenos_Aires")) == "09:05 America/Argentina/Buenos_Aires"


@pytest.mark.parametrize("text", ["", "17:00", "17:00 Asia/Nowhere", "25:00 Asia/Tokyo", "soon Asia/Tokyo", " UTC"])
def test_what_is_no_slot_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Slot.parse(text)


@given(quarters, every_zone, days)
def test_between_five_and_a_quarter_to_ten_every_time_comes_once_a_day(at: time, zone: str, day: date) -> None:
    moment = moment_of(day, at, zone)
    there_and_back = moment.astimezone(UTC).astimezone(ZoneInfo(zone))
    assert there_and_back.replace(tzinfo=None) == datetime.combine(day, at)
    assert moment.utcoffset() == moment.replace(fold=1).utcoffset()


@given(quarters, every_zone, moments)
def test_a_slot_has_come_round_on_its_last_day_and_not_since(at: time, zone: str, now: datetime) -> None:
    slot, early = Slot(at, zone), timedelta(minutes=5)
    day = slot.last_day(now)
    assert slot.moment(day) <= now + early
    assert slot.moment(day + timedelta(1)) > now + early


@pytest.mark.parametrize(("minute", "day"), [(54, TUESDAY), (55, WEDNESDAY), (59, WEDNESDAY)])
def test_a_slot_that_fires_a_few_minutes_early_counts_as_on_time(minute: int, day: date) -> None:
    now = datetime(2026, 11, 18, 16, minute, tzinfo=ZoneInfo(TOKYO))
    assert Slot(time(17, 0), TOKYO).last_day(now) == day


def test_a_slot_that_fires_after_midnight_is_still_yesterdays() -> None:
    now = datetime(2026, 11, 18, 0, 30, tzinfo=ZoneInfo(TOKYO))
    assert Slot(time(21, 45), TOKYO).last_day(now) == TUESDAY
