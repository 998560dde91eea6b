"""A team is changed in a form (issue 6, item 1)."""

from datetime import timedelta
from time import monotonic
from typing import Any

import pytest

from local.slack.people.person import NotPossible, Person
from local.slack.people.reading import plain, plain_view
from shared.i18n.sentences import Sentences
from shared.slack.handlers.response import in_both
from shared.store.engine.documents import Delete
from tests.story.conftest import Story, en, ja, key_of, tokyo
from tests.story.stores import Silent, store_of


def change(story: Story, by: Person, typed: dict[str, str] | None = None, **chosen: Any) -> None:
    """A minute later: open the settings, type and choose, save; and what this brings about happens."""
    later(story)
    by.command("/kpt", "setup")
    by.type(typed or {})
    by.select(chosen)
    by.submit()
    story.settle()


def later(story: Story) -> None:
    story.jump(story.machine.clock.now() + timedelta(minutes=1))


def told(story: Story) -> list[str]:
    """What the channel was told about changes."""
    return [plain(m) for m in story.channel.messages if key_of(m).startswith("changed:")]


def audited(story: Story) -> list[dict[str, Any]]:
    """What the audit trail says of changes, the oldest first."""
    return [dict(line) for _, line in sorted(story.documents("audit").items())][1:]


def stored(story: Story) -> dict[str, Any]:
    return dict(story.document("teams/T1-C1"))


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


# What cannot be, at its field


@pytest.mark.parametrize(
    ("typed", "chosen", "field", "sentence"),
    [
        ({"time_zone": "Asia/Tokio"}, {}, "time_zone", ("fault.zone", {"word": "Asia/Tokio", "near": "Asia/Tokyo"})),
        ({"time_zone": "EST"}, {}, "time_zone", ("fault.no_place", {"word": "EST", "near": "America/New_York"})),
        ({"time_zone": "Etc/GMT+12"}, {}, "time_zone", ("fault.no_place_far", {"word": "Etc/GMT+12"})),
        ({"time_zone": "GMT+9"}, {}, "time_zone", ("fault.zone", {"word": "GMT+9", "near": "Asia/Tokyo"})),
        ({"country": "Atlantis"}, {}, "country", ("fault.country", {"word": "Atlantis"})),
        ({"extra_days_off": "12-32"}, {}, "extra_days_off", ("fault.extra_day", {})),
        ({"extra_days_off": "Christmas"}, {}, "extra_days_off", ("fault.extra_day", {})),
        ({}, {"membership": "list", "chosen": []}, "chosen", ("fault.nobody", {})),
        ({}, {"membership": "list", "chosen": ["U1", "U9"]}, "chosen", ("fault.outsider", {"channel": "#ops"})),
        ({}, {"membership": "list", "chosen": ["UBOT"]}, "chosen", ("fault.outsider", {"channel": "#ops"})),
    ],
)
@pytest.mark.parametrize("is_there", [True, False])
def test_what_cannot_be_is_said_at_its_field_in_ones_language_and_nothing_is_stored(
    story: Story, typed: dict[str, str], chosen: dict[str, Any], field: str, sentence: Any, is_there: bool
) -> None:
    story.workspace.add_user("U9", "abe", "安部")
    if is_there:
        story.set_up()
        story.tanaka.close()
    before = story.documents("teams")
    key, about = sentence
    for person, say in ((story.tanaka, ja), (story.sato, en)):
        change(story, person, typed, **chosen)
        assert person.view.errors == {field: say(key, **about)}
    assert story.documents("teams") == before
    assert len(story.documents("audit")) == is_there


def test_all_faults_are_said_at_once(team: Story) -> None:
    change(team, team.sato, {"time_zone": "x", "extra_days_off": "y"}, membership="list", chosen=[])
    assert set(team.sato.view.errors) == {"time_zone", "extra_days_off", "chosen"}


def test_without_a_weekday_slack_sends_no_form_and_one_that_comes_all_the_same_stays_open(team: Story) -> None:
    with pytest.raises(NotPossible, match="weekdays is empty"):
        change(team, team.sato, weekdays=[])
    for block in team.sato.view.blocks:
        block["optional"] = True
    team.sato.submit()
    assert team.sato.view.errors == {"weekdays": en("fault.no_weekday")}


