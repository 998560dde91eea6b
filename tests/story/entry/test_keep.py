"""A line kept during the day: by command and from a message's menu, answered, taken back, at 17:00, and after that."""

import re
from typing import Any

import pytest

from local.slack.people.person import Person
from local.slack.state.records import Message
from shared.slack.handlers.response import in_both
from tests.story.conftest import Story, buttons, en, inputs, ja, tokyo
from tests.story.stores import Silent, store_of

PERSON = "people/T1-U1"


def keep(story: Story, text: str, person: Person | None = None, channel: str = "C1") -> str:
    """Somebody types /kpt keep; what only they see."""
    person = person or story.tanaka
    person.command("/kpt", f"keep {text}".strip(), channel)
    return story.ephemerals(person.user_id)[-1]


def kept(story: Story, user: str = "U1") -> list[str]:
    """What is stored of somebody's lines, oldest first."""
    lines = story.document(f"people/T1-{user}").get("kept_lines") or {}
    return [line["text"] for line in sorted(lines.values(), key=lambda line: line["at"])]


def say(story: Story, text: str, by: str = "U1", **more: Any) -> Message:
    """Somebody posts in the channel."""
    return story.workspace.post("C1", by, text, **more)


def action_ids(message: Message) -> list[str]:
    [row] = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    return [element["action_id"] for element in row]


# Keeping


def test_a_line_is_kept_and_answered_with_the_time_at_which_it_comes_back(team: Story) -> None:
    said = keep(team, "Tanaka と直した")
    assert ja("kept.done", time="17:00") in said
    assert ja("kept.undo") in said
    assert kept(team) == ["Tanaka と直した"]


@pytest.mark.parametrize("words", ["keep", "ｋｅｅｐ", "KEEP", "とっておく", "メモ", "ﾒﾓ"])
def test_each_of_its_words_keeps_what_follows_as_it_was_typed(team: Story, words: str) -> None:
    team.tanaka.command("/kpt", f"{words}　Ｆｉｘｅｄ “it” (半分)")
    assert kept(team) == ["Ｆｉｘｅｄ “it” (半分)"]


@pytest.mark.parametrize(
    "typed",
    [
        *("keep: 直した", "Keep：直した", "keep、直した", "とっておく：直した", "keep:直した", "keep:　直した"),
        *("“keep” 直した", "‘ｋｅｅｐ’　直した", "「keep」 直した", '"keep"  直した', "“keep”: 直した"),
        *("keep\n直した", "keep\u200b 直した", "\u200ekeep\u200f 直した", "keep\xa0直した"),
    ],
)
def test_signs_around_the_word_and_smart_quotes_lose_nothing(team: Story, typed: str) -> None:
    team.tanaka.command("/kpt", typed)
    assert kept(team) == ["直した"]


def test_it_works_where_the_app_is_not(team: Story) -> None:
    keep(team, "elsewhere", channel="C9")
    assert kept(team) == ["elsewhere"]


def test_undo_takes_it_back_once_and_for_all(team: Story) -> None:
    keep(team, "one")
    answer = team.ephemeral("U1")
    team.tanaka.press(answer, "undo_line")
    assert team.ephemerals("U1") == [ja("kept.undone")], "in place of the answer"
    assert kept(team) == []


def test_bare_it_lists_what_is_kept_newest_first_each_with_remove(team: Story) -> None:
    keep(team, "one")
    team.jump(tokyo(16, "11:00"))
    keep(team, "two")
    listed = keep(team, "")
    assert listed.index("two") < listed.index("one")
    first = team.ephemeral("U1").blocks[1]
    team.tanaka.press(team.ephemeral("U1"), "remove_line", block_id=first["block_id"])
    assert kept(team) == ["one"]
    assert "two" not in team.ephemerals("U1")[-1]


def test_bare_it_says_when_nothing_is_kept(team: Story) -> None:
    assert keep(team, "") == ja("kept.list_empty")


def test_a_mention_in_a_command_is_a_name_and_escapes_are_undone(team: Story) -> None:
    keep(team, "with <@U2|suzuki> &amp; <@U3> &lt;3 <https://example.com/a|example.com/a>")
    assert kept(team) == ["with @suzuki & @Sato <3 example.com/a"]


def test_somebody_in_no_team_is_told_so_and_nothing_is_stored(story: Story) -> None:
    assert keep(story, "x") == ja("error.mine_no_team")
    assert story.documents("people") == {}


def test_in_another_channel_it_is_kept_for_the_home_team(team: Story) -> None:
    team.workspace.add_channel("C2", "other", ["U1"])
    team.set_up(channel="C2")
    keep(team, "mine", channel="C2")
    team.until(tokyo(16, "17:00"))
    assert "mine" in team.messages("U1")[-1]


