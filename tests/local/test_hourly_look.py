"""Without a workspace of one's own the sweep looks every hour, too: a slot that did not run is told of as at Google."""

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest

from local.playground.lines import Lines
from local.playground.play import Play
from tests.local.page.conftest import FACES

REMINDER = "17:00 Asia/Tokyo"


@pytest.fixture
def printed() -> StringIO:
    return StringIO()


@pytest.fixture
def play(printed: StringIO) -> Iterator[Play]:
    made = Play(None, FACES, Lines(printed))
    made.begin("en")
    yield made
    made.end()


def pass_hours(play: Play, hours: int) -> None:
    play.turn(play.machine.clock.now() + timedelta(hours=hours))


def missed(printed: StringIO) -> list[str]:
    return [line for line in printed.getvalue().splitlines() if "sweep.slot_missed" in line]


def test_a_slot_that_did_not_run_is_told_of_within_two_hours(play: Play, printed: StringIO) -> None:
    [job] = [name for name, job in play.machine.scheduler.jobs.items() if REMINDER.encode() in job.pubsub_target.data]
    del play.machine.scheduler.jobs[job]
    pass_hours(play, 2)
    assert missed(printed)
    assert all(REMINDER in line for line in missed(printed))
    assert all("Thu 1" in line for line in missed(printed)), "not only with the next morning's sweep"


def test_where_all_run_nothing_is_told_and_the_looks_are_not_among_what_happened(play: Play, printed: StringIO) -> None:
    before = play.chain.links[-1].number
    pass_hours(play, 2)
    assert missed(printed) == []
    happened = [link for link in play.chain.links if link.number > before]
    assert [link for link in happened if link.kind == "job"]
    assert [link for link in happened if "look" in f"{link.name} {link.about}"] == []
    assert [link for link in happened if link.name == "sweep"] == []
