"""Each Keep is in exactly one digest: the first that closes after it was first written."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from shared.kpt.entry.entry import Texts
from shared.kpt.messages.digests import DigestParent
from shared.kpt.team.team import WinSessionRule
from tests.kpt.build import TOKYO, quarters, sqlite_at
from tests.kpt.history import BEGIN, Action, Close, Edit, History, RunByHand, Settings, Write

LONG = "字" * 2999
users = st.sampled_from(("U1", "U1", "U2", "U3"))
late = st.sampled_from((0, 0, 0, 1, 2, 3, 5, 7))
at_once = st.sampled_from((True, True, False))
short = st.integers(1, 10**6).map("Keep {}".format)
long = st.integers(0, 9).map(lambda n: f"{n}{LONG}")
keeps = st.builds(Texts, short | short | long, st.sampled_from(("", "Problem")))
writes = st.one_of(
    st.builds(Write, users, late, st.just("written"), keeps, at_once),
    st.builds(Write, users, late, st.just("written"), keeps, at_once),
    st.builds(Write, users, late, st.just("written"), st.just(Texts(problem="only a Problem")), at_once),
    st.builds(Write, users, late, st.sampled_from(("quiet", "off")), told_at_once=at_once),
)
edits = st.one_of(
    st.builds(Edit, st.integers(0, 20), st.just("written"), keeps, at_once),
    st.builds(Edit, st.integers(0, 20), st.just("written"), st.just(Texts(problem="no Keep")), at_once),
    st.builds(Edit, st.integers(0, 20), st.just("deleted"), told_at_once=at_once),
)
happenings = st.one_of(
    writes,
    writes,
    edits,
    edits,
    st.builds(RunByHand, st.integers(-2, 30)),
    st.builds(Close, st.integers(-14, 14), st.integers(1, 28)),
    st.builds(Settings, session=st.builds(WinSessionRule, st.integers(0, 4), quarters)),
    st.builds(Settings, status=st.sampled_from(("active", "active", "paused"))),
    st.builds(Settings, no_days_off=st.just(True)),
)
any_time = st.integers(0, 8 * 7 * 1440)
around_sessions = st.builds(
    lambda week, minute: (week * 7 + 4) * 1440 + 16 * 60 + 30 + minute,
    st.integers(0, 7),
    st.sampled_from((-1, 0, 1, 59, 60, 61)) | st.integers(-30, 90),
)
happening = st.tuples(any_time | any_time | around_sessions, happenings)
plans = st.integers(0, 60).flatmap(lambda size: st.lists(happening, min_size=size, max_size=size))
runs = st.lists(
    st.tuples(st.sampled_from((0, 0, 0, 1, 30, 59, 60, 61, 300, 1500, 4000, 11000)), st.integers(1, 3)),
    min_size=1,
    max_size=10,
)


def play(weeks: int, plan: list[tuple[int, Action]], runs: list[tuple[int, int]]) -> History:
    """A history, played to its end."""
    with sqlite_at(datetime.combine(BEGIN, time(0), tzinfo=ZoneInfo(TOKYO))) as (documents, clock):
        history = History(documents, clock)
        history.play(weeks, plan, runs)
        return history


@given(st.integers(1, 8), plans, runs)
@hypothesis_settings(max_examples=200)
def test_every_keep_is_in_exactly_the_first_digest_that_closes_after_it_was_written(
    weeks: int, plan: list[tuple[int, Action]], runs: list[tuple[int, int]]
) -> None:
    history = play(weeks, plan, runs)
    assert history.shown() == history.expected()


@given(st.integers(1, 8), plans, runs)
@hypothesis_settings(max_examples=60)
def test_whoever_stands_in_the_order_has_a_keep_or_is_asked_how_the_week_was(
    weeks: int, plan: list[tuple[int, Action]], runs: list[tuple[int, int]]
) -> None:
    history = play(weeks, plan, runs)
    names = history.team.members
    for message in history.slack.carrying("digest:"):
        if isinstance(message.message, DigestParent):
            session = message.key.split(":")[1]
            with_keep = {names[user] for user in history.expected()[session]}
            invited = history.invited().get(session, ())
            assert message.message.has_keeps == bool(with_keep)
            assert list(invited) == [n for n in message.message.order if n not in with_keep and with_keep]
