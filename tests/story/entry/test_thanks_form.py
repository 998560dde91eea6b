"""*Who helped?* in the form: what it asks for, what it takes, and what it shows when it is opened again."""

import pytest

from shared.store.engine.documents import Update
from tests.story.conftest import Story, en, inputs, ja
from tests.story.stores import store_of

ENTRY = "teams/T1-C1/entries/2026-11-16_U1"


@pytest.fixture
def helped(asked: Story) -> Story:
    """田中 has written that 鈴木 helped, and so did 高橋, who is in no team."""
    asked.workspace.add_user("U4", "takahashi", "高橋")
    asked.press(asked.tanaka, "write")
    asked.tanaka.type(keep="二人で返しきった")
    asked.tanaka.select(thanks=["U2", "U4"])
    asked.tanaka.submit()
    asked.settle()
    return asked


def chosen(story: Story) -> list[str]:
    story.press(story.tanaka, "edit")
    return list(inputs(story.tanaka)["thanks"].get("initial_users", []))


def stored(story: Story) -> list[str]:
    return list(story.document(ENTRY).get("thanks", []))


def test_it_stands_right_under_the_keep_and_may_be_left_alone(asked: Story) -> None:
    asked.press(asked.tanaka, "write")
    assert list(inputs(asked.tanaka)) == ["keep", "thanks", "problem", "try"]
    element = inputs(asked.tanaka)["thanks"]
    assert (element["type"], element["action_id"], element["max_selected_items"]) == ("multi_users_select", "users", 5)
    assert "initial_users" not in element
    asked.tanaka.type(keep="ひとりでできた")
    asked.tanaka.submit()
    assert "thanks" not in asked.document(ENTRY)
    assert "thanked" not in asked.document(ENTRY)


def test_ids_are_stored_without_oneself(asked: Story) -> None:
    asked.press(asked.tanaka, "write")
    asked.tanaka.type(keep="二人で")
    asked.tanaka.select(thanks=["U1", "U2"])
    asked.tanaka.submit()
    asked.settle()
    assert stored(asked) == ["U2"]


@pytest.mark.parametrize("texts", [{}, {"problem": "遅い"}])
def test_thanks_without_a_keep_ask_for_it_at_the_field(asked: Story, texts: dict[str, str]) -> None:
    asked.press(asked.tanaka, "write")
    asked.tanaka.type(texts)
    asked.tanaka.select(thanks=["U2"])
    asked.tanaka.submit()
    assert asked.tanaka.view.errors == {"thanks": ja("thanks.needs_keep")}
    asked.tanaka.type(keep="手伝ってもらった")
    asked.tanaka.submit()
    asked.settle()
    assert stored(asked) == ["U2"]


def test_oneself_alone_is_nobody(asked: Story) -> None:
    asked.press(asked.tanaka, "write")
    asked.tanaka.select(thanks=["U1"])
    asked.tanaka.submit()
    assert asked.tanaka.view.errors == {"keep": ja("error.empty")}


@pytest.mark.parametrize("forged", [["U2", "U3", "U4", "U5", "U6", "U7"], ["../../people"], ["C1"], [""], ["U2" * 40]])
def test_what_no_form_of_ours_sends_is_not_stored(asked: Story, forged: list[str]) -> None:
    asked.press(asked.tanaka, "write")
    asked.tanaka.type(keep="書いた")
    asked.tanaka.view.values["thanks", "users"] = forged
    asked.tanaka.submit()
    assert en("error.unknown") in asked.form(asked.tanaka)
    asked.settle()
    assert ENTRY not in asked.machine.sqlite.get([ENTRY])


def test_edit_shows_members_and_whose_name_is_known(helped: Story) -> None:
    helped.machine.sqlite.commit([Update(ENTRY, {"thanks_names": {"U4": "高橋"}})])
    assert chosen(helped) == ["U2", "U4"]


def test_whom_it_cannot_show_stays_through_an_edit(helped: Story) -> None:
    helped.machine.sqlite.commit([Update(ENTRY, {"thanks": ["U2", "U9"], "thanks_names": {}})])
    assert chosen(helped) == ["U2"]
    helped.tanaka.type(problem="急ぎが多い")
    helped.tanaka.select(thanks=["U3"])
    helped.tanaka.submit()
    helped.settle()
    assert stored(helped) == ["U3", "U9"]


def test_where_slack_refuses_the_form_with_them_it_opens_without_and_they_stay(helped: Story) -> None:
    helped.slack.faults.error("views.open", "invalid_arguments")
    assert chosen(helped) == []
    assert ja("thanks.not_shown") in helped.form(helped.tanaka)
    assert inputs(helped.tanaka)["keep"]["initial_value"] == "二人で返しきった"
    helped.tanaka.type(problem="急ぎが多い")
    helped.tanaka.submit()
    helped.settle()
    assert stored(helped) == ["U2", "U4"]
    assert helped.document(ENTRY)["problem"] == "急ぎが多い"


def test_so_it_is_where_a_loading_view_is_filled(helped: Story) -> None:
    helped.slack.faults.error("views.update", "invalid_arguments")
    with store_of(helped, lambda: helped.machine.sqlite):  # a new instance, which is not connected yet
        helped.tanaka.press(helped.message("U1"), "edit")
    assert ja("thanks.not_shown") in helped.form(helped.tanaka)
    helped.tanaka.submit()
    helped.settle()
    assert stored(helped) == ["U2", "U4"]


def test_who_was_chosen_is_taken_back_by_an_edit(helped: Story) -> None:
    helped.machine.sqlite.commit([Update(ENTRY, {"thanks_names": {"U4": "高橋"}})])
    assert chosen(helped) == ["U2", "U4"]
    helped.tanaka.select(thanks=[])
    helped.tanaka.submit()
    helped.settle()
    assert stored(helped) == []
    assert helped.document(ENTRY)["thanked"] == ["U2", "U4"]


def test_after_an_update_an_untouched_field_keeps_them(helped: Story) -> None:
    helped.workspace.forget_untouched = True
    helped.machine.sqlite.commit([Update(ENTRY, {"thanks_names": {"U4": "高橋"}})])
    chosen(helped)
    helped.tanaka.type(problem="急ぎが多い")
    helped.tanaka.submit()
    helped.settle()
    assert stored(helped) == ["U2", "U4"]
