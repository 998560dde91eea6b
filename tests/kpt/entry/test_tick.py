"""The tick at the Try that comes back: where it does not count, where it was not shown, and who sees it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from shared.kpt.entry.answer import Answer, submission_token, take
from shared.kpt.entry.entry import Entry, Texts
from shared.kpt.entry.promise import Promise
from shared.kpt.entry.shown import shown
from shared.kpt.entry.try_before import TryBefore
from shared.kpt.team.person import LastTry
from shared.kpt.team.team import AnnouncementRule
from shared.store.engine.documents import Document
from shared.store.records.last_try import last_try_from
from tests.kpt.build import FRIDAY, MONDAY, TUESDAY, WEDNESDAY, entry, team
from tests.kpt.entry.diary import WALK, Diary, sent

# Where a tick does not count


@pytest.mark.parametrize(
    "last",
    [
        None,
        replace(WALK, team="T1-C2"),
        replace(WALK, day=TUESDAY),
        replace(WALK, closed_by=WEDNESDAY),
        LastTry("T1-C1", FRIDAY, "newer"),
    ],
    ids=["none is stored", "of another team", "another one", "done on another day", "a newer one stands"],
)
def test_a_tick_that_fits_nothing_is_left_out_and_the_rest_is_stored(last: LastTry | None) -> None:
    tick = TryBefore("T1-C1", MONDAY, "walk", done=True)
    outcome = take(sent(tick), None, Entry("T1-C1", TUESDAY, "U1", "deleted"), last)
    assert outcome.left_out
    assert outcome.change
    assert (outcome.change.after.texts.keep, outcome.change.after.done) == ("k", "")
    alone = take(sent(tick, keep=""), None, Entry("T1-C1", TUESDAY, "U1", "deleted"), last)
    assert (alone.empty, alone.left_out) == (True, True)


@pytest.mark.parametrize("day", [MONDAY, MONDAY - timedelta(1)])
def test_no_try_is_done_on_its_own_day_or_before(day: date) -> None:
    tick = TryBefore("T1-C1", MONDAY, "walk", done=True)
    assert take(sent(tick), None, Entry("T1-C1", day, "U1", "deleted"), WALK).left_out


def test_the_same_form_again_says_the_same() -> None:
    diary = Diary(replace(WALK, closed_by=WEDNESDAY))
    first = diary.send(TUESDAY, sent(TryBefore("T1-C1", MONDAY, "walk", done=True)))
    again = diary.send(TUESDAY, sent(TryBefore("T1-C1", MONDAY, "walk", done=True)))
    assert (first.left_out, again.left_out, again.change) == (True, True, None)


def test_a_tick_that_stood_before_stays_though_a_newer_try_stands() -> None:
    diary = Diary(WALK)
    diary.write(TUESDAY, done=True)
    diary.write(WEDNESDAY, "swim")
    outcome = diary.write(TUESDAY, keep="edited", done=None)
    assert (outcome.left_out, diary.entries[TUESDAY].done) == (False, "walk")


# Where the person was not shown it


def test_a_tick_that_was_not_shown_stays() -> None:
    diary = Diary(WALK)
    diary.write(TUESDAY, done=True)
    unticked = sent(TryBefore("T1-C1", MONDAY, "walk"), keep="from another screen", shown=False, seen=0)
    outcome = diary.send(TUESDAY, unticked)
    assert outcome.kept
    assert diary.entries[TUESDAY].done == "walk"
    assert diary.last == replace(WALK, closed_by=TUESDAY, offered=1)


def test_a_form_that_offered_none_leaves_what_stands() -> None:
    diary = Diary(WALK)
    diary.write(TUESDAY, done=True)
    diary.send(TUESDAY, sent(None, keep="edited"))
    assert diary.entries[TUESDAY].done == "walk"


def test_a_try_that_is_offered_and_left_alone_makes_no_change_of_its_own() -> None:
    diary = Diary()
    diary.write(TUESDAY)
    diary.last = WALK
    assert diary.write(TUESDAY).change is None


def test_a_form_without_a_tick_has_the_token_that_it_had_before() -> None:
    offered = TryBefore("T1-C1", MONDAY, "walk")
    plain = submission_token("V", Texts("k"), "all")
    assert submission_token("V", Texts("k"), "all", offered) == plain
    assert submission_token("V", Texts("k"), "all", replace(offered, done=True)) != plain


# Who sees it


@pytest.mark.parametrize("promised", ["all", "keep", "keep+problem"])
@pytest.mark.parametrize("rule", [AnnouncementRule(), AnnouncementRule(parts="keep"), AnnouncementRule(mode="off")])
def test_done_is_shown_as_the_keep_is(promised: Promise, rule: AnnouncementRule) -> None:
    done = TryBefore("T1-C1", MONDAY, "walk", done=True)
    written = entry(TUESDAY, promised=promised, try_before=done)
    assert shown(team(announcement=rule), written).done == "walk"
    assert shown(team(announcement=rule), written)
    assert not shown(team(announcement=rule), replace(written, try_before=replace(done, done=False)))


def test_a_try_written_as_private_is_remembered_as_such() -> None:
    diary = Diary()
    diary.send(MONDAY, Answer("written", "", "form", Texts(try_="walk"), promised="keep"))
    assert diary.last == LastTry("T1-C1", MONDAY, "walk", private=True)
    assert diary.form(TUESDAY) == TryBefore("T1-C1", MONDAY, "walk", private=True)


@pytest.mark.parametrize("closed_by", ["2026-11-16", "2026-11-15", "soon", 3, None])
def test_what_an_older_try_left_behind_closes_no_newer_one(closed_by: object) -> None:
    stored = {"team": "T1-C1", "day": "2026-11-16", "text": "walk", "closed_by": closed_by}
    assert last_try_from(stored) == WALK
    assert last_try_from(Document("people/T1-U1", {}, None).fields.get("last_try")) is None
