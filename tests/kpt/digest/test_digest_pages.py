"""A member's part of a digest: its pages, and its marks."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kpt.digest.parts import MOST_DAYS_IN_PART, marks_of, pages_of, whole_part
from shared.kpt.entry.entry import Entry, Kind, Texts
from shared.kpt.messages.digests import DigestPart, KeepOfDay, Marks
from shared.kpt.team.person import DaysOff
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
