"""Setting up a team: `/kpt setup` in a channel (issue 2, item 1)."""

from collections.abc import Callable
from typing import Any

import pytest

from local.slack.people.reading import plain
from shared.slack.handlers.commands import HELP
from shared.slack.handlers.response import in_both
from tests.story.conftest import Story, en, ja, key_of, tokyo, working

# What is stored


def test_the_channel_becomes_a_team_with_the_products_defaults(team: Story) -> None:
    stored = dict(team.document("teams/T1-C1"))
    now = tokyo(16)
    assert (stored.pop("created_at"), stored.pop("updated_at")) == (now, now)
    assert stored == {
        "schema": 1,
        "name": "ops",
        "workspace": "T1",
        "channel": "C1",
        "language": "ja",
        "time_zone": "Asia/Tokyo",
        "clock": "own",
        "membership": "channel",
        "members": {"U1": {"name": "田中"}, "U2": {"name": "鈴木"}, "U3": {"name": "Sato"}},
        "member_ids": ["U1", "U2", "U3"],
        "stepped_out": [],
        "reminder": {"time": "17:00", "weekdays": ["monday", "tuesday", "wednesday", "thursday", "friday"]},
        "win_session": {"weekday": "friday", "time": "16:30"},
        "holidays": {"country": "JP", "extra": ["12-29", "12-30"]},
        "announcement": {"mode": "message", "parts": "all", "quiet": "silent"},
        "slots": ["reminder 16:00 Asia/Tokyo", "reminder 17:00 Asia/Tokyo", "digest 16:30 Asia/Tokyo"],
        "status": "active",
        "created_by": "U1",
        "updated_by": "U1",
    }


def test_each_member_is_stored_as_a_person(team: Story) -> None:
    person = dict(team.document("people/T1-U3"))
    assert person == {
        "schema": 1,
        "name": "Sato",
        "picture": "https://example.com/picture.png",
        "teams": ["T1-C1"],
        "home": "T1-C1",
        "language": "en",
        "time_zone": "Asia/Tokyo",
        "country": "JP",
    }


def test_language_and_zone_of_the_team_are_the_callers(story: Story) -> None:
    story.workspace.change_user("U3", tz="Europe/Berlin")
    story.set_up(by=story.sato)
    stored = story.document("teams/T1-C1")
    assert (stored["language"], stored["time_zone"], stored["created_by"]) == ("en", "Europe/Berlin", "U3")
    assert stored["holidays"] == {"country": "DE", "extra": []}


def test_who_set_the_team_up_stands_in_the_audit_trail(team: Story) -> None:
    (line,) = team.documents("audit").values()
    assert (line["by"], line["team"], line["what"]) == ("U1", "T1-C1", "set the team up")


def test_bots_guests_closed_accounts_and_other_workspaces_people_are_left_out(story: Story) -> None:
    others: dict[str, dict[str, Any]] = {
        "UBUILD": {"is_bot": True},
        "UGONE": {"deleted": True},
        "UGUEST": {"is_restricted": True},
        "UONECHANNEL": {"is_ultra_restricted": True},
        "UPARTNER": {"team_id": "T2"},
        "USTRANGER": {"is_stranger": True, "team_id": "T2"},
    }
    for user, about in others.items():
        story.workspace.add_user(user, user.lower(), user, **about)
        story.workspace.join("C1", user)
    story.set_up()
    assert story.document("teams/T1-C1")["member_ids"] == ["U1", "U2", "U3"]
    assert set(story.documents("people")) == {"T1-U1", "T1-U2", "T1-U3"}
    assert ja("setup.done", channel="#ops", when="11/16(月) 17:00", people=3) in story.form(story.tanaka)
    story.until(tokyo(20, "18:00"))
    assert [user for user in others if story.workspace.direct_messages(user)] == []


def test_all_pages_of_the_channels_members_are_read_and_the_form_says_how_many_there_are(story: Story) -> None:
    join_many(story, 297)
    story.tanaka.command("/kpt", "setup")
    assert ja("setup.form_new", channel="#ops", people=300) in story.form(story.tanaka)
    assert len(story.slack.calls_of("conversations.members")) > 1
    assert story.documents("teams") == {}
    assert story.channel.messages == []
    story.tanaka.submit()
    story.settle()
    stored = story.document("teams/T1-C1")
    assert (len(stored["member_ids"]), len(stored["members"])) == (300, 300)
    assert ja("setup.done", channel="#ops", when="11/16(月) 17:00", people=300) in story.form(story.tanaka)


