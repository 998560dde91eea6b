"""The line *Done: …* stands once, with its day's Keep: on pages of any size, in the own week and on the board."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kpt.board.board import member_of
from shared.kpt.digest.parts import pages_of, whole_part
from shared.kpt.entry.entry import Entry, Texts
from shared.kpt.entry.my_week import MyDay
from shared.kpt.entry.try_before import TryBefore
from shared.kpt.text.pages import SIZES, length
from shared.usecases.entry.announce import announcement
from shared.usecases.entry.announce import pages_of as announcement_pages
from tests.kpt.build import MONDAY, TUESDAY, entry, person, team, week

texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs"]), max_size=400).map(lambda text: text * 20)
tries = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=190).map("try {}".format)


def did(text: str = "walk", keep: str = "", **about: object) -> Entry:
    tick = TryBefore("T1-C1", MONDAY, text, done=True)
    return replace(entry(TUESDAY, keep=keep, promised="all"), try_before=tick, **about)  # type: ignore[arg-type]  # any field


@given(texts, texts, tries, st.sampled_from(SIZES))
def test_an_announcements_pages_hold_it_once_and_whole(keep: str, problem: str, done: str, size: int) -> None:
    whole = announcement(team(), None, did(done, texts=Texts(keep, problem)))
    assert whole
    pages = announcement_pages(whole, size)
    assert "".join(page.done for page in pages) == done
    assert "".join(page.texts.problem for page in pages) == Texts(problem=problem).problem
    assert all(length(p.done) + length(p.texts.keep) + length(p.texts.problem) <= size for p in pages)


@given(texts, tries, st.sampled_from(SIZES))
def test_a_digests_pages_hold_it_once_and_whole_behind_the_keep(keep: str, done: str, size: int) -> None:
    whole = whole_part(team(), week(did(done, keep), entry(MONDAY, keep="before")), "U1", person())
    assert whole
    keeps = [each for page in pages_of(whole, size) for each in page.keeps]
    assert "".join(each.done for each in keeps) == done
    assert "".join(each.keep for each in keeps) == "before" + Texts(keep).keep
    assert [each.day for each in keeps] == sorted(each.day for each in keeps)
    assert all(sum(length(k.keep) + length(k.done) for k in page.keeps) <= size for page in pages_of(whole, size))


def test_alone_it_is_an_authors_week() -> None:
    assert week(did()).authors == ["U1"]
    whole = whole_part(team(), week(did()), "U1", person())
    assert whole
    assert [(each.day, each.keep, each.done) for each in whole.keeps] == [(TUESDAY, "", "walk")]
    [page] = pages_of(whole)
    assert page == whole


@pytest.mark.parametrize("keep", ["", "kept"])
def test_the_board_has_it_with_the_days_keep(keep: str) -> None:
    [day] = member_of(team(), week(did(keep=keep)), "U1", {}).days
    assert (day.day, day.keep, day.done) == (TUESDAY, keep, "walk")


def test_in_the_own_week_it_stands_for_a_day_without_another_keep() -> None:
    alone, with_keep = (
        MyDay(TUESDAY, "written", did(texts=Texts(problem="p"))),
        MyDay(TUESDAY, "written", did(keep="k")),
    )
    assert (alone.done, alone.first_line) == ("walk", "")
    assert (with_keep.done, with_keep.first_line) == ("", "k")
