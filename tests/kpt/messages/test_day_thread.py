"""The day's thread, where runs meet, are cut off, or the mode changes between two tries of the same entry."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from shared.clock import SetClock
from shared.kpt.entry.answer import Answer
from shared.kpt.entry.entry import Kind, Texts
from shared.kpt.errors import Busy, ChannelClosed, MayNotLook, OutcomeUnknown, Rejected, Retryable, RetryLater
from shared.kpt.messages.entries import Announcement, DayThread
from shared.kpt.messages.messages import Message
from shared.kpt.messages.place import Channel, Place, Posted
from shared.kpt.team.team import AnnouncementRule, Mode
from shared.store.engine.documents import Documents
from shared.usecases.delivering.day_thread import close_thread
from shared.usecases.entry.announce import announce
from shared.usecases.ports.world import World
from tests.kpt.build import MONDAY, FakeMessenger, days_of, person, save, sqlite_at, team, world

NOW = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
MODES: tuple[Mode, ...] = ("message", "off")


class CutOff(BaseException):
    """The process ends here."""


class Channels(FakeMessenger):
    """A Slack that may not let threads be read, as for bots in channels, and may lose an answer."""

    def __init__(self, *, threads_are_read: bool) -> None:
        super().__init__()
        self.threads_are_read = threads_are_read
        self.loses: list[bool] = []

    def post(self, place: Place, message: Message, key: str) -> Posted:
        posted = super().post(place, message, key)
        if self.loses and self.loses.pop(0):
            raise OutcomeUnknown("reset")
        return posted

    def find(self, place: Place, key: str) -> Posted | None:
        if isinstance(place, Channel) and place.thread and not self.threads_are_read:
            raise MayNotLook("not_allowed_token_type")
        return super().find(place, key)


@dataclass
class Day:
    """A team with one thread a day, on a Monday."""

    documents: Documents
    clock: SetClock
    messages: Channels
    world: World
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(1000)))

    def mode(self, mode: Mode) -> None:
        ours = replace(team("U1", "U2", "U3"), announcement=AnnouncementRule(mode))
        save(self.documents, ours, person("U1"), person("U2"), person("U3"))

    def answers(self, user: str, kind: Kind = "written", keep: str = "good", day: date = MONDAY) -> None:
        records = self.world.store.entries.records("T1-C1", user, [day])
        texts = Texts(keep) if kind == "written" else Texts()
        self.world.store.entries.answer(
            records, day, Answer(kind, f"token {next(self.numbers)}", "test", texts, promised="all")
        )

    def announce(self, user: str, day: date = MONDAY) -> None:
        announce(self.world, "T1-C1", day, user)

    def write(self, user: str) -> None:
        self.answers(user)
        self.announce(user)

    def delete(self, user: str) -> None:
        self.answers(user, "deleted")
        self.announce(user)

    def close(self) -> None:
        ours = self.world.store.teams.get("T1-C1")
        assert ours
        close_thread(self.world, ours, MONDAY)

    def later(self, **passes: float) -> None:
        self.clock.set(self.clock.now() + timedelta(**(passes or {"minutes": 3})))

    def on_call(self, number: int, happens: Callable[[], object]) -> None:
        """It happens before the so-manieth call from now on that changes something in Slack."""
        self.messages.meanwhile = [*[lambda: None] * (number - 1), happens]

    def parents(self) -> list[Posted]:
        return [m.posted for m in self.messages.messages.values() if isinstance(m.message, DayThread)]

    def stand(self) -> dict[str, str | None]:
        """Where each entry's message stands: a thread, or the channel itself; there is one of each."""
        found = [m for m in self.messages.messages.values() if isinstance(m.message, Announcement)]
        assert len({m.key for m in found}) == len(found)
        return {m.key.rpartition(":")[2]: m.place.thread for m in found if isinstance(m.place, Channel)}

    def is_whole(self, *users: str) -> None:
        """These entries, and no others, stand as replies under the day's one message; without any there is none."""
        threads = [posted.ts for posted in self.parents()]
        assert len(threads) == (1 if users else 0)
        assert self.stand() == dict.fromkeys(users, *threads)


@pytest.fixture(params=[True, False], ids=["threads can be read", "threads cannot be read"])
def day(request: pytest.FixtureRequest) -> Iterator[Day]:
    with sqlite_at(NOW) as (documents, clock):
        messages = Channels(threads_are_read=request.param)
        made = replace(world(documents, clock, messages), pause=no_time)
        at_work = Day(documents, clock, messages, made)
        at_work.mode("thread")
        yield at_work


def no_time(_seconds: float) -> None:
    """A run that meets another one ends here, and does not wait for it."""
    raise Busy("it is triggered again")


def raises(trouble: BaseException) -> Callable[[], object]:
    def happens() -> object:
        raise trouble

    return happens


# Entries that come at once


def test_of_two_entries_at_once_one_posts_the_thread_and_the_other_comes_again(day: Day) -> None:
    def another() -> None:
        day.answers("U2")
        with pytest.raises(Busy):
            day.announce("U2")

    day.on_call(1, another)
    day.write("U1")
    day.announce("U2")
    day.is_whole("U1", "U2")


