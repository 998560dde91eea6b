"""Who is in several teams, who does not answer, who says in Slack that they are away."""

import pytest

from shared.kpt.team.team import Status
from shared.store.engine.documents import Update
from shared.usecases.team import members
from shared.usecases.team.change_settings import set_status
from tests.story.conftest import Story, buttons, inputs, ja, key_of, tokyo


@pytest.fixture
def two(team: Story) -> Story:
    """#dev, of 田中 and 鈴木, is set up, too."""
    team.workspace.add_channel("C2", "dev", ["U1", "U2"])
    team.set_up(channel="C2")
    return team


def reminders(story: Story, user: str) -> list[str]:
    return [key_of(m) for m in story.workspace.direct_messages(user) if key_of(m).startswith("reminder:")]


def home(story: Story, user: str) -> str:
    return str(story.document(f"people/T1-{user}")["home"])


def entries(story: Story, team: str) -> list[str]:
    return sorted(story.documents(f"teams/{team}/entries"))


# Several teams


def test_the_home_team_asks_and_the_other_does_not(two: Story) -> None:
    two.until(tokyo(16, "17:05"))
    assert reminders(two, "U1") == ["reminder:2026-11-16"]
    assert '"team":"T1-C1"' in buttons(two.message("U1"))["write"]["value"]


def test_each_team_holds_its_session_and_one_message_comes_on_its_day(two: Story) -> None:
    two.until(tokyo(20, "17:05"))
    assert len(reminders(two, "U1")) == 5


def test_the_form_offers_both_teams_and_the_home_is_chosen(two: Story) -> None:
    two.until(tokyo(16, "17:05"))
    two.tanaka.press(two.message("U1"), "write")
    field = inputs(two.tanaka)["team"]
    assert [option["text"]["text"] for option in field["options"]] == ["#ops", "#dev"]
    assert field["initial_option"]["value"] == "T1-C1"
    assert "#ops" not in two.form(two.tanaka).splitlines()[1], "where it is shown is what is to be chosen"


def test_what_is_written_for_the_other_team_is_stored_and_shown_there(two: Story) -> None:
    two.until(tokyo(16, "17:05"))
    two.tanaka.press(two.message("U1"), "write")
    two.tanaka.type(keep="開発で書いた")
    two.tanaka.select(team="T1-C2")
    two.tanaka.submit()
    two.settle()
    assert (entries(two, "T1-C1"), entries(two, "T1-C2")) == ([], ["2026-11-16_U1"])
    assert any("開発で書いた" in m.text for m in two.workspace.channel("C2").messages)
    assert ja("done.written") in two.messages("U1")[-1], "and the reminder says so"
    two.until(tokyo(17, "10:00"))
    assert reminders(two, "U1") == ["reminder:2026-11-16"]


def test_an_entry_that_is_there_already_offers_no_choice(two: Story) -> None:
    two.until(tokyo(16, "17:05"))
    two.write(two.tanaka, keep="書いた")
    two.tanaka.press(two.message("U1"), "edit")
    assert "team" not in inputs(two.tanaka)


def test_after_a_quiet_day_the_day_stays_with_its_team(two: Story) -> None:
    two.until(tokyo(16, "17:05"))
    two.press(two.tanaka, "quiet")
    two.tanaka.press(two.message("U1"), "write")
    assert "team" not in inputs(two.tanaka)


def test_somebody_in_one_team_has_nothing_to_choose(two: Story) -> None:
    two.until(tokyo(16, "17:05"))
    two.sato.press(two.message("U3"), "write")
    assert "team" not in inputs(two.sato)
    assert "others" not in buttons(two.message("U3"))["write"]["value"]


def test_typed_in_another_teams_channel_it_is_that_teams_form(two: Story) -> None:
    two.tanaka.command("/kpt", "", "C2")
    assert inputs(two.tanaka)["team"]["initial_option"]["value"] == "T1-C2"
    two.tanaka.type(keep="開発で書いた")
    two.tanaka.submit()
    two.settle()
    assert entries(two, "T1-C2") == ["2026-11-16_U1"]
    two.until(tokyo(16, "17:05"))
    assert reminders(two, "U1") == [], "who answered in any team is not asked"


