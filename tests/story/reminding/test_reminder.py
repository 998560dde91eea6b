"""The 17:00 message: who gets it, what it offers, what it turns into (issue 2, item 2)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from local.google.scheduler import Firing
from local.slack.people.reading import plain
from shared.i18n.sentences import question
from tests.story.conftest import BERLIN, MONDAY, Story, buttons, en, ja, key_of, tokyo
from tests.test_sentences import BANNED

# Who is asked, and how


def test_each_member_gets_one_message_in_their_own_language(asked: Story) -> None:
    assert asked.messages("U1") == [
        "\n".join(
            [
                ja("reminder.title"),
                ja("reminder.body"),
                ja("reminder.hint", question=question("ja", MONDAY)),
                ja("reminder.first_time", channel="#ops"),
                f"[{ja('button.write')}] [{ja('button.quiet')}] [{ja('button.off')}] […]",
            ]
        )
    ]
    assert len(asked.messages("U2")) == 1
    (english,) = asked.messages("U3")
    assert english.startswith(en("reminder.title"))
    assert en("reminder.hint", question=question("en", MONDAY)) in english
    assert "[Write] [🍵 Quiet day] [Day off]" in english


def test_the_lock_screen_and_readers_get_all_that_the_message_says(asked: Story) -> None:
    text = asked.message("U1").text
    assert text.startswith(ja("reminder.text"))
    assert question("ja", MONDAY) in text
    assert ja("reminder.body") in text


def test_nothing_unfolds_in_it(asked: Story) -> None:
    sent = [call.arguments for call in asked.slack.calls_of("chat.postMessage") if call.arguments["channel"] == "U1"]
    assert [(str(c["unfurl_links"]).lower(), str(c["unfurl_media"]).lower()) for c in sent] == [("false", "false")]


def test_the_question_is_the_same_for_all_and_another_the_next_day(asked: Story) -> None:
    asked.until(tokyo(17, "17:05"))
    assert question("ja", MONDAY + timedelta(1)) in asked.messages("U1")[1]
    assert question("ja", MONDAY + timedelta(1)) in asked.messages("U2")[1]
    assert question("ja", MONDAY) not in asked.messages("U1")[1]


def test_the_line_for_the_first_time_goes_once_a_person_has_answered(asked: Story) -> None:
    asked.press(asked.tanaka, "quiet")
    asked.until(tokyo(17, "17:05"))
    assert ja("reminder.first_time", channel="#ops") not in asked.messages("U1")[1]


def test_it_carries_its_key_and_its_days_button(asked: Story) -> None:
    message = asked.message("U1")
    assert key_of(message) == "reminder:2026-11-16"
    assert '"day":"2026-11-16"' in buttons(message)["write"]["value"]


def test_whoever_has_answered_is_not_asked(team: Story) -> None:
    team.write(team.tanaka, keep="早く終わった")
    team.until(tokyo(16, "17:05"))
    assert team.messages("U1") == []
    assert len(team.messages("U2")) == 1


def test_whoever_answered_in_another_team_is_not_asked(team: Story) -> None:
    team.workspace.add_channel("C2", "dev", ["U1", "U2"])
    team.set_up(channel="C2")
    team.write(team.tanaka, keep="opsに書いた")
    team.until(tokyo(16, "17:05"))
    assert team.messages("U1") == []


def test_a_member_of_two_teams_gets_one_message(team: Story) -> None:
    team.workspace.add_channel("C2", "dev", ["U1", "U2"])
    team.set_up(channel="C2")
    team.until(tokyo(16, "17:05"))
    assert [len(team.messages(user)) for user in ("U1", "U2", "U3")] == [1, 1, 1]


def test_nobody_is_asked_on_a_weekend(team: Story) -> None:
    team.until(tokyo(20, "23:00"))
    before = [len(team.messages(user)) for user in ("U1", "U2", "U3")]
    team.until(tokyo(22, "23:00"))
    assert [len(team.messages(user)) for user in ("U1", "U2", "U3")] == before


def test_on_a_holiday_in_japan_only_the_member_in_berlin_is_asked(at: Callable[..., Story]) -> None:
    """23 November 2026 is Labour Thanksgiving Day, a Monday."""
    story = at(tokyo(22))
    story.workspace.change_user("U3", tz="Europe/Berlin")
    story.set_up()
    story.until(tokyo(24, "09:00"))
    assert [len(story.messages(user)) for user in ("U1", "U2", "U3")] == [0, 0, 1]
    assert key_of(story.message("U3")) == "reminder:2026-11-23"


def test_on_a_holiday_in_germany_only_the_members_in_tokyo_are_asked(at: Callable[..., Story]) -> None:
    story = at(tokyo(25, month=12))  # Christmas Day, a Friday; in Japan a working day
    story.workspace.change_user("U3", tz="Europe/Berlin")
    story.set_up()
    story.until(tokyo(26, "12:00", month=12))
    assert [len(story.messages(user)) for user in ("U1", "U2", "U3")] == [1, 1, 0]


@pytest.mark.parametrize("day", [29, 30, 31])
def test_nobody_is_asked_over_the_turn_of_the_year_in_japan(at: Callable[..., Story], day: int) -> None:
    story = at(tokyo(day, month=12))
    story.set_up()
    story.until(tokyo(day, "23:00", month=12))
    assert story.messages("U1") == []


# On the day of the win session


def test_on_the_sessions_day_it_comes_before_the_session_with_ones_own_keeps(asked: Story) -> None:
    for person, keep in ((asked.tanaka, "月曜のこと\n二行目"), (asked.suzuki, "鈴木のこと")):
        asked.press(person, "write")
        person.type(keep=keep)
        person.submit()
    asked.until(tokyo(20, "16:05"))
    assert asked.messages("U1")[-1].splitlines()[:3] == [
        ja("session.title", time="16:30"),
        ja("session.body"),
        "月 月曜のこと",
    ]
    assert "鈴木のこと" not in asked.messages("U1")[-1]
    assert "月 月曜のこと" in asked.message("U1").text
    assert asked.messages("U3")[-1].splitlines()[:2] == [en("session.title", time="16:30"), en("session.body_empty")]


def test_and_not_at_the_usual_time_as_well(team: Story) -> None:
    team.until(tokyo(20, "16:05"))
    before = len(team.messages("U1"))
    team.until(tokyo(20, "23:00"))
    assert len(team.messages("U1")) == before == 5


def test_it_says_when_the_session_is_by_the_members_clock(at: Callable[..., Story]) -> None:
    story = at(tokyo(16))
    story.workspace.change_user("U3", tz="Asia/Singapore")
    story.set_up()
    story.until(tokyo(20, "16:05"))
    assert en("session.title", time="15:30") in story.messages("U3")[-1]


def test_a_keep_that_was_deleted_is_not_among_ones_keeps(asked: Story) -> None:
    asked.press(asked.tanaka, "write")
    asked.tanaka.type(keep="消すもの")
    asked.tanaka.submit()
    asked.settle()
    asked.press(asked.tanaka, "edit")
    asked.tanaka.press_in_view("delete")
    asked.until(tokyo(20, "16:05"))
    assert "消すもの" not in asked.messages("U1")[-1]


# One tap


def test_quiet_day_is_a_complete_answer_in_one_tap(asked: Story) -> None:
    asked.press(asked.tanaka, "quiet")
    entry = asked.document("teams/T1-C1/entries/2026-11-16_U1")
    assert (entry["kind"], entry["keep"], entry["via"]) == ("quiet", "", "reminder")
    assert asked.messages("U1") == [
        f"{ja('done.quiet')}\n{ja('done.quiet_note')}\n[{ja('button.write_after_all')}] […]"
    ]
    assert asked.posts() == []


def test_day_off_is_another(asked: Story) -> None:
    asked.press(asked.sato, "off")
    assert asked.document("teams/T1-C1/entries/2026-11-16_U3")["kind"] == "off"
    assert asked.messages("U3") == [
        f"{en('done.off')}\n[{en('button.write_after_all')}] [{en('button.off_longer')}] […]"
    ]
    assert asked.posts() == []


def test_a_tap_twice_is_one_answer_and_one_change(asked: Story) -> None:
    message = asked.message("U1")
    asked.tanaka.press(message, "quiet")
    asked.tanaka.resend_last()
    asked.tanaka.press(message, "quiet")
    asked.settle()
    assert asked.document("teams/T1-C1/entries/2026-11-16_U1")["revision"] == 1


@pytest.mark.parametrize("tap", ["quiet", "off"])
def test_a_tap_never_replaces_what_was_written(asked: Story, tap: str) -> None:
    message = asked.message("U1")
    asked.write(asked.tanaka, settle=False, keep="書いたもの")
    asked.tanaka.press(message, tap)
    asked.settle()
    entry = asked.document("teams/T1-C1/entries/2026-11-16_U1")
    assert (entry["kind"], entry["keep"], entry["revision"]) == ("written", "書いたもの", 1)
    assert asked.ephemerals("U1")[-1] == ja("done.already", day="11/16(月)")


def test_after_a_tap_one_may_write_after_all(asked: Story) -> None:
    asked.press(asked.tanaka, "off")
    asked.press(asked.tanaka, "write")
    asked.tanaka.type(keep="やっぱり")
    asked.tanaka.submit()
    asked.settle()
    assert asked.document("teams/T1-C1/entries/2026-11-16_U1")["keep"] == "やっぱり"
    assert "やっぱり" in asked.messages("U1")[-1]
    assert len(asked.announcements()) == 1


# What it turns into


def test_the_message_turns_into_what_was_recorded_with_the_way_back(asked: Story) -> None:
    asked.press(asked.tanaka, "write")
    asked.tanaka.type({"keep": "よかった", "try": "やってみる"})
    asked.tanaka.submit()
    asked.settle()
    assert asked.messages("U1") == [
        "\n".join(
            [
                ja("done.written"),
                "Keep",
                "よかった",
                "Try",
                "やってみる",
                f"[{ja('button.edit')}] [{ja('button.see')}] […]",
            ]
        )
    ]
    (post,) = asked.posts()
    assert buttons(asked.message("U1"))["see"]["url"].endswith(post.ts.replace(".", ""))
    assert "よかった" in asked.message("U1").text


def test_the_link_to_the_channel_is_acknowledged(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    asked.press(asked.tanaka, "see")
    assert asked.tanaka.troubles == []
    assert asked.ephemerals("U1") == asked.ephemerals("U1")[:1]  # nothing is said about it


def test_it_turns_also_when_the_day_was_answered_through_kpt(asked: Story) -> None:
    asked.write(asked.tanaka, keep="コマンドから")
    assert asked.messages("U1")[0].startswith(ja("done.written"))


def test_and_follows_an_edit_made_elsewhere(asked: Story) -> None:
    asked.write(asked.tanaka, keep="前")
    asked.write(asked.tanaka, keep="後")
    assert "後" in asked.messages("U1")[0]
    assert "前" not in asked.messages("U1")[0]


def test_a_deleted_entry_is_said_to_be_gone_with_the_way_back(asked: Story) -> None:
    asked.write(asked.tanaka, keep="消すもの")
    asked.press(asked.tanaka, "edit")
    asked.tanaka.press_in_view("delete")
    asked.settle()
    assert asked.messages("U1") == [f"{ja('done.deleted', day='11/16(月)')}\n[{ja('button.write')}] […]"]


def test_an_answer_in_one_team_turns_the_message_that_came_for_another(team: Story) -> None:
    team.workspace.add_channel("C2", "dev", ["U1", "U2"])
    team.set_up(channel="C2")
    team.until(tokyo(16, "17:05"))
    team.tanaka.command("/kpt", channel="C2")
    team.tanaka.type(keep="devに書いた")
    team.tanaka.submit()
    team.settle()
    assert team.messages("U1")[0].startswith(ja("done.written"))


# Seven days


def test_its_buttons_answer_its_own_day_for_seven_days(asked: Story) -> None:
    asked.jump(tokyo(23, "12:00"))
    monday = asked.message("U1")
    asked.tanaka.press(monday, "write")
    asked.tanaka.type(keep="七日後")
    asked.tanaka.submit()
    asked.sato.press(asked.message("U3"), "quiet")
    assert asked.document("teams/T1-C1/entries/2026-11-16_U1")["keep"] == "七日後"
    assert asked.document("teams/T1-C1/entries/2026-11-16_U3")["kind"] == "quiet"


@pytest.mark.parametrize("button", ["write", "quiet", "off"])
def test_after_that_they_say_so_and_change_nothing(asked: Story, button: str) -> None:
    asked.jump(tokyo(24, "12:00"))
    asked.press(asked.tanaka, button)
    asked.press(asked.sato, button)
    assert asked.ephemerals("U1")[-1] == ja("error.too_old", day="11/16(月)")
    assert asked.ephemerals("U3")[-1] == en("error.too_old", day="Mon 16 Nov")
    assert asked.documents("teams/T1-C1/entries") == {}
    assert asked.workspace.view_stack("U1") == []


# The ⋯ menu


def test_the_menu_stops_the_messages_with_the_way_back(asked: Story) -> None:
    asked.press(asked.tanaka, "menu", option="stop:ja")
    assert asked.document("people/T1-U1")["stopped"] is True
    told = asked.ephemeral("U1")
    assert ja("done.stopped") in plain(told)
    asked.until(tokyo(17, "17:05"))
    assert (len(asked.messages("U1")), len(asked.messages("U2"))) == (1, 2)
    asked.tanaka.press(told, "restart")
    assert asked.ephemerals("U1")[-1] == ja("done.restarted_next", next="11/18(水) 17:00")
    asked.until(tokyo(18, "17:05"))
    assert len(asked.messages("U1")) == 2


def test_kpt_stop_and_start_do_the_same(team: Story) -> None:
    team.sato.command("/kpt", "stop")
    assert team.ephemerals("U3") == [en("done.stopped")]
    team.until(tokyo(16, "17:05"))
    assert team.messages("U3") == []
    team.sato.command("/kpt", "start")
    assert team.ephemerals("U3")[-1] == en("done.restarted_next", next="Tue 17 Nov 17:00")
    team.until(tokyo(17, "17:05"))
    assert len(team.messages("U3")) == 1


def test_the_menu_says_what_this_is(asked: Story) -> None:
    asked.press(asked.tanaka, "menu", option="about:ja")
    assert ja("help.stored") in asked.ephemerals("U1")[-1]


def test_whoever_stopped_stands_neither_in_the_order_nor_in_the_last_part(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    asked.sato.command("/kpt", "stop")
    asked.until(tokyo(20, "16:31"))
    assert "Sato" not in plain(asked.digest())
    assert not any("Sato" in part for part in asked.thread())
    assert any("鈴木さん" in part for part in asked.thread())


def test_and_in_the_digest_where_they_wrote_all_the_same(asked: Story) -> None:
    asked.write(asked.sato, keep="Wrote it all the same")
    asked.sato.command("/kpt", "stop")
    asked.until(tokyo(20, "16:31"))
    assert "Satoさん" in plain(asked.digest())
    assert asked.thread()[0].startswith("Satoさん\n月 11/16 Wrote it all the same")


# Triggers that repeat, overlap, come late, or say nothing we know


def test_a_trigger_that_repeats_sends_nothing_twice(asked: Story) -> None:
    asked.remind("2026-11-16", "17:00 Asia/Tokyo")
    asked.machine.triggers.publish("reminder", [{"slot": "17:00 Asia/Tokyo"}])
    assert asked.settle()
    assert [len(asked.messages(user)) for user in ("U1", "U2", "U3")] == [1, 1, 1]


@pytest.mark.functions_fail
def test_triggers_that_overlap_send_once(team: Story) -> None:
    team.jump(tokyo(16, "17:00"))
    fields = {"team": "T1-C1", "day": "2026-11-16", "slot": "17:00 Asia/Tokyo"}
    assert set(team.push("reminder", fields, times=6)) <= {200, 204, 500}  # held by another: it comes again
    team.remind("2026-11-16", "17:00 Asia/Tokyo")
    assert team.settle()
    assert [len(team.messages(user)) for user in ("U1", "U2", "U3")] == [1, 1, 1]


def test_two_hours_late_is_still_sent(team: Story) -> None:
    team.jump(tokyo(16, "19:00"))
    team.remind("2026-11-16", "17:00 Asia/Tokyo")
    assert len(team.messages("U1")) == 1


def test_later_than_two_hours_sends_none_and_logs_it(team: Story) -> None:
    team.jump(tokyo(16, "19:01"))
    assert team.remind("2026-11-16", "17:00 Asia/Tokyo")
    assert team.messages("U1") == []
    (event,) = team.events("reminder.too_late")
    assert (event["severity"], event["team"], event["day"]) == ("WARNING", "T1-C1", "2026-11-16")


def test_without_a_slot_everyone_due_is_asked_and_lateness_is_not_looked_at(team: Story) -> None:
    team.workspace.change_profile("U3", tz="Europe/Berlin")
    team.settle()
    team.jump(tokyo(16, "23:30"))
    team.remind("2026-11-16")
    assert [len(team.messages(user)) for user in ("U1", "U2", "U3")] == [1, 1, 1]
    assert key_of(team.message("U3")) == "reminder:2026-11-16"


@pytest.mark.functions_fail
def test_a_member_whose_message_fails_does_not_keep_the_others_from_theirs(team: Story) -> None:
    team.jump(tokyo(16, "17:00"))
    team.slack.faults.status("chat.postMessage", 500, channel="U1", times=1)
    team.remind("2026-11-16", "17:00 Asia/Tokyo")
    assert [len(team.messages(user)) for user in ("U2", "U3")] == [1, 1]
    assert team.settle()
    assert len(team.messages("U1")) == 1


def test_somebody_whose_account_was_closed_is_no_obstacle(team: Story) -> None:
    team.until(tokyo(16, "16:55"))
    team.workspace.change_user("U2", deleted=True)  # Slack's event is lost, and no sweep comes before five
    team.until(tokyo(16, "17:05"))
    assert [len(team.messages(user)) for user in ("U1", "U3")] == [1, 1]
    assert team.document("people/T1-U2/deliveries/reminder:2026-11-16")["state"] == "failed"
    assert team.events("delivery.failed")


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"slot": "25:00 Asia/Tokyo"},
        {"slot": "17:00 Middle/Earth"},
        {"team": "T1/C1"},
        {"team": "../x"},
        {"team": "T1-C1", "day": "tomorrow"},
        {"team": "T1-C1", "day": "9999-12-31"},
        {"team": "T1-C1", "day": "0001-01-01"},
        {"team": "T1-C1", "day": "2026-11-16", "slot": "noon"},
        {"other": "things"},
    ],
)
def test_data_that_nobody_knows_is_acknowledged_and_logged(team: Story, data: dict[str, str]) -> None:
    team.machine.triggers.publish("reminder", [data])
    assert team.settle()
    assert [event["severity"] for event in team.events("reminder.no_message")] == ["ERROR"]
    assert team.messages("U1") == []


def test_a_team_that_is_gone_is_acknowledged_and_logged(team: Story) -> None:
    assert team.remind("2026-11-16", team="T1-C9")
    assert [event["team"] for event in team.events("reminder.no_team")] == ["T1-C9"]


def test_the_function_that_people_will_click_on_is_woken_before(asked: Story) -> None:
    assert asked.events("interaction.not_warmed") == []


def test_the_day_is_the_members_own(at: Callable[..., Story]) -> None:
    """17:00 in Los Angeles on Monday is Tuesday in Tokyo."""
    story = at(tokyo(16))
    story.workspace.change_user("U3", tz="America/Los_Angeles")
    story.set_up()
    story.until(tokyo(17, "10:05"))
    assert key_of(story.message("U3")) == "reminder:2026-11-16"
    assert [key_of(m) for m in story.workspace.direct_messages("U1")] == ["reminder:2026-11-16"]


def test_a_change_of_the_clocks_does_not_move_it(at: Callable[..., Story]) -> None:
    """On 25 October 2026 Berlin turns its clocks back: 17:00 stays 17:00."""
    story = at(tokyo(23, month=10))
    story.workspace.change_user("U3", tz="Europe/Berlin")
    story.set_up()
    fired: list[Firing] = []
    story.machine.triggers.on_fire = fired.append
    story.until(tokyo(28, "12:00", month=10))
    times = {f"{f.at.astimezone(BERLIN):%H:%M}" for f in fired if "17:00 Europe/Berlin" in f.data}
    assert times == {"17:00"}


# Tone


def test_no_message_of_a_whole_fortnight_counts_compares_or_says_that_something_is_missing(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    asked.press(asked.suzuki, "quiet")
    asked.until(tokyo(27, "18:00"))
    for message in asked.everything_posted():
        said = f"{plain(message)}\n{message.text}"
        assert not any(pattern.search(said) for pattern in BANNED.values()), said
        assert "!" not in said
        assert "！" not in said
