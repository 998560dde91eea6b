"""What the team sees of an entry: never more than its form promised, and never more than the team's setting shows."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kpt.entry.answer import Answer, Outcome, take
from shared.kpt.entry.entry import Entry, Kind, Texts
from shared.kpt.entry.promise import Promise
from shared.kpt.entry.shown import Shown, shown
from shared.kpt.team.team import AnnouncementRule
from tests.kpt.build import MONDAY, entry
from tests.kpt.entry.shown.promised import ALL, KEEP, LINE, NOTHING, SILENT, THREE, form, of, written

BLANK = Entry("T1-C1", MONDAY, "U1", "deleted")


# The lesser of the two


@pytest.mark.parametrize(
    ("promised", "rule", "texts"),
    [
        ("all", ALL, THREE),
        ("all", KEEP, Texts("good")),
        ("all", NOTHING, Texts("good")),
        ("keep", ALL, Texts("good")),
        ("keep", KEEP, Texts("good")),
        ("keep+problem", ALL, Texts("good", "bad")),
        ("keep+problem", KEEP, Texts("good")),
        ("keep+try", ALL, Texts("good", "", "try")),
        (None, ALL, Texts("good")),
        ("line", ALL, Texts("good")),
    ],
)
def test_the_lesser_of_promise_and_setting_is_shown(
    promised: Promise | None, rule: AnnouncementRule, texts: Texts
) -> None:
    assert shown(of(rule), written(promised)) == Shown(texts)


@pytest.mark.parametrize(
    ("promised", "rule", "line"),
    [
        ("line", LINE, True),
        ("line", SILENT, False),
        ("line", replace(LINE, mode="off"), False),
        ("silent", LINE, False),
        (None, LINE, False),
        ("all", LINE, False),
    ],
)
def test_a_quiet_day_is_a_line_only_where_it_was_promised_and_is_set(
    promised: Promise | None, rule: AnnouncementRule, line: bool
) -> None:
    assert shown(of(rule), entry(MONDAY, kind="quiet", promised=promised)) == Shown(line=line)


@pytest.mark.parametrize("kind", ["off", "deleted"])
def test_of_a_day_off_and_a_deleted_day_nothing_is_shown(kind: Kind) -> None:
    assert not shown(of(LINE), entry(MONDAY, kind=kind, texts=THREE, promised="all"))


# What an answer makes of a promise


def after(answer: Answer, old: Entry | None) -> Entry:
    change = take(answer, old, BLANK).change
    assert change
    return change.after


def test_the_first_writing_is_promised_what_its_form_said() -> None:
    assert after(form("all"), None).promised == "all"
    assert after(form("keep"), None).promised == "keep"


def test_what_was_private_stays_so_when_only_the_keep_is_edited() -> None:
    edited = after(form("all", keep="better"), written("keep"))
    assert shown(of(ALL), edited).texts == Texts("better")


def test_what_is_written_anew_under_a_form_that_shows_it_is_shown_and_nothing_else() -> None:
    edited = after(form("all", problem="another"), written("keep"))
    assert edited.promised == "keep+problem"
    assert shown(of(ALL), edited).texts == Texts("good", "another")


def test_all_written_anew_is_promised_as_the_new_form_said() -> None:
    assert after(form("all", problem="another", try_="one more"), written("keep")).promised == "all"


def test_a_private_part_that_is_emptied_shows_no_other() -> None:
    edited = after(form("all", problem=""), written("keep"))
    assert shown(of(ALL), edited).texts == Texts("good")
    refilled = after(form("keep", problem="another"), edited)
    assert shown(of(ALL), refilled).texts == Texts("good")


def test_white_space_that_a_form_changed_is_not_written_anew() -> None:
    private = written("keep", Texts("good", "bad\nday ", ""))
    assert shown(of(ALL), after(form("all", "better", "bad\r\nday", ""), private)).texts == Texts("better")


def test_a_field_that_kept_its_text_keeps_its_promise() -> None:
    edited = after(form("all", "better", "", "", shown=False), written("keep"))
    assert edited.texts == Texts("better", "bad", "try")
    assert shown(of(ALL), edited).texts == Texts("better")


def test_a_form_that_calls_it_private_holds_for_what_was_shown_before() -> None:
    edited = after(form("keep", keep="better"), written("all"))
    assert shown(of(ALL), edited).texts == Texts("better")


def test_calling_the_same_words_private_is_a_change_but_showing_them_is_none() -> None:
    assert after(form("keep"), written("all")).promised == "keep"
    assert take(form("all"), written("keep"), BLANK) == Outcome(None)


def test_of_parts_without_a_text_a_promise_makes_no_change() -> None:
    only_keep = written("keep", Texts("good"))
    assert take(form("all", problem="", try_=""), only_keep, BLANK) == Outcome(None)


def test_a_deleted_day_written_again_is_promised_what_the_new_form_said() -> None:
    assert after(form("all"), entry(MONDAY, kind="deleted", promised=None)).promised == "all"


def test_a_second_tap_leaves_a_quiet_day_as_it_was_promised() -> None:
    told_silent = entry(MONDAY, kind="quiet", promised="silent")
    assert take(Answer("quiet", "tap", "reminder", promised="line"), told_silent, BLANK) == Outcome(None)


SAID = st.sampled_from(["all", "keep"])
SOME = st.sampled_from(["", "one", "two"])


@given(st.lists(st.tuples(SAID, SOME, SOME, st.booleans()), min_size=1, max_size=8))
def test_whatever_is_edited_a_text_is_shown_only_where_a_form_said_so_of_it(
    edits: list[tuple[Promise, str, str, bool]],
) -> None:
    """A text that was typed under a form that called it private is shown only once it was typed anew elsewhere."""
    old, may_show = None, {"problem": "", "try_": ""}
    for number, (said, problem, try_, saw) in enumerate(edits):
        given_ = replace(form(said, f"keep {number}", problem, try_, shown=saw), token=f"V{number}:1")
        new = after(given_, old)
        for part, allowed in may_show.items():
            was, now = getattr(old.texts, part) if old else "", getattr(new.texts, part)
            may_show[part] = now if said == "all" and now in (allowed, *([] if now == was else [now])) else ""
        assert shown(of(ALL), new).texts == Texts(f"keep {number}", may_show["problem"], may_show["try_"])
        old = new
