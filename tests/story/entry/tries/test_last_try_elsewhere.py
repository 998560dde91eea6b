"""A tick about the Try from before that was sent twice, unseen, to another team, or is about a private one."""

from datetime import timedelta

import pytest

from local.slack.people.reading import plain
from shared.store.engine.documents import Merge, Update
from tests.story.conftest import MONDAY, Story, inputs, ja, tokyo
from tests.story.entry.tries.last_try import DONE, WALK, do_it, entry, hint, last

# Sent again, elsewhere, unseen


def test_the_same_form_sent_twice_is_one_entry_with_the_line_once(tried: Story) -> None:
    do_it(tried, keep="火曜")
    tried.tanaka.resend_last()
    tried.settle()
    assert (entry(tried)["revision"], tried.announcements()[-1].count(WALK)) == (1, 1)


def test_a_form_that_was_not_shown_the_tick_keeps_it_and_says_so(tried: Story) -> None:
    phone, desk, message = tried.machine.person("U1"), tried.machine.person("U1"), tried.message("U1")
    phone.press(message, "write")
    phone.select(last_try=["done"])
    phone.submit()
    desk.press(message, "write")
    desk.type(keep="別の画面")
    desk.submit()
    tried.settle()
    assert (entry(tried)["keep"], entry(tried)["try_before"]["done"]) == ("別の画面", True)
    assert ja("done.kept") in tried.form(tried.tanaka)
    assert last(tried)["closed_by"] == "2026-11-17"


def test_a_tick_about_a_try_that_changed_meanwhile_is_left_out_and_says_so(tried: Story) -> None:
    tried.press(tried.tanaka, "write")
    tried.tanaka.type(keep="火曜")
    tried.tanaka.select(last_try=["done"])
    newer = {"team": "T1-C1", "day": "2026-11-17", "text": "別のTry"}
    tried.machine.sqlite.commit([Update("people/T1-U1", {"last_try": newer})])
    tried.tanaka.submit()
    tried.settle()
    assert ja("done.left_out") in tried.form(tried.tanaka)
    assert (entry(tried)["keep"], "try_before" in entry(tried)) == ("火曜", False)


def test_a_tick_alone_that_does_not_count_says_so_at_the_tick(tried: Story) -> None:
    tried.press(tried.tanaka, "write")
    tried.tanaka.select(last_try=["done"])
    tried.machine.sqlite.commit([Merge("people/T1-U1", {"last_try": {"closed_by": "2026-11-18"}})])
    tried.tanaka.submit()
    assert tried.tanaka.view.errors == {"last_try": ja("error.try_alone")}
    assert not [name for name in tried.documents("teams/T1-C1/entries") if name.startswith("2026-11-17")]


@pytest.mark.parametrize("value", [None, [], [{"value": "other"}], [{"value": "done"}, {"value": "x"}], "done"])
def test_a_tick_of_any_form_stores_the_entry(tried: Story, value: object) -> None:
    tried.press(tried.tanaka, "write")
    tried.tanaka.type(keep="火曜")
    view = tried.tanaka.view
    view.values["last_try", "done"] = value
    tried.tanaka.submit()
    tried.settle()
    assert entry(tried)["keep"] == "火曜"


def test_a_try_of_an_entry_that_another_tool_wrote_can_be_done(team: Story) -> None:
    fields = {
        "schema": 1,
        "day": "2026-11-13",
        "user": "U1",
        "kind": "written",
        "keep": "k",
        "problem": "",
        "try": WALK,
    }
    written = Merge("teams/T1-C1/entries/2026-11-13_U1", {**fields, "revision": 1})
    team.machine.sqlite.commit([written, Merge("people/T1-U1", {"answered_on": "2026-11-13"})])
    team.tanaka.close()
    team.until(tokyo(16, "17:05"))
    do_it(team)
    assert DONE in team.announcements()[-1]
    assert last(team)["closed_by"] == "2026-11-16"


# Two teams


@pytest.fixture
def in_two(asked: Story) -> Story:
    """Tanaka writes for #dev, too; home is #ops, where the Try is. It is Tuesday."""
    asked.workspace.add_channel("C2", "dev", ["U1", "U2"])
    asked.set_up(channel="C2")
    asked.tanaka.close_all()
    asked.write(asked.tanaka, {"keep": "月曜", "try": WALK})
    asked.until(tokyo(17, "17:05"))
    return asked


def test_a_try_never_leaves_its_own_team(in_two: Story) -> None:
    in_two.press(in_two.tanaka, "write")
    in_two.tanaka.type(keep="devのこと")
    in_two.tanaka.select(last_try=["done"], team="T1-C2")
    in_two.tanaka.submit()
    in_two.settle()
    assert ja("done.left_out") in in_two.form(in_two.tanaka)
    stored = entry(in_two, team="T1-C2")
    assert (stored["keep"], stored["try_before"]["text"], stored["try_before"]["done"]) == ("devのこと", "", False)
    assert WALK not in "\n".join(plain(m) for m in in_two.workspace.channel("C2").messages)
    assert "closed_by" not in last(in_two)


def test_the_form_of_another_team_offers_no_try_of_this_one(in_two: Story) -> None:
    in_two.write(in_two.tanaka, keep="k")
    in_two.tanaka.command("/kpt", channel="C2")
    in_two.tanaka.press_in_view("day", "2026-11-13")
    assert "last_try" not in inputs(in_two.tanaka)


# Private


def only_the_keep(story: Story, mode: str = "message") -> None:
    rule = {"mode": mode, "parts": "keep", "quiet": "silent"}
    story.machine.sqlite.commit([Update("teams/T1-C1", {"announcement": rule})])


@pytest.mark.parametrize("mode", ["message", "off"])
def test_beside_a_private_try_the_form_says_that_it_joins_the_keep(asked: Story, mode: str) -> None:
    only_the_keep(asked, mode)
    asked.write(asked.tanaka, {"keep": "月曜", "try": WALK})
    assert last(asked)["private"] is True
    all_of_it = {"mode": "message", "parts": "all", "quiet": "silent"}
    asked.machine.sqlite.commit([Update("teams/T1-C1", {"announcement": all_of_it})])
    asked.until(tokyo(17, "17:05"))
    asked.press(asked.tanaka, "write")
    assert hint(asked) == ja("try.hint_done")
    asked.tanaka.close()
    do_it(asked)
    assert f"Keep\n{DONE}" in asked.announcements()[-1]


def test_on_another_days_form_it_says_that_it_joins_that_day(tried: Story) -> None:
    only_the_keep(tried)
    tried.until(tokyo(18, "17:05"))
    tried.tanaka.command("/kpt")
    assert hint(tried) == ja("try.hint_done")
    tried.tanaka.press_in_view("day", (MONDAY + timedelta(1)).isoformat())
    assert hint(tried) == ja("try.hint_done_day")


def test_where_only_the_keep_is_shown_the_line_is_shown_with_it(tried: Story) -> None:
    only_the_keep(tried)
    do_it(tried, keep="火曜", problem="ひみつ")
    assert f"Keep\n火曜\n{DONE}" in tried.announcements()[-1]
    assert "ひみつ" not in tried.announcements()[-1]
