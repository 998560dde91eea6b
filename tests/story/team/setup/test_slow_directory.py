"""A team is set up while Slack is slow to say who is who."""

import pytest

from shared.slack.handlers.response import in_both
from tests.story.conftest import Story, ja, tokyo

# When Slack is slow to say who is who


@pytest.fixture
def slow(story: Story) -> Story:
    """Slack tells who 田中 is, and hangs for everybody else."""
    for _ in range(5):  # which of the four calls comes first is not ours to say
        story.tanaka.command("/kpt", "setup")
        story.slack.faults.hang("users.info", 0.001)
        story.slack.faults.hang("users.info", 8, times=3)
        story.tanaka.submit()
        story.slack.faults.release()
        if "T1-C1" in story.documents("teams"):
            break
    return story


def test_a_slow_directory_stores_all_ids_at_once_and_answers_in_time(slow: Story) -> None:
    assert slow.tanaka.troubles == []
    stored = slow.document("teams/T1-C1")
    assert stored["member_ids"] == ["U1", "U2", "U3", "UBOT"]
    assert stored["members"] == {"U1": {"name": "田中"}}
    assert set(slow.documents("errands")) == {"members-T1-C1", "welcome-T1-C1"}
    assert ja("setup.done_yours", channel="#ops", when="11/16(月) 17:00") in slow.form(slow.tanaka)
    assert ja("setup.asked_own", people=4, time="17:00") in slow.form(slow.tanaka)


@pytest.mark.functions_fail
def test_nobody_unresolved_is_written_to(slow: Story) -> None:
    slow.jump(tokyo(16, "17:00"))
    slow.slack.faults.status("users.info", 429, retry_after=30, times=None)
    slow.remind("2026-11-16", "17:00 Asia/Tokyo")
    assert len(slow.messages("U1")) == 1
    assert slow.messages("U2") == slow.messages("U3") == []


def test_the_rest_is_resolved_by_an_errand(slow: Story) -> None:
    slow.workspace.change_user("U2", deleted=True)
    assert slow.settle()
    stored = slow.document("teams/T1-C1")
    assert stored["member_ids"] == ["U1", "U3"]
    assert stored["members"] == {"U1": {"name": "田中"}, "U3": {"name": "Sato"}}
    assert slow.documents("errands") == {}
    slow.until(tokyo(16, "17:05"))
    assert len(slow.messages("U3")) == 1


@pytest.mark.functions_fail
def test_an_errand_that_meets_the_rate_limit_keeps_what_it_learnt_and_comes_again(slow: Story) -> None:
    slow.slack.faults.status("users.info", 429, retry_after=30, times=None)
    assert not slow.settle()
    assert set(slow.documents("errands")) == {"members-T1-C1"}
    slow.slack.faults.clear()
    assert slow.settle()
    assert set(slow.document("teams/T1-C1")["members"]) == {"U1", "U2", "U3"}
    assert len([m for m in slow.channel.messages if "welcome" in str(m.metadata)]) == 1


def test_when_slack_does_not_say_who_the_caller_is_nothing_is_stored_and_a_sentence_says_so(story: Story) -> None:
    story.slack.faults.hang("users.info", 8, times=None)
    answer = story.tanaka.command("/kpt", "setup")
    story.slack.faults.clear()
    assert answer.status == 200
    assert story.documents("teams") == {}
    assert story.ephemerals("U1") == [in_both("error.setup_failed")]