def test_each_case_has_its_sentence(team: Story) -> None:
    assert keep(team, "あ" * 2801) == ja("kept.long", limit=2800, count=2801)
    assert keep(team, "<@U1> ".replace("<@U1> ", "\u200b")) == ja("kept.list_empty"), "nothing to see is nothing typed"
    for n in range(40):
        team.jump(tokyo(16, f"10:{n:02}"))
        assert ja("kept.done", time="17:00") in keep(team, f"{n}")
    assert keep(team, "one more") == ja("kept.full")
    assert len(kept(team)) == 40


def test_one_days_lines_together_fit_into_a_field(team: Story) -> None:
    keep(team, "a" * 2000)
    assert keep(team, "b" * 800) == ja("kept.full")
    assert kept(team) == ["a" * 2000]


def test_on_a_day_off_or_once_the_messages_are_stopped_it_comes_back_with_the_form(team: Story) -> None:
    team.tanaka.command("/kpt", "stop")
    assert ja("kept.no_message") in keep(team, "one")


def test_once_the_day_is_written_it_can_be_added(team: Story) -> None:
    team.write(team.tanaka, keep="already")
    said = keep(team, "and this")
    assert ja("kept.written") in said
    team.tanaka.press(team.ephemeral("U1"), "add")
    assert inputs(team.tanaka)["keep"]["initial_value"] == "already\nand this"
    team.tanaka.submit()
    team.settle()
    assert team.document("teams/T1-C1/entries/2026-11-16_U1")["keep"] == "already\nand this"
    assert kept(team) == []


def test_once_the_message_is_out_it_can_be_added(asked: Story) -> None:
    said = keep(asked, "late")
    assert ja("kept.no_message") in said
    asked.tanaka.press(asked.ephemeral("U1"), "add")
    assert inputs(asked.tanaka)["keep"]["initial_value"] == "late"


# From a message's menu


def test_ones_own_message_is_kept_as_people_read_it(team: Story) -> None:
    message = say(team, "fixed it with <@U2> &amp; <https://example.com|example.com>\n\nyes")
    team.tanaka.message_shortcut(message, "keep")
    team.workspace.delete(message)  # it notified somebody, which no message of ours does
    assert kept(team) == ["fixed it with @鈴木 & example.com\nyes"]
    assert ja("kept.done", time="17:00") in team.ephemerals("U1")[-1]


def test_the_same_message_is_kept_once(team: Story) -> None:
    message = say(team, "once")
    team.tanaka.message_shortcut(message, "keep")
    team.tanaka.message_shortcut(message, "keep")
    assert kept(team) == ["once"]
    assert team.ephemerals("U1")[-1] == ja("kept.already")


def test_the_same_message_is_not_kept_again_once_it_is_saved(team: Story) -> None:
    message = say(team, "once")
    team.tanaka.message_shortcut(message, "keep")
    team.until(tokyo(16, "17:00"))
    team.press(team.tanaka, "as_is")
    team.tanaka.message_shortcut(message, "keep")
    assert team.ephemerals("U1")[-1] == ja("kept.already")
    assert kept(team) == []


def test_of_somebody_elses_message_a_word_of_ones_own_is_kept(team: Story) -> None:
    message = say(team, "their words", by="U2")
    team.tanaka.message_shortcut(message, "keep")
    assert kept(team) == []
    assert ja("kept.other_hint", name="鈴木") in team.form(team.tanaka)
    team.tanaka.type(line="教えてもらった")
    team.tanaka.submit()
    assert kept(team) == ["教えてもらった"]
    assert ja("kept.done", time="17:00") in team.form(team.tanaka)
    team.tanaka.press_in_view("undo_line")
    assert kept(team) == []
    assert "their words" not in repr(team.document(PERSON))


def test_an_apps_message_opens_the_form_without_a_name(team: Story) -> None:
    message = say(team, "deploy finished", by="U2", bot_id="B2")
    team.tanaka.message_shortcut(message, "keep")
    assert ja("kept.other_hint_nobody") in team.form(team.tanaka)


def test_ones_own_file_without_words_has_nothing_to_keep(team: Story) -> None:
    team.tanaka.message_shortcut(say(team, ""), "keep")
    assert team.ephemerals("U1")[-1] == ja("kept.empty")


def test_the_forms_errors_stand_at_its_field(team: Story) -> None:
    team.tanaka.message_shortcut(say(team, "x", by="U2"), "keep")
    team.tanaka.type(line="\u200b")
    team.tanaka.submit()
    assert team.tanaka.view.errors == {"line": ja("kept.empty")}
    team.tanaka.view.errors_were_read = True


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
    assert buttons(message)["as_is"]["style"] == "primary"
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
    team.tanaka.press(team.message("U1"), "write")
    assert inputs(team.tanaka)["keep"]["initial_value"] == "長" * 2500


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


# Never lost, never twice


def test_a_form_that_was_opened_before_another_line_came_does_not_lose_it(team: Story) -> None:
    keep(team, "one")
    team.until(tokyo(16, "17:00"))
    team.tanaka.press(team.message("U1"), "write")
    keep(team, "two")
    team.tanaka.submit()
    team.settle()
    assert kept(team) == ["two"]


