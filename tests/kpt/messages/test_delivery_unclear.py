"""The protocol of deliveries: answers that are lost, time-outs, and claims of runs that died."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from shared.kpt.errors import (
    AlreadyExists,
    Busy,
    OutcomeUnknown,
    Overtaken,
    Retryable,
    RetryLater,
    StoreSilent,
    VersionConflict,
)
from shared.kpt.messages.messages import Channel, Posted
from shared.slack.api.messenger import Messenger
from shared.usecases.delivering.follow import POSTED_UNSEEN, Delivery, Key
from tests.kpt.build import world
from tests.kpt.conftest import CHANNEL, DIRECT, IN_CHANNEL, KEY, Setting, SlowToFind, message, says

# Anything else: unknown, looked up before a second try

FAULTS: list[Callable[[Setting, str, bool], None]] = [
    lambda at, method, effect: at.slack.faults.reset(method, after_effect=effect),
    lambda at, method, effect: at.slack.faults.cut(method, after_effect=effect),
    lambda at, method, effect: at.slack.faults.status(method, 500, after_effect=effect),
    lambda at, method, effect: at.slack.faults.status(method, 503, after_effect=effect),
    lambda at, method, effect: at.slack.faults.error(method, "internal_error", after_effect=effect),
    lambda at, method, effect: at.slack.faults.error(method, "fatal_error", after_effect=effect),
]
unclear = pytest.mark.parametrize("fault", FAULTS, ids=["reset", "cut short", "500", "503", "internal", "fatal"])
before_or_after = pytest.mark.parametrize("effect", [False, True], ids=["without effect", "after the effect"])


@unclear
@before_or_after
def test_a_lost_answer_leaves_one_message_in_the_end(
    at: Setting, fault: Callable[[Setting, str, bool], None], effect: bool
) -> None:
    fault(at, "chat.postMessage", effect)
    with pytest.raises(OutcomeUnknown):
        at.follow("good")
    at.slack.wait_until(lambda: at.slack.calls[-1].done)
    assert (at.state(), len(at.messages)) == ("unknown", int(effect))
    delivery = at.follow("good")
    assert delivery is not None
    assert (delivery.state, delivery.error, delivery.owner) == ("sent", "", "")
    assert [message.ts for message in at.messages] == [delivery.posted.ts if delivery.posted else ""]
    assert len(at.slack.calls_of("chat.postMessage")) == (1 if effect else 2)


@unclear
@before_or_after
def test_an_edit_whose_answer_is_lost_is_made_again(
    at: Setting, fault: Callable[[Setting, str, bool], None], effect: bool
) -> None:
    at.follow("good", 1)
    fault(at, "chat.update", effect)
    with pytest.raises(OutcomeUnknown):
        at.follow("better", 2)
    assert at.state() == "sent", "changing it once more does no harm, so nobody has to wait"
    delivery = at.follow("better", 2)
    assert delivery is not None
    assert (delivery.state, delivery.revision) == ("sent", 2)
    assert ["better" in says(message) for message in at.messages] == [True]


@before_or_after
def test_a_removal_whose_answer_is_lost_is_made_again(at: Setting, effect: bool) -> None:
    at.follow("good", 1)
    at.slack.faults.reset("chat.delete", after_effect=effect)
    with pytest.raises(OutcomeUnknown):
        at.follow(None, 2)
    at.slack.wait_until(lambda: at.slack.calls[-1].done)
    assert at.follow(None, 2) is None
    assert (at.messages, at.state()) == ([], "absent")


@before_or_after
def test_what_was_deleted_meanwhile_is_looked_up_and_removed(at: Setting, effect: bool) -> None:
    at.slack.faults.error("chat.postMessage", "internal_error", after_effect=effect)
    with pytest.raises(OutcomeUnknown):
        at.follow("good", 1)
    assert at.follow(None, 2) is None
    assert (at.messages, at.state()) == ([], "absent")


def test_a_message_found_later_is_brought_up_to_date(at: Setting) -> None:
    at.slack.faults.error("chat.postMessage", "internal_error", after_effect=True)
    with pytest.raises(OutcomeUnknown):
        at.follow("good", 1)
    delivery = at.follow("better", 2)
    assert delivery is not None
    assert (delivery.state, delivery.revision) == ("sent", 2)
    assert ["better" in says(message) for message in at.messages] == [True]


def test_a_look_up_that_fails_leaves_it_unknown(at: Setting) -> None:
    at.slack.faults.error("chat.postMessage", "internal_error", after_effect=True)
    at.slack.faults.error("conversations.history", "internal_error")
    at.slack.faults.error("conversations.history", "ratelimited")
    for expected in (OutcomeUnknown, OutcomeUnknown, RetryLater):
        with pytest.raises(expected):
            at.follow("good")
        assert at.state() == "unknown"
    at.follow("good")
    assert (at.state(), len(at.messages)) == ("sent", 1)


def test_an_error_that_nobody_knows_is_no_refusal(at: Setting) -> None:
    """DESIGN.md names what is refused; "anything else" is unknown: a duplicate is possible then, a loss never."""
    at.slack.faults.error("chat.postMessage", "an_error_that_nobody_knows")
    with pytest.raises(OutcomeUnknown):
        at.follow("good")
    at.follow("good")
    assert (at.state(), len(at.messages)) == ("sent", 1)


def test_a_message_of_somebody_else_is_not_taken_for_ours(at: Setting) -> None:
    at.slack.faults.error("chat.postMessage", "internal_error")
    with pytest.raises(OutcomeUnknown):
        at.follow("good")
    forged = {"event_type": "furikaeri_delivery", "event_payload": {"key": KEY.name}}
    at.workspace.open_direct_messages("U1")
    at.workspace.post("DU1", "U1", "I am the app", metadata=forged)
    delivery = at.follow("good")
    assert delivery is not None
    assert delivery.posted == Posted("DU1", at.messages[-1].ts)
    assert len(at.messages) == 2


# Time-outs


@pytest.mark.parametrize("posted", [0, 1])
def test_after_a_time_out_nobody_looks_for_thirty_seconds(at: Setting, posted: int) -> None:
    if posted:
        at.slack.faults.hang("chat.postMessage", after_effect=True)
    else:
        at.slack.faults.hang("chat.postMessage", error="internal_error")
    at.hurry()
    with pytest.raises(OutcomeUnknown):
        at.follow("good")
    at.take_time()
    calls = len(at.slack.calls)
    for _ in range(2):
        with pytest.raises(Busy):
            at.follow("good")
        at.later(seconds=14.9)
    assert (at.state(), len(at.slack.calls)) == ("unknown", calls)
    at.later(seconds=0.2)
    delivery = at.follow("good")
    assert delivery is not None
    assert (delivery.state, len(at.messages)) == ("sent", 1)
    assert len(at.slack.calls_of("chat.postMessage")) == 2 - posted


def test_a_call_that_takes_effect_after_its_time_out_is_found(at: Setting) -> None:
    at.slack.faults.hang("chat.postMessage")
    at.hurry()
    with pytest.raises(OutcomeUnknown):
        at.follow("good")
    at.take_time()
    at.slack.faults.release()
    at.workspace.wait_until(lambda: len(at.messages) == 1)
    at.later(seconds=30)
    at.follow("good")
    assert (at.state(), len(at.messages)) == ("sent", 1)


def test_the_thirty_seconds_begin_with_the_time_out_not_with_the_claim(at: Setting) -> None:
    at.slack.faults.error("chat.postMessage", "internal_error")
    with pytest.raises(OutcomeUnknown):
        at.follow("good")
    at.slack.faults.hang("chat.postMessage")
    at.hurry()
    hasty = at.world.messenger
    assert isinstance(hasty, Messenger)
    at.world = replace(at.world, messenger=SlowToFind(hasty, at.clock, timedelta(seconds=40)))
    with pytest.raises(OutcomeUnknown):
        at.follow("good")
    at.take_time()
    at.later(seconds=29)
    with pytest.raises(Busy):
        at.follow("good")


# Claims


def test_a_claim_of_another_run_raises_busy_and_calls_nobody(at: Setting) -> None:
    at.world.store.claim(KEY, "another", at.clock.now())
    at.later(seconds=119)
    for text in ("good", None):
        with pytest.raises(Busy):
            at.follow(text, 2)
    with pytest.raises(Busy):
        at.turn("answered", 2)
    assert at.slack.calls == []


@pytest.mark.parametrize("posted", [False, True], ids=["died before it posted", "died after it posted"])
def test_an_old_claim_is_looked_up_and_adopted(at: Setting, posted: bool) -> None:
    at.world.store.claim(KEY, "died", at.clock.now())
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
    at.world.store.write_delivery(replace(before, state="claimed", owner="died", claimed_at=at.clock.now()))
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
    return other.store.write_delivery(replace(theirs, **how))


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


# Where the place may not be read


@before_or_after
def test_where_the_channel_may_not_be_read_it_is_posted_again_and_said_so(at: Setting, effect: bool) -> None:
    at.slack.faults.error("chat.postMessage", "internal_error", after_effect=effect)
    with pytest.raises(OutcomeUnknown):
        at.follow("good", key=IN_CHANNEL, place=CHANNEL)
    delivery = at.follow("good", key=IN_CHANNEL, place=CHANNEL)
    assert delivery is not None
    assert (delivery.state, delivery.error) == ("sent", POSTED_UNSEEN)
    assert delivery.posted == Posted("C1", at.in_channel[-1].ts)
    assert len(at.in_channel) == 1 + effect


@before_or_after
def test_with_the_scope_to_read_the_channel_it_is_found(at: Setting, effect: bool) -> None:
    at.workspace.scopes.add("channels:history")
    at.slack.faults.error("chat.postMessage", "internal_error", after_effect=effect)
    with pytest.raises(OutcomeUnknown):
        at.follow("good", key=IN_CHANNEL, place=CHANNEL)
    delivery = at.follow("good", key=IN_CHANNEL, place=CHANNEL)
    assert delivery is not None
    assert (delivery.state, delivery.error, len(at.in_channel)) == ("sent", "", 1)


@pytest.mark.parametrize(("may_read", "replies"), [(False, 2), (True, 1)])
def test_a_reply_is_looked_for_in_its_thread(at: Setting, may_read: bool, replies: int) -> None:
    at.workspace.scopes.add("channels:history")
    at.workspace.replies_in_channels = may_read
    parent = at.follow("parent", key=IN_CHANNEL, place=CHANNEL)
    assert parent is not None
    assert parent.posted is not None
    part = Key("teams/T1-C1", "digest:2026-11-20:U1:1")
    at.slack.faults.error("chat.postMessage", "internal_error", after_effect=True)
    with pytest.raises(OutcomeUnknown):
        at.follow("part", key=part, place=Channel("C1", parent.posted.ts))
    at.follow("part", key=part, place=Channel("C1", parent.posted.ts))
    assert len(at.in_channel[0].replies) == replies


def test_a_claim_that_was_never_posted_is_not_said_to_be_posted_again(at: Setting) -> None:
    delivery = at.follow("good", key=IN_CHANNEL, place=CHANNEL)
    assert delivery is not None
    assert delivery.error == ""
