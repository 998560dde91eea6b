"""What nobody can see is nothing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kpt.entry.entry import Texts
from shared.kpt.text.visible import bare, first_line, is_visible

INVISIBLE = {
    "nothing": "",
    "white space": " \t\r\n\u00a0\u2003\u3000\u1680\u205f\u2028\u2029\x85\x1c",
    "controls": "\x00\x07\x1b\x7f\x9f",
    "zero width": "\u200b\u200c\u200d\u2060\u180e",
    "byte order mark": "\ufeff",
    "soft hyphen": "\u00ad",
    "Hangul fillers": "\u3164\uffa0\u115f\u1160",
    "Braille without a dot": "\u2800",
    "for direction": "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    "invisible operators": "\u2061\u2062\u2063\u2064\u206a\u206f",
    "variation selectors": "\ufe0e\ufe0f\U000e0100\u180b",
    "tags": "\U000e0001\U000e0041\U000e007f",
    "combining alone": "\u0301\u3099\u20dd\u20e3\u034f",
    "Khmer inherent vowels": "\u17b4\u17b5",
    "a note without a head": "\U0001d159\U0001d173",
    "shorthand controls": "\U0001bca0",
    "object replacement": "\ufffc",
    "annotations": "\ufff9\ufffa\ufffb",
    "no characters": "\ufffe\uffff\ufdd0\U0010ffff",
    "reserved to be ignored": "\u2065\ufff0\U000e0fff",
    "half a pair": "\ud800",
}
VISIBLE = [
    "a",
    "あ",
    "。",
    ".",
    "-",
    "🍵",
    "👩\u200d💻",
    "❤\ufe0f",
    "1\ufe0f\u20e3",
    "e\u0301",
    "か\u3099",
    "שלום",
    "\u202eevil",
    "\u2801",
    "\u200b\u3164a",
    "\ufffd",
    "\u0600",
    "\uf8ff",
    "\U0001fae8",  # an emoji that an older Python does not know
    "\U0001facd",
]


@pytest.mark.parametrize("text", INVISIBLE.values(), ids=INVISIBLE)
def test_what_nobody_sees_is_empty(text: str) -> None:
    assert not is_visible(text)
    assert not any(is_visible(char) for char in text)
    assert not Texts(text, text, text)
    assert Texts(keep=text, try_="あ") == Texts(try_="あ")
    assert bare(text) == first_line(text) == ""


def test_nor_does_all_of_it_together_become_visible() -> None:
    assert not is_visible("".join(INVISIBLE.values()))


@pytest.mark.parametrize("text", VISIBLE)
def test_what_is_seen_stays_as_it_was_typed(text: str) -> None:
    assert is_visible(text)
    assert Texts(keep=f"\u200b {text}\n").keep == f"\u200b {text}\n"


@given(st.characters(categories=["L", "N", "P", "S"]))
def test_letters_digits_and_signs_are_seen_but_for_a_few(char: str) -> None:
    assert is_visible(char) or char in "\u115f\u1160\u3164\uffa0\u2800\U0001d159\ufffc"


@given(st.characters(categories=["M", "Z", "Cf", "Cc"]))
def test_marks_spaces_and_controls_are_not(char: str) -> None:
    assert not is_visible(char) or "NUMBER" in unicodedata.name(char) or is_arabic_sign(char)


def is_arabic_sign(char: str) -> bool:
    """A sign that Unicode counts among the controls, as it stands around what follows, and that is drawn."""
    return unicodedata.category(char) == "Cf" and unicodedata.bidirectional(char) in ("AN", "AL")


def test_a_first_line_is_the_first_that_is_seen() -> None:
    assert first_line("\u200b\n\u3164\n  よかった \nつぎ") == "よかった"


@pytest.mark.parametrize("text", ["Asia/Tokyo", " Asia/Tokyo\n", "\u200bAsia/Tokyo\u200b", "\ufeffAsia/Tokyo\u202c"])
def test_what_is_looked_up_is_bare(text: str) -> None:
    assert bare(text) == "Asia/Tokyo"


def test_an_accent_at_the_end_is_no_dirt() -> None:
    assert bare("Cafe\u0301 ") == "Cafe\u0301"
    assert bare("❤\ufe0f") == "❤\ufe0f"
