"""What people's hands do in the sheet: it heals, and what is theirs is never written to."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from local.google.grids import Tab
from shared.kpt.sheet.rows import COLUMNS
from shared.usecases.sheets.sheet_tab import team_tab
from tests.kpt.build import MONDAY, TUESDAY
from tests.sheets.conftest import Connected


def delete_all_from(tab: Tab, column: int) -> None:
    while tab.column_count > column:
        tab.delete_column(column)


HANDS: dict[str, Callable[[Tab], object]] = {
    "sorted": lambda tab: tab.sort(4, descending=True),
    "sorted with its header": lambda tab: tab.sort(4, header=False),
    "sorted with its header, by key": lambda tab: tab.sort(0, header=False),
    "filtered": lambda tab: tab.hidden.update({1, 2}),
    "a text edited": lambda tab: tab.type(2, 4, "=1+1"),
    "a day edited": lambda tab: tab.type(2, 1, "tomorrow"),
    "a key edited": lambda tab: tab.type(2, 0, "mine"),
    "a key emptied": lambda tab: tab.type(2, 0, ""),
    "a row duplicated": lambda tab: tab.duplicate_row(2),
    "a row deleted": lambda tab: tab.delete_row(2),
    "an empty row inserted": lambda tab: tab.insert_rows(1),
    "the header row deleted": lambda tab: tab.delete_row(0),
    "a header edited": lambda tab: tab.type(0, 4, "よかったこと"),
    "the header emptied": lambda tab: tab.rows.__setitem__(0, []),
    "a column inserted at the left": lambda tab: tab.insert_columns(0),
    "a column inserted between": lambda tab: tab.insert_columns(4),
    "a column moved": lambda tab: tab.move_column(4, 2),
    "a column deleted": lambda tab: tab.delete_column(5),
    "the keys deleted": lambda tab: tab.delete_column(0),
    "all to the right deleted": lambda tab: delete_all_from(tab, 7),
    "renamed": lambda tab: setattr(tab, "title", "It's ours!"),
}


@pytest.mark.parametrize("hand", HANDS)
@pytest.mark.parametrize("by", ["the weekly rewrite", "the next entry"])
def test_whatever_people_do_the_sheet_says_again_what_the_store_says(hand: str, by: str, connected: Connected) -> None:
    for user in ("U1", "U2", "U3"):
        connected.write(MONDAY, user, keep=f"Good {user}.", problem="Bad.")
    connected.settle()
    HANDS[hand](connected.tab)
    if by == "the weekly rewrite":
        connected.topic.publish("sheet", [{"team": "T1-C1"}])
    else:
        connected.write(TUESDAY, keep="Another.")
        connected.write(MONDAY, "U2", keep="Edited.")
    connected.settle()
    if by == "the next entry":
        connected.topic.publish("sheet", [{"team": "T1-C1"}])
        connected.settle()
    assert connected.rows() == connected.wanted()


def test_a_sheet_that_says_what_the_store_says_is_compared_and_not_written(connected: Connected) -> None:
    connected.write(MONDAY, keep="Good.")
    connected.settle()
    before = connected.google.count("read"), connected.google.count("write")
    connected.topic.publish("sheet", [{"team": "T1-C1"}])
    connected.settle()
    assert (connected.google.count("read"), connected.google.count("write")) == (before[0] + 1, before[1])


def test_peoples_own_columns_and_rows_stay_beside_the_rows_that_they_wrote_them_to(connected: Connected) -> None:
    for number, user in enumerate(("U1", "U2", "U3"), 1):
        connected.write(MONDAY, user, keep=f"Good {user}.")
        connected.settle()
        connected.tab.type(number, 8, f"about {user}")
    connected.tab.type(0, 8, "remark")
    connected.tab.insert_columns(4)
    for number in (1, 2, 3):
        connected.tab.type(number, 4, f"between {number}")
    connected.tab.type(0, 4, "mood")
    connected.tab.type(4, 0, "a line of our own")
    connected.tab.sort(1, descending=True)
    connected.write(TUESDAY, keep="More.")
    connected.write(MONDAY, "U2", keep="Edited.")
    connected.write(MONDAY, "U3", kind="deleted")
    connected.topic.publish("sheet", [{"team": "T1-C1"}])
    connected.settle()
    grid = connected.tab.values(0, 20, 0, 10)
    assert ["", "", "", "", "between 3", "", "", "", "", "about U3"] in grid
    assert next(row for row in grid if row[:1] == ["2026-11-16_U2"])[4:6] == ["between 2", "Edited."]
    assert ["a line of our own"] in grid
    assert grid[0] == ["key", "day", "week", "name", "mood", "keep", "problem", "try", "link", "remark"]
    assert connected.rows() == sorted([*connected.wanted(), ("a line of our own", *[None] * 7)], key=str)


def test_a_column_of_the_peoples_that_took_a_deleted_ones_place_is_not_written_over(connected: Connected) -> None:
    connected.write(MONDAY, keep="Good.", try_="More.")
    connected.settle()
    connected.tab.type(0, 8, "remark")
    connected.tab.type(1, 8, "a word")
    connected.tab.delete_column(7)
    connected.topic.publish("sheet", [{"team": "T1-C1"}])
    connected.settle()
    assert connected.tab.values(0, 2, 7, 9) == [["link", "remark"], [connected.wanted()[0][7], "a word"]]


def test_a_tab_that_was_deleted_is_made_anew_and_written(connected: Connected) -> None:
    connected.write(MONDAY, keep="Good.")
    connected.settle()
    connected.file.tabs.remove(connected.tab)
    connected.write(TUESDAY, keep="More.")
    connected.settle()
    assert connected.rows() == connected.wanted()
    assert connected.log.named("sheet.tab_found")


def test_a_copied_tab_bears_the_note_too_and_the_stored_one_wins(connected: Connected) -> None:
    connected.write(MONDAY, keep="Good.")
    connected.settle()
    copied = connected.file.duplicate(connected.tab)
    before = copied.values(0, 9, 0, 9)
    connected.write(MONDAY, keep="Edited.")
    connected.settle()
    assert copied.values(0, 9, 0, 9) == before
    connected.file.tabs.remove(connected.tab)
    connected.write(TUESDAY, keep="More.")
    connected.settle()
    assert connected.tab is copied
    assert connected.rows() == connected.wanted()


def test_the_peoples_own_tabs_are_never_written_to(connected: Connected) -> None:
    own = connected.file.tabs[0]
    own.type(0, 0, "key")
    own.type(1, 0, "2026-11-16_U1")
    connected.write(MONDAY, keep="Good.")
    connected.topic.publish("sheet", [{"team": "T1-C1"}])
    connected.settle()
    assert own.values(0, 9, 0, 9) == [["key"], ["2026-11-16_U1"]]


def test_two_teams_that_share_a_file_have_a_tab_each(connected: Connected) -> None:
    other = replace(connected.team, id="T1-C2", sheet=None)
    tab = team_tab(connected.world, connected.file.id, other)
    assert tab.id != connected.tab.id
    assert tab.title == "KPT ops 2"
    assert team_tab(connected.world, connected.file.id, other) == tab


@pytest.mark.parametrize("hand", ["sort", "delete", "insert"])
def test_rows_that_move_between_the_read_and_the_write_are_noticed_and_set_right(
    hand: str, connected: Connected
) -> None:
    for user in ("U1", "U2", "U3"):
        connected.write(MONDAY, user, keep=f"Good {user}.")
    connected.settle()
    moves = {
        "sort": lambda: connected.tab.sort(0, descending=True),
        "delete": lambda: connected.tab.delete_row(1),
        "insert": lambda: connected.tab.insert_rows(1),
    }
    for change in ("edited", "deleted"):
        connected.google.meanwhile.append(moves[hand])
        connected.write(MONDAY, keep="Edited.", kind="written" if change == "edited" else "deleted")
        connected.settle()
        assert connected.rows() == connected.wanted()


def test_a_tab_that_is_renamed_between_the_read_and_the_write_is_written_by_the_next_run(connected: Connected) -> None:
    connected.google.meanwhile.append(lambda: setattr(connected.tab, "title", "Renamed"))
    connected.write(MONDAY, keep="Good.")
    connected.settle()
    assert connected.rows() == connected.wanted()
    assert tuple(connected.tab.values(0, 1, 0, 8)[0]) == COLUMNS
