"""What a member sets for themselves, from the day's message; from App Home: test_home.py."""

import pytest

from local.slack.people.person import NotPossible
from tests.story.conftest import Story, buttons, en, inputs, ja, tokyo
from tests.story.stores import Silent, store_of


def open_times(story: Story, user: str = "U1") -> None:
    """*Change my time*, in the ⋯ menu of the day's message."""
    person = story.machine.person(user)
    language = "en" if user == "U3" else "ja"
    person.press(story.message(user), "menu", option=f"time:{language}")


# Days off


def test_off_for_longer_is_offered_after_a_day_off_only(asked: Story) -> None:
    assert "off_longer" not in buttons(asked.message("U1"))
    asked.press(asked.tanaka, "quiet")
    assert "off_longer" not in buttons(asked.message("U1"))
    asked.press(asked.suzuki, "off")
    assert f"[{ja('button.off_longer')}]" in asked.messages("U2")[-1]


def test_off_for_longer_begins_tomorrow_and_says_when_the_messages_are_back(asked: Story) -> None:
    asked.press(asked.tanaka, "off")
    asked.press(asked.tanaka, "off_longer")
    assert [element["initial_date"] for element in inputs(asked.tanaka).values()] == ["2026-11-17", "2026-11-17"]
    asked.tanaka.select(last="2026-11-20")
    asked.tanaka.submit()
    assert asked.form(asked.tanaka).splitlines() == [
        ja("away.title"),
        ja("done.off_until", date="11/20(金)", next="11/24(火)"),
        f"[{ja('form.close')}]",
    ]
    asked.until(tokyo(23, "23:00"))
    assert (len(asked.messages("U1")), len(asked.messages("U2"))) == (1, 5)
    asked.until(tokyo(24, "18:00"))
    assert len(asked.messages("U1")) == 2


def test_off_for_longer_opens_without_the_store(asked: Story) -> None:
    asked.press(asked.sato, "off")
    with store_of(asked, lambda: Silent(asked.machine.sqlite)):
        asked.sato.press(asked.message("U3"), "off_longer")
    assert asked.form(asked.sato).splitlines()[0] == en("away.title")


def test_a_message_that_stands_there_stays_when_today_is_taken_off_afterwards(asked: Story) -> None:
    asked.tanaka.open_home()
    asked.tanaka.press_in_home("add_off")
    asked.tanaka.submit()
    asked.settle()
    asked.remind(day="2026-11-16")
    assert asked.messages("U1") == [asked.messages("U1")[0]]
    assert ja("reminder.title") in asked.messages("U1")[0]


@pytest.mark.parametrize(
    ("first", "last", "field", "key"),
    [
        ("2026-11-19", "2026-11-18", "last", "error.away_order"),
        ("2026-11-10", "2026-11-11", "last", "error.away_past"),
        ("2026-11-17", "2027-11-18", "last", "error.away_long"),
        ("2026-11-17", None, "last", "error.away_no_date"),
        (None, "2026-11-17", "first", "error.away_no_date"),
    ],
)
def test_days_off_that_may_not_be_are_said_at_their_field(
    asked: Story, first: str | None, last: str | None, field: str, key: str
) -> None:
    asked.press(asked.tanaka, "off")
    asked.press(asked.tanaka, "off_longer")
    block = asked.tanaka.view.blocks
    for each in block:
        each["optional"] = True  # no client of Slack's would send an empty one
    asked.tanaka.select(first=first, last=last)
    asked.tanaka.submit()
    assert asked.tanaka.view.errors == {field: ja(key)}
    assert "days_off" not in asked.document("people/T1-U1")


def test_days_off_that_are_not_stored_leave_the_form_open(asked: Story) -> None:
    asked.press(asked.tanaka, "off")
    asked.press(asked.tanaka, "off_longer")
    with store_of(asked, lambda: Silent(asked.machine.sqlite)):
        asked.tanaka.submit()
    assert asked.tanaka.view.errors == {"first": ja("error.settings_failed")}
    asked.tanaka.submit()
    assert ja("done.off_until", date="11/17(火)", next="11/18(水)") in asked.form(asked.tanaka)


# Times and language


def test_the_menu_opens_ones_own_settings_filled(asked: Story) -> None:
    open_times(asked)
    assert asked.form(asked.tanaka).splitlines() == [
        ja("mine.title"),
        ja("mine.time"),
        f"[{ja('mine.time_team', time='17:00')}]",
        ja("mine.weekdays"),
        "[月曜日, 火曜日, 水曜日, 木曜日, 金曜日]",
        ja("mine.weekdays_hint"),
        ja("mine.language"),
        "[日本語]",
        ja("mine.glance"),
        f"[{ja('mine.glance_show')}]",
        f"[{ja('mine.submit')}] [{ja('form.close')}]",
    ]