def test_closing_the_form_sets_nothing_up(story: Story) -> None:
    story.tanaka.command("/kpt", "setup")
    story.tanaka.close()
    assert story.settle()
    assert story.documents("teams") == {}
    assert story.channel.messages == []


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


# Where it cannot be set up


def test_a_public_channel_without_the_app_gets_the_sentence_with_invite(story: Story) -> None:
    story.workspace.add_channel("C2", "lobby", ["U1"], bot_inside=False)
    story.set_up(channel="C2")
    assert story.ephemerals("U1") == [ja("error.not_invited")]
    assert "/invite @Furikaeri" in ja("error.not_invited")
    assert story.documents("teams") == {}


def test_a_private_channel_that_the_app_cannot_see_gets_it_too(story: Story) -> None:
    story.workspace.add_channel("C3", "secret", ["U3"], is_private=True, bot_inside=False)
    story.set_up(by=story.sato, channel="C3")
    assert story.ephemerals("U3") == [en("error.not_invited")]
    assert story.documents("teams") == {}


def test_after_the_invitation_it_works(story: Story) -> None:
    story.workspace.add_channel("C2", "lobby", ["U1"], bot_inside=False)
    story.set_up(channel="C2")
    story.workspace.join("C2", "UBOT")
    story.set_up(channel="C2")
    assert "T1-C2" in story.documents("teams")


def test_a_private_channel_with_the_app_is_called_by_its_own_name(story: Story) -> None:
    story.workspace.add_channel("C4", "core", ["U1", "U2"], is_private=True)
    story.set_up(channel="C4")
    assert story.document("teams/T1-C4")["name"] == "core"
    assert "#core" in story.form(story.tanaka)


def test_direct_messages_are_no_team(story: Story) -> None:
    story.set_up(channel="DU1")
    assert story.ephemerals("U1") == [ja("error.not_here")]
    assert story.documents("teams") == {}


def test_an_archived_channel_is_named_as_that(story: Story) -> None:
    story.workspace.add_channel("C5", "old", ["U1"], is_archived=True)
    story.set_up(channel="C5")
    assert story.ephemerals("U1") == [ja("error.archived_channel")]


def test_a_channel_shared_with_another_company_is_refused(story: Story) -> None:
    story.workspace.add_channel("C6", "partners", ["U1"], is_ext_shared=True)
    story.set_up(channel="C6")
    assert story.ephemerals("U1") == [ja("error.shared_channel")]


@pytest.mark.parametrize("about", [{"is_restricted": True}, {"is_ultra_restricted": True}, {"team_id": "T2"}])
def test_guests_and_other_workspaces_people_cannot_set_up(story: Story, about: dict[str, Any]) -> None:
    story.workspace.change_user("U3", **about)
    story.set_up(by=story.sato)
    assert story.ephemerals("U3") == [en("error.guest")]
    assert story.documents("teams") == {}


# Doing it again


def test_doing_it_again_and_saving_changes_nothing_and_says_so_to_each_in_their_language(team: Story) -> None:
    before = {path: dict(team.documents(path)) for path in ("teams", "people", "audit", "errands")}
    posted = len(team.channel.messages)
    team.jump(tokyo(17))
    team.set_up(by=team.sato)
    team.set_up()
    assert en("setup.unchanged") in team.form(team.sato)
    assert ja("setup.unchanged") in team.form(team.tanaka)
    assert {path: dict(team.documents(path)) for path in before} == before
    assert len(team.channel.messages) == posted


def test_the_same_form_sent_twice_founds_one_team_and_welcomes_once(story: Story) -> None:
    story.tanaka.command("/kpt", "setup")
    story.tanaka.submit()
    story.tanaka.resend_last()
    story.settle()
    assert len(story.documents("audit")) == 1
    assert len(story.channel.messages) == 1


