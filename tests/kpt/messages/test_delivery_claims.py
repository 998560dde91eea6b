"""The protocol of deliveries: claims of other runs, and of runs that died."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from shared.kpt.errors import (
    AlreadyExists,
    Busy,
    Overtaken,
    Retryable,
    StoreSilent,
    VersionConflict,
)
from shared.kpt.messages.delivery import Delivery
from shared.kpt.messages.place import Posted
from tests.kpt.build import world
from tests.kpt.conftest import DIRECT, KEY, Setting, message, says

# Claims


def test_a_claim_of_another_run_raises_busy_and_calls_nobody(at: Setting) -> None:
    at.world.store.deliveries.claim(KEY, "another", at.clock.now())
    at.later(seconds=119)
    for text in ("good", None):
        with pytest.raises(Busy):
            at.follow(text, 2)
    with pytest.raises(Busy):
        at.turn("answered", 2)
    assert at.slack.calls == []


@pytest.mark.parametrize("posted", [False, True], ids=["died before it posted", "died after it posted"])
def test_an_old_claim_is_looked_up_and_adopted(at: Setting, posted: bool) -> None:
    at.world.store.deliveries.claim(KEY, "died", at.clock.now())
    if posted:
        at.world.messenger.post(DIRECT, message("good"), KEY.name)
    at.later(minutes=2)
    delivery = at.follow("good")
    assert delivery is not None
    assert (delivery.state, delivery.owner) == ("sent", "")
    assert [Posted("DU1", message.ts) for message in at.messages] == [delivery.posted]


def test_a_run_that_died_while_it_changed_a_message_is_followed_by_another(at: Setting) -> None:
    before = at.follow("good", 1)
    assert before is not None
    at.world.store.deliveries.write(replace(before, state="claimed", owner="died", claimed_at=at.clock.now()))
    with pytest.raises(Busy):
        at.follow("better", 2)
    at.later(minutes=2)
    at.follow("better", 2)
    assert (at.state(), ["better" in says(message) for message in at.messages]) == ("sent", [True])


def test_ones_own_claim_is_recognised_when_its_answer_was_lost(at: Setting) -> None:
    at.documents.answers = [AlreadyExists(str(KEY))]
    at.follow("good")
    assert (at.state(), len(at.messages)) == ("sent", 1)


def test_ones_own_last_write_is_recognised_when_its_answer_was_lost(at: Setting) -> None:
    at.documents.answers = [None, VersionConflict(str(KEY))]
    delivery = at.follow("good")
    assert delivery is not None
    assert (delivery.state, len(at.messages)) == ("sent", 1)


def test_a_store_that_falls_silent_after_the_post_leaves_a_claim_that_is_looked_up(at: Setting) -> None:
    def fall_silent() -> None:
        raise StoreSilent("gone")

    at.documents.before = [lambda: None, fall_silent]
    with pytest.raises(StoreSilent):
        at.follow("good")
    assert (at.state(), len(at.messages)) == ("claimed", 1)
    at.later(minutes=2)
    at.follow("good")
    assert (at.state(), len(at.messages)) == ("sent", 1)


def take_over(at: Setting, **how: Any) -> Delivery:
    """Another run takes the claim and goes on."""
    stands = at.stands()
    assert stands is not None
    theirs = replace(stands, owner="another", claimed_at=at.clock.now())
    other = world(at.documents.documents, at.clock, at.world.messenger)
    return other.store.deliveries.write(replace(theirs, **how))


def test_a_run_that_finds_its_claim_lost_removes_its_own_message(at: Setting) -> None:
    theirs = at.world.messenger.post(DIRECT, message("theirs"), KEY.name)
    at.documents.before = [lambda: None, lambda: take_over(at, state="sent", posted=theirs, revision=1)]
    with pytest.raises(Overtaken):
        at.follow("good")
    assert (at.state(), [says(m) for m in at.messages]) == ("sent", ["theirs"])


def test_a_run_that_finds_its_claim_lost_hands_its_message_on(at: Setting) -> None:
    """Whoever holds the claim may have found the message by now: removed, it would be missed for good."""
    at.documents.before = [lambda: None, lambda: take_over(at)]
    with pytest.raises(Overtaken):
        at.follow("good")
    assert (at.state(), len(at.messages)) == ("claimed", 1)
    at.later(minutes=2)
    at.follow("good")
    assert (at.state(), len(at.messages)) == ("sent", 1)


def test_old_words_over_newer_ones_are_known_to_be_there(at: Setting) -> None:
    at.follow("first")

    nothing = [lambda: None, lambda: None]
    at.documents.before = [*nothing, lambda: take_over(at, state="sent", revision=3, shows="newest")]
    with pytest.raises(Overtaken):
        at.follow("second", revision=2)
    assert [says(m) for m in at.messages] == ["second"]
    at.follow("newest", revision=3)
    assert [says(m) for m in at.messages] == ["newest"]


def test_a_removal_under_a_newer_message_is_made_good(at: Setting) -> None:
    at.follow("first")
    at.documents.before = [lambda: None, lambda: take_over(at, state="sent", revision=3, shows="newest")]
    with pytest.raises(Overtaken):
        at.follow(None, revision=2)
    assert at.messages == []
    at.follow("newest", revision=3)
    assert (at.state(), [says(m) for m in at.messages]) == ("sent", ["newest"])


def test_many_runs_at_once_post_one_message(at: Setting) -> None:
    def run(_: int) -> str:
        try:
            at.follow("good")
        except Retryable as error:
            return type(error).__name__
        return "done"

    with ThreadPoolExecutor(8) as pool:
        outcomes = set(pool.map(run, range(16)))
    assert outcomes <= {"done", "Busy"}
    assert (at.state(), len(at.messages)) == ("sent", 1)
