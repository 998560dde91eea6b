"""What an answer does to the entry of its day."""

from dataclasses import replace

import pytest

from shared.kpt.entry.answer import REMEMBERED, Answer, Outcome, take
from shared.kpt.entry.entry import Entry, Kind, Texts
from tests.kpt.build import MONDAY
from tests.kpt.entry.writing import BLANK, NOON, stored, tap, write


def after(outcome: Outcome) -> Entry:
    assert outcome.change is not None
    return outcome.change.after


def test_the_first_writing_is_change_one() -> None:
    outcome = take(write("good", "bad", "try", form="form:1"), None, BLANK)
    assert outcome.change is not None
    assert outcome.change.before is None
    entry = outcome.change.after
    assert (entry.kind, entry.texts, entry.revision) == ("written", Texts("good", "bad", "try"), 1)
    assert (entry.team, entry.day, entry.user) == ("T1-C1", MONDAY, "U1")
    assert (entry.name, entry.team_name, entry.updated_by, entry.via) == ("Tanaka", "ops", "U1", "form")
    assert entry.saved == ("form:1",)
    assert (outcome.kept, outcome.already, outcome.empty) == (False, False, False)


def test_an_edit_is_the_next_change_and_keeps_what_was_before() -> None:
    old = stored(write("good"))
    outcome = take(write("better", form="form:2"), old, BLANK)
    assert outcome.change is not None
    assert outcome.change.before == old
    assert (after(outcome).revision, after(outcome).texts.keep) == (2, "better")
    assert after(outcome).saved == ("form:1", "form:2")
    assert after(outcome).created_at == old.created_at


def test_an_edit_may_empty_a_field_that_was_shown() -> None:
    old = stored(write("good", "bad"))
    assert after(take(write("good", form="form:2"), old, BLANK)).texts == Texts("good")


def test_an_edit_takes_the_name_that_the_person_and_the_team_have_now() -> None:
    renamed = replace(BLANK, name="Sato", team_name="operations")
    entry = after(take(write("better", form="form:2"), stored(write("good")), renamed))
    assert (entry.name, entry.team_name) == ("Sato", "operations")


def test_equal_content_is_no_change() -> None:
    assert take(write("good", form="form:2"), stored(write("good", form="form:1")), BLANK) == Outcome(None)


def test_the_same_submission_again_changes_nothing_though_the_entry_went_on() -> None:
    first, corrected = write("good", form="form:1"), write("better", form="form:2")
    entry = stored(corrected, stored(first))
    assert take(first, entry, BLANK) == Outcome(None)
    assert take(corrected, entry, BLANK) == Outcome(None)
    assert take(first, stored(tap("deleted", "delete"), entry), BLANK) == Outcome(None)


def test_of_what_came_meanwhile_a_form_is_told_but_not_of_itself() -> None:
    """Slack keeps a form open where the answer to it was lost: what is corrected in it then is no other's change."""

    def sent(form: str, keep: str) -> Answer:
        return replace(write(keep, form=f"{form}:{keep}"), seen=0)

    first = stored(sent("V1", "one"))
    assert not take(sent("V1", "two"), first, BLANK).another
    assert take(sent("V2", "two"), first, BLANK).another
    assert take(sent("V1", "three"), stored(sent("V2", "two"), first), BLANK).another


def test_ten_submissions_are_remembered() -> None:
    entry = stored(write("0", form="form:0"))
    for number in range(1, REMEMBERED + 1):
        entry = stored(write(str(number), form=f"form:{number}"), entry)
    assert entry.saved == tuple(f"form:{number}" for number in range(1, REMEMBERED + 1))
    assert take(write("1", form="form:1"), entry, BLANK).change is None
    assert take(write("0", form="form:0"), entry, BLANK).change is not None


@pytest.mark.parametrize("kind", ["quiet", "off"])
def test_one_tap_is_a_full_answer(kind: Kind) -> None:
    entry = after(take(tap(kind), None, BLANK))
    assert (entry.kind, entry.texts, entry.revision, entry.has_keep) == (kind, Texts(), 1, False)


@pytest.mark.parametrize("kind", ["quiet", "off"])
@pytest.mark.parametrize("written", [write("good"), write(problem="bad"), write(try_="try")])
def test_one_tap_never_replaces_what_was_written(kind: Kind, written: Answer) -> None:
    assert take(tap(kind), stored(written), BLANK) == Outcome(None, already=True)


