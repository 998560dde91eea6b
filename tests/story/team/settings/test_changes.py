"""A team is changed in a form: what a change brings about, who may, and several at once."""

from typing import Any

import pytest

from shared.i18n.sentences import Sentences
from shared.slack.handlers.response import in_both
from shared.store.engine.documents import Delete
from tests.story.conftest import Story, en, ja, key_of, tokyo
from tests.story.team.settings.form import audited, change, digests, fill_in, later, stored, told

# What a change brings about


def test_a_change_is_stored_said_in_one_sentence_and_stands_in_the_audit(team: Story) -> None:
    change(team, team.sato, reminder_time="16:00")
    assert stored(team)["reminder"]["time"] == "16:00"
    what = ja("setting.reminder_time")
    assert told(team) == [ja("setup.changed", what=what, old="17:00", new="16:00", name="Sato")]
    [line] = audited(team)
    assert (line["by"], line["team"], line["what"]) == ("U3", "T1-C1", "changed the settings")
    assert line["changes"] == [{"what": "reminder_time", "from": "17:00", "to": "16:00"}]
    assert en("setup.saved", channel="#ops") in team.form(team.sato)
    team.until(tokyo(16, "16:05"))
    assert [len(team.messages(user)) for user in ("U1", "U2", "U3")] == [1, 1, 1]
    team.until(tokyo(16, "23:00"))
    assert [len(team.messages(user)) for user in ("U1", "U2", "U3")] == [1, 1, 1]


def test_a_change_by_a_member_of_whom_nothing_was_stored_is_told_as_well(team: Story) -> None:
    team.machine.sqlite.commit([Delete("people/T1-U3")])
    change(team, team.sato, reminder_time="16:00")
    assert [message.endswith("(Satoさん)") for message in told(team)] == [True]


def test_several_changes_are_one_message_in_the_teams_language(story: Story) -> None:
    story.set_up(by=story.sato)
    change(
        story,
        story.tanaka,
        {"time_zone": "berlin", "country": "ドイツ", "extra_days_off": "12/24、2027年8月13日"},
        weekdays=["0", "1", "2", "3"],
        clock="team",
        session_weekday="3",
        session_time="15:15",
        announcement_mode="off",
        announcement_parts="keep",
        announcement_quiet="line",
    )
    now = stored(story)
    assert (now["time_zone"], now["clock"]) == ("Europe/Berlin", "team")
    assert now["holidays"] == {"country": "DE", "extra": ["12-24", "2027-08-13"]}
    assert now["win_session"] == {"weekday": "thursday", "time": "15:15"}
    assert now["announcement"] == {"mode": "off", "parts": "keep", "quiet": "line"}
    [message] = told(story)
    assert "Win session at 16:30 → 15:15 (by 田中)" in message
    assert "Public holidays of Japan → Germany (by 田中)" in message
    assert len(message.splitlines()) == 10


def test_the_language_of_a_team_can_be_changed_and_the_next_sentence_is_in_it(team: Story) -> None:
    change(team, team.tanaka, language="en")
    assert told(team) == ["Language 日本語 → English (by 田中)"]


def test_saving_what_stands_there_changes_nothing(team: Story) -> None:
    for person, say in ((team.sato, en), (team.tanaka, ja)):
        change(team, person)
        assert say("setup.unchanged") in team.form(person)
    assert (told(team), audited(team)) == ([], [])


def test_a_new_time_that_has_passed_holds_from_tomorrow_and_the_form_says_so(team: Story) -> None:
    team.tanaka.close()
    team.until(tokyo(16, "16:30"))
    change(team, team.tanaka, reminder_time="16:00")
    assert ja("setup.holds_from", day="11/17(火)") in team.form(team.tanaka)
    team.tanaka.close()
    team.sato.command("/kpt", "setup")
    assert en("setup.old_times", day="Mon 16 Nov") in team.form(team.sato)
    team.until(tokyo(16, "17:05"))
    assert len(team.messages("U1")) == 1
    team.until(tokyo(17, "16:05"))
    assert len(team.messages("U1")) == 2
    team.until(tokyo(17, "23:00"))
    assert len(team.messages("U1")) == 2
    team.sato.close_all()
    team.sato.command("/kpt", "setup")
    assert en("setup.old_times", day="Mon 16 Nov") not in team.form(team.sato)


