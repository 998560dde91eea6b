"""The Try that comes back: when its tick counts, and what a person's last Try is after each change of an entry."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.kpt.entry.answer import Answer, take
from shared.kpt.entry.entry import Entry, Texts
from shared.kpt.entry.last_try import last_try_after
from shared.kpt.entry.try_before import TryBefore, offered_again
from shared.kpt.team.person import MOST_OFFERS, LastTry
from tests.kpt.build import MONDAY, THURSDAY, TUESDAY, WEDNESDAY, entry
from tests.kpt.entry.diary import WALK, Diary, sent


def test_the_next_form_offers_the_try_and_the_form_of_its_own_day_does_not() -> None:
    diary = Diary()
    diary.write(MONDAY, "walk")
    assert diary.form(MONDAY) is None
    assert diary.form(MONDAY - timedelta(1)) is None
    assert diary.form(TUESDAY) == TryBefore("T1-C1", MONDAY, "walk")


def test_ticked_it_is_closed_by_that_day_and_no_part_of_the_typed_text() -> None:
    diary = Diary(WALK)
    diary.write(TUESDAY, done=True)
    assert diary.last == replace(WALK, closed_by=TUESDAY, offered=1)
    assert (diary.entries[TUESDAY].texts.keep, diary.entries[TUESDAY].done) == ("k", "walk")
    assert diary.form(WEDNESDAY) is None


def test_a_tick_alone_is_a_full_answer_and_a_keep() -> None:
    diary = Diary(WALK)
    outcome = diary.write(TUESDAY, keep="", done=True)
    assert outcome.change
    assert outcome.change.first_keep
    assert diary.entries[TUESDAY].has_keep


def test_neither_a_tick_nor_a_word_is_no_answer() -> None:
    assert Diary(WALK).write(TUESDAY, keep="", done=False).empty


def test_a_quiet_day_and_a_day_off_have_no_tick() -> None:
    diary = Diary(WALK)
    for kind in ("quiet", "off"):
        diary.send(TUESDAY, Answer(kind, "", "form"))
        assert diary.entries[TUESDAY].try_before is None
    assert diary.last == WALK


def test_unticking_opens_it_again() -> None:
    diary = Diary(WALK)
    diary.write(TUESDAY, done=True)
    assert diary.form(TUESDAY) == TryBefore("T1-C1", MONDAY, "walk", done=True)
    diary.write(TUESDAY, done=False)
    assert diary.last == replace(WALK, offered=1)
    assert diary.form(WEDNESDAY) == TryBefore("T1-C1", MONDAY, "walk")


def test_deleting_the_day_that_closed_it_opens_it_again() -> None:
    diary = Diary(WALK)
    diary.write(TUESDAY, done=True)
    diary.delete(TUESDAY)
    assert diary.entries[TUESDAY].try_before is None
    assert diary.form(WEDNESDAY) == TryBefore("T1-C1", MONDAY, "walk")


def test_an_edit_of_another_day_leaves_it_closed() -> None:
    diary = Diary(WALK)
    diary.write(WEDNESDAY, done=True)
    diary.write(TUESDAY, keep="late")
    diary.delete(TUESDAY)
    assert diary.last
    assert diary.last.closed_by == WEDNESDAY


def test_only_a_try_of_a_later_day_takes_its_place() -> None:
    diary = Diary()
    diary.write(WEDNESDAY, "later")
    diary.write(TUESDAY, "earlier")
    assert diary.last == LastTry("T1-C1", WEDNESDAY, "later")
    diary.write(THURSDAY, "newest")
    assert diary.last == LastTry("T1-C1", THURSDAY, "newest", offered=0)


def test_of_two_teams_on_one_day_the_first_stays() -> None:
    other = replace(entry(MONDAY), team="T1-C2", texts=Texts(try_="there"), promised="all")
    outcome = take(sent(None), None, Entry("T1-C2", MONDAY, "U1", "deleted"))
    assert outcome.change
    assert last_try_after(replace(outcome.change, after=other), WALK) == WALK


def test_a_try_that_is_edited_after_it_was_done_stays_closed() -> None:
    diary = Diary()
    diary.write(MONDAY, "walk")
    diary.write(TUESDAY, done=True)
    diary.write(MONDAY, "walk more")
    assert diary.last == LastTry("T1-C1", MONDAY, "walk more", closed_by=TUESDAY, offered=1)
    assert diary.entries[TUESDAY].done == "walk"


def test_done_and_a_new_one_on_one_day_and_both_taken_back() -> None:
    diary = Diary(WALK)
    diary.write(TUESDAY, "swim", done=True)
    assert diary.last == LastTry("T1-C1", TUESDAY, "swim")
    assert diary.form(TUESDAY) == replace(diary.entries[TUESDAY].try_before or TryBefore("", MONDAY, ""), done=True)
    diary.write(TUESDAY, "swim", done=False)
    assert diary.last == LastTry("T1-C1", TUESDAY, "swim")
    diary.write(TUESDAY, "swim", done=True)
    diary.write(TUESDAY, "", done=None)
    assert diary.last == replace(WALK, closed_by=TUESDAY, offered=1)
    diary.delete(TUESDAY)
    assert diary.last == replace(WALK, offered=1)


def test_a_day_with_a_newer_try_that_is_deleted_brings_the_one_before_back() -> None:
    diary = Diary(WALK)
    diary.write(TUESDAY, "swim", done=True)
    diary.delete(TUESDAY)
    assert diary.form(WEDNESDAY) == TryBefore("T1-C1", MONDAY, "walk")


def test_a_newer_try_of_another_day_stays_when_the_tick_is_taken_back() -> None:
    diary = Diary(WALK)
    diary.write(TUESDAY, done=True)
    diary.write(WEDNESDAY, "swim")
    diary.write(TUESDAY, done=False)
    assert diary.last == LastTry("T1-C1", WEDNESDAY, "swim")
    assert diary.form(TUESDAY) is None


# How often


def test_it_is_offered_in_ten_entries_and_an_edit_of_the_tenth_offers_it_still() -> None:
    diary = Diary(WALK)
    days = [TUESDAY + timedelta(n) for n in range(MOST_OFFERS + 1)]
    for day in days[:-1]:
        assert diary.form(day)
        diary.write(day)
        diary.write(day, keep="edited")
    assert diary.form(days[-1]) is None
    assert diary.form(days[-2]) == replace(TryBefore("T1-C1", MONDAY, "walk"), times=MOST_OFFERS)
    diary.write(days[-2], done=True)
    assert diary.entries[days[-2]].done == "walk"


def test_in_an_entry_of_another_team_it_counts_as_offered_and_leaves_no_word() -> None:
    here = replace(WALK, team="T1-C2")
    outcome = take(sent(TryBefore("T1-C2", MONDAY, "walk")), None, Entry("T1-C1", TUESDAY, "U1", "deleted"), here)
    assert outcome.change
    assert outcome.change.after.try_before == TryBefore("T1-C2", MONDAY, "")
    assert last_try_after(outcome.change, here) == replace(here, offered=1)
    assert offered_again(outcome.change.after.try_before, "T1-C1", TUESDAY, here) is None


# Whatever people do


DAYS = st.sampled_from([MONDAY + timedelta(n) for n in range(5)])
WRITES = st.tuples(st.just("write"), DAYS, st.sampled_from(["", "walk", "swim"]), st.sampled_from([None, True, False]))
DELETES = st.tuples(st.just("delete"), DAYS, st.just(""), st.none())


@given(st.lists(st.one_of(WRITES, WRITES, DELETES), max_size=25))
def test_over_any_edits_ticks_and_deletions_entries_and_last_try_agree(
    acts: list[tuple[str, date, str, bool | None]],
) -> None:
    diary = Diary()
    for act, day, try_, done in acts:
        offered = diary.form(day)
        outcome = diary.write(day, try_, done=done) if act == "write" else diary.delete(day)
        assert not outcome.left_out, "what a form offers counts when it is sent at once"
        if act == "write" and offered and done is not None:
            assert bool(diary.entries[day].done) == done
        if act == "write" and try_ and outcome.change:
            assert diary.last
            assert diary.last.day >= day, "a newer one was passed over"
        agrees(diary)


def agrees(diary: Diary) -> None:
    """One Try is done on one day at the most; the last one is closed by the day that says so, and by no other."""
    ticks = (e.try_before for e in diary.entries.values())
    done = [tick.day for tick in ticks if tick and tick.done and tick.day not in diary.taken_back]
    assert len(done) == len(set(done))
    last = diary.last
    if last is None or last.day in diary.taken_back:
        return
    closers = [day for day, e in diary.entries.items() if e.done and e.try_before and e.try_before.is_same(last)]
    assert closers == ([last.closed_by] if last.closed_by else [])
