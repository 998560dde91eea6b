"""The message of the session's day shows one's own week, and follows it while it waits for an answer."""

import pytest

from local.slack.people.reading import plain
from tests.story.conftest import Story, ja, tokyo


@pytest.fixture
def friday(team: Story) -> Story:
    """Tanaka wrote on Monday; it is Friday after 16:00, and nobody has answered."""
    team.until(tokyo(16, "17:00"))
    team.tanaka.press(team.message("U1"), "write")
    team.tanaka.type(keep="集計を自動にした。", problem="時間がない。")
    team.tanaka.submit()
    team.settle()
    team.until(tokyo(20, "16:00"))
    assert "集計を自動にした。" in plain(team.message("U1"))
    return team


def edit(story: Story, keep: str) -> None:
    monday = next(m for m in story.workspace.direct_messages("U1") if "集計" in plain(m))
    story.tanaka.press(monday, "edit")
    story.tanaka.type(keep=keep)
    story.tanaka.submit()
    story.settle()


def test_an_edit_of_an_earlier_day_changes_it(friday: Story) -> None:
    edit(friday, "集計を半分にした。")
    waiting = plain(friday.message("U1"))
    assert "集計を半分にした。" in waiting
    assert "集計を自動にした。" not in waiting
    assert ja("button.write") in str(friday.message("U1").blocks)


def test_so_does_a_second_edit_and_one_that_takes_the_keep_away(friday: Story) -> None:
    edit(friday, "集計を半分にした。")
    edit(friday, "集計をやめた。")
    assert "集計をやめた。" in plain(friday.message("U1"))
    edit(friday, "")
    assert "集計" not in plain(friday.message("U1"))


def test_once_it_is_answered_it_stays_what_was_recorded(friday: Story) -> None:
    friday.tanaka.press(friday.message("U1"), "quiet")
    friday.settle()
    before = plain(friday.message("U1"))
    edit(friday, "集計を半分にした。")
    assert plain(friday.message("U1")) == before


def test_of_somebody_else_nothing_changes(friday: Story) -> None:
    before = plain(friday.message("U2"))
    edit(friday, "集計を半分にした。")
    assert plain(friday.message("U2")) == before