def test_a_channel_with_four_hundred_people_is_told_to_choose(story: Story) -> None:
    for n in range(397):
        story.workspace.add_user(f"UM{n}", f"m{n}", f"Member {n}")
        story.workspace.join("C1", f"UM{n}", told=False)
    story.set_up()
    assert story.tanaka.view.errors == {"membership": ja("fault.too_many", limit=300)}
    assert story.documents("teams") == {}
    story.tanaka.select(membership="list", chosen=["U1", "U2"])
    story.tanaka.submit()
    story.settle()
    assert stored(story)["member_ids"] == ["U1", "U2"]
    change(story, story.sato, membership="channel")
    assert story.sato.view.errors == {"membership": en("fault.too_many", limit=300)}
    assert stored(story)["membership"] == "list"


# Chosen people


def test_a_chosen_list_and_back_to_the_channel(team: Story) -> None:
    change(team, team.sato, membership="list", chosen=["U1", "U3"])
    assert (stored(team)["membership"], set(stored(team)["members"])) == ("list", {"U1", "U3"})
    [message] = told(team)
    assert message.splitlines() == [
        "メンバー チャンネルの全員 → 選んだ人(Satoさん)",
        "選んだ人 なし → 田中さん、Satoさん(Satoさん)",
    ]
    team.until(tokyo(16, "17:05"))
    assert [len(team.messages(user)) for user in ("U1", "U2", "U3")] == [1, 0, 1]
    team.workspace.leave("C1", "U1")
    team.settle()
    assert set(stored(team)["members"]) == {"U3"}
    change(team, team.sato, membership="channel")
    assert set(stored(team)["members"]) == {"U2", "U3"}


def test_chosen_people_who_are_not_used_are_not_a_change(team: Story) -> None:
    change(team, team.sato, chosen=["U1"])
    assert en("setup.unchanged") in team.form(team.sato)


def test_whoever_is_not_chosen_any_more_is_asked_by_another_of_their_teams(team: Story) -> None:
    team.workspace.add_channel("C2", "duo", ["U1", "U2"])
    team.set_up(channel="C2")
    assert team.document("people/T1-U2")["home"] == "T1-C1"
    change(team, team.sato, membership="list", chosen=["U1", "U3"])
    assert team.document("people/T1-U2")["home"] == "T1-C2"


# What Slack sends


MAY_BE_EMPTY = ("weekdays", "country", "extra_days_off", "chosen")


def say_nothing(person: Person) -> None:
    """Null for every field that cannot be empty."""
    person.view.values.update({field: None for field in person.view.values if field[0] not in MAY_BE_EMPTY})
    for block in person.view.blocks:
        block["optional"] = True


def test_fields_of_which_slack_says_null_stay_as_they_are(team: Story) -> None:
    before = stored(team)
    team.tanaka.close()
    team.sato.command("/kpt", "setup")
    say_nothing(team.sato)
    team.sato.submit()
    assert en("setup.unchanged") in team.form(team.sato)
    assert stored(team) == before


def test_and_are_the_defaults_where_a_team_begins(story: Story) -> None:
    story.tanaka.command("/kpt", "setup")
    say_nothing(story.tanaka)
    story.tanaka.submit()
    story.settle()
    assert (stored(story)["reminder"]["time"], stored(story)["time_zone"]) == ("17:00", "Asia/Tokyo")


def test_an_emptied_country_and_days_off_are_none(team: Story) -> None:
    change(team, team.sato, {"country": "", "extra_days_off": ""})
    assert stored(team)["holidays"] == {"country": "", "extra": []}


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


def digests(story: Story) -> list[str]:
    return [key_of(m) for m in story.posts() if key_of(m).startswith("digest:")]


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


# When Slack or the store is slow


def test_a_warm_click_opens_the_form_at_once(team: Story) -> None:
    team.tanaka.close()
    before = len(team.slack.calls)
    team.tanaka.command("/kpt", "setup")
    assert [call.method for call in team.slack.calls[before:]] == ["views.open"]


@pytest.mark.parametrize("method", ["conversations.info", "conversations.members", "users.info"])
def test_a_slow_slack_is_waited_for_in_a_loading_view(story: Story, method: str) -> None:
    story.sato.command("/kpt")  # warm
    story.sato.close_all()
    story.slack.faults.hang(method, 8, times=None)
    answer = story.sato.command("/kpt", "setup")
    story.slack.faults.release()
    story.slack.faults.clear()
    assert (answer.status, story.sato.troubles) == (200, [])
    assert story.documents("teams") == {}