def test_a_private_part_is_called_so_only_where_it_is_in_all_teams(two: Story) -> None:
    two.machine.sqlite.commit([Update("teams/T1-C1", {"announcement": {"parts": "keep"}})])
    two.tanaka.command("/kpt")
    assert ja("part.private_hint") not in two.form(two.tanaka)


def test_a_team_that_one_has_left_meanwhile_is_said_at_its_field(two: Story) -> None:
    two.until(tokyo(16, "17:05"))
    two.tanaka.press(two.message("U1"), "write")
    two.workspace.leave("C2", "U1")
    two.settle()
    two.tanaka.type(keep="書いた")
    two.tanaka.select(team="T1-C2")
    two.tanaka.submit()
    assert two.tanaka.view.errors == {"team": ja("error.not_member", channel="#dev")}
    two.tanaka.select(team="T1-C1")
    two.tanaka.submit()
    two.settle()
    assert entries(two, "T1-C1") == ["2026-11-16_U1"]


def test_a_paused_team_and_one_that_was_stepped_out_of_are_not_offered(two: Story) -> None:
    two.workspace.add_channel("C3", "art", ["U1"])
    two.set_up(channel="C3")
    two.machine.sqlite.commit([Update("teams/T1-C2", {"status": "paused"})])
    members.step_out(two.machine.services.world, "T1-C3", "U1")
    two.tanaka.command("/kpt")
    assert "team" not in inputs(two.tanaka)


# Home moves


def test_who_leaves_their_home_is_asked_by_their_other_team(two: Story) -> None:
    two.workspace.leave("C1", "U1")
    two.settle()
    assert home(two, "U1") == "T1-C2"
    two.until(tokyo(16, "17:05"))
    assert '"team":"T1-C2"' in buttons(two.message("U1"))["write"]["value"]


def test_who_steps_out_of_their_home_is_asked_by_their_other_team(two: Story) -> None:
    world = two.machine.services.world
    members.step_out(world, "T1-C1", "U1")
    two.settle()
    assert home(two, "U1") == "T1-C2"
    assert two.document("teams/T1-C1")["stepped_out"] == ["U1"]
    assert "U1" in two.document("teams/T1-C1")["members"], "they may still write"
    two.until(tokyo(16, "17:05"))
    assert len(reminders(two, "U1")) == 1


def test_who_steps_out_of_their_only_team_is_not_asked_until_they_step_in(two: Story) -> None:
    world = two.machine.services.world
    members.step_out(world, "T1-C1", "U3")
    members.step_out(world, "T1-C1", "U3")
    two.until(tokyo(16, "17:05"))
    assert reminders(two, "U3") == []
    members.step_in(world, "T1-C1", "U3")
    two.until(tokyo(17, "17:05"))
    assert reminders(two, "U3") == ["reminder:2026-11-17"]
    assert two.document("teams/T1-C1")["stepped_out"] == []


def test_nobody_steps_out_of_a_team_that_is_not_theirs(two: Story) -> None:
    before = two.document("teams/T1-C2")
    members.step_out(two.machine.services.world, "T1-C2", "U3")
    members.step_out(two.machine.services.world, "T1-C9", "U1")
    assert two.document("teams/T1-C2") == before


@pytest.mark.parametrize("status", ["paused", "removed"])
@pytest.mark.parametrize("at_once", [True, False], ids=["at once", "by the next sweep"])
def test_where_the_home_rests_the_other_team_asks(two: Story, status: Status, *, at_once: bool) -> None:
    two.until(tokyo(16, "10:01"))
    if at_once:
        set_status(two.machine.services.world, "T1-C1", "U1", status)
    else:
        two.machine.sqlite.commit([Update("teams/T1-C1", {"status": status})])
        two.machine.triggers.publish("sweep", [{}])
    two.settle()
    assert [home(two, user) for user in ("U1", "U2", "U3")] == ["T1-C2", "T1-C2", "T1-C1"]
    two.until(tokyo(16, "17:05"))
    assert [len(reminders(two, user)) for user in ("U1", "U2", "U3")] == [1, 1, 0]


