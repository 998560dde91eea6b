"""The form of another day, of an entry that is there, and a click that comes too late."""

from shared.slack.handlers.response import in_both
from tests.story.conftest import Story, inputs, ja, tokyo
from tests.story.stores import store_of

# Another day


def test_another_day_is_pushed_and_what_was_typed_below_stays(asked: Story) -> None:
    asked.press(asked.tanaka, "write")
    asked.tanaka.type(keep="今日の途中")
    asked.tanaka.press_in_view("day", "2026-11-13")
    assert len(asked.workspace.view_stack("U1")) == 2
    assert ja("form.title_day", date="11/13(金)") in asked.form(asked.tanaka)
    assert "今日の途中" not in asked.form(asked.tanaka)
    asked.tanaka.type(keep="金曜のこと")
    asked.tanaka.submit()
    assert len(asked.workspace.view_stack("U1")) == 1
    assert "今日の途中" in asked.form(asked.tanaka)
    assert not asked.tanaka.view.updated
    asked.tanaka.submit()
    asked.settle()
    assert asked.document("teams/T1-C1/entries/2026-11-13_U1")["keep"] == "金曜のこと"
    assert asked.document("teams/T1-C1/entries/2026-11-16_U1")["keep"] == "今日の途中"


def test_another_day_on_a_new_instance_is_pushed_too(asked: Story) -> None:
    asked.press(asked.tanaka, "write")
    asked.tanaka.type(keep="今日の途中")
    with store_of(asked, lambda: asked.machine.sqlite):
        asked.tanaka.press_in_view("day", "2026-11-13")
    assert ja("form.title_day", date="11/13(金)") in asked.form(asked.tanaka)
    asked.tanaka.close()
    assert "今日の途中" in asked.form(asked.tanaka)


def test_a_pushed_day_offers_no_other_day(asked: Story) -> None:
    asked.press(asked.tanaka, "write")
    asked.tanaka.press_in_view("day", "2026-11-13")
    assert ja("form.other_day") not in asked.form(asked.tanaka)


def test_a_day_that_has_an_entry_is_shown_for_editing(asked: Story) -> None:
    asked.write(asked.tanaka, keep="月曜", problem="困った")
    asked.jump(tokyo(17))
    asked.tanaka.command("/kpt")
    asked.tanaka.press_in_view("day", "2026-11-16")
    assert inputs(asked.tanaka)["keep"]["initial_value"] == "月曜"
    assert inputs(asked.tanaka)["problem"]["initial_value"] == "困った"
    asked.tanaka.type(keep="月曜、なおした")
    asked.tanaka.submit()
    asked.settle()
    entry = asked.document("teams/T1-C1/entries/2026-11-16_U1")
    assert (entry["keep"], entry["problem"], entry["revision"]) == ("月曜、なおした", "困った", 2)


def test_a_day_that_grew_too_old_while_the_form_was_open_says_so(asked: Story) -> None:
    asked.press(asked.tanaka, "write")
    asked.jump(tokyo(18))
    asked.tanaka.press_in_view("day", "2026-11-09")
    assert ja("error.too_old", day="11/9(月)") in asked.form(asked.tanaka)
    asked.tanaka.close()
    assert ja("form.day", day="11/16(月)") in asked.form(asked.tanaka)


# An entry that is there


def test_an_entry_is_shown_for_editing_by_kpt_and_by_edit(asked: Story) -> None:
    asked.write(asked.tanaka, {"keep": "書いたもの", "try": "やる"})
    asked.tanaka.command("/kpt")
    for _ in range(2):
        shown = {name: element.get("initial_value") for name, element in inputs(asked.tanaka).items()}
        assert shown == {"keep": "書いたもの", "thanks": None, "problem": None, "try": "やる"}
        asked.tanaka.close_all()
        asked.press(asked.tanaka, "edit")


def test_a_shown_field_may_be_emptied(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった", problem="困った")
    asked.press(asked.tanaka, "edit")
    asked.tanaka.type(problem="")
    asked.tanaka.submit()
    asked.settle()
    assert asked.document("teams/T1-C1/entries/2026-11-16_U1")["problem"] == ""


def test_delete_asks_once(asked: Story) -> None:
    asked.write(asked.tanaka, keep="書いたもの")
    asked.press(asked.tanaka, "edit")
    (delete,) = (b["elements"][0] for b in asked.tanaka.view.blocks if b["type"] == "actions")
    assert delete["confirm"]["title"]["text"] == ja("delete.title")
    assert asked.tanaka.press_in_view("delete", confirm=False) is None
    asked.settle()
    assert asked.document("teams/T1-C1/entries/2026-11-16_U1")["kind"] == "written"
    asked.tanaka.press_in_view("delete")
    asked.settle()
    assert asked.document("teams/T1-C1/entries/2026-11-16_U1")["kind"] == "deleted"
    assert ja("done.deleted", day="11/16(月)") in asked.form(asked.tanaka)


def test_deleting_what_is_deleted_says_so(asked: Story) -> None:
    asked.write(asked.tanaka, keep="書いたもの")
    asked.press(asked.tanaka, "edit")
    asked.tanaka.press_in_view("delete")
    asked.tanaka.resend_last()
    asked.settle()
    entry = asked.document("teams/T1-C1/entries/2026-11-16_U1")
    assert (entry["kind"], entry["revision"]) == ("deleted", 2)


def test_where_there_is_no_entry_nothing_can_be_deleted(asked: Story) -> None:
    asked.press(asked.tanaka, "quiet")
    asked.tanaka.command("/kpt")
    assert ja("delete.button") not in asked.form(asked.tanaka)
    assert inputs(asked.tanaka)["keep"].get("initial_value") is None


# A click that comes too late, a Slack that does not open


def test_a_click_that_slack_no_longer_opens_for_is_told_so(asked: Story) -> None:
    for code in ("expired_trigger_id", "exchanged_trigger_id", "internal_error"):
        asked.slack.faults.error("views.open", code)
        answer = asked.tanaka.press(asked.message("U1"), "write")
        assert answer is not None
        assert answer.status == 200
        assert asked.ephemerals("U1")[-1] == in_both("error.open")


def test_kpt_that_slack_no_longer_opens_for_is_told_so(team: Story) -> None:
    team.slack.faults.error("views.open", "expired_trigger_id")
    team.tanaka.command("/kpt")
    assert team.ephemerals("U1")[-1] == in_both("error.open")
