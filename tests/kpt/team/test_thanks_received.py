"""The thanks that a person finds in their next message: noted, shown once, taken back, and forgotten."""

from dataclasses import replace
from datetime import timedelta

from shared.kpt.team.thanks_received import KEPT_FOR, ThanksReceived, noting, showing, to_show
from tests.kpt.build import FRIDAY, MONDAY, TUESDAY, WEDNESDAY

THANKS = ThanksReceived("T1-C1_2026-11-16_U1", "U1", "Tanaka", MONDAY, "Together.")
SHOWN = replace(THANKS, shown_on=TUESDAY)
OLD = replace(THANKS, id="T1-C1_2026-10-01_U3", day=MONDAY - KEPT_FOR - timedelta(1))


def by_id(*thanks: ThanksReceived) -> dict[str, ThanksReceived]:
    return {each.id: each for each in thanks}


def test_new_thanks_are_noted_and_old_ones_forgotten_with_them() -> None:
    assert noting(by_id(OLD), THANKS.id, THANKS, MONDAY) == {THANKS.id: THANKS, OLD.id: None}


def test_the_same_thanks_again_write_nothing() -> None:
    assert noting(by_id(THANKS, OLD), THANKS.id, THANKS, MONDAY) == {}
    assert noting({}, THANKS.id, None, MONDAY) == {}


def test_what_is_not_shown_yet_follows_an_edit_and_is_taken_back() -> None:
    other = replace(THANKS, first_line="With Suzuki.")
    assert noting(by_id(THANKS), THANKS.id, other, MONDAY) == {THANKS.id: other}
    assert noting(by_id(THANKS), THANKS.id, None, MONDAY) == {THANKS.id: None}


def test_what_was_shown_is_not_told_again() -> None:
    assert noting(by_id(SHOWN), THANKS.id, replace(THANKS, first_line="With Suzuki."), WEDNESDAY) == {}
    assert noting(by_id(SHOWN), THANKS.id, None, WEDNESDAY) == {}


def test_nothing_is_left_of_a_deleted_entry() -> None:
    assert noting(by_id(SHOWN), THANKS.id, None, WEDNESDAY, is_deleted=True) == {THANKS.id: None}


def test_a_message_shows_what_none_has_shown_before_it_and_again_when_it_is_drawn_anew() -> None:
    assert to_show(by_id(THANKS), TUESDAY) == [THANKS]
    assert to_show(by_id(SHOWN), TUESDAY) == [SHOWN]
    assert to_show(by_id(SHOWN), WEDNESDAY) == []
    assert to_show(by_id(OLD), TUESDAY) == [], "nobody remembers by then what it was about"


def test_what_a_message_has_shown_is_marked_once() -> None:
    assert showing([THANKS], by_id(THANKS), TUESDAY) == {THANKS.id: SHOWN}
    assert showing([SHOWN], by_id(SHOWN), TUESDAY) == {}
    assert showing([THANKS], by_id(THANKS), FRIDAY) == {THANKS.id: replace(THANKS, shown_on=FRIDAY)}