def test_saved_as_it_is_while_the_form_is_open_is_one_entry_with_every_line_once(team: Story) -> None:
    keep(team, "one")
    team.until(tokyo(16, "17:00"))
    message = team.message("U1")
    team.tanaka.press(message, "write")
    keep(team, "two")
    team.tanaka.press(message, "as_is")
    team.tanaka.submit()
    team.settle()
    assert team.document("teams/T1-C1/entries/2026-11-16_U1")["keep"] == "one\ntwo"
    assert kept(team) == []


def test_a_null_out_of_an_updated_view_is_what_it_was_filled_with(team: Story) -> None:
    team.workspace.forget_untouched = True
    keep(team, "one")
    with store_of(team, lambda: team.machine.sqlite):
        team.tanaka.command("/kpt")
    team.tanaka.type(problem="p")
    team.tanaka.submit()
    team.settle()
    assert team.document("teams/T1-C1/entries/2026-11-16_U1")["keep"] == "one"
    assert kept(team) == []


def test_the_home_lists_ten_with_remove(team: Story) -> None:
    for n in range(12):
        team.jump(tokyo(16, f"10:{n:02}"))
        keep(team, f"line {n}")
    team.tanaka.open_home()
    blocks = [b for b in team.tanaka.home.blocks if str(b.get("block_id", "")).startswith("line:")]
    assert len(blocks) == 10
    assert "line 11" in blocks[0]["text"]["text"]
    team.tanaka.press_in_home("remove_line", block_id=blocks[0]["block_id"])
    assert "line 11" not in kept(team)


def test_the_help_says_five_words_and_more_brings_the_others(team: Story) -> None:
    team.tanaka.command("/kpt", "help")
    said = team.ephemerals("U1")[-1]
    assert ja("help.keep") in said
    assert ja("help.doctor") not in said
    team.tanaka.press(team.ephemeral("U1"), "help_more")
    assert ja("help.doctor") in team.ephemerals("U1")[-1]
    assert ja("help.stored") in team.ephemerals("U1")[-1]


def test_save_as_it_is_where_nothing_is_kept_any_more_says_so(team: Story) -> None:
    keep(team, "one")
    answer = team.ephemeral("U1")
    team.until(tokyo(16, "17:00"))
    message = team.message("U1")
    team.tanaka.press(answer, "undo_line")
    team.tanaka.press(message, "as_is")
    team.settle()
    assert ja("done.none_kept") in team.ephemerals("U1")


def test_what_is_saved_is_not_undone_any_more(team: Story) -> None:
    keep(team, "one")
    answer = team.ephemeral("U1")
    team.until(tokyo(16, "17:00"))
    team.press(team.tanaka, "as_is")
    team.tanaka.press(answer, "undo_line")
    assert ja("kept.saved") in team.ephemerals("U1")
    assert "one" in team.messages("U1")[-1]


def test_on_a_quiet_day_save_as_it_is_on_another_device_changes_nothing(team: Story) -> None:
    keep(team, "one")
    team.until(tokyo(16, "17:00"))
    message = team.message("U1")
    on_another_device = list(message.blocks)
    team.press(team.tanaka, "quiet")
    turned, message.blocks = message.blocks, on_another_device
    team.tanaka.press(message, "as_is")
    message.blocks = turned
    assert team.ephemerals("U1")[-1] == ja("done.already_answered", day="11/16(月)")
    assert team.document("teams/T1-C1/entries/2026-11-16_U1")["kind"] == "quiet"


def test_where_the_store_is_silent_it_says_so_and_keeps_nothing(team: Story) -> None:
    with store_of(team, lambda: Silent(team.machine.sqlite)):
        assert keep(team, "x") == in_both("error.press")
        team.tanaka.message_shortcut(say(team, "y"), "keep")
    assert team.ephemerals("U1")[-1] == in_both("error.press")
    assert kept(team) == []


def test_the_form_for_anothers_message_opens_on_a_new_instance_too(team: Story) -> None:
    with store_of(team, lambda: team.machine.sqlite):
        team.tanaka.message_shortcut(say(team, "x", by="U2"), "keep")
    team.tanaka.type(line="word")
    team.tanaka.submit()
    assert kept(team) == ["word"]


def test_export_and_erasure_know_what_is_kept(team: Story) -> None:
    keep(team, "kept for later")
    everything = team.machine.services.world.store.everything_of("T1", "U1")
    assert [line["text"] for line in everything["person"]["kept_lines"].values()] == ["kept for later"]
    team.tanaka.command("/kpt", "my-data")
    team.tanaka.press(team.ephemeral("U1"), "my_data_erase")
    team.settle()
    assert "T1-U1" not in team.documents("people")
    assert "kept for later" not in repr(team.documents("people"))


def test_english_has_its_words(team: Story) -> None:
    assert en("kept.done", time="17:00") in keep(team, "x", team.sato)
    assert re.search(r"Undo", team.ephemerals("U3")[-1])
