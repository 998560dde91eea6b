"""What was kept during the day, in the 17:00 message and in the form."""

import pytest

from local.slack.state.records import Message
from tests.story.conftest import Story, buttons, inputs, ja, tokyo
from tests.story.entry.keep.keeping import keep, kept


def action_ids(message: Message) -> list[str]:
    [row] = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    return [element["action_id"] for element in row]


# At 17:00


def test_at_five_the_message_shows_what_was_kept_in_place_of_the_question(team: Story) -> None:
    keep(team, "one")
    keep(team, "two")
    team.until(tokyo(16, "17:00"))
    message = team.message("U1")
    shown = team.messages("U1")[-1]
    assert ja("reminder.body_kept") in shown
    assert "one" in shown
    assert "two" in shown
    assert ja("reminder.hint", question="")[:3] not in shown
    assert action_ids(message) == ["as_is", "write", "quiet", "menu"]
    assert [name for name, button in buttons(message).items() if button.get("style") == "primary"] == ["as_is"]
    assert next(o["text"]["text"] for o in buttons(message)["menu"]["options"]) == ja("button.off")
    assert "one" not in message.text, "a locked phone shows the text"


def test_save_as_it_is_is_a_full_answer_in_one_tap(team: Story) -> None:
    keep(team, "one")
    keep(team, "two")
    team.until(tokyo(16, "17:00"))
    team.press(team.tanaka, "as_is")
    assert ja("done.written") in team.messages("U1")[-1]
    assert "one\ntwo" in team.announcements()[-1]
    assert kept(team) == []


def test_save_as_it_is_pressed_once_more_says_so_and_changes_nothing(team: Story) -> None:
    keep(team, "one")
    team.until(tokyo(16, "17:00"))
    message = team.message("U1")
    on_another_device = list(message.blocks)
    team.press(team.tanaka, "as_is")
    team.jump(tokyo(16, "17:01"))
    turned, message.blocks = message.blocks, on_another_device
    team.tanaka.press(message, "as_is")
    message.blocks = turned
    assert team.ephemerals("U1")[-1] == ja("done.already", day="11/16(月)")
    assert team.document("teams/T1-C1/entries/2026-11-16_U1")["revision"] == 1


def test_day_off_stands_in_the_menu(team: Story) -> None:
    keep(team, "one")
    team.until(tokyo(16, "17:00"))
    team.press(team.tanaka, "menu", option=ja("button.off"))
    assert ja("done.off") in team.messages("U1")[-1]
    assert kept(team) == ["one"]


def test_a_line_that_its_author_takes_out_again_does_not_come_back(team: Story) -> None:
    keep(team, "one")
    keep(team, "two")
    team.until(tokyo(16, "17:00"))
    team.press(team.tanaka, "as_is")
    team.press(team.tanaka, "edit")
    team.tanaka.type(keep="two")
    team.tanaka.submit()
    team.settle()
    assert team.document("teams/T1-C1/entries/2026-11-16_U1")["keep"] == "two"


def test_a_quiet_day_leaves_the_lines(team: Story) -> None:
    keep(team, "one")
    team.until(tokyo(16, "17:00"))
    team.press(team.tanaka, "quiet")
    assert kept(team) == ["one"]
    team.tanaka.press(team.message("U1"), "write")
    assert inputs(team.tanaka)["keep"]["initial_value"] == "one"


@pytest.mark.parametrize("lines", [["x"] * 6, ["y" * 201]])
def test_more_or_longer_lines_cannot_be_saved_unread(team: Story, lines: list[str]) -> None:
    for line in lines:
        keep(team, line)
    team.until(tokyo(16, "17:00"))
    assert action_ids(team.message("U1")) == ["write", "quiet", "menu"]
    assert ja("reminder.kept_more") in team.messages("U1")[-1]


def test_add_to_it_opens_the_form_with_the_lines(team: Story) -> None:
    keep(team, "one")
    team.until(tokyo(16, "17:00"))
    team.tanaka.press(team.message("U1"), "write")
    assert inputs(team.tanaka)["keep"]["initial_value"] == "one"
    team.tanaka.type(keep="one\nand more")
    team.tanaka.submit()
    team.settle()
    assert kept(team) == []
    assert "one\nand more" in team.announcements()[-1]


def test_more_than_a_button_carries_comes_from_the_store(team: Story) -> None:
    keep(team, "長" * 2500)
    team.until(tokyo(16, "17:00"))
    before = len(team.slack.calls)
    team.tanaka.press(team.message("U1"), "write")
    assert inputs(team.tanaka)["keep"]["initial_value"] == "長" * 2500
    assert [call.method for call in team.slack.calls[before:]] == ["views.open"], "a warm instance is not waited for"


def test_a_line_removed_after_five_leaves_the_message(team: Story) -> None:
    keep(team, "one")
    keep(team, "two")
    answer = team.ephemeral("U1")
    team.until(tokyo(16, "17:00"))
    team.tanaka.press(answer, "undo_line")
    team.settle()
    assert "two" not in team.messages("U1")[-1]
    assert "one" in team.messages("U1")[-1]


def test_on_the_sessions_day_the_weeks_lines_are_gathered(team: Story) -> None:
    keep(team, "monday's")
    team.until(tokyo(16, "17:05"))
    team.press(team.tanaka, "quiet")
    team.until(tokyo(20, "16:00"))
    assert "monday's" in team.messages("U1")[-1]
    assert ja("session.body_kept") in team.messages("U1")[-1]
    team.press(team.tanaka, "as_is")
    assert team.document("teams/T1-C1/entries/2026-11-20_U1")["keep"] == "monday's"


def test_a_form_of_an_earlier_day_has_that_days_lines(team: Story) -> None:
    keep(team, "monday's")
    team.jump(tokyo(17, "10:00"))
    team.tanaka.command("/kpt")
    assert "initial_value" not in inputs(team.tanaka)["keep"]
    team.tanaka.press_in_view("day", "2026-11-16")
    assert inputs(team.tanaka)["keep"]["initial_value"] == "monday's"


def test_keeping_is_taught_once_on_the_third_day(team: Story) -> None:
    teaching = []
    for day in (16, 17, 18, 19):
        team.until(tokyo(day, "17:01"))
        teaching.append(ja("kept.teach") in team.messages("U1")[-1])
        team.press(team.tanaka, "quiet")
    assert teaching == [False, False, True, False]
