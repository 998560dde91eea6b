"""The protocol of deliveries: a message's life, and what Slack does not take."""

from dataclasses import replace

import pytest

from shared.kpt.errors import RetryLater
from shared.kpt.messages.place import Posted
from tests.kpt.conftest import CHANNEL, IN_CHANNEL, KEY, Setting, says

# A message, from its first post to its end


def test_a_message_is_posted_once_and_its_delivery_says_where(at: Setting) -> None:
    delivery = at.follow("good")
    assert delivery is not None
    assert (delivery.state, delivery.revision, delivery.owner, delivery.error) == ("sent", 1, "", "")
    [message] = at.messages
    assert delivery.posted == Posted("DU1", message.ts)
    assert message.metadata == {"event_type": "furikaeri_delivery", "event_payload": {"key": KEY.name}}
    assert delivery == at.stands()


def test_the_same_again_calls_nobody(at: Setting) -> None:
    first = at.follow("good")
    calls = len(at.slack.calls)
    assert at.follow("good") == first
    assert len(at.slack.calls) == calls


def test_a_newer_revision_changes_the_message_in_place(at: Setting) -> None:
    at.follow("good", 1)
    delivery = at.follow("better", 2)
    assert ["better" in says(message) for message in at.messages] == [True]
    assert delivery is not None
    assert (delivery.state, delivery.revision, delivery.owner) == ("sent", 2, "")


def test_an_older_revision_never_overwrites_a_newer_one(at: Setting) -> None:
    at.follow("good", 1)
    at.follow("best", 3)
    calls = len(at.slack.calls)
    delivery = at.follow("better", 2)
    assert delivery is not None
    assert delivery.revision == 3
    assert "best" in says(at.messages[0])
    assert len(at.slack.calls) == calls


def test_a_message_that_says_the_same_calls_nobody_but_the_revision_moves_on(at: Setting) -> None:
    at.follow("good", 1)
    calls = len(at.slack.calls)
    delivery = at.follow("good", 2)
    assert len(at.slack.calls) == calls
    assert delivery is not None
    assert (delivery.state, delivery.revision) == ("sent", 2)
    at.follow("older", 1)
    assert "good" in says(at.messages[0])


def test_a_removed_message_makes_the_delivery_absent_and_may_be_posted_anew(at: Setting) -> None:
    at.follow("good", 1)
    assert at.follow(None, 2) is None
    assert (at.messages, at.state()) == ([], "absent")
    at.follow("again", 3)
    assert len(at.messages) == 1


def test_where_nothing_stands_nothing_is_removed(at: Setting) -> None:
    assert at.follow(None) is None
    assert (at.state(), at.slack.calls) == ("absent", [])


def test_a_message_that_somebody_took_away_counts_as_removed(at: Setting) -> None:
    at.follow("good", 1)
    at.workspace.delete(at.messages[0])
    assert at.follow(None, 2) is None
    assert at.state() == "absent"


def test_an_edit_of_a_message_that_somebody_took_away_posts_it_anew(at: Setting) -> None:
    at.follow("good", 1)
    at.workspace.delete(at.messages[0])
    delivery = at.follow("better", 2)
    assert delivery is not None
    assert (delivery.state, delivery.error) == ("sent", "")
    assert ["better" in says(message) for message in at.messages] == [True]
    assert not [about for _, about in at.log.written if about["severity"] == "ERROR"]


def test_turning_a_message_never_posts_one(at: Setting) -> None:
    assert at.turn("answered") is None
    assert (at.messages, at.state()) == ([], "absent")
    at.follow("please write", 0)
    delivery = at.turn("answered", 1)
    assert delivery is not None
    assert (delivery.state, delivery.revision) == ("sent", 1)
    assert ["answered" in says(message) for message in at.messages] == [True]


# 429, ratelimited, token or scope trouble: as it was

NOT_NOW = ["ratelimited", "token_revoked", "token_expired", "invalid_auth", "not_authed", "missing_scope"]


@pytest.mark.parametrize("code", NOT_NOW)
def test_what_slack_does_not_take_now_leaves_the_delivery_absent(at: Setting, code: str) -> None:
    at.slack.faults.error("chat.postMessage", code)
    with pytest.raises(RetryLater):
        at.follow("good")
    assert at.state() == "absent"
    at.follow("good")
    assert len(at.messages) == 1