@pytest.mark.parametrize("kind", ["quiet", "off"])
def test_a_second_tap_is_no_change(kind: Kind) -> None:
    assert take(tap(kind, "tap 2"), stored(tap(kind)), BLANK) == Outcome(None)


def test_a_quiet_day_may_turn_out_to_be_a_day_off() -> None:
    entry = after(take(tap("off", "tap 2"), stored(tap("quiet")), BLANK))
    assert (entry.kind, entry.revision) == ("off", 2)


@pytest.mark.parametrize("kind", ["quiet", "off"])
def test_writing_replaces_a_tap(kind: Kind) -> None:
    entry = after(take(write("good"), stored(tap(kind)), BLANK))
    assert (entry.kind, entry.texts.keep, entry.revision) == ("written", "good", 2)


def test_deleting_keeps_the_entry_without_its_words() -> None:
    old = stored(write("good", "bad", "try"))
    outcome = take(tap("deleted"), old, BLANK)
    assert outcome.change is not None
    assert outcome.change.before == old
    assert (after(outcome).kind, after(outcome).texts, after(outcome).revision) == ("deleted", Texts(), 2)
    assert not after(outcome).has_keep


@pytest.mark.parametrize("old", [None, stored(tap("quiet")), stored(tap("deleted", "x"), stored(write("good")))])
def test_what_is_not_written_cannot_be_deleted(old: Entry | None) -> None:
    assert take(tap("deleted", "again"), old, BLANK) == Outcome(None)


@pytest.mark.parametrize("kind", ["quiet", "off"])
def test_a_deleted_day_can_be_answered_by_a_tap(kind: Kind) -> None:
    deleted = stored(tap("deleted", "x"), stored(write("good")))
    assert after(take(tap(kind, "y"), deleted, BLANK)).kind == kind


def test_a_deleted_entry_can_be_written_again_and_takes_nothing_from_before() -> None:
    deleted = stored(tap("deleted", "x"), stored(write("good", "bad")))
    entry = after(take(write("new", form="form:2", shown=False), deleted, BLANK))
    assert (entry.kind, entry.texts, entry.revision) == ("written", Texts("new"), 3)


# When it first had a Keep


def test_the_first_keep_is_the_writing_that_brings_it() -> None:
    without = take(write(problem="bad"), None, BLANK)
    assert without.change is not None
    assert not without.change.first_keep
    added = take(write("good", "bad", form="form:2"), after(without), BLANK)
    assert added.change is not None
    assert added.change.first_keep


@pytest.mark.parametrize("kind", ["quiet", "off"])
def test_a_keep_after_a_tap_is_the_first_one(kind: Kind) -> None:
    outcome = take(write("good"), stored(tap(kind)), BLANK)
    assert outcome.change is not None
    assert outcome.change.first_keep


def test_an_entry_has_its_first_keep_once_in_its_life() -> None:
    entry = stored(write("good", form="form:1"))
    assert entry.kept_at == NOON
    lives = (write("better", form="2"), write(problem="bad", form="3"), write("again", form="4"))
    for answer in (*lives, tap("deleted", "5"), write("new", form="6")):
        outcome = take(answer, entry, BLANK)
        assert outcome.change is not None
        assert not outcome.change.first_keep
        assert outcome.change.after.kept_at == NOON
        entry = outcome.change.after


# What the person was not shown


def test_a_field_that_was_not_shown_keeps_its_text() -> None:
    outcome = take(write("better", form="form:2", shown=False), stored(write("good", "bad", "try")), BLANK)
    assert outcome.kept
    assert after(outcome).texts == Texts("better", "bad", "try")


def test_an_empty_form_that_was_not_shown_anything_empties_nothing() -> None:
    outcome = take(write(form="form:2", shown=False), stored(write("good")), BLANK)
    assert (outcome.change, outcome.kept, outcome.empty) == (None, True, False)


def test_nothing_is_said_to_be_kept_where_every_field_was_filled() -> None:
    outcome = take(write("a", "b", "c", form="form:2", shown=False), stored(write("good", "bad", "try")), BLANK)
    assert not outcome.kept
    assert after(outcome).texts == Texts("a", "b", "c")


def test_the_same_unshown_form_again_says_the_same() -> None:
    answer = write("better", form="form:2", shown=False)
    entry = stored(answer, stored(write("good", "bad")))
    assert take(answer, entry, BLANK) == Outcome(None, kept=True)
