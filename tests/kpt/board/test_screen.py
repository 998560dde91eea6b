"""A screen's code: read as people type it, and never mistaken for another."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kpt.board.screen import ALPHABET, code_of, expires_at, hyphenated, read_code

OPENED = datetime(2026, 11, 27, 7, 30, tzinfo=UTC)
codes = st.binary(min_size=32, max_size=32).map(code_of)


@given(codes)
def test_a_code_is_read_as_it_is_shown(code: str) -> None:
    assert read_code(hyphenated(code)) == code
    assert len(hyphenated(code)) == len("K7Q4-M2PX")


@given(codes)
def test_a_code_is_read_in_any_case_with_or_without_its_hyphen(code: str) -> None:
    assert read_code(code.lower()) == code
    assert read_code(f"  {code[:4]} {code[4:]} ") == code
    assert read_code(f"{code[:4]}ー{code[4:]}".translate({ord(c): ord(c) + 0xFEE0 for c in ALPHABET})) == code


@given(codes, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_known_at_once(code: str, at: int, other: str) -> None:
    wrong = code[:at] + other + code[at + 1 :]
    assert (read_code(wrong) == wrong) is (wrong == code)


@given(codes, st.integers(0, 6))
def test_two_characters_that_changed_places_are_known_at_once(code: str, at: int) -> None:
    swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert (read_code(swapped) == swapped) is (swapped == code)


@pytest.mark.parametrize("text", ["", "K7Q4", "K7Q4-M2PXX", "O0I1-LLLL", "help", "K7Q4/M2P"])
def test_what_cannot_be_a_code_is_none(text: str) -> None:
    assert read_code(text) is None


def test_a_screen_shows_three_hours_and_ends_half_an_hour_after_the_session() -> None:
    assert expires_at(OPENED, None) == OPENED + timedelta(hours=3)
    assert expires_at(OPENED, OPENED + timedelta(hours=1)) == OPENED + timedelta(hours=1, minutes=30)
    assert expires_at(OPENED, OPENED + timedelta(hours=9)) == OPENED + timedelta(hours=3)
