"""App Home: the teams, what comes next, and what it says when something does not answer."""

import pytest

from local.slack.outgoing.requests import Answer
from shared.slack.handlers.response import in_both
from shared.store.engine.documents import Update
from tests.story.conftest import Story, en, ja, tokyo
from tests.story.person.home import lines, opened
from tests.story.stores import Silent, store_of

# Teams


@pytest.fixture
def two(story: Story) -> Story:
    """#ops, and #design beside it, in which 田中 is, too."""
    story.workspace.add_channel("C2", "design", ["U1", "U2"])
    story.set_up()
    story.set_up(channel="C2")
    return story


def test_who_is_in_several_teams_chooses_which_one_asks(two: Story) -> None:
    shown = opened(two.tanaka)
    assert ja("home.asks", channel="#ops") in shown
    assert ja("home.writes", channel="#design") in shown
    two.tanaka.press_in_home("home_team")
    assert ja("home.asks", channel="#design") in lines(two.tanaka)
    assert ja("home.writes", channel="#ops") in lines(two.tanaka)
    assert two.document("people/T1-U1")["home"] == "T1-C2"


def test_stepping_out_of_a_team_and_back_in(team: Story) -> None:
    opened(team.tanaka)
    team.tanaka.press_in_home("step_out")
    assert ja("home.stepped_out", channel="#ops") in lines(team.tanaka)
    team.until(tokyo(16, "18:00"))
    assert (len(team.messages("U1")), len(team.messages("U2"))) == (0, 1)
    team.tanaka.press_in_home("step_in")
    assert ja("home.asks", channel="#ops") in lines(team.tanaka)
    team.until(tokyo(17, "18:00"))
    assert len(team.messages("U1")) == 1


def test_who_comes_back_is_asked_at_a_time_that_they_chose_meanwhile(team: Story) -> None:
    opened(team.tanaka)
    team.tanaka.press_in_home("step_out")
    team.machine.sqlite.commit([Update("people/T1-U1", {"reminder_time": "09:00"})])
    opened(team.tanaka)
    team.tanaka.press_in_home("step_in")
    assert "reminder 09:00 Asia/Tokyo" in team.document("teams/T1-C1")["slots"]


def test_who_steps_out_of_their_home_is_asked_by_their_other_team(two: Story) -> None:
    opened(two.tanaka)
    two.tanaka.press_in_home("step_out", block_id="team:T1-C1")
    assert ja("home.asks", channel="#design") in lines(two.tanaka)
    two.until(tokyo(16, "18:00"))
    assert len(two.messages("U1")) == 1


def test_the_settings_of_a_team_open_from_there(team: Story) -> None:
    opened(team.tanaka)
    team.tanaka.press_in_home("settings")
    assert team.form(team.tanaka).splitlines()[0] == ja("setup.title")


def test_where_one_may_not_change_them_any_more_the_button_says_so(team: Story) -> None:
    opened(team.tanaka)
    team.workspace.channel("C1").members.remove("U1")
    team.machine.sqlite.commit([Update("teams/T1-C1", {"members": ["U2", "U3"]})])
    team.tanaka.press_in_home("settings")
    assert ja("error.setup_not_member", channel="#ops") in team.form(team.tanaka)


def test_settings_that_are_changed_there_show_without_opening_it_again(team: Story) -> None:
    team.jump(tokyo(16, "10:01"))
    opened(team.tanaka)
    team.tanaka.press_in_home("settings")
    team.tanaka.select(reminder_time="16:00")
    team.tanaka.submit()
    team.settle()
    assert ja("home.asked_team", days="月・火・水・木・金", time="16:00") in lines(team.tanaka)


def test_a_pause_from_there_shows_too(team: Story) -> None:
    team.jump(tokyo(16, "10:01"))
    opened(team.tanaka)
    team.tanaka.press_in_home("settings")
    team.tanaka.press_in_view("team_pause")
    team.settle()
    assert ja("home.paused", channel="#ops") in lines(team.tanaka)


def test_who_removes_the_team_that_asks_them_sees_that_another_does(two: Story) -> None:
    two.jump(tokyo(16, "10:01"))
    opened(two.tanaka)
    two.tanaka.press_in_home("settings", block_id="team:T1-C1")
    two.tanaka.press_in_view("team_remove")
    two.tanaka.press_in_view("team_remove_sure")
    two.settle()
    assert ja("home.asks", channel="#design") in lines(two.tanaka)
    assert not [line for line in lines(two.tanaka) if "#ops" in line]


def test_a_team_that_was_removed_is_not_shown(two: Story) -> None:
    two.machine.sqlite.commit([Update("teams/T1-C2", {"status": "removed"})])
    assert not [line for line in opened(two.tanaka) if "#design" in line]


def test_an_entry_says_in_which_of_several_teams_it_stands(two: Story) -> None:
    two.tanaka.command("/kpt", channel="C2")
    two.tanaka.type(keep="over there")
    two.tanaka.submit()
    two.settle()
    assert "月 11/16 ・ over there ・ #design" in opened(two.tanaka)


# What comes next


def test_whoever_is_left_out_for_their_status_is_told_so_in_place_of_when_they_are_asked(team: Story) -> None:
    team.workspace.set_status("U1", ":palm_tree:", "Vacationing")
    shown = "\n".join(opened(team.tanaka))
    assert ja("home.vacation") in shown
    assert "11/16(月) 17:00" not in shown
    team.workspace.set_status("U1", ":christmas_tree:", "Happy holidays!")
    shown = "\n".join(opened(team.tanaka))
    assert ja("home.next", when="11/16(月) 17:00") in shown
    assert ja("home.vacation") not in shown


@pytest.mark.parametrize("status", ["paused", "blocked"])
def test_a_team_that_asks_nobody_promises_no_message(team: Story, status: str) -> None:
    team.machine.sqlite.commit([Update("teams/T1-C1", {"status": status})])
    assert not [line for line in opened(team.tanaka) if "11/16(月) 17:00" in line]


# When something does not answer


def test_a_silent_store_is_told_with_a_button_to_try_again(team: Story) -> None:
    silent = Silent(team.machine.sqlite)
    with store_of(team, lambda: silent):
        assert opened(team.tanaka) == [in_both("error.store_read"), f"[{ja('button.again')} / {en('button.again')}]"]
        silent.silent = False
        team.tanaka.press_in_home("home_again")
    assert lines(team.tanaka)[0] == ja("home.today", day="11/16(月)")


def test_a_change_that_is_not_stored_is_told_over_the_home(team: Story) -> None:
    opened(team.tanaka)
    with store_of(team, lambda: Silent(team.machine.sqlite, reads=False)):
        team.tanaka.press_in_home("home_stop")
    assert in_both("error.press") in team.form(team.tanaka)
    assert ja("home.stopped") not in lines(team.tanaka)


def test_where_slack_does_not_show_it_the_log_says_so_and_nothing_is_lost(asked: Story) -> None:
    opened(asked.tanaka)
    asked.slack.faults.status("views.publish", 500)
    answer = asked.tanaka.press_in_home("quiet")
    assert answer == Answer(200, b"")
    assert [e["severity"] for e in asked.events("interaction.home_not_shown")] == ["WARNING"]
    asked.settle()
    assert f"月 11/16 ・ {ja('mine_day.quiet')}" in opened(asked.tanaka)
