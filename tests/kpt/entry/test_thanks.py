"""Whom an entry thanks: for a Keep of its own, five at the most, and what a form did not show is not lost."""

from dataclasses import replace

import pytest

from shared.kpt.entry.answer import Answer, Outcome, take
from shared.kpt.entry.entry import Entry, Kind, Texts
from shared.kpt.entry.shown import shown
from shared.kpt.entry.thanks import Thanks
from shared.kpt.entry.try_before import TryBefore
from shared.kpt.team.person import LastTry
from shared.kpt.team.team import AnnouncementRule
from tests.kpt.build import FRIDAY, MONDAY, team

BLANK = Entry("T1-C1", MONDAY, "U1", "deleted", name="Tanaka")
LAST = LastTry("T1-C1", MONDAY.replace(day=13), "walk")


def written(*users: str, keep: str = "good", unseen: tuple[str, ...] = (), **how: object) -> Answer:
    answer = Answer("written", f"V{keep}{users}{how}:1", "form", Texts(keep), promised="all")
    return replace(answer, thanks=Thanks(users, unseen), **how)  # type: ignore[arg-type]  # any field of Answer


def after(*answers: Answer) -> Entry:
    entry: Entry | None = None
    for number, answer in enumerate(answers):
        outcome = answered(replace(answer, token=f"V{number}:1"), entry)
        entry = outcome.change.after if outcome.change else entry
    assert entry
    return entry


def answered(answer: Answer, entry: Entry | None = None) -> Outcome:
    return take(answer, entry, BLANK, LAST)


def test_an_entry_thanks_whom_the_form_names() -> None:
    assert after(written("U2", "U3")).thanks == ("U2", "U3")


@pytest.mark.parametrize("texts", [Texts(), Texts(problem="slow"), Texts(keep=" \n")])
def test_without_a_keep_the_form_asks_for_one(texts: Texts) -> None:
    outcome = answered(replace(written("U2"), texts=texts))
    assert outcome.needs_keep
    assert outcome.change is None


def test_a_try_that_was_done_is_a_keep_to_be_thanked_for() -> None:
    tick = TryBefore(LAST.team, LAST.day, "walk", done=True)
    assert after(written("U2", keep="", try_before=tick)).thanks == ("U2",)


@pytest.mark.parametrize("kind", ["quiet", "off"])
def test_a_quiet_day_has_none(kind: Kind) -> None:
    assert after(Answer(kind, "V1:1", "reminder", thanks=Thanks(("U2",)))).thanks == ()


def test_they_are_taken_back_by_an_edit_and_it_is_remembered_who_it_was() -> None:
    entry = after(written("U2", "U3"), written("U3"), written("U4"))
    assert (entry.thanks, entry.thanked) == (("U4",), ("U2", "U3", "U4"))


def test_a_deletion_takes_them_along() -> None:
    entry = after(written("U2"), Answer("deleted", "V2:1", "form"))
    assert (entry.thanks, entry.thanked) == ((), ("U2",))


def test_who_empties_the_keep_alone_is_asked_for_it() -> None:
    assert answered(written("U2", keep="", seen=1), after(written("U2"))).needs_keep


def test_another_order_of_the_same_people_is_no_change() -> None:
    assert answered(written("U3", "U2", seen=1), after(written("U2", "U3"))).change is None


def test_a_form_that_did_not_show_what_was_stored_keeps_them() -> None:
    outcome = answered(written(shown=False, keep="better"), after(written("U2")))
    assert outcome.kept
    assert outcome.change
    assert outcome.change.after.thanks == ("U2",)


def test_whom_a_form_could_not_show_nobody_has_taken_out() -> None:
    entry = after(written("U2", "U9"), written("U3", unseen=("U9",), seen=1))
    assert entry.thanks == ("U3", "U9")


def test_five_are_the_most_and_those_chosen_now_come_first() -> None:
    entry = after(written("U9"), written("U2", "U3", "U4", "U5", "U6", unseen=("U9",), seen=1))
    assert entry.thanks == ("U2", "U3", "U4", "U5", "U6")


def test_with_the_keep_gone_nobody_is_thanked_whom_the_form_could_not_show() -> None:
    entry = after(written("U9"), replace(written(keep="", unseen=("U9",), seen=1), texts=Texts(problem="slow")))
    assert entry.thanks == ()


def test_the_same_form_sent_again_says_again_that_it_was_kept() -> None:
    again = written(shown=False, keep="better")
    entry = after(written("U2"), again)
    assert answered(replace(again, token="V1:1"), entry).kept


def test_the_team_sees_them_with_the_keep_also_where_it_sees_the_keep_only() -> None:
    keep_only = team("U1", "U2", announcement=AnnouncementRule(parts="keep"))
    assert shown(keep_only, after(written("U2"))).thanks == ("U2",)
    assert shown(keep_only, replace(after(written("U2")), kind="quiet", day=FRIDAY)).thanks == ()
