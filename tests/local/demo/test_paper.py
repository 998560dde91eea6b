"""Lines as wide as they look."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local.demo.paper import clean, width, wrap


def test_japanese_takes_two_columns_a_character_and_marks_take_none() -> None:
    assert [width(text) for text in ("abc", "振り返り", "🍵", "e\u0301", "ﾊﾝｶｸ")] == [3, 8, 2, 1, 4]


@given(st.text(max_size=200), st.integers(12, 80))
def test_no_line_is_wider_than_asked(text: str, columns: int) -> None:
    assert all(width(line) <= columns for line in wrap(text, columns, hang="  "))


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=200), st.integers(12, 80))
def test_wrapping_loses_no_word(text: str, columns: int) -> None:
    assert "".join("".join(wrap(text, columns)).split()) == "".join(clean(text).split())


@pytest.mark.parametrize("columns", range(12, 40))
def test_no_japanese_line_begins_with_a_full_stop_or_ends_with_an_opening_bracket(columns: int) -> None:
    for line in wrap("今日は「ひと息」で、大丈夫です。(また明日)どうぞ。よかったら、ひとこと。", columns):
        assert line[0] not in "、。」)"
        assert line[-1] not in "「("


def test_a_japanese_word_stays_with_its_ending() -> None:
    assert wrap("よかったことを、ひとことだけでも残しておきませんか。", 40) == [
        "よかったことを、ひとことだけでも",
        "残しておきませんか。",
    ]


def test_an_english_word_stays_whole_unless_it_is_longer_than_the_line() -> None:
    assert wrap("one two three", 8) == ["one two", "three"]
    assert wrap("x" * 10, 8) == ["x" * 8, "x" * 2]


def test_nothing_reaches_the_terminal_that_it_would_obey() -> None:
    assert clean("a\x1b[2Jb\x07\u202ec\nd") == "a[2Jbc\nd"
