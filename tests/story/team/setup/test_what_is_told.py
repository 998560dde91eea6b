"""After `/kpt setup`: what the caller is told, *Send it to me now*, the welcome, and other words of `/kpt`."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from local.slack.people.reading import plain
from shared.slack.handlers.commands import HELP
from shared.wiring import services as wiring
from tests.story.conftest import Story, en, ja, tokyo, working
from tests.story.team.settings.form import fill_in
from tests.story.team.setup.channel import join_many

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
        ja("welcome.board"),
        ja("welcome.stored"),
    ]
    assert "Google Cloud" in welcome.text  # who listens to it hears all of it
    assert "⋯" in welcome.text


def test_where_there_is_no_board_the_welcome_does_not_tell_of_one(story: Story) -> None:
    services = story.machine.services
    wiring.use(services.in_world(replace(services.world, has_board=False)))
    story.set_up()
    (welcome,) = story.channel.messages
    assert ja("welcome.stored") in plain(welcome)
    assert ja("welcome.board") not in plain(welcome)


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
    fill_in(story.tanaka, **chosen)
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
