"""The 17:00 message: what its buttons and its menu do, and what it turns into."""

import pytest

from local.slack.people.reading import plain
from tests.story.conftest import Story, buttons, en, ja, tokyo

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
