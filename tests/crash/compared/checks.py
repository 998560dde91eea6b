"""Checks that the result of a play is the same, however it was disturbed."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.crash.compared.standing import Standing
from tests.crash.play import Play, Stage
from tests.crash.processes.points import Stop

Act = Callable[[Play], None]


def undisturbed(
    on: Stage, *, first: Act | None = None, afterwards: Act | None = None
) -> tuple[tuple[str, ...], Standing]:
    """Play undisturbed, with ``first`` before and ``afterwards`` after the act. Returns the act's points and the
    result."""
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
    """Play with the process killed at a point, and check the result after the trigger came again."""
    where = f"{on.scenario.name}, killed at {at}: {points[at - 1]}"
    with on.play(Stop(at, "kill")) as play:
        on.scenario.act(play)
        assert play.first.ended, where
        assert in_order(play.first.passed) == in_order(points[:at]), where
        assert_is_as_it_should(play, expected, where)


def in_order(points: Sequence[str]) -> list[str]:
    """The points whose order is certain: calls of users.info run in parallel."""
    return [name for name in points if "users.info" not in name]


def assert_is_as_it_should(play: Play, expected: Standing, where: str) -> None:
    unsettled = [delivery for delivery in play.deliveries() if delivery[1] != "sent"]
    assert unsettled == [], where
    standing = play.standing()
    assert {key: len(words) for key, words in standing.messages.items()} == dict.fromkeys(expected.messages, 1), where
    if not play.stage.scenario.order_shows:
        assert standing.messages == expected.messages, where
    assert _heads_show_their_digest(standing.documents), where
    assert _without_what_may_differ(standing.documents) == _without_what_may_differ(expected.documents), where
    assert standing.jobs == expected.jobs, where
    assert standing.rows == expected.rows, where


def _heads_show_their_digest(documents: Mapping[str, Any]) -> bool:
    """Whether each digest's parent message was rendered from the digest's present state, not from an older one."""
    digests = {path: fields for path, fields in documents.items() if "/digests/" in path and fields.get("head")}
    return all(
        head["revision"] == fields["head"]["revision"] + fields["changes"]
        for path, fields in digests.items()
        if (head := documents.get(path.replace("/digests/", "/deliveries/digest:")))
    )


NOBODY: tuple[str, Any] = ("noticed", {})
"""The field of a digest whose last reading found no reactions; without a reading the field is missing."""


def _without_what_may_differ(documents: Mapping[str, Any]) -> dict[str, Any]:
    """The documents without fields that may differ after a repeated or overlapping run. These are the revision of a
    digest's parent, whose text is compared as a message, and ``noticed_again``, which a second sweep sets."""
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
    """The points after a call: the point before the next call is the same moment."""
    return [at for at, name in enumerate(points, 1) if name.startswith("after")]
