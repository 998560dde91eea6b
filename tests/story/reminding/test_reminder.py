"""The 17:00 message: who gets it, and what it says."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from local.slack.people.reading import plain
from shared.i18n.sentences import question
from tests.story.conftest import MONDAY, Story, buttons, en, ja, key_of, tokyo
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
