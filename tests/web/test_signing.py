"""Nothing that the board hands out can be made, stretched or used for something else."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from shared.clock import SetClock
from shared.kpt.board.screen import read_code
from shared.web.signing import Keyring, PairedScreen, Viewer

NOW = datetime(2026, 11, 27, 7, 30, tzinfo=UTC)
TANAKA = Viewer("T1", "U1")


def ring(*keys: str, passed: timedelta = timedelta(0)) -> Keyring:
    return Keyring(keys or ("key",), SetClock(NOW + passed))


def all_of(keys: Keyring) -> dict[str, tuple[str, Callable[[Keyring, str], object]]]:
    """Each kind: one that was made, and how it is read."""
    return {
        "link": (keys.link(TANAKA, "board"), lambda k, text: k.read_link(text)),
        "year link": (keys.link(TANAKA, "year"), lambda k, text: k.read_link(text)),
        "person": (keys.person(TANAKA), lambda k, text: k.read_person(text)),
        "year": (keys.person(TANAKA, "year"), lambda k, text: k.read_person(text, "year")),
        "pair": (keys.pairing()[1], lambda k, text: k.read_pairing(text)),
        "screen": (keys.screen(PairedScreen("K7Q4M2PX", "T1-C1", NOW)), lambda k, text: k.read_screen(text)),
    }


KINDS = tuple(all_of(ring()))
LAST = {"link": 10, "year link": 10, "person": 720, "year": 60, "pair": 10, "screen": 180}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_read_as_what_it_is_and_as_nothing_else(kind: str) -> None:
    made, _ = all_of(ring())[kind]
    for other, (_, read) in all_of(ring()).items():
        same = kind == other or {kind, other} == {"link", "year link"}
        assert (read(ring(), made) is not None) is same, (kind, other)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_lasts_as_long_as_it_should(kind: str) -> None:
    made, read = all_of(ring())[kind]
    lasts = timedelta(minutes=LAST[kind])
    assert read(ring(passed=lasts), made) is not None
    assert read(ring(passed=lasts + timedelta(seconds=1)), made) is None


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_key_signs_and_all_of_them_verify(kind: str) -> None:
    made, read = all_of(ring("new", "old"))[kind]
    assert read(ring("new"), made) is not None
    assert read(ring("newest", "new"), made) is not None
    assert read(ring("old"), made) is None
    assert read(ring("another"), made) is None


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_changed_by_one_character_is_nothing(kind: str) -> None:
    made, read = all_of(ring())[kind]
    for at in range(0, len(made), 7):
        other = "A" if made[at] != "A" else "B"
        changed = made[:at] + other + made[at + 1 :]
        assert read(ring(), changed) is None or changed == made


def test_a_code_says_nothing_of_its_number_and_is_the_same_every_time() -> None:
    keys = ring()
    pairing, cookie = keys.pairing()
    again = keys.read_pairing(cookie)
    assert again
    assert keys.code(again) == keys.code(pairing) == read_code(keys.code(pairing))
    assert keys.code(keys.pairing()[0]) != keys.code(pairing)
    assert ring("another").code(pairing) != keys.code(pairing)


def test_a_board_without_a_key_is_refused() -> None:
    with pytest.raises(ValueError, match="key"):
        Keyring((), SetClock(NOW))
