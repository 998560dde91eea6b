"""The Try that comes back as one tick in the next form, and joins that day's Keep."""

import json

from local.slack.people.reading import plain, plain_view
from shared.slack.blocks.form_metadata import pack, unpack
from shared.store.engine.documents import Merge
from tests.story.board.test_board import link_in, screen
from tests.story.conftest import Story, buttons, en, inputs, ja, tokyo
from tests.story.entry.tries.last_try import DONE, WALK, do_it, edit, entry, hint, is_ticked, last, tick
from tests.story.stores import no_store, store_of

# What the form offers


def test_write_opens_with_the_tick_above_try_and_without_the_store(tried: Story) -> None:
    with store_of(tried, no_store):
        tried.tanaka.press(tried.message("U1"), "write")
    assert list(inputs(tried.tanaka)) == ["keep", "thanks", "problem", "last_try", "try"]
    element = inputs(tried.tanaka)["last_try"]
    assert (element["type"], element["action_id"]) == ("checkboxes", "done")
    assert tick(tried) == {"text": {"type": "plain_text", "text": DONE, "emoji": False}, "value": "done"}
    assert not is_ticked(tried)
    assert (hint(tried), ja("try.last") in tried.form(tried.tanaka)) == ("", True)
    assert all(block["optional"] for block in tried.tanaka.view.blocks if block["type"] == "input")


def test_a_form_has_no_tick_where_there_is_no_try_or_it_is_the_days_own(tried: Story) -> None:
    tried.suzuki.command("/kpt")
    assert "last_try" not in inputs(tried.suzuki)
    tried.tanaka.command("/kpt")
    tried.tanaka.press_in_view("day", "2026-11-16")
    assert "last_try" not in inputs(tried.tanaka)


def test_a_long_try_stands_below_the_option_that_is_shortened(asked: Story) -> None:
    asked.write(asked.tanaka, {"try": "あ" * 3000})
    asked.until(tokyo(17, "17:05"))
    assert len(buttons(asked.message("U1"))["write"]["value"]) < 2000
    do_it(asked, keep="k")
    assert entry(asked)["try_before"]["text"] == "あ" * 200
    assert ja("try.done", try_="あ" * 200) in asked.announcements()[-1]
    edit(asked, ticked=True, keep="よかった")
    asked.tanaka.command("/kpt")
    assert (len(tick(asked)["text"]["text"]), hint(asked)) == (75, "あ" * 200)


def test_a_button_from_before_opens_the_form_without_a_tick() -> None:
    fields = {"team": "T1-C1", "day": "2026-11-17", "language": "ja", "channel": "ops", "zone": "Asia/Tokyo"}
    old = {**fields, "keep_only": False, "announced": True, "try": WALK}
    seed = unpack(json.dumps(old), "T1")
    assert seed.try_before is None
    assert unpack(pack(seed), "T1") == seed


# What becomes of the tick


def test_a_tick_joins_the_keep_in_the_channel_the_message_home_and_week(tried: Story) -> None:
    do_it(tried, keep="火曜", problem="雨")
    assert f"Keep\n火曜\n{DONE}\nProblem\n雨" in tried.announcements()[-1]
    assert f"火曜\n{DONE}" in tried.messages("U1")[-1]
    assert entry(tried)["keep"] == "火曜"
    assert entry(tried)["try_before"] == {
        "team": "T1-C1",
        "day": "2026-11-16",
        "text": WALK,
        "done": True,
        "private": False,
        "times": 1,
    }
    tried.tanaka.command("/kpt", "week")
    assert f"Keep：火曜\n{DONE}" in tried.ephemerals("U1")[-1]
    tried.tanaka.open_home()
    assert DONE in plain_view(tried.tanaka.home)


def test_a_tick_alone_is_a_full_answer_and_a_keep_of_the_digest(tried: Story) -> None:
    do_it(tried)
    assert entry(tried)["kept_at"] is not None
    assert f"Keep\n{DONE}" in tried.announcements()[-1]
    tried.tanaka.command("/kpt", "week")
    assert DONE in tried.ephemerals("U1")[-1]
    tried.tanaka.open_home()
    assert DONE in plain_view(tried.tanaka.home)
    tried.until(tokyo(20, "16:05"))
    assert f"火 {DONE}" in tried.messages("U1")[-1]
    tried.until(tokyo(20, "16:35"))
    (part,) = [reply for reply in tried.thread() if WALK in reply]
    assert f"火 11/17 {DONE}" in part


def test_it_is_in_the_digest_with_the_words_in_the_teams_language(tried: Story) -> None:
    do_it(tried, keep="火曜")
    tried.until(tokyo(20, "16:35"))
    (part,) = [reply for reply in tried.thread() if WALK in reply]
    assert f"火 11/17 火曜\n{DONE}" in part


def test_the_board_and_ones_own_year_have_it(tried: Story) -> None:
    do_it(tried)
    opened = {}
    for what, path in (("board", "/T1-C1"), ("year", "/me"), ("year", "/me.md")):
        tried.tanaka.command("/kpt", what)
        own = screen(tried)
        assert own.enter(link_in(tried.tanaka.view)) == 204
        tried.tanaka.close_all()
        opened[path] = own.get(path).text
    assert f'<p dir="auto" class="done">{DONE}</p>' in opened["/T1-C1"]
    done = ja("year.done", try_=WALK)
    assert done in opened["/me"]
    assert done in opened["/me.md"]


