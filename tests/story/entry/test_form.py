"""The form: from the button, from /kpt, from the shortcut, with a store or without."""

import time
from datetime import timedelta

import pytest

from local.slack.state.records import Json, View
from shared.i18n.sentences import question
from shared.slack.handlers.response import in_both
from shared.store.engine.documents import Documents
from tests.story.conftest import MONDAY, Story, en, inputs, ja, tokyo
from tests.story.stores import Silent, no_store, store_of

# From the button, without the store


def test_the_button_opens_the_complete_form_without_touching_the_store(asked: Story) -> None:
    message = asked.message("U1")
    with store_of(asked, no_store):
        answer = asked.tanaka.press(message, "write")
    assert answer is not None
    assert answer.status == 200
    assert asked.form(asked.tanaka).splitlines() == [
        ja("form.title"),
        f"{ja('form.day', day='11/16(月)')} ・ {ja('form.where', channel='#ops')}",
        f"[{ja('form.other_day')}]",
        ja("keep.label"),
        question("ja", MONDAY),
        ja("keep.hint"),
        ja("thanks.label"),
        f"[{ja('thanks.hint')}]",
        ja("problem.label"),
        ja("problem.placeholder"),
        ja("problem.hint"),
        ja("try.label"),
        ja("try.placeholder"),
        f"[{ja('form.submit')}] [{ja('form.close')}]",
    ]


def test_it_is_not_a_loading_view_and_is_never_updated(asked: Story) -> None:
    asked.press(asked.tanaka, "write")
    assert not asked.tanaka.view.updated
    assert asked.slack.calls[-1].method == "views.open"


def test_no_call_but_one_is_made_for_it(asked: Story) -> None:
    before = len(asked.slack.calls)
    asked.tanaka.press(asked.message("U1"), "write")
    assert [call.method for call in asked.slack.calls[before:]] == ["views.open"]


def test_a_button_of_another_day_opens_that_days_form_without_the_store(asked: Story) -> None:
    asked.jump(tokyo(18, "09:00"))
    with store_of(asked, no_store):
        asked.tanaka.press(asked.message("U1"), "write")
    assert ja("form.title_day", date="11/16(月)") in asked.form(asked.tanaka)
    assert question("ja", MONDAY) in asked.form(asked.tanaka)


def test_too_old_a_button_says_so_without_the_store(asked: Story) -> None:
    asked.jump(tokyo(24, "09:00"))
    with store_of(asked, no_store):
        asked.tanaka.press(asked.message("U1"), "write")
    assert asked.ephemerals("U1")[-1] == ja("error.too_old", day="11/16(月)")


def test_after_midnight_the_message_is_still_todays(asked: Story) -> None:
    asked.jump(tokyo(17, "00:30"))
    asked.press(asked.tanaka, "write")
    assert ja("form.title") in asked.form(asked.tanaka)


def test_an_english_member_gets_an_english_form(asked: Story) -> None:
    asked.press(asked.sato, "write")
    assert en("form.title") in asked.form(asked.sato)
    assert en("form.where", channel="#ops") in asked.form(asked.sato)


# What the form is like


def test_three_texts_of_3000_characters_each_optional_and_the_keep_has_the_focus(asked: Story) -> None:
    asked.press(asked.tanaka, "write")
    for name in ("keep", "problem", "try"):
        element = inputs(asked.tanaka)[name]
        assert (element["action_id"], element["multiline"], element["max_length"]) == ("text", True, 3000)
    assert [name for name, element in inputs(asked.tanaka).items() if element.get("focus_on_load")] == ["keep"]
    assert all(block["optional"] for block in asked.tanaka.view.blocks if block["type"] == "input")
    assert asked.tanaka.view.callback_id == "kpt"


def test_it_offers_the_other_seven_days(asked: Story) -> None:
    asked.press(asked.tanaka, "write")
    days = [MONDAY - timedelta(n) for n in range(1, 8)]
    assert [option["value"] for option in other_days(asked.tanaka.view)] == [day.isoformat() for day in days]


# From /kpt and the shortcut


def test_kpt_opens_todays_form_of_the_channels_team(team: Story) -> None:
    answer = team.tanaka.command("/kpt")
    assert (answer.status, answer.body) == (200, b"")
    assert ja("form.day", day="11/16(月)") in team.form(team.tanaka)
    assert ja("form.where", channel="#ops") in team.form(team.tanaka)


