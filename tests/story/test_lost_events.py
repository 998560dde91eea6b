"""An entry's event may be lost for good; a sweep shows what stands in the store all the same."""

from datetime import timedelta

import pytest

from shared.store.engine.documents import Update
from tests.story.conftest import Story, tokyo


def lose_all_events(story: Story) -> None:
    """Pub/Sub has given up."""
    for change in story.machine.sqlite.changes():
        story.machine.sqlite.acknowledge(change.id)


def sweep(story: Story, **message: str) -> None:
    """A sweep of the team comes round."""
    story.machine.triggers.publish("sweep", [{"team": "T1-C1", **message}])
    assert story.settle()


@pytest.fixture
def lost(team: Story) -> Story:
    """Tanaka's entry is stored on Tuesday, and the channel never heard of it."""
    team.until(tokyo(17, "17:00"))
    team.write(team.tanaka, keep="Nobody hurried.", settle=False)
    lose_all_events(team)
    return team


def test_an_entry_that_was_never_announced_is_found_by_the_next_sweep(lost: Story) -> None:
    assert lost.announcements() == []
    lost.jump(tokyo(18, "00:10"))
    sweep(lost)
    [announcement] = lost.announcements()
    assert "Nobody hurried." in announcement
    [line] = lost.events("sweep.entry_behind")
    assert (line["day"], line["user"]) == ("2026-11-17", "U1")


def test_an_edit_that_was_lost_is_found_and_nothing_is_posted_twice(lost: Story) -> None:
    lost.jump(tokyo(18, "00:10"))
    sweep(lost)
    lost.write(lost.tanaka, keep="Nobody hurried, again.", settle=False)
    lose_all_events(lost)
    lost.jump(tokyo(18, "12:10"))
    sweep(lost)
    sweep(lost)
    [announcement] = lost.announcements()
    assert "Nobody hurried, again." in announcement
    assert len(lost.events("sweep.entry_behind")) == 2


def test_an_entry_of_a_moment_ago_is_left_to_its_own_event(lost: Story) -> None:
    sweep(lost)
    assert lost.announcements() == []


def test_what_is_shown_as_it_is_is_left_alone(team: Story) -> None:
    team.until(tokyo(17, "17:00"))
    team.write(team.tanaka, keep="Nobody hurried.")
    calls = len(team.slack.calls)
    team.jump(tokyo(18, "00:10"))
    sweep(team)
    assert team.events("sweep.entry_behind") == []
    assert not [call for call in team.slack.calls[calls:] if call.method.startswith("chat.")]


def test_where_announcements_are_off_none_is_missed(team: Story) -> None:
    settings = dict(team.document("teams/T1-C1")["announcement"]) | {"mode": "off"}
    team.machine.sqlite.commit([Update("teams/T1-C1", {"announcement": settings})])
    team.until(tokyo(17, "17:00"))
    team.write(team.tanaka, keep="Nobody hurried.")
    team.jump(tokyo(18, "00:10"))
    sweep(team)
    assert team.events("sweep.entry_behind") == []


def test_what_was_lost_in_a_longer_outage_is_found_on_monday(lost: Story) -> None:
    lost.jump(tokyo(19, "12:10"))
    sweep(lost)
    assert lost.announcements() == []
    lost.jump(tokyo(23, "12:10"))
    sweep(lost)
    assert len(lost.announcements()) == 1


def test_by_hand_it_is_found_at_once(lost: Story) -> None:
    lost.jump(tokyo(20, "12:10"))
    sweep(lost, day="2026-11-17")
    assert len(lost.announcements()) == 1


def test_a_run_that_is_behind_by_weeks_reads_no_more_than_eight_days(lost: Story) -> None:
    lost.jump(tokyo(17, "17:00") + timedelta(days=20))
    sweep(lost)
    assert lost.announcements() == []
