"""Where Slack lets the app read neither the channel nor its threads: a message may be there twice, none is missing."""

from dataclasses import replace

import pytest

from shared.kpt.messages.delivery import POSTED_UNSEEN
from tests.crash.compared.checks import after_each_call, undisturbed
from tests.crash.compared.everything import everything
from tests.crash.compared.standing import Standing
from tests.crash.play import Play, Scenario, stage
from tests.crash.processes.points import Stop
from tests.crash.scenarios import BY_NAME

UNREADABLE = [
    replace(BY_NAME[name], scopes=frozenset(), replies=False)
    for name in (
        "first entry",
        "first entry in a thread",
        "next entry in a thread",
        "edit",
        "digest",
        "joining an open digest",
        "edit in a posted digest",
    )
]


@pytest.mark.parametrize("scenario", UNREADABLE, ids=[scenario.name for scenario in UNREADABLE])
def test_a_message_may_be_there_twice_and_none_is_missing(scenario: Scenario, forked: str) -> None:
    twice = 0
    with stage(scenario, forked) as on:
        points, expected = undisturbed(on)
        for at in after_each_call(points):
            with on.play(Stop(at, "kill")) as play:
                scenario.act(play)
                twice += assert_none_is_missing(play, expected, f"killed at {at}: {points[at - 1]}")
    posts = sum(name == "after chat.postMessage" for name in points)
    assert twice <= 2 * posts, (
        "only what was on its way when the process ended: after it was posted, before it was noted"
    )
    assert (twice > 0) == (posts > 0)


def assert_none_is_missing(play: Play, expected: Standing, where: str) -> int:
    """Answers how many messages are there twice: each with its newest words, and its delivery says so."""
    messages = play.standing().messages
    assert messages.keys() == expected.messages.keys(), where
    assert [delivery for delivery in play.deliveries() if delivery[1] != "sent"] == [], where
    twice = [key for key, words in messages.items() if len(words) > 1]
    for key, words in expected.messages.items():
        assert words[0] in messages[key], where
    with play.documents() as documents:
        told = [d.path for d in everything(documents) if d.fields.get("error") == POSTED_UNSEEN]
    assert len(twice) <= len(told), where
    assert not any(key.startswith("reminder") for _, key in twice), "direct messages can be read"
    return len(twice)