def test_kpt_in_another_channel_opens_ones_own_teams(team: Story) -> None:
    team.workspace.add_channel("C2", "lobby", ["U1"])
    team.tanaka.command("/kpt", channel="C2")
    assert ja("form.where", channel="#ops") in team.form(team.tanaka)


def test_the_shortcut_opens_ones_own_teams(team: Story) -> None:
    team.sato.shortcut("kpt")
    assert en("form.title") in team.form(team.sato)
    assert en("form.where", channel="#ops") in team.form(team.sato)


def test_days_with_an_entry_are_marked_where_the_store_was_read(asked: Story) -> None:
    asked.write(asked.tanaka, keep="月曜")
    asked.jump(tokyo(18))
    asked.tanaka.command("/kpt")
    labels = [option["text"]["text"] for option in other_days(asked.tanaka.view)]
    assert labels[:3] == ["11/17(火)", ja("form.day_written", day="11/16(月)"), "11/15(日)"]


def test_without_a_team_a_sentence_says_so(story: Story) -> None:
    story.sato.command("/kpt")
    assert en("error.no_team") in story.form(story.sato)
    story.tanaka.shortcut("kpt")
    assert ja("error.mine_no_team") in story.form(story.tanaka)


def test_without_a_team_direct_messages_name_nothing_that_is_refused_there(story: Story) -> None:
    story.sato.command("/kpt", channel="DU3")
    assert en("error.mine_no_team") in story.form(story.sato)
    assert "/kpt setup" not in story.form(story.sato)


def test_somebody_who_is_not_a_member_is_told_so(team: Story) -> None:
    team.workspace.add_user("U9", "guest", "Yamada")
    team.machine.person("U9").command("/kpt")
    assert ja("error.not_member", channel="#ops") in team.form(team.machine.person("U9"))


# A store that is not connected yet, or silent


@pytest.mark.parametrize("how", ["command", "shortcut", "edit"])
def test_on_a_new_instance_a_loading_view_opens_and_is_updated(asked: Story, how: str) -> None:
    asked.write(asked.tanaka, keep="書いたもの")
    begin(asked, how, asked.machine.sqlite)
    assert asked.tanaka.view.updated
    assert "書いたもの" in asked.form(asked.tanaka)
    assert ja("form.title") in asked.form(asked.tanaka)


@pytest.mark.parametrize("how", ["command", "shortcut", "edit"])
def test_a_silent_store_becomes_a_sentence_with_a_button_to_try_again(asked: Story, how: str) -> None:
    asked.write(asked.tanaka, keep="書いたもの")
    silent = Silent(asked.machine.sqlite, slowly=how == "command")
    started = time.monotonic()
    begin(asked, how, silent)
    assert time.monotonic() - started < 3
    assert asked.tanaka.troubles == []
    shown = asked.form(asked.tanaka)
    assert ja("error.store_read") in shown
    with store_of(asked, lambda: silent):
        asked.tanaka.press_in_view("again")
        assert ja("error.store_read") in asked.form(asked.tanaka)
        silent.silent = False
        asked.tanaka.press_in_view("again")
    assert "書いたもの" in asked.form(asked.tanaka)
    assert asked.tanaka.troubles == []
    assert [event["severity"] for event in asked.events("interaction.store_silent")][:1] == ["ERROR"]


def test_a_store_that_falls_silent_while_connected_opens_a_loading_view_after_half_a_second(asked: Story) -> None:
    silent = Silent(asked.machine.sqlite, slowly=True)
    silent.silent = False
    with store_of(asked, lambda: silent):
        asked.tanaka.command("/kpt")
        asked.tanaka.close_all()
        silent.silent = True
        started = time.monotonic()
        asked.tanaka.command("/kpt")
        assert time.monotonic() - started < 3
    assert silent.limits[0] == pytest.approx(0.5, abs=0.1)
    assert in_both("error.store_read") in asked.form(asked.tanaka)
    assert asked.tanaka.troubles == []


def begin(story: Story, how: str, documents: Documents) -> None:
    with store_of(story, lambda: documents):
        if how == "command":
            story.tanaka.command("/kpt")
        elif how == "shortcut":
            story.tanaka.shortcut("kpt")
        else:
            story.tanaka.press(story.message("U1"), "edit")


def other_days(view: View) -> list[Json]:
    (accessory,) = (block["accessory"] for block in view.blocks if "accessory" in block)
    options: list[Json] = accessory["options"]
    return options