def test_the_author_reads_it_in_their_own_language(asked: Story) -> None:
    asked.write(asked.sato, {"keep": "monday", "try": "Walk"})
    asked.until(tokyo(17, "17:05"))
    asked.press(asked.sato, "write")
    asked.sato.select(last_try=["done"])
    asked.sato.submit()
    asked.settle()
    assert en("try.done", try_="Walk") in asked.messages("U3")[-1]
    assert ja("try.done", try_="Walk") in asked.announcements()[-1]


def test_ticked_it_is_not_offered_again_and_not_ticked_it_is(tried: Story) -> None:
    tried.write(tried.tanaka, keep="火曜")
    tried.until(tokyo(18, "17:05"))
    tried.press(tried.tanaka, "write")
    assert tick(tried)["text"]["text"] == DONE
    tried.tanaka.close()
    do_it(tried, keep="水曜")
    assert last(tried) == {
        "team": "T1-C1",
        "day": "2026-11-16",
        "text": WALK,
        "closed_by": "2026-11-18",
        "offered": 2,
    }
    tried.until(tokyo(19, "17:05"))
    tried.press(tried.tanaka, "write")
    assert "last_try" not in inputs(tried.tanaka)


def test_a_new_try_takes_its_place(tried: Story) -> None:
    do_it(tried, **{"keep": "火曜", "try": "早く寝る"})
    tried.until(tokyo(18, "17:05"))
    tried.press(tried.tanaka, "write")
    assert tick(tried)["text"]["text"] == ja("try.done", try_="早く寝る")


def test_unticking_takes_the_line_away_everywhere_and_opens_the_try_again(tried: Story) -> None:
    do_it(tried, keep="火曜")
    tried.tanaka.command("/kpt")
    assert is_ticked(tried)
    tried.tanaka.close()
    edit(tried, ticked=False)
    assert DONE not in tried.announcements()[-1] + tried.messages("U1")[-1]
    assert entry(tried)["try_before"]["done"] is False
    revision = tried.documents("teams/T1-C1/entries/2026-11-17_U1/revisions")["2"]
    assert revision["try_before"]["done"] is True
    assert last(tried)["closed_by"] is None
    tried.until(tokyo(18, "17:05"))
    tried.press(tried.tanaka, "write")
    assert tick(tried)["text"]["text"] == DONE


def test_the_digest_that_stands_follows_the_tick_both_ways(tried: Story) -> None:
    do_it(tried, keep="火曜")
    tried.until(tokyo(20, "16:35"))
    tried.tanaka.command("/kpt")
    tried.tanaka.press_in_view("day", "2026-11-17")
    tried.tanaka.select(last_try=[])
    tried.tanaka.submit()
    tried.settle()
    assert not [reply for reply in tried.thread() if WALK in reply]
    tried.tanaka.close_all()
    tried.tanaka.command("/kpt")
    tried.tanaka.press_in_view("day", "2026-11-17")
    tried.tanaka.select(last_try=["done"])
    tried.tanaka.submit()
    tried.settle()
    assert [reply for reply in tried.thread() if f"火曜\n{DONE}" in reply]


def test_deleting_the_day_opens_it_again(tried: Story) -> None:
    do_it(tried)
    tried.press(tried.tanaka, "edit")
    tried.tanaka.press_in_view("delete")
    tried.settle()
    assert entry(tried)["kind"] == "deleted"
    assert "try_before" not in entry(tried)
    assert len(tried.announcements()) == 1
    tried.tanaka.close_all()
    tried.tanaka.command("/kpt")
    assert (tick(tried)["text"]["text"], is_ticked(tried)) == (DONE, False)


def test_an_edit_of_the_words_leaves_one_line_of_the_try(tried: Story) -> None:
    do_it(tried, keep="火曜")
    edit(tried, ticked=True, keep="火曜、なおした")
    assert tried.announcements()[-1].count(WALK) == 1
    assert entry(tried)["revision"] == 2
    edit(tried, ticked=True)
    assert entry(tried)["revision"] == 2


def test_after_ten_forms_it_is_not_offered_any_more(tried: Story) -> None:
    tried.machine.sqlite.commit([Merge("people/T1-U1", {"last_try": {"offered": 9}})])
    tried.tanaka.command("/kpt")
    assert "last_try" in inputs(tried.tanaka)
    tried.tanaka.type(keep="十回め")
    tried.tanaka.submit()
    tried.settle()
    tried.until(tokyo(18, "17:05"))
    tried.press(tried.tanaka, "write")
    assert "last_try" not in inputs(tried.tanaka)


def test_of_a_try_nothing_is_counted_where_others_see_it(tried: Story) -> None:
    tried.write(tried.tanaka, keep="火曜")
    tried.until(tokyo(20, "16:35"))
    everything = "\n".join(plain(message) for message in tried.everything_posted())
    assert everything.count(WALK) == 2, "in Monday's announcement, and in Tanaka's own message of that day"
