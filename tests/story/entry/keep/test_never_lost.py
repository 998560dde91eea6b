"""What was kept is never lost and never there twice, whatever else is done meanwhile."""

import re

from shared.slack.handlers.response import in_both
from tests.story.conftest import Story, en, ja, tokyo
from tests.story.entry.keep.keeping import keep, kept, say
from tests.story.stores import Silent, store_of

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
    everything = team.machine.services.world.store.personal_data.everything_of("T1", "U1")
    assert [line["text"] for line in everything["person"]["kept_lines"].values()] == ["kept for later"]
    team.tanaka.command("/kpt", "my-data")
    team.tanaka.press(team.ephemeral("U1"), "my_data_erase")
    team.settle()
    assert "T1-U1" not in team.documents("people")
    assert "kept for later" not in repr(team.documents("people"))


def test_english_has_its_words(team: Story) -> None:
    assert en("kept.done", time="17:00") in keep(team, "x", team.sato)
    assert re.search(r"Undo", team.ephemerals("U3")[-1])