def test_a_rate_limit_leaves_the_delivery_absent(at: Setting) -> None:
    at.slack.faults.status("chat.postMessage", 429, retry_after=3)
    with pytest.raises(RetryLater):
        at.follow("good")
    assert at.state() == "absent"


@pytest.mark.parametrize("code", NOT_NOW)
def test_what_slack_does_not_change_now_leaves_the_delivery_sent(at: Setting, code: str) -> None:
    before = at.follow("good", 1)
    at.slack.faults.error("chat.update", code)
    with pytest.raises(RetryLater):
        at.follow("better", 2)
    assert before is not None
    assert replace(before, version=None) == replace(at.stands() or before, version=None)
    assert (at.state(), "good" in says(at.messages[0])) == ("sent", True)
    at.follow("better", 2)
    assert "better" in says(at.messages[0])


# This person or message refused: failed


@pytest.mark.parametrize("code", ["account_inactive", "user_not_found", "user_disabled"])
def test_a_person_whom_slack_refuses_has_failed_for_good(at: Setting, code: str) -> None:
    at.slack.faults.error("chat.postMessage", code)
    delivery = at.follow("good", 1)
    assert delivery is not None
    assert (delivery.state, delivery.error, delivery.owner) == ("failed", code, "")
    calls = len(at.slack.calls)
    for text in ("better", None):
        after = at.follow(text, 2)
        assert after is not None
        assert after.state == "failed"
    assert len(at.slack.calls) == calls
    [line] = at.log.named("delivery.failed")
    assert line == {"severity": "ERROR", "key": str(KEY), "reason": code}


@pytest.mark.parametrize("code", ["cant_update_message", "edit_window_closed", "invalid_blocks"])
def test_an_edit_that_slack_refuses_has_failed(at: Setting, code: str) -> None:
    at.follow("good", 1)
    at.slack.faults.error("chat.update", code)
    at.follow("better", 2)
    assert at.state() == "failed"


def test_a_closed_account_is_refused_by_slack_itself(at: Setting) -> None:
    at.workspace.change_user("U1", deleted=True)
    at.follow("good")
    assert at.state() == "failed"


# The place cannot be posted to: blocked


@pytest.mark.parametrize(
    "code",
    ["not_in_channel", "channel_not_found", "is_archived", "restricted_action", "restricted_action_thread_locked"],
)
def test_a_place_that_cannot_be_posted_to_is_tried_again_on_the_next_occasion(at: Setting, code: str) -> None:
    at.slack.faults.error("chat.postMessage", code)
    delivery = at.follow("good", key=IN_CHANNEL, place=CHANNEL)
    assert delivery is not None
    assert (delivery.state, delivery.error, delivery.owner) == ("blocked", code, "")
    after = at.follow("good", key=IN_CHANNEL, place=CHANNEL)
    assert after is not None
    assert (after.state, after.error) == ("sent", "")
    assert len(at.in_channel) == 1


def test_a_channel_that_is_still_archived_stays_blocked(at: Setting) -> None:
    at.workspace.channel("C1").is_archived = True
    for _ in range(2):
        at.follow("good", key=IN_CHANNEL, place=CHANNEL)
        assert at.state(IN_CHANNEL) == "blocked"
    at.workspace.channel("C1").is_archived = False
    at.follow("good", key=IN_CHANNEL, place=CHANNEL)
    assert (at.state(IN_CHANNEL), len(at.in_channel)) == ("sent", 1)


def test_an_edit_in_a_blocked_channel_is_made_when_it_is_open_again(at: Setting) -> None:
    at.follow("good", 1, IN_CHANNEL, CHANNEL)
    at.workspace.channel("C1").is_archived = True
    at.follow("better", 2, IN_CHANNEL, CHANNEL)
    assert at.state(IN_CHANNEL) == "blocked"
    at.workspace.channel("C1").is_archived = False
    at.follow("better", 2, IN_CHANNEL, CHANNEL)
    assert (len(at.in_channel), "better" in says(at.in_channel[0])) == (1, True)