def test_a_text_that_slack_does_not_send_from_an_updated_form_stays(team: Story) -> None:
    """In a view that was updated, null may mean "not touched"."""
    team.tanaka.close()
    team.slack.faults.hang("conversations.members", 1.3)
    team.workspace.add_user("U4", "takahashi", "高橋")
    team.workspace.join("C1", "U4", told=False)
    newcomer = team.machine.person("U4")
    newcomer.command("/kpt", "setup")
    assert "views.update" in [call.method for call in team.slack.calls]
    newcomer.type(country="", extra_days_off="なし")
    later(team)
    newcomer.submit()
    team.settle()
    assert stored(team)["holidays"] == {"country": "JP", "extra": []}


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


@pytest.mark.parametrize("method", ["conversations.info", "conversations.members", "users.info"])
def test_a_slow_slack_keeps_the_form_open_and_nothing_is_lost(team: Story, method: str) -> None:
    team.workspace.add_user("U4", "takahashi", "高橋")
    team.workspace.join("C1", "U4", told=False)
    newcomer = team.machine.person("U4")
    newcomer.command("/kpt", "setup")
    newcomer.select(membership="list", chosen=["U1", "U4"])
    later(team)
    team.slack.faults.hang(method, 8, times=None)
    begun = monotonic()
    newcomer.submit()
    took = monotonic() - begun
    team.slack.faults.release()
    team.slack.faults.clear()
    assert took < 3
    assert newcomer.troubles == []
    assert newcomer.view.errors == {"reminder_time": ja("error.settings_failed")}
    assert newcomer.view.values["chosen", "value"] == ["U1", "U4"]


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


def test_when_each_of_slacks_answers_is_slow_all_of_them_together_keep_the_three_seconds(team: Story) -> None:
    team.workspace.add_user("U4", "takahashi", "高橋")
    team.workspace.join("C1", "U4", told=False)
    newcomer = team.machine.person("U4")
    newcomer.command("/kpt", "setup")
    newcomer.select(membership="list", chosen=["U1", "U4"])
    later(team)
    for method in ("conversations.info", "conversations.members", "users.info"):
        team.slack.faults.hang(method, 0.9, times=None)
    begun = monotonic()
    newcomer.submit()
    assert monotonic() - begun < 3
    team.slack.faults.clear()
    assert newcomer.troubles == []
    assert newcomer.view.errors == {"reminder_time": ja("error.settings_failed")}


@pytest.mark.parametrize("slowly", [True, False])
def test_a_silent_store_is_a_sentence_and_the_form_stays(team: Story, slowly: bool) -> None:
    team.tanaka.close()
    silent = Silent(team.machine.sqlite, slowly=slowly)
    silent.silent = False
    with store_of(team, lambda: silent):
        team.tanaka.command("/kpt", "setup")
        team.sato.command("/kpt", "setup")
        team.tanaka.select(reminder_time="16:00")
        silent.silent = True
        team.tanaka.submit()
        assert team.tanaka.view.errors == {"reminder_time": ja("error.settings_failed")}
        team.sato.press_in_view("team_pause")
        team.suzuki.command("/kpt", "setup")
        silent.silent = False
        later(team)
        team.tanaka.submit()
    team.settle()
    assert stored(team)["reminder"]["time"] == "16:00"
    assert stored(team)["status"] == "active"
    shown = [*team.ephemerals("U2"), *map(plain_view, (v for v in team.workspace.view_stack("U2")))]
    assert ja("error.setup_failed") in "".join(shown) or en("error.setup_failed") in "".join(shown)
    assert team.tanaka.troubles == team.sato.troubles == team.suzuki.troubles == []


def test_a_form_is_said_not_to_open_before_slack_gives_up(story: Story) -> None:
    for method in ("conversations.info", "conversations.members", "users.info"):
        story.slack.faults.hang(method, 1.1, times=None)
    begun = monotonic()
    story.sato.command("/kpt", "setup")
    assert monotonic() - begun < 3
    story.slack.faults.clear()
    assert en("error.setup_failed") in story.form(story.sato)
