"""What a digest holds: the order of speaking, its days, a member's pages and marks, the last reply."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kpt.digest import head
from shared.kpt.digest.digest import (
    MOST_DAYS_IN_PART,
    Digest,
    Week,
    first_day,
    invitation,
    marks_of,
    pages_of,
    whole_part,
)
from shared.kpt.entry.entry import Entry, Kind, Texts
from shared.kpt.messages.messages import DigestParent, DigestPart, Invitation, KeepOfDay, Marks
from shared.kpt.team.person import DaysOff, Person
from shared.kpt.team.team import ReminderRule, Team
from shared.kpt.text.pages import SIZES, length
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
users = st.lists(st.integers(1, 99).map("U{}".format), unique=True, max_size=8)


def parent(ours: Team, of_week: Week, now: datetime) -> DigestParent:
    return head.parent(ours, of_week.digest, head.gathered(ours, of_week, now), now, of_week)


def people(*who: Person) -> dict[str, Person]:
    return {p.user: p for p in who}


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


# Pages


def pages(*entries: Entry, first: date = MONDAY) -> list[DigestPart]:
    whole = whole_part(team("U1", "U2"), week(*entries, first=first), "U1", person("U1"))
    return pages_of(whole) if whole else []


def test_a_members_week_is_one_part_by_day() -> None:
    [part] = pages(entry(WEDNESDAY, keep="three"), entry(MONDAY, keep="one"), entry(TUESDAY, "U2", keep="another's"))
    assert (part.name, part.language, part.continued) == ("name of U1", "ja", False)
    assert part.keeps == (KeepOfDay(MONDAY, "one", carried=False), KeepOfDay(WEDNESDAY, "three", carried=False))


def test_what_is_older_than_the_digests_days_stands_since_last_time() -> None:
    [part] = pages(entry(MONDAY, keep="late"), entry(TUESDAY, keep="in time"), first=TUESDAY)
    assert [(keep.day, keep.carried) for keep in part.keeps] == [(MONDAY, True), (TUESDAY, False)]


def test_problems_and_tries_are_not_in_it() -> None:
    written = entry(MONDAY, texts=Texts("good", "the problem", "the try"))
    assert "the" not in repr(pages(written)[0].keeps)


@pytest.mark.parametrize("kind", ["quiet", "off", "deleted"])
def test_without_a_keep_there_is_no_part(kind: Kind) -> None:
    assert pages(entry(MONDAY, kind=kind), entry(TUESDAY, texts=Texts(problem="bad"))) == []


texts = st.integers(1, 3000).flatmap(
    lambda size: st.sampled_from(("a", "字", "🎉", "\n")).map(lambda c: "x" + c * size)
)


@given(st.lists(texts, max_size=35))
def test_a_long_week_is_split_and_nothing_is_lost(keeps: list[str]) -> None:
    written = [entry(day, keep=keep) for day, keep in zip(days_of(MONDAY, 35), keeps, strict=False)]
    found = pages(*written)
    assert [(keep.day, keep.keep) for part in found for keep in part.keeps] == [(e.day, e.texts.keep) for e in written]
    assert [part.continued for part in found] == [number > 0 for number in range(len(found))]
    for part in found:
        assert 0 < len(part.keeps) <= MOST_DAYS_IN_PART
        assert sum(length(keep.keep) for keep in part.keeps) <= SIZES[0]


@pytest.mark.parametrize("keep", ["字" * 30_000, "🎉" * 12_000, "x\n" * 9_000, "line " * 5_000 + "\n" + "x" * 20_000])
def test_a_keep_longer_than_a_page_is_split_and_nothing_is_lost(keep: str) -> None:
    """As it comes from an old sheet: Slack refuses the whole part otherwise."""
    found = pages(entry(MONDAY, keep=keep), entry(TUESDAY, keep="short"))
    keeps = [keep for part in found for keep in part.keeps]
    assert ("".join(k.keep for k in keeps[:-1]), {k.day for k in keeps[:-1]}) == (keep, {MONDAY})
    assert (keeps[-1].day, keeps[-1].keep) == (TUESDAY, "short")
    assert all(sum(length(keep.keep) for keep in part.keeps) <= SIZES[0] for part in found)


def test_an_emoji_counts_as_slack_may_count_it() -> None:
    assert (length("abc"), length("振り返り"), length("🎉")) == (3, 4, 2)


def test_the_marks_stand_on_the_last_page() -> None:
    long = [entry(day, keep="字" * 3000) for day in days_of(MONDAY, 4)]
    first, last = pages(*long, entry(FRIDAY, kind="quiet"))
    assert first.marks == Marks()
    assert last.marks == Marks(quiet=(FRIDAY,))


# Marks


def test_marks_say_why_a_day_has_no_entry() -> None:
    away = person(days_off=(DaysOff(WEDNESDAY, WEDNESDAY),))
    holiday = team(extra_days_off=(THURSDAY.isoformat(),))
    of_week = week(entry(MONDAY, kind="quiet"), entry(TUESDAY, kind="off"), entry(FRIDAY, keep="good"))
    assert marks_of(holiday, of_week, "U1", away) == Marks((MONDAY,), (TUESDAY, WEDNESDAY), (THURSDAY,))


def test_an_answer_goes_before_what_the_calendar_says() -> None:
    away = person(days_off=(DaysOff(MONDAY, FRIDAY),))
    of_week = week(entry(MONDAY, keep="good"), entry(TUESDAY, kind="quiet"))
    assert marks_of(team(), of_week, "U1", away) == Marks((TUESDAY,), (WEDNESDAY, THURSDAY, FRIDAY))


def test_a_day_without_an_answer_has_no_mark() -> None:
    assert marks_of(team(), week(entry(MONDAY, kind="deleted")), "U1", person()) == Marks()


def test_a_holiday_on_which_one_would_not_work_anyway_has_no_mark() -> None:
    part_time = person(weekdays=(0, 1), days_off=(DaysOff(MONDAY, FRIDAY),))
    assert marks_of(team(), week(), "U1", part_time).off == (MONDAY, TUESDAY)


def test_marks_are_each_members_own() -> None:
    of_week = week(entry(MONDAY, "U2", kind="quiet"))
    assert marks_of(team(), of_week, "U1", person()) == Marks()
    assert marks_of(team(), of_week, "U2", None) == Marks(quiet=(MONDAY,))


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
