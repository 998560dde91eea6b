"""The protocol of deliveries, row by row, over the real client and the stand-in for Slack."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk import WebClient

from local.slack.reading import plain
from local.slack.records import Message
from local.slack.server import Slack
from local.slack.workspace import Workspace
from shared.clock import SetClock
from shared.kpt.delivery import POSTED_UNSEEN, Delivery, Key, Wanted, follow
from shared.kpt.entry import Texts
from shared.kpt.letters import Announcement, Channel, Direct, Letter, Place, Posted
from shared.kpt.ports import World
from shared.kpt.trouble import Busy, NotNow, Stale, StoreSilent, Taken, Trouble, Unclear
from shared.slack.messenger import Messenger
from shared.store.documents import Document, Documents, Where, Write
from tests.kpt.build import MONDAY, Events, sqlite_at, world

NOW = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
KEY = Key("people/T1-U1", f"reminder:{MONDAY}")
IN_CHANNEL = Key("teams/T1-C1", f"announcement:{MONDAY}:U1")
DIRECT, CHANNEL = Direct("U1"), Channel("C1")


class Interrupted:
    """The real store, to which something happens: before a commit, or to the answer after it."""

    def __init__(self, documents: Documents) -> None:
        self.documents = documents
        self.before: list[Callable[[], object]] = []
        self.answers: list[Exception | None] = []

    def get(self, paths: Sequence[str], *, within: float | None = None) -> dict[str, Document]:
        return self.documents.get(paths, within=within)

    def commit(self, writes: Sequence[Write], *, within: float | None = None) -> list[object]:
        if self.before:
            self.before.pop(0)()
        done = self.documents.commit(writes, within=within)
        if self.answers and (answer := self.answers.pop(0)):
            raise answer
        return done

    def query(
        self, collection: str, where: Where, *, limit: int | None = None, newest_first: bool = False
    ) -> Iterator[Document]:
        return self.documents.query(collection, where, limit=limit, newest_first=newest_first)


class SlowToFind:
    """The real messenger, on a clock on which looking something up takes time."""

    def __init__(self, messenger: Messenger, clock: SetClock, takes: timedelta) -> None:
        self._messenger, self._clock, self._takes = messenger, clock, takes
        self.post, self.replace, self.withdraw = messenger.post, messenger.replace, messenger.withdraw

    def find(self, place: Place, key: str) -> Posted | None:
        self._clock.set(self._clock.now() + self._takes)
        return self._messenger.find(place, key)


@dataclass
class Setting:
    """A workspace, a store that can be interrupted, and a world with both."""

    slack: Slack
    workspace: Workspace
    documents: Interrupted
    clock: SetClock
    world: World
    log: Events = field(default_factory=Events)

    def follow(self, text: str | None, revision: int = 1, key: Key = KEY, place: Place = DIRECT) -> Delivery | None:
        return follow(self.world, key, place, Wanted(revision, letter(text) if text else None))

    def turn(self, text: str, revision: int = 1) -> Delivery | None:
        return follow(self.world, KEY, DIRECT, Wanted(revision, letter(text), only_turn=True))

    def stands(self, key: Key = KEY) -> Delivery | None:
        return self.world.store.delivery(key)

    def state(self, key: Key = KEY) -> str:
        delivery = self.stands(key)
        return delivery.state if delivery else "absent"

    @property
    def messages(self) -> list[Message]:
        return self.workspace.direct_messages("U1")

    @property
    def in_channel(self) -> list[Message]:
        return self.workspace.channel("C1").messages

    def later(self, **passed: float) -> None:
        self.clock.set(self.clock.now() + timedelta(**passed))

    def hurry(self) -> None:
        """Wait for Slack's answers for a moment only."""
        hasty = WebClient(token=self.workspace.token, base_url=self.slack.url, retry_handlers=[], timeout=0.1)  # type: ignore[arg-type]
        self.world = replace(self.world, messenger=Messenger(hasty))

    def take_time(self) -> None:
        """Wait as long as it takes."""
        patient = WebClient(token=self.workspace.token, base_url=self.slack.url, retry_handlers=[], timeout=10)
        self.world = replace(self.world, messenger=Messenger(patient))


@pytest.fixture
def at() -> Iterator[Setting]:
    with sqlite_at(NOW) as (sqlite, clock):
        workspace = Workspace(clock)
        workspace.add_user("U1", "tanaka", "Tanaka")
        workspace.add_channel("C1", "ops", ["U1"])
        with Slack(workspace) as slack:
            documents, log = Interrupted(sqlite), Events()
            web = WebClient(token=workspace.token, base_url=slack.url, retry_handlers=[], timeout=10)
            made = world(documents, clock, Messenger(web), log)
            yield Setting(slack, workspace, documents, clock, made, log)


