"""The protocol of deliveries: another content after a refusal, messages that are gone or may not be changed."""

import pytest

from shared.kpt.errors import Retryable
from shared.kpt.messages.delivery import CONTENT, FIXED
from shared.store.engine.documents import Update
from tests.kpt.conftest import KEY, Setting, says

# Refused as it is: another content is tried


@pytest.mark.parametrize("code", sorted(CONTENT))
@pytest.mark.parametrize("method", ["chat.postMessage", "chat.update"])
def test_another_content_is_tried_after_one_that_slack_refused(at: Setting, code: str, method: str) -> None:
    before = at.follow("good", 1) if method == "chat.update" else None
    at.slack.faults.error(method, code)
    failed = at.follow("refused", 2)
    assert failed is not None
    assert (failed.state, failed.error, failed.posted) == ("failed", code, before.posted if before else None)
    calls = len(at.slack.calls)
    assert at.follow("refused", 2) == failed
    assert len(at.slack.calls) == calls
    after = at.follow("better", 3)
    assert after is not None
    assert (after.state, after.error, after.refused) == ("sent", "", "")
    assert ["better" in says(message) for message in at.messages] == [True]
    [line] = at.log.named("delivery.failed")
    assert line == {"severity": "ERROR", "key": str(KEY), "reason": code}


@pytest.mark.parametrize("posted", [True, False])
def test_a_failure_that_an_older_version_stored_is_tried_with_the_next_content(at: Setting, posted: bool) -> None:
    if posted:
        at.follow("good", 1)
    else:
        at.slack.faults.error("chat.postMessage", "msg_blocks_too_long")
        at.follow("good", 1)
    at.documents.commit([Update(str(KEY), {"state": "failed", "error": "msg_too_long", "refused": ""})])
    at.follow("better", 2)
    assert ["better" in says(message) for message in at.messages] == [True]


def test_an_older_content_is_not_tried_over_a_newer_that_stands(at: Setting) -> None:
    at.follow("newer", 3)
    at.slack.faults.error("chat.update", "msg_too_long")
    at.follow("newest", 4)
    at.follow("old", 2)
    assert ["newer" in says(message) for message in at.messages] == [True]


def test_what_was_refused_may_still_be_removed(at: Setting) -> None:
    at.follow("good", 1)
    at.slack.faults.error("chat.update", "invalid_blocks")
    at.follow("better", 2)
    assert at.follow(None, 3) is None
    assert (at.messages, at.state()) == ([], "absent")


# Somebody took it away


@pytest.mark.parametrize("effect", [False, True], ids=["without effect", "after the effect"])
def test_what_is_posted_anew_is_looked_up_where_the_answer_was_lost(at: Setting, effect: bool) -> None:
    at.follow("good", 1)
    at.workspace.delete(at.messages[0])
    at.slack.faults.reset("chat.postMessage", after_effect=effect)
    with pytest.raises(Retryable):
        at.follow("better", 2)
    at.slack.wait_until(lambda: at.slack.calls[-1].done)
    at.follow("better", 2)
    assert ["better" in says(message) for message in at.messages] == [True]


def test_what_may_not_be_posted_now_is_posted_anew_later(at: Setting) -> None:
    at.follow("good", 1)
    at.workspace.delete(at.messages[0])
    at.slack.faults.status("chat.postMessage", 429, retry_after=1)
    with pytest.raises(Retryable):
        at.follow("better", 2)
    at.follow("better", 2)
    assert ["better" in says(message) for message in at.messages] == [True]


def test_a_message_that_is_gone_is_not_turned_and_nobody_is_alarmed(at: Setting) -> None:
    at.follow("please write", 0)
    at.workspace.delete(at.messages[0])
    for revision in (1, 2, 3):
        at.turn(f"answer {revision}", revision)
    at.follow("please write", 0)
    assert at.messages == []
    assert [about["severity"] for about in at.log.named("delivery.gone")] == ["WARNING"]
    assert at.log.named("delivery.failed") == []
    assert len(at.slack.calls_of("chat.update")) == 1


# It may no longer be changed


@pytest.mark.parametrize("code", sorted(FIXED))
def test_a_message_that_may_not_be_changed_keeps_its_words_and_is_logged_once(at: Setting, code: str) -> None:
    at.follow("good", 1)
    at.slack.faults.error("chat.update", code, times=None)
    for revision in (2, 3, 4):
        delivery = at.follow(f"better {revision}", revision)
        assert delivery is not None
        assert (delivery.state, delivery.error) == ("failed", code)
    assert ["good" in says(message) for message in at.messages] == [True]
    assert [about["severity"] for about in at.log.named("delivery.stays")] == ["WARNING"]
    assert at.log.named("delivery.failed") == []
    at.slack.faults.clear()
    at.follow("best", 5)
    assert ["best" in says(message) for message in at.messages] == [True]
