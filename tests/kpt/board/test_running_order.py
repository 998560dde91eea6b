"""Who tells now, who says the first kind word, and what each press does."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from shared.kpt.board.running_order import OFF, Press, Round, opener_first, press, turn, turns

AT = datetime(2026, 11, 27, 7, 30, tzinfo=UTC)
ORDER = ("U1", "U2", "U3")
presses = st.lists(st.sampled_from(("next", "later", "back", "end")), max_size=20)
orders = st.integers(1, 6).map(lambda n: tuple(f"U{i}" for i in range(1, n + 1)))


def begun(order: tuple[str, ...] = ORDER, *, has_off: bool = False) -> Round:
    made = press(order, Round(), "begin", AT, (), has_off=has_off)
    assert made
    return made


def after(round_: Round, *what: Press, order: tuple[str, ...] = ORDER, has_off: bool = False) -> Round:
    for each in what:
        round_ = press(order, round_, each, AT, (), has_off=has_off) or round_
    return round_


def now(round_: Round, order: tuple[str, ...] = ORDER, *, has_off: bool = False) -> str | None:
    found = turn(order, round_, (), has_off=has_off)
    return found.now if found else None


def test_nobody_tells_before_the_round_has_begun() -> None:
    assert turn(ORDER, Round(), (), has_off=False) is None


def test_the_next_in_line_says_the_first_word_and_for_the_last_whoever_opened() -> None:
    words = []
    round_ = begun()
    while found := turn(ORDER, round_, (), has_off=True):
        words.append((found.now, found.first_word, found.next))
        round_ = after(round_, "next", has_off=True)
    assert words == [("U1", "U2", "U2"), ("U2", "U3", "U3"), ("U3", "U1", OFF), (OFF, "", "")]
    assert round_.ended_at == AT


def test_later_puts_somebody_at_the_end_once() -> None:
    round_ = after(begun(), "later")
    assert now(round_) == "U2"
    assert turns(ORDER, round_, (), has_off=True) == ["U2", "U3", "U1", OFF]
    round_ = after(round_, "next", "next")
    found = turn(ORDER, round_, (), has_off=False)
    assert found
    assert (found.now, found.may_be_later) == ("U1", False)
    assert press(ORDER, round_, "later", AT, (), has_off=False) is None


def test_one_back_takes_back_a_next_a_later_and_the_end() -> None:
    round_ = after(begun(), "next")
    for what in ("next", "later", "end"):
        undone = after(round_, what, "back")
        assert replace(undone, step=round_.step) == round_
        assert undone.step == round_.step + 2


def test_one_back_never_takes_the_beginning_back() -> None:
    assert press(ORDER, begun(), "back", AT, (), has_off=False) is None


def test_somebody_who_left_meanwhile_is_passed_over() -> None:
    found = turn(ORDER, begun(), {"U1", "U2"}, has_off=False)
    assert found
    assert (found.now, found.first_word) == ("U3", "")


def test_a_round_of_one_has_no_first_word_and_ends_with_its_only_next() -> None:
    round_ = begun(("U1",))
    found = turn(("U1",), round_, (), has_off=False)
    assert found
    assert (found.first_word, found.next, found.may_be_later) == ("", "", False)
    assert not after(round_, "next", order=("U1",)).is_running


def test_a_round_with_nobody_in_it_does_not_begin() -> None:
    assert press((), Round(), "begin", AT, (), has_off=False) is None


def test_a_newcomer_does_not_open() -> None:
    assert opener_first(ORDER, {"U1"}) == ("U2", "U3", "U1")
    assert opener_first(ORDER, ORDER) == ORDER


def test_a_round_without_somebody_who_was_erased_has_their_id_nowhere() -> None:
    round_ = after(begun(), "later", "next", "next")
    assert "U1" not in repr(round_.without("U1"))
    assert round_.without("U9") == round_


@given(orders, st.booleans(), presses)
def test_everybody_tells_exactly_once_whatever_is_pressed(
    order: tuple[str, ...], off: bool, pressed: list[Press]
) -> None:
    round_ = begun(order, has_off=off)
    for what in pressed:
        changed = press(order, round_, what, AT, (), has_off=off)
        assert changed is None or changed.step == round_.step + 1
        round_ = changed or round_
        assert len(set(round_.told)) == len(round_.told)
        assert len(set(round_.later)) == len(round_.later)
    if round_.ended_at is None:
        while (found := turn(order, round_, (), has_off=off)) is not None:
            round_ = press(order, round_, "next", AT, (), has_off=off) or round_
            assert found.now in round_.told
        assert sorted(round_.told) == sorted([*order, *([OFF] if off else [])])


@given(orders, st.booleans(), presses)
def test_as_many_backs_as_presses_lead_to_the_beginning(
    order: tuple[str, ...], off: bool, pressed: list[Press]
) -> None:
    round_ = first = begun(order, has_off=off)
    for what in pressed:
        round_ = press(order, round_, what, AT, (), has_off=off) or round_
    while (undone := press(order, round_, "back", AT, (), has_off=off)) is not None:
        round_ = undone
    assert replace(round_, step=first.step) == first
