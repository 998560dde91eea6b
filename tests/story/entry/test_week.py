"""`/kpt week`: one's own week, for one's own eyes."""

import pytest

from local.slack.limits.messages import text_length
from local.slack.people.person import Person
from local.slack.people.reading import plain_view
from tests.story.conftest import Story, en, ja, tokyo
from tests.story.hostile_texts import TEXTS
from tests.story.stores import Silent, store_of


def shown(story: Story, by: Person | None = None, channel: str = "C1") -> list[str]:
    """The lines that somebody reads who types it."""
    who = by or story.tanaka
    who.command("/kpt", "week", channel)
    assert who.troubles == []
    return story.ephemerals(who.user_id)[-1].splitlines()


def test_the_week_has_what_was_written_and_what_each_empty_day_is(asked: Story) -> None:
    asked.write(asked.tanaka, {"keep": "返品の流れを図にした。\n2枚目も。", "try": "清書"})
    asked.until(tokyo(17, "17:05"))
    asked.press(asked.tanaka, "quiet")
    asked.jump(tokyo(18, "09:00"))
    assert shown(asked) == [
        "今週",
        "月 11/16",
        "Keep：返品の流れを図にした。",
        "2枚目も。",
        "Try：清書",
        f"火 11/17 {ja('mine_day.quiet')}",
        "水 11/18 今日",
        "木 11/19 これから",
        "金 11/20 これから",
        ja("mine.only_you"),
    ]


def test_the_first_week_of_a_team_begins_with_the_day_it_was_set_up(story: Story) -> None:
    story.jump(tokyo(19, "10:00"))
    story.set_up()
    assert shown(story)[:3] == ["今週", "木 11/19 今日", "金 11/20 これから"]


def test_of_a_team_that_was_set_up_on_a_weekend_the_week_is_to_come(story: Story) -> None:
    story.jump(tokyo(21, "10:00"))
    story.set_up()
    assert shown(story) == ["今週", ja("mine_day.to_come"), ja("mine.only_you")]
    story.tanaka.open_home()
    lines = plain_view(story.tanaka.home).splitlines()
    assert lines[lines.index(ja("mine.week")) + 1] == ja("mine_day.to_come")


def test_nobody_else_sees_it_and_it_is_in_ones_own_language(asked: Story) -> None:
    posted = len(asked.everything_posted())
    lines = shown(asked, asked.sato)
    assert (lines[0], lines[-1]) == (en("mine.week"), en("mine.only_you"))
    assert len(asked.everything_posted()) == posted
    assert asked.ephemerals("U1") == [w for w in asked.ephemerals("U1") if en("mine.week") not in w]


def test_it_may_be_typed_anywhere(asked: Story) -> None:
    asked.workspace.add_channel("C2", "other", ["U1"])
    assert shown(asked, channel="C2")[0] == "今週"
    assert shown(asked, channel=asked.workspace.open_direct_messages("U1").id)[0] == "今週"


def test_somebody_in_no_team_is_told_so(story: Story) -> None:
    assert shown(story) == [ja("error.mine_no_team")]


def test_a_silent_store_is_said(asked: Story) -> None:
    with store_of(asked, lambda: Silent(asked.machine.sqlite, slowly=True)):
        assert ja("error.store_read") in shown(asked)[0]


def test_the_longest_week_fits(team: Story) -> None:
    for day in range(16, 21):
        team.until(tokyo(day, "17:05"))
        team.write(team.tanaka, {"keep": "長" * 3000, "problem": "い" * 3000, "try": "文" * 3000})
    lines = shown(team)
    assert text_length(team.ephemeral("U1").blocks) < 11_300
    assert len(team.ephemeral("U1").blocks) <= 50
    assert {"月 11/16", "火 11/17", "水 11/18", "木 11/19", "金 11/20"} <= set(lines)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_what_was_written_is_shown_as_it_was_typed(asked: Story, text: str) -> None:
    asked.write(asked.tanaka, keep=text)
    asked.tanaka.command("/kpt", "week")
    assert asked.tanaka.troubles == []
    message = asked.ephemeral("U1")
    assert "<!" not in message.text
    assert "<@" not in message.text
    assert all(block["type"] in ("rich_text", "context") for block in message.blocks)


def test_in_several_teams_each_day_says_where_it_was_written(asked: Story) -> None:
    asked.workspace.add_channel("C2", "other", ["U1"])
    asked.set_up(channel="C2")
    for channel in ("C1", "C2"):
        asked.tanaka.command("/kpt", channel=channel)
        asked.tanaka.type({"keep": f"{channel}のこと"})
        asked.tanaka.submit()
        asked.settle()
    assert shown(asked)[1:5] == ["月 11/16 ・ #ops", "Keep：C1のこと", "月 11/16 ・ #other", "Keep：C2のこと"]
