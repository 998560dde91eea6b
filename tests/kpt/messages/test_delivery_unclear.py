"""The protocol of deliveries: answers that are lost, time-outs, and places that may not be read."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from shared.kpt.errors import (
    Busy,
    OutcomeUnknown,
    RetryLater,
)
from shared.kpt.messages.delivery import POSTED_UNSEEN, Key
from shared.kpt.messages.place import Channel, Posted
from shared.slack.api.messenger import Messenger
from tests.kpt.conftest import CHANNEL, IN_CHANNEL, KEY, Setting, SlowToFind, says

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
    """The refusals are known by name. Anything else is unknown: a duplicate is possible then, a loss never."""
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
