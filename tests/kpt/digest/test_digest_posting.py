"""A digest as it is posted and kept up to date: what happens meanwhile, what fails, what changes afterwards."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from shared.kpt.entry.entry import Kind, Texts
from shared.kpt.errors import ChannelClosed, Rejected, RetryLater
from shared.kpt.messages.digests import DigestParent, DigestPart, Marks
from shared.usecases.session.hold import hold_session, resume_session
from tests.kpt.build import FRIDAY, MONDAY, THURSDAY, TOKYO, TUESDAY, WEDNESDAY, days_of, sqlite_at
from tests.kpt.history import History, Settings, Write

LONG = "字" * 3000
SESSION = time(16, 30)


@pytest.fixture
def history() -> Iterator[History]:
    with sqlite_at(moment(MONDAY, time(20, 0))) as (documents, clock):
        yield History(documents, clock)


def moment(day: date, at: time = SESSION) -> datetime:
    return datetime.combine(day, at, tzinfo=ZoneInfo(TOKYO))


def write(history: History, day: date, keep: str, user: str = "U1", *, told: bool = True) -> None:
    texts = Texts(keep, "" if keep else "a Problem")
    history.write(user, day, Write(user, 0, "written", texts, told_at_once=told))


def tap(history: History, day: date, kind: Kind, user: str = "U1", *, told: bool = True) -> None:
    history.write(user, day, Write(user, 0, kind, told_at_once=told))


def hold(history: History, day: date) -> None:
    history.clock.set(moment(day))
    history.run(day)


def parts_of(history: History, session: date, user: str = "U1") -> list[DigestPart]:
    found = history.slack.carrying(f"digest:{session}:{user}:")
    return [message.message for message in found if isinstance(message.message, DigestPart)]


def nothing() -> None:
    """Nothing else happens."""


def rate_limited() -> None:
    raise RetryLater("ratelimited")


def a_week(history: History, *keeps: str) -> None:
    """A member's first days of the week, and the session."""
    for day, keep in zip(days_of(MONDAY, 4), keeps, strict=False):
        history.clock.set(moment(day, time(17, 0)))
        write(history, day, keep)
    hold(history, FRIDAY)


# Pages


def test_a_long_week_takes_two_pages_and_one_when_it_gets_shorter(history: History) -> None:
    a_week(history, LONG, LONG, LONG, LONG)
    assert [len(part.keeps) for part in parts_of(history, FRIDAY)] == [2, 2]
    write(history, TUESDAY, "short")
    assert [len(part.keeps) for part in parts_of(history, FRIDAY)] == [3, 1]
    write(history, MONDAY, "short, too")
    assert [len(part.keeps) for part in parts_of(history, FRIDAY)] == [4]


def test_every_page_goes_when_all_keeps_of_a_member_go_at_once(history: History) -> None:
    a_week(history, LONG, LONG, LONG, LONG)
    for day in days_of(MONDAY, 4):
        tap(history, day, "deleted", told=False)
    history.deliver()
    assert parts_of(history, FRIDAY) == []


@pytest.mark.parametrize("call", range(8))
def test_every_superfluous_page_goes_though_removing_one_was_cut_off(history: History, call: int) -> None:
    a_week(history, LONG, LONG, LONG, LONG)
    for day in days_of(MONDAY, 4):
        tap(history, day, "deleted", told=False)
    history.slack.meanwhile = [*[nothing] * call, rate_limited]
    history.deliver()
    history.slack.meanwhile = []
    history.deliver()
    assert parts_of(history, FRIDAY) == []


# Meanwhile


@pytest.mark.parametrize("user", ["U1", "U2", "U3"])
@pytest.mark.parametrize("call", range(4))
def test_a_keep_deleted_while_its_digest_is_posted_is_not_in_it(history: History, call: int, user: str) -> None:
    for each in ("U1", "U2", "U3"):
        write(history, MONDAY, "good", each)
    history.slack.meanwhile = [*[nothing] * call, lambda: tap(history, MONDAY, "deleted", user)]
    hold(history, FRIDAY)
    history.slack.meanwhile = []
    history.deliver()
    assert set(history.shown()["2026-11-20"]) == {"U1", "U2", "U3"} - {user}
    assert history.shown() == history.expected()


