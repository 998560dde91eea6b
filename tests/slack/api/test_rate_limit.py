"""Slack's pace: a rest where Slack asks for one, slowly where the workspace's limit is reached, else at once."""

import pytest

from shared.clock import Waiting
from shared.kpt.errors import RetryLater
from shared.slack.api.rate_limit import LONGEST_WAIT, SLOW_FOR, RateLimit, run_interval


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def rate_limit(time: Time) -> RateLimit:
    return RateLimit(Waiting(lambda: time.now, time.sleep))


def test_nothing_is_slowed_down_before_slack_says_so(rate_limit: RateLimit, time: Time) -> None:
    for n in range(1000):
        rate_limit.wait(f"D{n}")
    assert time.slept == []


def test_a_conversation_rests_for_as_long_as_slack_says_and_no_other_does(rate_limit: RateLimit, time: Time) -> None:
    rate_limit.told_to_wait("D1", 7)
    rate_limit.wait("D2")
    assert time.slept == []
    rate_limit.wait("D1")
    assert time.slept == [7]


def test_what_would_take_too_long_goes_back_to_the_trigger(rate_limit: RateLimit, time: Time) -> None:
    rate_limit.told_to_wait("D1", LONGEST_WAIT + 10)
    with pytest.raises(RetryLater) as refused:
        rate_limit.wait("D1")
    assert refused.value.after == LONGEST_WAIT + 10
    assert time.slept == []


def test_where_two_conversations_have_to_rest_a_run_keeps_to_its_share_for_a_minute(
    rate_limit: RateLimit, time: Time
) -> None:
    rate_limit.told_to_wait("D1", 1)
    rate_limit.told_to_wait("D2", 1)
    for n in range(3, 6):
        rate_limit.wait(f"D{n}")
    assert time.slept == [round(run_interval(), 3)] * 3
    time.now += SLOW_FOR + 2
    time.slept.clear()
    rate_limit.wait("D9")
    assert time.slept == []


def test_two_rests_far_apart_are_each_their_own(rate_limit: RateLimit, time: Time) -> None:
    rate_limit.told_to_wait("D1", 1)
    time.now += SLOW_FOR + 2
    rate_limit.told_to_wait("D2", 1)
    rate_limit.wait("D3")
    assert time.slept == []


def test_whoever_is_in_a_hurry_does_not_wait_for_a_turn(rate_limit: RateLimit, time: Time) -> None:
    rate_limit.told_to_wait("D1", 1)
    with pytest.raises(RetryLater):
        rate_limit.wait("D1", longest=0)
    assert time.slept == []
