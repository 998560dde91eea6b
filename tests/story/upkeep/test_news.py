"""What a release changes is told once to the channels of teams that were there before it, in one message."""

import pytest

from local.slack.people.reading import plain
from shared.store.engine.documents import REMOVE, Update
from tests.story.conftest import Story, ja, key_of, tokyo


@pytest.fixture
def existing(team: Story) -> Story:
    """A team from before the release."""
    team.tanaka.close()
    team.machine.sqlite.commit([Update("teams/T1-C1", {"told": REMOVE})])
    return team


def sweep(story: Story) -> None:
    story.machine.triggers.publish("sweep", [{}])
    story.settle()


def news(story: Story) -> list[str]:
    return [plain(m) for m in story.posts() if key_of(m) == "told:2"]


def test_the_next_sweep_tells_it_and_no_other(existing: Story) -> None:
    sweep(existing)
    (said,) = news(existing)
    assert ja("news.thanks") in said
    assert ja("news.board") in said
    assert existing.document("teams/T1-C1")["told"] == 2
    existing.jump(tokyo(17))
    sweep(existing)
    assert len(news(existing)) == 1


def test_a_new_team_knows_it_by_its_welcome(team: Story) -> None:
    sweep(team)
    assert news(team) == []
    welcome = next(plain(m) for m in team.channel.messages if m.metadata and key_of(m) == "welcome")
    assert "助けてくれた人" in welcome


def test_where_the_channel_cannot_be_posted_to_it_comes_once_it_can(existing: Story) -> None:
    existing.slack.faults.error("chat.postMessage", "restricted_action")
    sweep(existing)
    assert news(existing) == []
    sweep(existing)
    assert len(news(existing)) == 1


def test_a_run_that_was_cut_off_after_posting_tells_nothing_twice(existing: Story) -> None:
    sweep(existing)
    existing.machine.sqlite.commit([Update("teams/T1-C1", {"told": 1})])
    sweep(existing)
    assert len(news(existing)) == 1
