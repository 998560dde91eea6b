"""The protocol of deliveries: another content after a refusal, messages that are gone or fixed, long ones in pages."""

from collections.abc import Callable, Sequence
from contextlib import suppress

import pytest

from local.slack.limits.messages import BlocksLimit, Counted
from local.slack.people.reading import plain
from local.slack.state.records import Message as SlackMessage
from shared.kpt.entry.entry import Texts
from shared.kpt.errors import Busy, Overtaken, Retryable, StoreSilent
from shared.kpt.messages.delivery import CONTENT, FIXED, Delivery, Wanted
from shared.kpt.messages.messages import Announcement, Message
from shared.kpt.text.pages import SIZES
from shared.store.engine.documents import Update
from shared.usecases.delivering.follow import follow, take_away
from shared.usecases.entry.announce import pages_of
from tests.kpt.build import MONDAY
from tests.kpt.conftest import CHANNEL, IN_CHANNEL, KEY, Setting, says

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


# Long ones


LIMITS: list[tuple[int, Counted]] = [
    (11_300, "utf16"),
    (11_300, "bytes"),
    (11_300, "json"),
    (4000, "bytes"),
    (3000, "characters"),
    (1500, "utf16"),
    (1200, "bytes"),
]
EMOJI = Texts("🎉" * 3000, "字" * 3000, "x & <y>\n" * 375)


def long(texts: Texts) -> Announcement:
    return Announcement("en", "Tanaka", "", MONDAY, past=False, texts=texts)


@pytest.fixture
def readable(at: Setting) -> Setting:
    """Where the app may read the channel, so that what it posted is found there."""
    at.workspace.scopes |= {"channels:history"}
    at.workspace.replies_in_channels = True
    return at


def show(at: Setting, texts: Texts | None, revision: int) -> Delivery | None:
    whole = long(texts) if texts else None
    wanted = Wanted(revision, whole, pages=lambda size: pages_of(whole, SIZES[size]) if whole else ())
    return follow(at.world, IN_CHANNEL, CHANNEL, wanted)


def shown(at: Setting) -> list[SlackMessage]:
    return [each for message in at.in_channel for each in (message, *message.replies)]


def typed(at: Setting) -> str:
    """All that stands there, without heads and white space."""
    lines = [line for message in shown(at) for line in plain(message).splitlines()[1:]]
    return "".join("".join(line.split()) for line in lines if line not in ("Keep", "Problem", "Try"))


def all_of(texts: Texts) -> str:
    return "".join((texts.keep + texts.problem + texts.try_).split())


@pytest.mark.parametrize(("most", "counted"), LIMITS)
def test_what_a_form_accepts_is_shown_however_slack_counts(at: Setting, most: int, counted: Counted) -> None:
    at.workspace.blocks_limit = BlocksLimit(most, counted)
    delivery = show(at, EMOJI, 1)
    assert delivery is not None
    assert (delivery.state, delivery.pages) == ("sent", len(shown(at)))
    assert typed(at) == all_of(EMOJI)
    assert at.log.named("delivery.failed") == []
    keys = [(message.metadata or {})["event_payload"]["key"] for message in shown(at)]
    assert keys == [IN_CHANNEL.name, *(f"{IN_CHANNEL.name}:{n}" for n in range(2, len(keys) + 1))]


@pytest.mark.parametrize(("most", "counted"), LIMITS)
def test_pages_follow_an_edit_to_longer_and_to_shorter_and_to_nothing(at: Setting, most: int, counted: Counted) -> None:
    at.workspace.blocks_limit = BlocksLimit(most, counted)
    for revision, texts in enumerate((Texts("short"), EMOJI, Texts("a" * 3000, "b" * 3000), Texts("short again")), 1):
        show(at, texts, revision)
        assert typed(at) == all_of(texts)
    assert len(shown(at)) == 1
    show(at, EMOJI, 5)
    assert show(at, None, 6) is None
    assert (shown(at), at.state(IN_CHANNEL)) == ([], "absent")


def test_an_ordinary_text_is_one_message_and_one_call(at: Setting) -> None:
    show(at, Texts("a" * 2500, "b" * 2500, "c" * 2500), 1)
    assert len(at.slack.calls) == 1


def test_the_size_that_slack_took_is_remembered(at: Setting) -> None:
    at.workspace.blocks_limit = BlocksLimit(1500, "utf16")
    show(at, EMOJI, 1)
    before = len(at.slack.calls)
    show(at, Texts(EMOJI.keep, EMOJI.problem, "x"), 2)
    assert all(call.ok for call in at.slack.calls[before:])