@pytest.mark.parametrize("call", range(4))
def test_an_edit_made_while_its_digest_is_posted_is_in_it(history: History, call: int) -> None:
    write(history, MONDAY, "before", "U1")
    write(history, MONDAY, "another's", "U2")
    history.slack.meanwhile = [*[nothing] * call, lambda: write(history, MONDAY, "after", "U1")]
    hold(history, FRIDAY)
    history.slack.meanwhile = []
    history.deliver()
    assert history.shown() == history.expected()
    assert "after" in repr(history.shown())


@pytest.mark.parametrize("call", range(4))
def test_a_keep_first_written_while_the_digest_is_posted_joins_it(history: History, call: int) -> None:
    write(history, MONDAY, "first", "U1")
    history.slack.meanwhile = [*[nothing] * call, lambda: write(history, FRIDAY, "just now", "U3")]
    hold(history, FRIDAY)
    history.slack.meanwhile = []
    history.deliver()
    assert history.shown() == history.expected()
    assert set(history.shown()["2026-11-20"]) <= {"U1", "U3"}


# Afterwards


def test_an_edit_reaches_its_digest_though_the_team_has_set_other_days_off_since(history: History) -> None:
    history.clock.set(moment(MONDAY - timedelta(3), time(12, 0)))
    write(history, MONDAY - timedelta(3), "the week before")
    hold(history, MONDAY - timedelta(3))
    for day in (MONDAY, TUESDAY, WEDNESDAY):
        history.clock.set(moment(day, time(17, 0)))
        tap(history, day, "quiet")
    history.clock.set(moment(THURSDAY, time(17, 0)))
    write(history, THURSDAY, "before")
    hold(history, FRIDAY)
    history.set(extra_days_off=tuple(day.isoformat() for day in (MONDAY, TUESDAY, WEDNESDAY)))
    write(history, THURSDAY, "after")
    assert history.shown()["2026-11-20"] == {"U1": [(THURSDAY, "after")]}


def test_a_quiet_day_that_gets_a_keep_after_its_digest_is_no_quiet_day_there_any_more(history: History) -> None:
    write(history, MONDAY, "good")
    history.clock.set(moment(TUESDAY, time(17, 0)))
    tap(history, TUESDAY, "quiet")
    hold(history, FRIDAY)
    assert [part.marks for part in parts_of(history, FRIDAY)] == [Marks(quiet=(TUESDAY,))]
    history.clock.set(moment(FRIDAY + timedelta(1)))
    write(history, TUESDAY, "remembered")
    assert [part.marks for part in parts_of(history, FRIDAY)] == [Marks()]
    hold(history, FRIDAY + timedelta(7))
    assert history.shown() == history.expected()


def test_until_when_it_is_open_stands_in_it_while_it_is(history: History) -> None:
    write(history, MONDAY, "good")
    hold(history, FRIDAY)
    [parent] = history.slack.carrying(f"digest:{FRIDAY}")[:1]
    assert isinstance(parent.message, DigestParent)
    assert parent.message.open_until == time(17, 30)


@pytest.mark.parametrize(
    ("after", "session"),
    [
        pytest.param(timedelta(0), FRIDAY, id="as it opens"),
        pytest.param(timedelta(minutes=60) - timedelta(microseconds=1), FRIDAY, id="just before it closes"),
        pytest.param(timedelta(minutes=60), FRIDAY + timedelta(7), id="as it closes"),
        pytest.param(timedelta(minutes=61), FRIDAY + timedelta(7), id="after it has closed"),
    ],
)
def test_a_digest_is_open_for_sixty_minutes(history: History, after: timedelta, session: date) -> None:
    write(history, MONDAY, "another's", "U2")
    hold(history, FRIDAY)
    history.clock.set(moment(FRIDAY) + after)
    write(history, FRIDAY, "late")
    hold(history, FRIDAY + timedelta(7))
    assert [day for day, users in history.shown().items() if "U1" in users] == [session.isoformat()]
    assert history.shown() == history.expected()


