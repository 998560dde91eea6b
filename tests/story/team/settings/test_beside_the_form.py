"""What a team's settings do at once: pause, go on, remove, begin the session early."""

from local.slack.people.person import Person
from tests.story.conftest import Story, en, ja, key_of, tokyo
from tests.story.team.settings.form import audited, change, digests, later, stored, told

# At once, beside the form


def press(story: Story, person: Person, action: str) -> None:
    later(story)
    person.command("/kpt", "setup")
    person.press_in_view(action)
    story.settle()


def test_while_a_team_is_paused_nobody_is_asked_and_what_is_kept_comes_in_the_next_digest(asked: Story) -> None:
    asked.write(asked.tanaka, keep="休む前")
    press(asked, asked.sato, "team_pause")
    assert en("team.paused", channel="#ops") in asked.form(asked.sato)
    about = {"what": ja("setting.status"), "old": ja("status.active"), "new": ja("status.paused")}
    assert told(asked) == [ja("setup.changed", name="Sato", **about)]
    asked.until(tokyo(18, "10:00"))
    assert len(asked.messages("U2")) == 1
    asked.write(asked.suzuki, keep="休みのあいだ")
    asked.until(tokyo(24, "10:00"))
    assert not [m for m in asked.posts() if key_of(m).startswith("digest:")]
    press(asked, asked.tanaka, "team_resume")
    asked.until(tokyo(24, "17:05"))
    assert len(asked.messages("U2")) == 2
    asked.until(tokyo(27, "17:00"))
    assert "休む前" in str(asked.thread())
    assert "休みのあいだ" in str(asked.thread())
    assert [line["what"] for line in audited(asked)] == ["paused the team", "resumed the team"]


def test_members_of_a_paused_team_are_asked_by_another_and_again_when_only_that_one_goes_on(team: Story) -> None:
    team.workspace.add_channel("C2", "duo", ["U1", "U2"])
    team.set_up(channel="C2")
    press(team, team.sato, "team_pause")
    assert team.document("people/T1-U2")["home"] == "T1-C2"
    assert team.document("people/T1-U3")["home"] == "T1-C1"


def remove(story: Story, person: Person) -> None:
    later(story)
    person.command("/kpt", "setup")
    person.press_in_view("team_remove")
    person.press_in_view("team_remove_sure")
    story.settle()


def test_removing_a_team_asks_twice_keeps_what_was_written_and_ends_everything_else(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    asked.sato.command("/kpt", "setup")
    asked.sato.press_in_view("team_remove")
    assert en("team.remove_about", channel="#ops") in asked.form(asked.sato)
    asked.sato.press_in_view("team_remove_sure", confirm=False)
    assert stored(asked)["status"] == "active"
    asked.sato.close_all()
    remove(asked, asked.sato)
    assert en("team.removed", channel="#ops") in asked.form(asked.sato)
    assert stored(asked)["status"] == "removed"
    assert asked.document("teams/T1-C1/entries/2026-11-16_U1")["keep"] == "よかった"
    assert [line["what"] for line in audited(asked)] == ["removed the team"]
    asked.until(tokyo(20, "23:00"))
    assert len(asked.messages("U2")) == 1
    assert not [m for m in asked.posts() if key_of(m).startswith("digest:")]
    asked.suzuki.command("/kpt")
    assert ja("error.no_team") in asked.form(asked.suzuki)
    asked.suzuki.close()
    asked.suzuki.press(asked.message("U2"), "write")
    asked.suzuki.type(keep="もう一度")
    asked.suzuki.submit()
    assert ja("error.no_team") in str([*asked.suzuki.view.errors.values(), asked.form(asked.suzuki)])


def test_a_removed_team_begins_again_with_a_new_welcome_and_its_old_entries(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    remove(asked, asked.sato)
    asked.sato.close_all()
    asked.jump(tokyo(17, "10:00"))
    asked.sato.command("/kpt", "setup")
    assert en("setup.form_new", channel="#ops", people=3) in asked.form(asked.sato)
    asked.sato.submit()
    asked.settle()
    assert (stored(asked)["status"], stored(asked)["language"]) == ("active", "en")
    assert [key_of(m) for m in asked.channel.messages].count("welcome") == 2
    assert [line["what"] for line in audited(asked)] == ["removed the team", "set the team up"]
    asked.until(tokyo(20, "17:00"))
    assert "よかった" in str(asked.thread())
    assert len(asked.messages("U2")) == 5


def test_an_old_form_of_a_team_that_was_removed_does_not_begin_it_again(team: Story) -> None:
    team.tanaka.close()
    team.tanaka.command("/kpt", "setup")
    remove(team, team.sato)
    team.tanaka.submit()
    team.settle()
    assert stored(team)["status"] == "removed"
    assert ja("team.refused_no_team", channel="#ops") in team.form(team.tanaka)


def test_a_team_whose_channel_is_closed_can_be_paused_and_is_not_resumed_by_an_old_form(team: Story) -> None:
    press(team, team.sato, "team_pause")
    team.sato.close_all()
    team.sato.command("/kpt", "setup")
    press(team, team.suzuki, "team_resume")
    team.workspace.leave("C1", "UBOT")
    team.settle()
    assert stored(team)["status"] == "blocked"
    team.sato.press_in_view("team_resume")
    assert en("team.refused_blocked", channel="#ops") in team.form(team.sato)
    assert stored(team)["status"] == "blocked"


# The session, begun before its time


def begin(story: Story, person: Person) -> None:
    person.close_all()
    press(story, person, "session_now")


def test_a_session_begun_early_is_that_weeks_and_the_next_weeks_comes_in_its_slot(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    asked.until(tokyo(18, "13:00"))
    begin(asked, asked.sato)
    assert en("session_now.begun", channel="#ops") in asked.form(asked.sato)
    assert digests(asked) == ["digest:2026-11-20"]
    begin(asked, asked.sato)
    assert en("session_now.already", channel="#ops") in asked.form(asked.sato)
    asked.until(tokyo(20, "16:20"))
    assert ja("reminder.title") in asked.messages("U2")[-1]
    assert ja("session.title", time="16:30") not in asked.messages("U2")[-1]
    asked.until(tokyo(20, "23:00"))
    assert digests(asked) == ["digest:2026-11-20"]
    asked.until(tokyo(27, "16:20"))
    assert ja("session.title", time="16:30") in asked.messages("U2")[-1]
    asked.until(tokyo(27, "23:00"))
    assert digests(asked) == ["digest:2026-11-20", "digest:2026-11-27"]


def test_another_weekday_after_a_session_begun_early_brings_no_second_one_in_the_week(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    begin(asked, asked.sato)
    asked.sato.close_all()
    change(asked, asked.sato, session_weekday="2")
    asked.until(tokyo(22, "10:00"))
    assert digests(asked) == ["digest:2026-11-20"]
    asked.until(tokyo(25, "17:00"))
    assert digests(asked) == ["digest:2026-11-20", "digest:2026-11-25"]


def test_it_cannot_begin_before_the_first_entry_or_while_the_team_is_paused(team: Story) -> None:
    press(team, team.sato, "session_now")
    assert en("session_now.no_entry") in team.form(team.sato)
    team.sato.close_all()
    team.sato.command("/kpt", "setup")
    press(team, team.suzuki, "team_pause")
    team.sato.press_in_view("session_now")
    assert en("session_now.paused") in team.form(team.sato)
    assert digests(team) == []