def test_the_session_of_another_weekday_begins_with_the_week_in_which_neither_has_passed(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    asked.until(tokyo(19, "10:00"))
    change(asked, asked.tanaka, session_weekday="2")
    assert ja("setup.holds_from", day="11/23(月)") in asked.form(asked.tanaka)
    asked.until(tokyo(26, "10:00"))
    sessions = [key_of(m) for m in asked.posts() if key_of(m).startswith("digest:")]
    assert sessions == ["digest:2026-11-20", "digest:2026-11-25"]


def test_where_slack_is_slow_to_say_who_is_in_the_channel_everybody_is_asked_in_the_end(team: Story) -> None:
    change(team, team.tanaka, membership="list", chosen=["U1"])
    assert set(stored(team)["members"]) == {"U1"}
    later(team)
    team.tanaka.command("/kpt", "setup")
    fill_in(team.tanaka, membership="channel")
    team.slack.faults.status("users.info", 429, retry_after=1, times=2)
    team.tanaka.submit()
    while not team.settle():
        later(team)
    assert set(stored(team)["members"]) == {"U1", "U2", "U3"}


# Who may


def test_somebody_in_the_channel_who_is_no_member_may_change_it(team: Story) -> None:
    team.workspace.add_user("U4", "takahashi", "高橋")
    team.workspace.join("C1", "U4", told=False)
    change(team, team.machine.person("U4"), reminder_time="18:00")
    assert told(team) == ["お知らせの時刻 17:00 → 18:00(高橋さん)"]


@pytest.mark.parametrize(
    ("about", "sentence"), [({}, "error.setup_not_member"), ({"is_restricted": True}, "error.guest")]
)
def test_somebody_outside_or_a_guest_gets_no_form_and_a_stolen_one_changes_nothing(
    team: Story, about: dict[str, Any], sentence: str
) -> None:
    team.workspace.add_user("U4", "takahashi", "高橋", **about)
    stranger = team.machine.person("U4")
    stranger.command("/kpt", "setup")
    assert team.ephemerals("U4") == [ja(sentence)]
    team.workspace.add_channel("C8", "own", ["U4", "U1"])
    team.tanaka.close()
    team.tanaka.command("/kpt", "setup")
    stolen = team.tanaka.view.content["private_metadata"]
    team.workspace.change_user("U4", is_restricted=False)
    stranger.command("/kpt", "setup", "C8")
    team.workspace.change_user("U4", **about)
    stranger.view.content["private_metadata"] = stolen
    stranger.select(reminder_time="05:00")
    stranger.submit()
    team.settle()
    assert stored(team)["reminder"]["time"] == "17:00"
    assert audited(team) == []
    refused = "team.refused_guest" if about else "team.refused_not_member"
    assert ja(refused, channel="#ops") in team.form(stranger)


def test_where_slack_does_not_say_who_somebody_is_they_are_not_called_a_guest(team: Story) -> None:
    team.workspace.add_user("U4", "takahashi", "高橋")
    team.workspace.join("C1", "U4", told=False)
    joiner = team.machine.person("U4")
    joiner.command("/kpt", "setup")
    joiner.select(reminder_time="18:00")
    team.slack.faults.error("users.info", "fatal_error", times=None)
    joiner.submit()
    assert joiner.view.errors == {"reminder_time": ja("error.settings_failed")}
    joiner.close()
    joiner.command("/kpt", "setup")
    assert team.ephemerals("U4") == [in_both("error.setup_failed")], "whose language it would be is not known either"


# Several at once


def test_what_two_people_set_at_the_same_time_both_stands(team: Story) -> None:
    team.tanaka.close()
    team.tanaka.command("/kpt", "setup")
    team.sato.command("/kpt", "setup")
    team.tanaka.select(reminder_time="16:00")
    team.sato.select(session_time="15:00")
    later(team)
    team.tanaka.submit()
    later(team)
    team.sato.submit()
    team.settle()
    assert (stored(team)["reminder"]["time"], stored(team)["win_session"]["time"]) == ("16:00", "15:00")
    assert [[c["what"] for c in line["changes"]] for line in audited(team)] == [["reminder_time"], ["session_time"]]
    assert len(told(team)) == 2


def test_somebody_who_joins_while_the_form_is_open_is_not_lost(team: Story) -> None:
    team.tanaka.close()
    team.tanaka.command("/kpt", "setup")
    team.workspace.add_user("U4", "takahashi", "高橋")
    team.workspace.join("C1", "U4")
    team.settle()
    later(team)
    team.tanaka.select(reminder_time="16:00")
    team.tanaka.submit()
    team.settle()
    assert "U4" in stored(team)["members"]
    assert stored(team)["reminder"]["time"] == "16:00"
    assert [[c["what"] for c in line["changes"]] for line in audited(team)] == [["reminder_time"]]


def test_a_form_of_somebody_who_was_slower_to_begin_changes_nothing(story: Story) -> None:
    story.tanaka.command("/kpt", "setup")
    story.sato.command("/kpt", "setup")
    story.tanaka.submit()
    story.sato.select(reminder_time="05:00")
    story.sato.submit()
    story.settle()
    assert stored(story)["reminder"]["time"] == "17:00"
    assert en("setup.already", channel="#ops") in story.form(story.sato)


# Words


@pytest.mark.parametrize("say", [ja, en])
def test_nothing_but_texts_is_sent_for_names_with_markup(story: Story, say: Sentences) -> None:
    story.workspace.change_user("U1", name="<!channel> *x*", locale="ja-JP" if say is ja else "en-GB")
    story.set_up()
    change(story, story.tanaka, {"country": "<!here>"})
    assert story.tanaka.view.errors == {"country": say("fault.country", word="<!here>")}
    story.tanaka.close_all()
    change(story, story.tanaka, reminder_time="16:00")
    assert len(told(story)) == 1


# What somebody hostile sends


@pytest.mark.parametrize("action", ["team_pause", "team_remove_sure", "session_now"])
def test_buttons_reach_no_other_workspace_and_no_channel_that_one_is_not_in(asked: Story, action: str) -> None:
    asked.write(asked.tanaka, keep="よかった")
    asked.workspace.add_user("U4", "takahashi", "高橋")
    asked.workspace.add_channel("C8", "own", ["U4"])
    stranger = asked.machine.person("U4")
    stranger.command("/kpt", "setup", "C8")
    stranger.submit()
    asked.settle()
    later(asked)
    for value in ("T1-C1", "T2-C1", "../teams/T1-C1", ""):
        stranger.close_all()
        stranger.command("/kpt", "setup", "C8")
        if action == "team_remove_sure":
            stranger.press_in_view("team_remove")
        for block in stranger.view.blocks:
            for element in block.get("elements", ()):
                element["value"] = value
        stranger.press_in_view(action)
        asked.settle()
    assert stored(asked)["status"] == "active"
    assert digests(asked) == []
    assert stranger.troubles == []


def test_a_sentence_for_a_closed_channel_is_not_told_later(team: Story) -> None:
    team.workspace.channel("C1").is_archived = True
    change(team, team.sato, announcement_quiet="line")
    assert stored(team)["announcement"]["quiet"] == "line"
    assert [name for name in team.documents("teams/T1-C1/deliveries") if name.startswith("changed:")] == []
    team.workspace.channel("C1").is_archived = False
    team.machine.triggers.publish("sweep", [{}])
    team.settle()
    assert told(team) == []