# Runs that fail


@pytest.mark.parametrize("call", range(4))
def test_a_digest_that_was_cut_off_is_ended_by_the_next_try(history: History, call: int) -> None:
    write(history, MONDAY, "one", "U1")
    write(history, MONDAY, "two", "U2")
    history.clock.set(moment(FRIDAY))
    history.slack.meanwhile = [*[nothing] * call, rate_limited]
    with pytest.raises(RetryLater):
        history.run(FRIDAY)
    history.run(FRIDAY)
    assert history.shown() == history.expected()
    assert set(history.shown()["2026-11-20"]) == {"U1", "U2"}


def test_a_run_that_came_to_its_end_is_not_done_again(history: History) -> None:
    write(history, MONDAY, "good")
    hold(history, FRIDAY)
    history.slack.out_of_order = RetryLater("nobody should ask")
    assert not hold_session(history.world, history.team.id, FRIDAY)
    assert not resume_session(history.world, history.team)


def test_what_could_not_be_posted_for_a_week_is_posted_with_the_next_session(history: History) -> None:
    write(history, MONDAY, "the first week")
    history.slack.out_of_order = ChannelClosed("is_archived")
    hold(history, FRIDAY)
    history.clock.set(moment(FRIDAY + timedelta(5)))
    write(history, FRIDAY + timedelta(5), "the second week")
    history.slack.out_of_order = None
    history.deliver()
    hold(history, FRIDAY + timedelta(7))
    assert history.shown() == history.expected()
    assert set(history.shown()) == {"2026-11-20", "2026-11-27"}


def test_however_long_the_channel_was_blocked_every_keep_is_in_a_digest_in_the_end(history: History) -> None:
    history.slack.out_of_order = ChannelClosed("is_archived")
    for monday in (MONDAY + timedelta(weeks=n) for n in range(4)):
        history.clock.set(moment(monday + timedelta(1)))
        write(history, monday + timedelta(1), f"in the week of {monday}")
        history.clock.set(moment(monday + timedelta(4)))
        hold_session(history.world, history.team.id, monday + timedelta(4))
    history.slack.out_of_order = None
    history.deliver()
    hold(history, MONDAY + timedelta(weeks=4, days=4))
    shown = [keep for digest in history.shown().values() for keep in digest["U1"]]
    assert [day for day, _ in shown] == [TUESDAY + timedelta(weeks=n) for n in range(4)]


def test_a_digest_that_slack_refused_does_not_hold_up_the_next_and_comes_with_it(history: History) -> None:
    write(history, MONDAY, "refused")
    history.slack.out_of_order = Rejected("invalid_blocks")
    hold(history, FRIDAY)
    history.slack.out_of_order = None
    history.clock.set(moment(FRIDAY + timedelta(5)))
    write(history, FRIDAY + timedelta(5), "the second week")
    hold(history, FRIDAY + timedelta(7))
    assert history.shown() == history.expected()


def test_a_digest_cut_off_before_a_pause_is_ended_after_it(history: History) -> None:
    write(history, MONDAY, "before the pause")
    history.clock.set(moment(FRIDAY))
    history.slack.out_of_order = RetryLater("ratelimited")
    with pytest.raises(RetryLater):
        history.run(FRIDAY)
    history.slack.out_of_order = None
    history.act(Settings(status="paused"))
    history.run(FRIDAY)
    history.clock.set(moment(FRIDAY + timedelta(6)))
    history.act(Settings(status="active"))
    hold(history, FRIDAY + timedelta(7))
    assert history.shown() == history.expected()
