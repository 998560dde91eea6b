"""Somebody who was erased is in no field of a digest, and everybody else stands where they stood."""

from dataclasses import fields
from datetime import UTC, datetime

from shared.kpt.board.running_order import Round
from shared.kpt.digest.digest import Digest, Gathered
from tests.kpt.build import FRIDAY, MONDAY

BEGUN = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
BEFORE = Digest(
    FRIDAY,
    FRIDAY,
    ("U1", "U2"),
    ("U1", "U3"),
    names={"U1": "Tanaka", "U2": "Suzuki", "U3": "Sato"},
    round=Round(("U1", "U2"), ("U2", "U1"), 3, BEGUN, None, ("begin", "next U1", "later U2")),
    head=Gathered(MONDAY, has_keeps=True, off_with_keeps=("U1", "U3"), joined=("U4", "U1"), is_open=True),
    noticed={f"{MONDAY}_U2": ("U1", "U3"), f"{MONDAY}_U1": ("U2",), f"{MONDAY}_U3": ("U1",)},
    unthanked=("U1", "U5"),
)


def test_whoever_was_erased_is_gone_and_the_others_stay() -> None:
    after = BEFORE.without("U1")
    assert "U1" not in repr(after)
    assert not after.mentions("U1")
    assert (after.order, after.away, after.unthanked) == (("U2",), ("U3",), ("U5",))
    assert after.names == {"U2": "Suzuki", "U3": "Sato"}
    assert after.noticed == {f"{MONDAY}_U2": ("U3",)}
    assert after.head
    assert (after.head.off_with_keeps, after.head.joined) == (("U3",), ("U4",))
    assert (after.round.told, after.round.later, after.round.begun_at) == (("U2",), ("U2",), BEGUN)
    assert after.changes == BEFORE.changes + 1


def test_each_place_in_which_somebody_may_stand_is_looked_at() -> None:
    """One place at a time: a digest that holds an id there alone mentions its person."""
    alone = Digest(FRIDAY, FRIDAY, ())
    places = [f.name for f in fields(Digest) if "U1" in repr(getattr(BEFORE, f.name))]
    assert places == ["order", "away", "names", "round", "head", "noticed", "unthanked"]
    for place in places:
        kept = {f.name: getattr(BEFORE if f.name == place else alone, f.name) for f in fields(Digest)}
        assert Digest(**kept).mentions("U1"), place
    assert not alone.mentions("U1")
