"""What has to hold after a play, however it was disturbed."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.crash.play import Play, Stage
from tests.crash.processes.points import Stop
from tests.crash.standing import Standing

Act = Callable[[Play], None]


def undisturbed(
    on: Stage, *, first: Act | None = None, afterwards: Act | None = None
) -> tuple[tuple[str, ...], Standing]:
    """The points of a run that nothing disturbs, and what stands after it; and after what comes before or after it."""
    with on.play() as play:
        if first:
            first(play)
        on.scenario.act(play)
        points = play.first.passed
        if afterwards:
            afterwards(play)
            play.settle()
        assert [delivery for delivery in play.deliveries() if delivery[1] != "sent"] == []
        assert play.first is play.process
        return points, play.standing()


def killed_at(on: Stage, at: int, points: tuple[str, ...], expected: Standing) -> None:
    """The same run, with its process killed at a point; and what stands after the trigger has come again."""
    where = f"{on.scenario.name}, killed at {at}: {points[at - 1]}"
    with on.play(Stop(at, "kill")) as play:
        on.scenario.act(play)
        assert play.first.ended, where
        assert in_order(play.first.passed) == in_order(points[:at]), where
        assert_is_as_it_should(play, expected, where)


def in_order(points: Sequence[str]) -> list[str]:
    """The points whose order is certain: Slack is asked for people side by side."""
    return [name for name in points if "users.info" not in name]


def assert_is_as_it_should(play: Play, expected: Standing, where: str) -> None:
    unsettled = [delivery for delivery in play.deliveries() if delivery[1] != "sent"]
    assert unsettled == [], where
    standing = play.standing()
    assert {key: len(words) for key, words in standing.messages.items()} == dict.fromkeys(expected.messages, 1), where
    if not play.stage.scenario.order_shows:
        assert standing.messages == expected.messages, where
    assert _heads_are_drawn_at_their_number(standing.documents), where
    assert _but_what_rises(standing.documents) == _but_what_rises(expected.documents), where
    assert standing.jobs == expected.jobs, where
    assert standing.rows == expected.rows, where


def _heads_are_drawn_at_their_number(documents: Mapping[str, Any]) -> bool:
    """Whether each digest's head that stands was drawn from what the digest notes now, and from nothing older."""
    digests = {path: fields for path, fields in documents.items() if "/digests/" in path and fields.get("head")}
    return all(
        head["revision"] == fields["head"]["revision"] + fields["changes"]
        for path, fields in digests.items()
        if (head := documents.get(path.replace("/digests/", "/deliveries/digest:")))
    )


NOBODY: tuple[str, Any] = ("noticed", {})
"""Nobody reacted: what the last reading notes, and no reading notes nothing."""


def _but_what_rises(documents: Mapping[str, Any]) -> dict[str, Any]:
    """The documents without what a run that is repeated or overlapped may rightly move on: the number at which a
    digest's head was drawn (what the head says is compared as a message), and that the last sweep of a digest has been
    there, as of two sweeps the second is it."""
    kept = {}
    for path, fields in documents.items():
        if re.search(r"/deliveries/digest:[\d-]+$", path):
            fields = {name: value for name, value in fields.items() if name != "revision"}
        elif re.search(r"/digests/[\d-]+$", path) and isinstance(fields.get("head"), dict):
            head = {name: value for name, value in fields["head"].items() if name != "revision"}
            fields = {**fields, "head": head}
        kept[path] = {
            name: value for name, value in fields.items() if name != "noticed_again" and (name, value) != NOBODY
        }
    return kept


def after_each_call(points: Sequence[str]) -> list[int]:
    """The points between two calls: after one is before the next."""
    return [at for at, name in enumerate(points, 1) if name.startswith("after")]