def test_an_entry_that_came_while_the_first_reply_was_posted_finds_the_thread(day: Day) -> None:
    day.on_call(2, lambda: day.write("U2"))
    day.write("U1")
    day.is_whole("U1", "U2")


# The last reply goes, and another entry comes


def test_an_entry_that_comes_before_the_thread_is_claimed_keeps_it(day: Day) -> None:
    day.write("U1")
    day.on_call(1, lambda: day.write("U2"))
    day.delete("U1")
    day.is_whole("U2")


def test_one_that_comes_while_the_thread_is_removed_comes_again_and_begins_another(day: Day) -> None:
    def another() -> None:
        day.answers("U2")
        with pytest.raises(Busy):
            day.announce("U2")

    day.write("U1")
    day.on_call(2, another)
    day.delete("U1")
    assert day.parents() == []
    day.announce("U2")
    day.is_whole("U2")


def test_a_thread_is_not_removed_under_a_reply_that_is_on_its_way(day: Day) -> None:
    day.on_call(2, day.close)  # U1 has the thread's place, and has not posted yet
    day.write("U1")
    day.is_whole("U1")


# The mode changes between two tries


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    "trouble",
    [
        RetryLater("ratelimited", 1),
        OutcomeUnknown("internal_error"),
        OutcomeUnknown("timeout", timed_out=True),
        CutOff(),
    ],
)
@pytest.mark.parametrize("call", [1, 2], ids=["the thread", "the reply"])
def test_whatever_was_begun_when_the_mode_changes_leaves_no_orphan(
    day: Day, mode: Mode, trouble: BaseException, call: int
) -> None:
    day.on_call(call, raises(trouble))
    day.answers("U1")
    with pytest.raises((Retryable, CutOff)):
        day.announce("U1")
    day.mode(mode)
    day.later()
    day.announce("U1")
    if mode == "off":
        day.is_whole()
    else:
        day.is_whole("U1")


@pytest.mark.parametrize("mode", MODES)
def test_a_thread_that_was_posted_and_not_noted_is_found_after_a_change_and_used_or_removed(
    day: Day, mode: Mode
) -> None:
    day.messages.loses = [True]
    day.answers("U1")
    with pytest.raises(Busy):
        day.announce("U1")
    day.mode(mode)
    day.later()
    day.announce("U1")
    day.is_whole(*(["U1"] if mode == "message" else []))


@pytest.mark.parametrize("mode", MODES)
def test_a_reply_that_was_posted_and_not_noted_is_looked_for_where_it_was_tried(day: Day, mode: Mode) -> None:
    day.messages.loses = [False, True]
    day.answers("U1")
    with pytest.raises(OutcomeUnknown):
        day.announce("U1")
    day.mode(mode)
    day.later()
    day.announce("U1")
    replies = [m.place for m in day.messages.carrying("announcement")]
    may_be_there_twice = not day.messages.threads_are_read
    if mode == "message":
        assert {p.thread for p in replies if isinstance(p, Channel)} == {posted.ts for posted in day.parents()}
    assert len(replies) == (2 if mode == "message" and may_be_there_twice else 1)


# Where Slack does not take it


def test_a_reply_that_is_refused_for_good_leaves_no_empty_thread(day: Day) -> None:
    day.on_call(2, raises(Rejected("invalid_blocks")))
    day.write("U1")
    day.is_whole()
    day.write("U2")
    day.is_whole("U2")


def test_a_refused_edit_leaves_reply_and_thread_as_they_are(day: Day) -> None:
    day.write("U1")
    day.on_call(1, raises(Rejected("msg_blocks_too_long")))
    day.answers("U1", keep="far too long")
    day.announce("U1")
    day.is_whole("U1")


def test_where_the_thread_is_refused_for_good_entries_are_messages(day: Day) -> None:
    day.on_call(1, raises(Rejected("invalid_blocks")))
    day.write("U1")
    day.write("U2")
    assert (day.parents(), day.stand()) == ([], {"U1": None, "U2": None})


def test_where_the_channel_is_blocked_the_reply_waits_with_its_thread(day: Day) -> None:
    day.messages.out_of_order = ChannelClosed("is_archived")
    day.write("U1")
    day.messages.out_of_order = None
    waiting = [f"announcement:{MONDAY}:U1", f"thread:{MONDAY}"]
    assert [name for name in day.world.store.deliveries.blocked("T1-C1") if name in waiting] == waiting
    day.announce("U1")
    day.is_whole("U1")
    assert not set(waiting) & set(day.world.store.deliveries.blocked("T1-C1"))


def test_a_thread_that_was_removed_by_hand_begins_anew_at_once(day: Day) -> None:
    day.write("U1")
    day.on_call(1, raises(Rejected("thread_not_found")))
    day.write("U2")
    assert len(set(day.stand().values())) == 2


@pytest.mark.parametrize("times", [1, 2, 3])
def test_closing_and_announcing_over_and_over_changes_nothing(day: Day, times: int) -> None:
    for each in days_of(MONDAY, 2):
        for user in ("U1", "U2"):
            day.answers(user, day=each)
            for _ in range(times):
                day.announce(user, each)
                day.close()
    assert len(day.parents()) == 2
    assert len(day.messages.carrying("announcement")) == 4
