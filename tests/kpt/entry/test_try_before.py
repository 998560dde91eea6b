"""The Try that comes back: when its tick counts, and what a person's last Try is after each change of an entry."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kpt.entry.entry import Answer, Entry, Outcome, Texts, submission_token, take
from shared.kpt.entry.last_try import last_try_after
from shared.kpt.entry.promise import Promise
from shared.kpt.entry.shown import shown
from shared.kpt.entry.try_before import TryBefore, offered_again
from shared.kpt.team.person import MOST_OFFERS, LastTry
from shared.kpt.team.team import AnnouncementRule
from shared.store.engine.documents import Document
from shared.store.records.common import last_try_from
from tests.kpt.build import FRIDAY, MONDAY, THURSDAY, TUESDAY, WEDNESDAY, entry, person, team

WALK = LastTry("T1-C1", MONDAY, "walk")


@dataclass
class Diary:
    """What a person has written in a team, and their last Try, as the store would have it."""

    last: LastTry | None = None
    entries: dict[date, Entry] = field(default_factory=dict)
    count: int = 0
    taken_back: set[date] = field(default_factory=set)
    """Days whose Try was emptied or deleted: written once more it is a new one, whatever was done before."""

    def form(self, day: date) -> TryBefore | None:
        """What the form of a day offers, ticked where the day says so."""
        there = self.entries.get(day)
        again = offered_again(there.try_before if there else None, "T1-C1", day, self.last)
        standing = person(last_try=self.last).open_try(day)
        if again or standing is None:
            return again
        return TryBefore(standing.team, standing.day, standing.text[:200], private=standing.private)

    def write(self, day: date, try_: str = "", *, done: bool | None = None, keep: str = "k") -> Outcome:
        """Open the day's form, tick or not (None: leave it as it is), save."""
        offered = self.form(day)
        tick = replace(offered, done=offered.done if done is None else done) if offered else None
        return self.send(day, Answer("written", "", "form", Texts(keep, "", try_), promised="all", try_before=tick))

    def delete(self, day: date) -> Outcome:
        return self.send(day, Answer("deleted", "", "form"))

    def send(self, day: date, answer: Answer) -> Outcome:
        self.count += 1
        blank = Entry("T1-C1", day, "U1", "deleted")
        given = replace(answer, token=answer.token or f"V{self.count}:1")
        outcome = take(given, self.entries.get(day), blank, self.last)
        if outcome.change:
            before, after = outcome.change.before, outcome.change.after
            self.last = last_try_after(outcome.change, self.last)
            if before and before.texts.try_ and not after.texts.try_:
                self.taken_back.add(day)
            self.entries[day] = outcome.change.after
        return outcome


def sent(tick: TryBefore | None, keep: str = "k", **about: object) -> Answer:
    return replace(Answer("written", "V:1", "form", Texts(keep), try_before=tick), **about)  # type: ignore[arg-type]  # any field


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