def test_what_slack_refuses_in_any_size_has_failed_and_the_rest_stands(at: Setting) -> None:
    at.slack.faults.error("chat.postMessage", "invalid_blocks", times=None)
    delivery = show(at, EMOJI, 1)
    assert delivery is not None
    assert (delivery.state, delivery.error, delivery.size) == ("failed", "invalid_blocks", 0)
    [line] = at.log.named("delivery.failed")
    assert line["key"] == str(IN_CHANNEL)
    at.slack.faults.clear()
    show(at, Texts("short"), 2)
    assert typed(at) == "short"


def until_it_is_done(at: Setting, act: Callable[[], object]) -> None:
    for _ in range(20):
        with suppress(Retryable):
            act()
            return
        at.later(minutes=3)
    raise AssertionError("it never ended")


def cut_off() -> None:
    raise StoreSilent


@pytest.mark.parametrize("number", range(18))
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_run_that_is_cut_off_anywhere_leaves_every_page_once(readable: Setting, number: int, after: bool) -> None:
    """At each write of the store in turn, before it and after it: to post, to change, to shorten and to remove."""
    readable.workspace.blocks_limit = BlocksLimit(6000, "utf16")
    story = (EMOJI, Texts("b" * 3000, "c" * 3000, "d" * 3000), Texts("short"), EMOJI, None)
    for revision, texts in enumerate(story, 1):
        readable.documents.before = [] if after else [*[lambda: None] * number, cut_off]
        readable.documents.answers = [*[None] * number, StoreSilent()] if after else []
        until_it_is_done(readable, lambda texts=texts, revision=revision: show(readable, texts, revision))  # type: ignore[misc]
        readable.documents.before, readable.documents.answers = [], []
        assert typed(readable) == (all_of(texts) if texts else "")
    assert shown(readable) == []


@pytest.mark.parametrize("number", range(1, 5))
def test_a_lost_answer_to_each_page_leaves_every_page_once(readable: Setting, number: int) -> None:
    show(readable, Texts("short"), 1)
    for _ in range(number):
        readable.slack.faults.reset("chat.postMessage", after_effect=True)
        with suppress(Retryable):
            show(readable, EMOJI, 2)
        readable.later(minutes=3)
    until_it_is_done(readable, lambda: show(readable, EMOJI, 2))
    assert typed(readable) == all_of(EMOJI)


def test_all_pages_go_when_the_message_is_taken_away(at: Setting) -> None:
    show(at, EMOJI, 1)
    take_away(at.world, IN_CHANNEL, CHANNEL)
    assert (shown(at), at.state(IN_CHANNEL), at.state(IN_CHANNEL.page(2))) == ([], "absent", "absent")


def test_all_pages_are_posted_anew_where_somebody_took_the_first_away(at: Setting) -> None:
    show(at, EMOJI, 1)
    at.workspace.delete(at.in_channel[0])
    show(at, Texts(EMOJI.keep, EMOJI.problem, "another"), 2)
    assert typed(at) == all_of(Texts(EMOJI.keep, EMOJI.problem, "another"))


def test_whoever_removes_it_waits_for_whoever_posts_its_pages(at: Setting) -> None:
    refused: list[BaseException] = []

    def meanwhile() -> None:
        with pytest.raises(Busy) as raised:
            show(at, None, 2)
        refused.append(raised.value)

    at.documents.before = [lambda: None, lambda: None, lambda: None, meanwhile]
    show(at, EMOJI, 1)
    assert refused
    show(at, None, 2)
    assert shown(at) == []


def test_a_run_whose_claim_ran_out_before_it_posted_takes_its_first_page_back(readable: Setting) -> None:
    """Another one has looked, found nothing, and posted all of it meanwhile."""
    others: list[Delivery | None] = []

    def another_does_it_all(size: int) -> Sequence[Message]:
        if not others:
            readable.later(minutes=3)
            others.append(show(readable, EMOJI, 1))
        return pages_of(long(EMOJI), SIZES[size])

    with pytest.raises(Overtaken):
        follow(readable.world, IN_CHANNEL, CHANNEL, Wanted(1, long(EMOJI), pages=another_does_it_all))
    assert typed(readable) == all_of(EMOJI)
    assert readable.stands(IN_CHANNEL) == others[0]
