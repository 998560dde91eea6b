"""The protocol of deliveries: what is too long for one message, in pages."""

from collections.abc import Callable, Sequence
from contextlib import suppress

import pytest

from local.slack.limits.messages import BlocksLimit, Counted
from local.slack.people.reading import plain
from local.slack.state.records import Message as SlackMessage
from shared.kpt.entry.entry import Texts
from shared.kpt.errors import Busy, Overtaken, Retryable, RetryLater, StoreSilent
from shared.kpt.messages.delivery import Delivery
from shared.kpt.messages.entries import Announcement
from shared.kpt.messages.messages import Message
from shared.kpt.messages.wanted import Wanted
from shared.kpt.text.pages import SIZES
from shared.usecases.delivering.follow import follow, take_away
from shared.usecases.entry.announce import pages_of
from tests.kpt.build import MONDAY
from tests.kpt.conftest import CHANNEL, IN_CHANNEL, Setting

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
        delivery = show(at, texts, revision)
        assert typed(at) == all_of(texts)
        assert delivery
        assert delivery.pages == len(shown(at)), "no page that is gone is looked for again"
    assert len(shown(at)) == 1
    show(at, EMOJI, 5)
    assert show(at, None, 6) is None
    assert (shown(at), at.state(IN_CHANNEL)) == ([], "absent")


def test_every_page_but_the_first_says_that_it_goes_on() -> None:
    pages = pages_of(long(EMOJI), SIZES[1])
    assert [page.continued for page in pages] == [False, *[True] * (len(pages) - 1)]
    assert len(pages) > 2


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
        until_it_is_done(readable, lambda texts=texts, revision=revision: show(readable, texts, revision))  # type: ignore[misc]  # defaults bind now
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


def test_where_slack_asks_to_wait_between_the_pages_every_page_is_there_once(readable: Setting) -> None:
    readable.slack.faults.hang("chat.postMessage", 0.0)  # the first page, at once
    readable.slack.faults.status("chat.postMessage", 429, retry_after=1)
    with pytest.raises(RetryLater):
        show(readable, EMOJI, 1)
    readable.later(minutes=3)
    until_it_is_done(readable, lambda: show(readable, EMOJI, 1))
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