def letter(text: str) -> Letter:
    return Announcement("en", "Tanaka", "", MONDAY, past=False, texts=Texts(text))


def says(message: Message) -> str:
    """What was typed, of a drawn announcement."""
    return plain(message).splitlines()[-1]


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


def test_a_letter_that_says_the_same_calls_nobody_but_the_revision_moves_on(at: Setting) -> None:
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


def test_an_edit_of_a_message_that_somebody_took_away_has_failed(at: Setting) -> None:
    at.follow("good", 1)
    at.workspace.delete(at.messages[0])
    delivery = at.follow("better", 2)
    assert delivery is not None
    assert (delivery.state, delivery.error) == ("failed", "message_not_found")
    assert at.messages == []


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
    with pytest.raises(NotNow):
        at.follow("good")
    assert at.state() == "absent"
    at.follow("good")
    assert len(at.messages) == 1


def test_a_rate_limit_leaves_the_delivery_absent(at: Setting) -> None:
    at.slack.faults.status("chat.postMessage", 429, retry_after=3)
    with pytest.raises(NotNow):
        at.follow("good")
    assert at.state() == "absent"


@pytest.mark.parametrize("code", NOT_NOW)
def test_what_slack_does_not_change_now_leaves_the_delivery_sent(at: Setting, code: str) -> None:
    before = at.follow("good", 1)
    at.slack.faults.error("chat.update", code)
    with pytest.raises(NotNow):
        at.follow("better", 2)
    assert before is not None
    assert replace(before, version=None) == replace(at.stands() or before, version=None)
    assert (at.state(), "good" in says(at.messages[0])) == ("sent", True)
    at.follow("better", 2)
    assert "better" in says(at.messages[0])


# This person or message refused: failed


@pytest.mark.parametrize(
    "code", ["account_inactive", "user_not_found", "user_disabled", "invalid_blocks", "msg_blocks_too_long"]
)
def test_what_slack_refuses_has_failed_for_good(at: Setting, code: str) -> None:
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


@pytest.mark.parametrize("code", ["cant_update_message", "edit_window_closed", "message_not_found", "invalid_blocks"])
def test_an_edit_that_slack_refuses_has_failed_for_good(at: Setting, code: str) -> None:
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


# Anything else: unknown, looked up before a second try

FAULTS: list[Callable[[Setting, str, bool], None]] = [
    lambda at, method, effect: at.slack.faults.reset(method, after_effect=effect),
    lambda at, method, effect: at.slack.faults.status(method, 500, after_effect=effect),
    lambda at, method, effect: at.slack.faults.status(method, 503, after_effect=effect),
    lambda at, method, effect: at.slack.faults.error(method, "internal_error", after_effect=effect),
    lambda at, method, effect: at.slack.faults.error(method, "fatal_error", after_effect=effect),
]
unclear = pytest.mark.parametrize("fault", FAULTS, ids=["reset", "500", "503", "internal", "fatal"])
before_or_after = pytest.mark.parametrize("effect", [False, True], ids=["without effect", "after the effect"])


@unclear
@before_or_after
def test_a_lost_answer_leaves_one_message_in_the_end(
    at: Setting, fault: Callable[[Setting, str, bool], None], effect: bool
) -> None:
    fault(at, "chat.postMessage", effect)
    with pytest.raises(Unclear):
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
    with pytest.raises(Unclear):
        at.follow("better", 2)
    assert at.state() == "unknown"
    delivery = at.follow("better", 2)
    assert delivery is not None
    assert (delivery.state, delivery.revision) == ("sent", 2)
    assert ["better" in says(message) for message in at.messages] == [True]


@before_or_after
def test_a_removal_whose_answer_is_lost_is_made_again(at: Setting, effect: bool) -> None:
    at.follow("good", 1)
    at.slack.faults.reset("chat.delete", after_effect=effect)
    with pytest.raises(Unclear):
        at.follow(None, 2)
    at.slack.wait_until(lambda: at.slack.calls[-1].done)
    assert at.follow(None, 2) is None
    assert (at.messages, at.state()) == ([], "absent")


