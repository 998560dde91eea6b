"""What tells the function `sheet` that there is something to follow; and what does not."""

from datetime import timedelta

import pytest

from shared.kpt.errors import RetryLater
from shared.usecases.entry.announce import announce
from shared.usecases.sheets.sheet import rewrite_weekly
from tests.kpt.build import MONDAY
from tests.sheets.conftest import Connected

MESSAGE = {"team": "T1-C1", "day": "2026-11-16", "user": "U1"}


def test_announce_tells_the_sheet_before_slack_and_neither_keeps_the_other_back(connected: Connected) -> None:
    connected.write(MONDAY, keep="Good.")
    connected.topic.messages.clear()
    connected.world.messenger.out_of_order = RetryLater("ratelimited")  # type: ignore[attr-defined]  # the fake messenger
    with pytest.raises(RetryLater):
        announce(connected.world, "T1-C1", MONDAY, "U1")
    assert connected.topic.messages == [MESSAGE]


def test_an_erased_entry_is_told_and_a_quiet_day_is_not(connected: Connected) -> None:
    connected.write(MONDAY, kind="quiet")
    connected.topic.messages.clear()
    announce(connected.world, "T1-C1", MONDAY, "U1")
    assert connected.topic.messages == []
    announce(connected.world, "T1-C1", MONDAY, "U2")
    assert connected.topic.messages == [{**MESSAGE, "user": "U2"}]


def test_a_team_without_a_sheet_pays_nothing(connected: Connected) -> None:
    connected.world.store.teams.set_sheet(connected.team, None)
    connected.write(MONDAY, keep="Good.")
    connected.topic.messages.clear()
    announce(connected.world, "T1-C1", MONDAY, "U1")
    before = connected.documents.reads
    rewrite_weekly(connected.world, connected.team)
    assert connected.topic.messages == []
    assert connected.documents.reads == before + 1  # the team, which the test itself asked for


def test_everything_is_compared_once_a_week(connected: Connected) -> None:
    rewrite_weekly(connected.world, connected.team)
    assert connected.topic.messages == [{"team": "T1-C1"}]
    connected.settle()
    rewrite_weekly(connected.world, connected.team)
    assert connected.topic.messages == []
    connected.clock.set(connected.clock.now() + timedelta(days=7))
    rewrite_weekly(connected.world, connected.team)
    assert connected.topic.messages == [{"team": "T1-C1"}]