def test_two_who_set_up_at_once_found_one_team(story: Story) -> None:
    story.tanaka.command("/kpt", "setup")
    story.sato.command("/kpt", "setup")
    story.tanaka.submit()
    story.sato.submit()
    story.settle()
    assert story.document("teams/T1-C1")["created_by"] == "U1"
    assert len([m for m in story.channel.messages if key_of(m) == "welcome"]) == 1


# What the caller is told


def test_the_caller_sees_when_the_next_message_goes_out_and_to_how_many(team: Story) -> None:
    told = team.form(team.tanaka)
    assert ja("setup.done", channel="#ops", when="11/16(月) 17:00", people=3) in told
    assert ja("setup.try_now") in told


def test_after_five_on_a_friday_before_a_holiday_the_next_message_is_on_tuesday(
    at: Callable[..., Story],
) -> None:
    story = at(tokyo(20, "18:00"))
    story.set_up()
    assert "11/24(火) 17:00" in story.form(story.tanaka)


def test_on_the_sessions_day_the_next_message_is_half_an_hour_before_it(at: Callable[..., Story]) -> None:
    story = at(tokyo(20))
    story.set_up(by=story.sato)
    assert en("setup.done", channel="#ops", when="Fri 20 Nov 16:00", people=3) in story.form(story.sato)


def test_a_person_in_another_zone_gets_a_slot_of_their_own(story: Story) -> None:
    story.workspace.change_user("U3", tz="Europe/Berlin")
    story.set_up()
    assert "reminder 17:00 Europe/Berlin" in story.document("teams/T1-C1")["slots"]
    story.until(tokyo(16, "17:30"))
    assert (len(story.messages("U1")), len(story.messages("U3"))) == (1, 0)
    story.until(tokyo(17, "01:05"))  # 17:05 in Berlin
    assert len(story.messages("U3")) == 1


def test_a_team_of_one_reads_right_in_both_languages() -> None:
    for locale, told in (
        ("ja-JP", "#solo で始めました。次は11/16(月) 17:00、1人に届きます。"),
        ("en-GB", "#solo is set up. Next: Mon 16 Nov 17:00. Members: 1."),
    ):
        with working(tokyo(16)) as story:
            story.workspace.change_user("U1", locale=locale)
            story.workspace.add_channel("C7", "solo", ["U1"])
            story.set_up(channel="C7")
            assert told in story.form(story.tanaka)


# Send it to me now


def test_send_it_to_me_now_is_that_days_reminder_and_none_follows(team: Story) -> None:
    team.tanaka.press_in_view("try_now")
    assert team.settle()
    assert ja("done.try_sent") in team.form(team.tanaka)
    assert ja("reminder.title") in team.messages("U1")[0]
    team.until(tokyo(16, "23:00"))
    assert [len(team.messages(user)) for user in ("U1", "U2", "U3")] == [1, 1, 1]
    team.until(tokyo(17, "17:05"))
    assert len(team.messages("U1")) == 2


def test_pressed_twice_it_comes_once_and_a_sentence_says_so(team: Story) -> None:
    for _ in range(2):
        team.tanaka.press_in_view("try_now")
        team.settle()
        told = team.form(team.tanaka)
        team.tanaka.close()
    assert ja("done.try_already") in told
    assert len(team.messages("U1")) == 1


def test_pressed_twice_at_once_it_comes_once(team: Story) -> None:
    team.tanaka.press_in_view("try_now")
    team.tanaka.resend_last()
    assert team.settle()
    assert len(team.messages("U1")) == 1


def test_pressed_after_answering_a_sentence_says_so_and_nothing_is_sent(team: Story) -> None:
    team.tanaka.press_in_view("try_now")
    team.settle()
    team.press(team.tanaka, "quiet")
    team.tanaka.close()
    team.tanaka.press_in_view("try_now")
    team.settle()
    assert ja("done.try_already") in team.form(team.tanaka)
    assert len(team.messages("U1")) == 1


def test_pressed_days_later_it_is_the_reminder_of_that_day(team: Story) -> None:
    team.until(tokyo(17, "10:00"))
    team.tanaka.press_in_view("try_now")
    team.until(tokyo(17, "17:05"))
    assert len(team.messages("U1")) == 2
    assert set(team.documents("people/T1-U1/deliveries")) == {"reminder:2026-11-16", "reminder:2026-11-17"}


