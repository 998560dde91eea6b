"""A line kept during the day by command: answered, listed, taken back."""

import pytest

from local.slack.limits.messages import BlocksLimit
from shared.store.engine.documents import Update
from tests.story.conftest import Story, inputs, ja, tokyo
from tests.story.entry.keep.keeping import keep, kept

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


def test_undo_where_the_team_is_gone_takes_it_back_all_the_same_and_redraws_nothing(team: Story) -> None:
    keep(team, "one")
    answer = team.ephemeral("U1")
    team.until(tokyo(16, "17:00"))
    team.machine.sqlite.commit([Update("teams/T1-C1", {"status": "removed"})])
    team.settle()
    team.tanaka.press(answer, "undo_line")
    assert team.ephemerals("U1") == [ja("kept.undone")]
    assert kept(team) == []
    assert team.documents("errands") == {}


def test_where_slack_takes_no_answer_in_its_place_undo_is_said_in_a_view_of_its_own(team: Story) -> None:
    keep(team, "one")
    answer = team.ephemeral("U1")
    team.workspace.blocks_limit = BlocksLimit(1, "characters")
    team.tanaka.press(answer, "undo_line")
    assert team.form(team.tanaka).splitlines()[0] == ja("kept.title")
    assert ja("kept.undone") in team.form(team.tanaka)
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