# Five days without an answer


def test_after_five_unanswered_days_the_message_comes_on_the_sessions_day_only(team: Story) -> None:
    team.until(tokyo(20, "23:00"))
    assert len(reminders(team, "U1")) == 5
    team.until(tokyo(28, "10:00"))
    assert reminders(team, "U1")[5:] == ["reminder:2026-11-27"]


def test_an_answer_brings_the_daily_message_back(team: Story) -> None:
    team.until(tokyo(27, "17:05"))
    assert len(reminders(team, "U1")) == 6
    team.press(team.tanaka, "quiet")
    team.until(tokyo(30, "17:05"))
    assert reminders(team, "U1")[6:] == ["reminder:2026-11-30"]
    assert reminders(team, "U2")[6:] == [], "of the others nothing has changed"


def test_an_answer_in_between_begins_anew(team: Story) -> None:
    team.until(tokyo(18, "17:05"))
    team.press(team.tanaka, "off")
    team.until(tokyo(27, "23:00"))
    days = [key.removeprefix("reminder:2026-11-") for key in reminders(team, "U1")]
    assert days == ["16", "17", "18", "19", "20", "24", "25", "26", "27"], "the 23rd is a holiday"


def test_nothing_is_said_about_it(team: Story) -> None:
    team.until(tokyo(26, "17:05"))
    assert len(team.messages("U1")) == 5
    assert all(m.metadata and key_of(m).startswith("reminder:") for m in team.workspace.direct_messages("U1"))
    assert [key_of(m) for m in team.channel.messages] == ["welcome"], "no digest before the first entry"


# A status that says vacation


def test_whoever_says_vacation_is_not_asked_and_is_looked_at_again_the_next_day(team: Story) -> None:
    team.workspace.set_status("U1", ":palm_tree:", "Vacationing", int(tokyo(17, "16:59").timestamp()))
    team.workspace.set_status("U2", ":coffee:", "Coffee")
    team.until(tokyo(16, "17:05"))
    assert [len(reminders(team, user)) for user in ("U1", "U2", "U3")] == [0, 1, 1]
    *_, asked = team.events("reminder.team_asked")
    assert (asked["due"], asked["away"]) == (2, 1)
    team.until(tokyo(17, "17:05"))
    assert reminders(team, "U1") == ["reminder:2026-11-17"]


def test_a_vacation_is_no_unanswered_day(team: Story) -> None:
    team.workspace.set_status("U1", "", "休暇中")
    team.until(tokyo(20, "23:00"))
    team.workspace.set_status("U1", "")
    team.until(tokyo(24, "17:05"))
    assert reminders(team, "U1") == ["reminder:2026-11-24"]


@pytest.mark.parametrize("trouble", [429, 500])
def test_where_slack_does_not_say_people_are_asked(team: Story, trouble: int) -> None:
    team.workspace.set_status("U1", ":palm_tree:", "Vacationing")
    team.until(tokyo(16, "16:55"))
    team.slack.faults.status("users.info", trouble, times=3)
    team.until(tokyo(16, "17:05"))
    assert [len(reminders(team, user)) for user in ("U1", "U2", "U3")] == [1, 1, 1]


# Words about it


def test_a_second_team_is_told_when_its_people_are_asked_though_their_home_does(two: Story) -> None:
    assert "11/16(月) 17:00" in two.form(two.tanaka)


def test_nothing_is_written_for_a_team_that_was_removed(two: Story) -> None:
    two.until(tokyo(16, "17:05"))
    two.tanaka.press(two.message("U1"), "write")
    two.machine.sqlite.commit([Update("teams/T1-C2", {"status": "removed"})])
    two.tanaka.type(keep="書いた")
    two.tanaka.select(team="T1-C2")
    two.tanaka.submit()
    assert two.tanaka.view.errors == {"team": ja("error.no_team")}
    assert entries(two, "T1-C2") == []
