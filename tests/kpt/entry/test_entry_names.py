"""The names of an entry and of a form, and a form in which nothing is to be stored."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kpt.entry.answer import Answer, Outcome, submission_token, take
from shared.kpt.entry.entry import Entry, Texts, entry_id, fault_of_day, split_id
from tests.kpt.build import MONDAY, days
from tests.kpt.entry.writing import BLANK, stored, tap, write

# Nothing to store


@pytest.mark.parametrize("texts", [("", "", ""), (" \n\t", "　", "\u00a0")])
@pytest.mark.parametrize("old", [None, stored(write("good")), stored(tap("quiet"))])
def test_an_empty_form_stores_nothing(texts: tuple[str, str, str], old: Entry | None) -> None:
    assert take(write(*texts, form="form:2"), old, BLANK) == Outcome(None, empty=True)


def test_white_space_counts_as_empty_and_text_stays_as_typed() -> None:
    assert Texts(" \n", "  x\n", "　") == Texts("", "  x\n", "")
    assert not Texts("  ")
    assert Texts(try_="x")


# Names


def test_the_same_form_has_the_same_token_and_a_corrected_one_another() -> None:
    token = submission_token("V1", Texts("a", "b", "c"), "all")
    assert token == submission_token("V1", Texts("a", "b", "c"), "all")
    others = [
        submission_token("V2", Texts("a", "b", "c"), "all"),
        submission_token("V1", Texts("a", "b", "d"), "all"),
        submission_token("V1", Texts("ab", "", "c"), "all"),
        submission_token("V1", Texts("", "ab", "c"), "all"),
        submission_token("V1", Texts("a", "b", "c"), "keep"),
    ]
    assert len({token, *others}) == 6


def test_a_token_tells_nothing_of_what_was_typed() -> None:
    token = submission_token("V1", Texts("secret"), "all")
    assert token.startswith("V1:")
    assert "secret" not in token


@given(days, st.text(min_size=1))
def test_an_entrys_id_is_its_day_and_user(day: date, user: str) -> None:
    assert split_id(entry_id(day, user)) == (day, user)


@pytest.mark.parametrize("text", ["", "2026-11-16", "2026-11-16_", "_U1", "2026-13-40_U1", "yesterday_U1"])
def test_what_is_no_entrys_id_is_none(text: str) -> None:
    assert split_id(text) is None


@pytest.mark.parametrize(
    ("days_ago", "fault"), [(-365, "future"), (-1, "future"), (0, None), (7, None), (8, "too_old"), (365, "too_old")]
)
def test_an_entry_is_for_today_or_the_seven_days_before(days_ago: int, fault: str | None) -> None:
    assert fault_of_day(MONDAY - timedelta(days_ago), MONDAY) == fault


names = st.integers(1, 30).map(str)
forms = st.builds(write, *[st.sampled_from(("", " ", "a", "b"))] * 3, form=names, shown=st.booleans())
taps = st.builds(tap, st.sampled_from(("quiet", "off", "deleted")), names)


@given(st.lists(forms | taps, max_size=15))
def test_whatever_comes_changes_are_counted_and_nothing_written_is_lost_without_a_trace(given: list[Answer]) -> None:
    entry: Entry | None = None
    for answer in given:
        outcome = take(answer, entry, BLANK)
        if outcome.change is None:
            continue
        changed = outcome.change.after
        assert outcome.change.before == entry
        assert changed.revision == (entry.revision if entry else 0) + 1
        assert bool(changed.texts) == (changed.kind == "written")
        assert take(answer, changed, BLANK).change is None
        if entry and entry.kind == "written":
            assert changed.kind in ("written", "deleted")
        entry = changed
