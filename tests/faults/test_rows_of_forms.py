"""What happens to a form when Slack fails: a row of the table in docs/operate.md, a test here."""

import pytest

from tests.faults.asking import ja, remind
from tests.faults.conftest import logged
from tests.faults.rows import row
from tests.story.conftest import Story
from tests.story.stores import store_of

pytestmark = pytest.mark.functions_fail


# Forms


@row("null for fields that were not touched")
def test_a_field_that_slack_forgets_empties_nothing(team: Story) -> None:
    team.write(team.tanaka, {"try": "試す"}, keep="よかった", problem="困った")
    team.workspace.forget_untouched = True
    with store_of(team, lambda: team.machine.sqlite):  # a new instance: a loading view that is updated
        team.tanaka.command("/kpt")
    team.tanaka.type(keep="もっとよかった")
    team.tanaka.submit()
    stored = team.document("teams/T1-C1/entries/2026-11-16_U1")
    assert (stored["keep"], stored["problem"], stored["try"]) == ("もっとよかった", "困った", "試す")


@row("a form refused for those who helped")
def test_a_form_that_is_refused_with_them_opens_without_and_loses_nobody(team: Story) -> None:
    thank(team, "U2")
    team.slack.faults.error("views.open", "invalid_arguments")
    team.tanaka.command("/kpt")
    assert ja("thanks.not_shown") in team.form(team.tanaka)
    team.tanaka.type(keep="もっとよかった")
    team.tanaka.submit()
    assert team.settle()
    assert team.document("teams/T1-C1/entries/2026-11-16_U1")["thanks"] == ["U2"]
    assert logged(team, "interaction.form_refused") == [{"severity": "WARNING", "reason": "invalid_arguments"}]


def thank(story: Story, user: str) -> None:
    story.tanaka.close_all()
    story.tanaka.command("/kpt")
    story.tanaka.type(keep="よかった")
    story.tanaka.select(thanks=[user])
    story.tanaka.submit()
    story.settle()


@row("no answer about somebody who helped")
def test_an_announcement_waits_for_the_name_of_who_helped(team: Story) -> None:
    team.workspace.add_user("U9", "takahashi", "高橋")
    team.slack.faults.status("users.info", 500)
    thank(team, "U9")
    assert team.settle()
    (announced,) = team.announcements()
    assert ja("announcement.thanks", names="高橋さん") in announced
    team.slack.faults.error("users.info", "user_not_found", times=None)
    team.workspace.add_user("U8", "nobody", "だれか")
    team.tanaka.command("/kpt")
    team.tanaka.select(thanks=["U8"])
    team.tanaka.submit()
    assert team.settle()
    assert "ありがとうございました" not in team.announcements()[0]


@row("`expired_trigger_id`")
def test_a_click_that_is_too_old_is_told_so(team: Story) -> None:
    assert remind(team)
    team.slack.faults.error("views.open", "expired_trigger_id")
    team.press(team.tanaka, "write")
    assert team.tanaka.troubles == []
    assert ja("error.open") in team.ephemerals("U1")[-1]
