"""Names and texts that are written from the right stand in a sentence where the sentence has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kpt.text.direction import isolated

FSI, PDI, RLI, LRI, RLO, PDF = "\u2068", "\u2069", "\u2067", "\u2066", "\u202e", "\u202c"
ANY = st.text(st.sampled_from(["a", "あ", "1", "\u05d0", "\u0627", "\n", "\u2029", FSI, PDI, RLI, LRI, RLO, PDF, "→"]))


@pytest.mark.parametrize("text", ["", "田中", "Sato", "佐藤（総務）", "a\nb", "🍵 → 2", "e\u0301", "\u200b", "Müller"])
def test_ordinary_text_stays_byte_for_byte(text: str) -> None:
    assert isolated(text) == text


@pytest.mark.parametrize("text", ["שלום", "مرحبا", "Sato שלום", "\u0661\u0662", f"{RLO}evil", "abc\u202b", "𞤀"])
def test_what_could_move_its_surroundings_is_set_apart(text: str) -> None:
    assert isolated(text) == f"{FSI}{text}{PDI}"


def test_what_is_set_apart_already_is_not_again() -> None:
    names = f"{isolated('שלום')} → {isolated('דוד')}"
    assert isolated(names) == names
    assert isolated(f"{RLI}שלום{PDI}") == f"{RLI}שלום{PDI}"


@pytest.mark.parametrize(
    ("text", "neutral"),
    [
        (f"שלום{PDI}", "שלום"),
        (f"{PDI}{PDI}שלום", "שלום"),
        (f"{RLI}שלום", "שלום"),
        (f"a{LRI}{RLI}שלום{PDI}", f"a{RLI}שלום{PDI}"),
        (f"{RLI}שלום{PDI}{PDI} דוד", f"{RLI}שלום{PDI} דוד"),
    ],
)
def test_half_an_isolate_ends_nothing_and_swallows_nothing(text: str, neutral: str) -> None:
    assert isolated(text) == isolated(neutral)


def test_half_an_isolate_alone_leaves_an_ordinary_name() -> None:
    assert isolated(f"田中{RLI}") == "田中"


def test_each_line_is_set_apart_by_itself_as_an_isolate_ends_with_its_line() -> None:
    assert isolated(f"שלום{RLI}\nよい\r\nשלום") == f"{FSI}שלום{PDI}\nよい\r\n{FSI}שלום{PDI}"


@given(ANY)
def test_nothing_opens_or_ends_outside_of_a_text(text: str) -> None:
    for line in isolated(text).splitlines():
        depth = 0
        for char in line:
            depth += (char in FSI + RLI + LRI) - (char == PDI)
            assert depth >= 0
            assert depth or char not in f"\u05d0\u0627{RLO}{PDF}"
        assert depth == 0


@given(ANY)
def test_it_stays_the_same_the_second_time_and_loses_no_word(text: str) -> None:
    once = isolated(text)
    assert isolated(once) == once
    no_isolates = str.maketrans("", "", FSI + PDI + RLI + LRI)
    assert once.translate(no_isolates) == text.translate(no_isolates)