def test_a_time_of_ones_own_is_kept_by_from_the_next_day_on(asked: Story) -> None:
    open_times(asked)
    asked.tanaka.select(time="10:30")
    asked.tanaka.submit()
    asked.settle()
    assert asked.form(asked.tanaka).splitlines()[1] == ja("done.mine", next="11/17(火) 10:30")
    asked.until(tokyo(17, "10:29"))
    assert len(asked.messages("U1")) == 1
    asked.until(tokyo(17, "10:31"))
    assert (len(asked.messages("U1")), len(asked.messages("U2"))) == (2, 1)
    asked.until(tokyo(17, "18:00"))
    assert (len(asked.messages("U1")), len(asked.messages("U2"))) == (2, 2)


@pytest.mark.parametrize("at", ["16:30", "16:56", "17:30"])
def test_a_change_in_mid_day_neither_repeats_nor_drops_that_days_message(team: Story, at: str) -> None:
    team.until(tokyo(16, at))
    team.tanaka.open_home()
    for chosen in ("16:45", "18:15", "team", "16:30"):
        team.tanaka.press_in_home("my_times")
        team.tanaka.select(time=chosen)
        team.tanaka.submit()
        team.tanaka.close_all()
        team.settle()
    team.until(tokyo(16, "23:00"))
    assert len(team.messages("U1")) == 1
    team.until(tokyo(17, "16:31"))
    assert len(team.messages("U1")) == 2


def test_the_teams_time_can_be_taken_again(team: Story) -> None:
    for chosen, stored in (("10:30", "10:30"), ("team", None)):
        team.tanaka.open_home()
        team.tanaka.press_in_home("my_times")
        team.tanaka.select(time=chosen)
        team.tanaka.submit()
        team.tanaka.close_all()
        assert team.document("people/T1-U1").get("reminder_time") == stored


def test_who_works_part_time_is_asked_on_their_days(team: Story) -> None:
    team.tanaka.open_home()
    team.tanaka.press_in_home("my_times")
    team.tanaka.select(weekdays=["1", "3"])
    team.tanaka.submit()
    team.until(tokyo(20, "23:00"))
    assert (len(team.messages("U1")), len(team.messages("U2"))) == (2, 5)


def test_a_language_that_was_chosen_is_spoken_at_once_and_kept(asked: Story) -> None:
    open_times(asked)
    asked.tanaka.select(language="en")
    asked.tanaka.submit()
    assert asked.form(asked.tanaka).splitlines()[0] == en("mine.title")
    asked.until(tokyo(17, "18:00"))
    assert asked.messages("U1")[-1].startswith(en("reminder.title"))
    assert asked.document("people/T1-U1")["language_chosen"] is True


def test_without_a_weekday_slack_sends_no_form_and_one_that_comes_all_the_same_stays_open(asked: Story) -> None:
    open_times(asked)
    asked.tanaka.select(weekdays=[])
    with pytest.raises(NotPossible, match="weekdays is empty"):
        asked.tanaka.submit()
    for block in asked.tanaka.view.blocks:
        block["optional"] = True
    asked.tanaka.submit()
    assert asked.tanaka.view.errors == {"weekdays": ja("error.mine_no_weekday")}


def test_what_did_not_come_stays_as_it_is(asked: Story) -> None:
    """Of a view that was updated, Slack has been seen to send null for what nobody touched."""
    silent = Silent(asked.machine.sqlite)
    with store_of(asked, lambda: silent):
        open_times(asked)
        assert ja("error.store_read") in asked.form(asked.tanaka)
        silent.silent = False
        asked.tanaka.press_in_view("times_again")
        assert "shown" in asked.tanaka.view.content["private_metadata"]
        for field in asked.tanaka.view.values:
            asked.tanaka.view.values[field] = [] if "weekdays" in field else None
        for each in asked.tanaka.view.blocks:
            each["optional"] = True
        before = asked.document("people/T1-U1")
        asked.tanaka.submit()
    assert ja("done.mine", next="11/17(火) 17:00") in asked.form(asked.tanaka)
    assert asked.document("people/T1-U1") == before


def test_who_is_in_no_team_any_more_is_told_so(asked: Story) -> None:
    message = asked.message("U1")
    asked.channel.members.remove("U1")
    asked.machine.triggers.publish("sweep", [{}])
    asked.settle()
    asked.tanaka.press(message, "menu", option="time:ja")
    assert ja("error.mine_no_team") in asked.form(asked.tanaka)


def test_a_changed_time_finds_its_job_at_once(asked: Story) -> None:
    open_times(asked)
    asked.tanaka.select(time="05:00")
    asked.tanaka.submit()
    asked.settle()
    assert "reminder-0500-asia-tokyo" in asked.documents("slots")