# The welcome


def test_the_channel_is_welcomed_in_the_teams_language(team: Story) -> None:
    (welcome,) = team.channel.messages
    assert plain(welcome).splitlines() == [
        ja("welcome.title"),
        ja("welcome.asked", time="17:00", session_day="金曜日", session_reminder="16:00"),
        ja("welcome.shown"),
        ja("welcome.session", session_day="金曜日", session_time="16:30"),
        ja("welcome.stored"),
    ]
    assert "Google Cloud" in welcome.text  # who listens to it hears all of it
    assert "⋯" in welcome.text


def test_an_english_teams_welcome(story: Story) -> None:
    story.set_up(by=story.sato)
    (welcome,) = story.channel.messages
    assert en("welcome.asked", time="17:00", session_day="Friday", session_reminder="16:00") in plain(welcome)


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({"announcement_parts": "keep"}, ja("welcome.shown_keep")),
        ({"announcement_mode": "off", "announcement_parts": "keep"}, ja("welcome.shown_off")),
        (
            {"membership": "list", "chosen": ["U1", "U2"]},
            ja("welcome.asked_chosen", time="17:00", session_day="金曜日", session_reminder="16:00"),
        ),
        ({"session_time": "17:30"}, ja("welcome.asked_daily", time="17:00")),
        ({"weekdays": ["0", "1", "2", "3"]}, ja("welcome.asked_daily", time="17:00")),
    ],
)
def test_the_welcome_tells_what_is_shown_and_who_is_asked_as_it_was_chosen(
    story: Story, chosen: dict[str, Any], told: str
) -> None:
    story.tanaka.command("/kpt", "setup")
    story.tanaka.select(chosen)
    story.tanaka.submit()
    story.settle()
    assert told in plain(story.channel.messages[0]).splitlines()


@pytest.mark.functions_fail
def test_a_welcome_whose_answer_was_lost_is_never_lost_itself(story: Story) -> None:
    """The app may not read channels: it comes twice rather than not at all, and its delivery says so."""
    story.slack.faults.status("chat.postMessage", 500, after_effect=True)
    story.set_up()
    assert story.settle()
    assert story.documents("errands") == {}
    delivery = story.document("teams/T1-C1/deliveries/welcome")
    assert (delivery["state"], delivery["error"]) == ("sent", "posted again: the place may not be read")


@pytest.mark.parametrize(("others", "mode"), [(3, "message"), (4, "thread")])
def test_up_to_six_people_get_a_message_each_from_seven_on_one_thread_a_day(
    story: Story, others: int, mode: str
) -> None:
    join_many(story, others)
    story.set_up()
    assert story.document("teams/T1-C1")["announcement"]["mode"] == mode


# Words besides setup


def test_help_lists_what_there_is_and_says_where_entries_are_stored(story: Story) -> None:
    *words, stored = [ja(f"help.{line}") for line in HELP]
    story.tanaka.command("/kpt", "help")
    *first, more = story.ephemerals("U1")[-1].splitlines()
    assert (first, more) == ([*words[:5], stored], f"[{ja('help.more')}]")
    story.tanaka.press(story.ephemeral("U1"), "help_more")
    assert story.ephemerals("U1")[-1].splitlines() == [*words, stored]


def test_somebody_in_no_team_who_stopped_is_still_answered_in_their_language(story: Story) -> None:
    story.tanaka.command("/kpt", "stop")
    story.tanaka.command("/kpt", "help")
    assert story.ephemerals("U1")[0] == ja("done.stopped")
    assert ja("help.write") in story.ephemerals("U1")[-1]
    story.tanaka.command("/kpt")
    assert ja("error.no_team") in story.form(story.tanaka)


def test_and_stays_stopped_when_their_channel_becomes_a_team(story: Story) -> None:
    story.sato.command("/kpt", "stop")
    story.set_up()
    story.until(tokyo(16, "17:05"))
    assert story.messages("U3") == []
    assert story.document("people/T1-U3")["language"] == "en"


# Helpers


def join_many(story: Story, count: int) -> None:
    for n in range(count):
        story.workspace.add_user(f"UM{n}", f"m{n}", f"Member {n}")
        story.workspace.join("C1", f"UM{n}")