@before_or_after
def test_what_was_deleted_meanwhile_is_looked_up_and_removed(at: Setting, effect: bool) -> None:
    at.slack.faults.error("chat.postMessage", "internal_error", after_effect=effect)
    with pytest.raises(Unclear):
        at.follow("good", 1)
    assert at.follow(None, 2) is None
    assert (at.messages, at.state()) == ([], "absent")


def test_a_message_found_later_is_brought_up_to_date(at: Setting) -> None:
    at.slack.faults.error("chat.postMessage", "internal_error", after_effect=True)
    with pytest.raises(Unclear):
        at.follow("good", 1)
    delivery = at.follow("better", 2)
    assert delivery is not None
    assert (delivery.state, delivery.revision) == ("sent", 2)
    assert ["better" in says(message) for message in at.messages] == [True]


def test_a_look_up_that_fails_leaves_it_unknown(at: Setting) -> None:
    at.slack.faults.error("chat.postMessage", "internal_error", after_effect=True)
    at.slack.faults.error("conversations.history", "internal_error")
    at.slack.faults.error("conversations.history", "ratelimited")
    for expected in (Unclear, Unclear, NotNow):
        with pytest.raises(expected):
            at.follow("good")
        assert at.state() == "unknown"
    at.follow("good")
    assert (at.state(), len(at.messages)) == ("sent", 1)


def test_an_error_that_nobody_knows_is_no_refusal(at: Setting) -> None:
    """DESIGN.md names what is refused; "anything else" is unknown: a duplicate is possible then, a loss never."""
    at.slack.faults.error("chat.postMessage", "an_error_that_nobody_knows")
    with pytest.raises(Unclear):
        at.follow("good")
    at.follow("good")
    assert (at.state(), len(at.messages)) == ("sent", 1)


def test_a_message_of_somebody_else_is_not_taken_for_ours(at: Setting) -> None:
    at.slack.faults.error("chat.postMessage", "internal_error")
    with pytest.raises(Unclear):
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
    with pytest.raises(Unclear):
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
    with pytest.raises(Unclear):
        at.follow("good")
    at.take_time()
    at.slack.faults.release()
    at.workspace.wait_until(lambda: len(at.messages) == 1)
    at.later(seconds=30)
    at.follow("good")
    assert (at.state(), len(at.messages)) == ("sent", 1)


def test_the_thirty_seconds_begin_with_the_time_out_not_with_the_claim(at: Setting) -> None:
    at.slack.faults.error("chat.postMessage", "internal_error")
    with pytest.raises(Unclear):
        at.follow("good")
    at.slack.faults.hang("chat.postMessage")
    at.hurry()
    hasty = at.world.messenger
    assert isinstance(hasty, Messenger)
    at.world = replace(at.world, messenger=SlowToFind(hasty, at.clock, timedelta(seconds=40)))
    with pytest.raises(Unclear):
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
        at.world.messenger.post(DIRECT, letter("good"), KEY.name)
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
    at.documents.answers = [Taken(str(KEY))]
    at.follow("good")
    assert (at.state(), len(at.messages)) == ("sent", 1)


def test_ones_own_last_write_is_recognised_when_its_answer_was_lost(at: Setting) -> None:
    at.documents.answers = [None, Stale(str(KEY))]
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


def test_a_run_that_finds_its_claim_lost_removes_its_own_message(at: Setting) -> None:
    def take_over() -> None:
        stands = at.stands()
        assert stands is not None
        theirs = replace(stands, owner="another", claimed_at=at.clock.now())
        other = world(at.documents.documents, at.clock, at.world.messenger)
        other.store.write_delivery(theirs)

    at.documents.before = [lambda: None, take_over]
    with pytest.raises(Busy):
        at.follow("good")
    assert (at.state(), at.messages) == ("claimed", [])
    at.later(minutes=2)
    at.follow("good")
    assert (at.state(), len(at.messages)) == ("sent", 1)


def test_many_runs_at_once_post_one_message(at: Setting) -> None:
    def run(_: int) -> str:
        try:
            at.follow("good")
        except Trouble as error:
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
    with pytest.raises(Unclear):
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
    with pytest.raises(Unclear):
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
    with pytest.raises(Unclear):
        at.follow("part", key=part, place=Channel("C1", parent.posted.ts))
    at.follow("part", key=part, place=Channel("C1", parent.posted.ts))
    assert len(at.in_channel[0].replies) == replies


def test_a_claim_that_was_never_posted_is_not_said_to_be_posted_again(at: Setting) -> None:
    delivery = at.follow("good", key=IN_CHANNEL, place=CHANNEL)
    assert delivery is not None
    assert delivery.error == ""
