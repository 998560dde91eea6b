"""What a digest holds: the order of speaking, its days, the last reply."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kpt.digest import head
from shared.kpt.digest.digest import Digest
from shared.kpt.digest.parts import invitation, marks_of
from shared.kpt.digest.week import Week, first_day
from shared.kpt.entry.entry import Entry
from shared.kpt.messages.digests import DigestParent, Invitation, Marks
from shared.kpt.team.team import ReminderRule, Team
from tests.kpt.build import (
    FRIDAY,
    MONDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    days_of,
    entry,
    person,
    team,
    week,
)

OPENED = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)


def parent(ours: Team, of_week: Week, now: datetime) -> DigestParent:
    return head.parent(ours, of_week.digest, head.gathered(ours, of_week, now), now, of_week)


# Its days


def digest(held_on: date) -> Digest:
    return Digest(held_on, held_on, ())


def test_the_first_digest_begins_with_the_first_entry() -> None:
    assert first_day(team(), None, WEDNESDAY, FRIDAY) == WEDNESDAY
    assert first_day(team(), None, MONDAY - timedelta(30), FRIDAY) == MONDAY - timedelta(30)


def test_another_begins_on_the_first_working_day_after_the_session_before_it() -> None:
    assert first_day(team(), digest(MONDAY - timedelta(3)), None, FRIDAY) == MONDAY
    assert first_day(team(), digest(FRIDAY), None, date(2026, 11, 27)) == date(2026, 11, 24)
    assert first_day(team(), digest(THURSDAY), None, date(2026, 11, 27)) == FRIDAY


def test_no_digest_begins_after_the_day_it_is_held() -> None:
    assert first_day(team(), None, None, FRIDAY) == FRIDAY
    assert first_day(team(), None, FRIDAY + timedelta(1), FRIDAY) == FRIDAY
    assert first_day(team(), digest(FRIDAY), None, WEDNESDAY) == WEDNESDAY


def test_it_closes_sixty_minutes_after_it_opened() -> None:
    opened = Digest(FRIDAY, FRIDAY, (), created_at=OPENED)
    assert opened.closes_at - opened.opened_at == timedelta(minutes=60)
    with pytest.raises(ValueError, match="not stored"):
        _ = digest(FRIDAY).closes_at


# The message that opens it


def test_the_parent_has_the_dates_the_order_and_until_when_it_is_open() -> None:
    ours, of_week = team("U1", "U2"), week(entry(MONDAY, keep="good"), order=("U2", "U1"))
    message = parent(ours, of_week, OPENED)
    assert (message.first, message.last, message.has_keeps) == (MONDAY, FRIDAY, True)
    assert message.order == ("name of U2", "name of U1")
    assert message.open_until == time(17, 30)
    assert parent(ours, of_week, OPENED + timedelta(minutes=59, seconds=59)).open_until == time(17, 30)
    assert parent(ours, of_week, OPENED + timedelta(minutes=60)).open_until is None


def test_a_week_without_any_keep_says_so() -> None:
    assert not parent(team(), week(entry(MONDAY, kind="quiet"), entry(TUESDAY, kind="deleted")), OPENED).has_keeps


def test_the_parent_tells_who_is_away_and_whose_keeps_are_there_nevertheless() -> None:
    of_week = week(entry(MONDAY, "U2", "good"), order=("U1",), away=("U2", "U3"))
    message = parent(team("U1", "U2", "U3"), of_week, OPENED)
    assert (message.away, message.away_with_keeps) == (("name of U3",), ("name of U2",))


def test_whoever_has_left_goes_by_the_name_in_their_newest_entry() -> None:
    old, new = entry(MONDAY, "U9", "good", name="Old"), entry(TUESDAY, "U9", "good", name="New")
    of_week = week(new, old)
    assert of_week.name_of(team("U1"), "U9") == "New"
    assert of_week.name_of(team("U1"), "U1") == "name of U1"
    assert of_week.name_of(team("U1"), "U8") == "U8"
    assert of_week.name_of(team("U1", members={"U9": "Renamed"}), "U9") == "Renamed"


def test_authors_are_in_the_order_of_speaking_and_the_others_after_them() -> None:
    of_week = week(
        *(entry(MONDAY, user, "good") for user in ("U1", "U2", "U5", "U4")),
        entry(MONDAY, "U3", kind="quiet"),
        order=("U3", "U2", "U1"),
        away=("U5",),
    )
    assert of_week.authors == ["U2", "U1", "U4", "U5"]


# The last reply


def test_those_without_a_keep_share_the_last_reply_in_the_order_of_speaking() -> None:
    of_week = week(entry(MONDAY, "U2", "good"), order=("U3", "U2", "U1"))
    assert invitation(team("U1", "U2", "U3"), of_week) == Invitation("ja", ("name of U3", "name of U1"))


def test_with_everybodys_keep_there_is_nobody_to_invite() -> None:
    assert invitation(team("U1"), week(entry(MONDAY, keep="good"))) is None


def test_without_any_keep_the_parent_invites_all() -> None:
    assert invitation(team("U1", "U2"), week(order=("U1", "U2"))) is None


def test_whoever_was_off_all_week_is_said_so_and_whoever_is_off_today_is_not_invited() -> None:
    off = [entry(day, "U2", kind="off") for day in days_of(MONDAY, 5)]
    of_week = week(entry(MONDAY, keep="good"), *off, entry(FRIDAY, "U3", kind="off"), away=("U2", "U3"))
    assert invitation(team("U1", "U2", "U3"), of_week) == Invitation("ja", (), ("name of U2",))


def test_the_marks_of_those_without_a_keep_stand_below_the_last_reply() -> None:
    quiet = [entry(day, "U1", kind="quiet") for day in days_of(MONDAY, 4)]
    away = [entry(MONDAY, "U3", kind="quiet"), entry(FRIDAY, "U3", kind="off")]
    of_week = week(*quiet, *away, entry(MONDAY, "U2", "good"), order=("U1", "U2"), away=("U3",))
    assert invitation(team("U1", "U2", "U3"), of_week) == Invitation(
        "ja",
        ("name of U1",),
        (),
        (
            ("name of U1", Marks(quiet=(MONDAY, TUESDAY, WEDNESDAY, THURSDAY))),
            ("name of U3", Marks(quiet=(MONDAY,), off=(FRIDAY,))),
        ),
    )


def test_a_week_of_quiet_days_alone_shows_its_marks_and_asks_nobody_by_name() -> None:
    of_week = week(entry(MONDAY, kind="quiet"), order=("U1", "U2"))
    marks = (("name of U1", Marks(quiet=(MONDAY,))),)
    assert invitation(team("U1", "U2"), of_week) == Invitation("ja", (), (), marks)


def test_a_quiet_day_on_a_weekend_that_one_works_is_marked() -> None:
    saturday = MONDAY - timedelta(2)
    of_week = replace(week(), around=(entry(saturday, kind="quiet"),))
    assert marks_of(team(), of_week, "U1", person()).quiet == (saturday,)


def test_an_author_who_has_no_place_yet_speaks_last_while_they_are_a_member() -> None:
    of_week = week(entry(MONDAY, "U3", "good"), entry(MONDAY, "U9", "good"), order=("U2",))
    assert parent(team("U2", "U3"), of_week, OPENED).order == ("name of U2", "name of U3")


def test_off_all_week_means_every_working_day_of_the_team() -> None:
    ours = team("U1", "U2", reminder=ReminderRule(weekdays=(0, 1, 2)))
    off = [entry(day, "U2", kind="off") for day in (MONDAY, TUESDAY, WEDNESDAY)]
    kept = entry(MONDAY, keep="good")
    assert invitation(ours, week(kept, *off, away=("U2",))) == Invitation("ja", (), ("name of U2",))
    marks = (("name of U2", Marks(off=(MONDAY, TUESDAY))),)
    assert invitation(ours, week(kept, *off[:2], away=("U2",))) == Invitation("ja", (), (), marks)


# Revisions


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=20))
def test_every_change_of_an_entry_makes_the_revision_grow(changes: list[tuple[int, bool]]) -> None:
    entries: dict[date, Entry] = {}
    before = week()
    for offset, keeps in changes:
        day = MONDAY + timedelta(offset)
        old = entries.get(day)
        entries[day] = entry(
            day,
            keep="good" if keeps else "",
            kind="written" if keeps else "deleted",
            revision=old.revision + 1 if old else 1,
            kept_at=OPENED if keeps or (old and old.kept_at) else None,
        )
        kept = tuple(e for e in entries.values() if e.kept_at)
        now = Week(before.digest, MONDAY, kept, tuple(entries.values()))
        assert now.revision > before.revision
        assert now.revision_of("U1") == now.revision
        before = now


def test_an_entry_that_is_kept_and_around_counts_once() -> None:
    of_week = week(entry(MONDAY, keep="good", revision=3), entry(TUESDAY, "U2", keep="good", revision=4))
    assert of_week.revision == 7
    assert (of_week.revision_of("U1"), of_week.revision_of("U2"), of_week.revision_of("U3")) == (3, 4, 0)
