"""Somebody disconnects while the function is at it: that stands, and no more is written than what is under way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from local.google.grids import Spreadsheet, Tab
from local.google.sheets import Fault
from shared.kpt.errors import StoreSilent
from shared.store.engine.documents import Update
from shared.store.repository import Repository
from shared.usecases.optimistic import TRIES
from shared.usecases.ports.world import World
from shared.usecases.sheets import sheet
from shared.usecases.sheets.sheet_settings import disconnect
from shared.usecases.sheets.sheet_try import try_sheet
from shared.usecases.upkeep.errand import run_errand
from tests.kpt.build import MONDAY
from tests.sheets.conftest import SHEET, Connected
from tests.story.stores import Overtaken

OTHER = "a-sheet-of-another-file"


def part(connected: Connected) -> None:
    """Somebody presses *Disconnect*."""
    connected.world.store.teams.set_sheet(connected.team, None)


def other_changes(connected: Connected, count: int) -> World:
    """A world in which somebody else changes the team first, before each of so many writes."""

    def change(number: int) -> Callable[[], object]:
        return lambda: connected.documents.commit([Update("teams/T1-C1", {"name": f"ops {number}"})])

    store = Repository(lambda: Overtaken(connected.documents, *map(change, range(count))))
    return replace(connected.world, store=store)


def test_whoever_disconnects_while_the_team_is_changed_has_disconnected(connected: Connected) -> None:
    assert disconnect(other_changes(connected, 2), "T1-C1", "U1") == "done"
    assert (connected.team.sheet, connected.team.name) == (None, "ops 1")


def test_where_others_are_always_faster_nothing_is_disconnected(connected: Connected) -> None:
    with pytest.raises(StoreSilent):
        disconnect(other_changes(connected, TRIES), "T1-C1", "U1")
    assert connected.team.sheet


def test_whoever_disconnects_while_a_deleted_tab_is_made_anew_stays_disconnected(connected: Connected) -> None:
    connected.write(MONDAY, keep="Good.")
    connected.file.tabs.remove(connected.tab)
    connected.google.meanwhile.append(lambda: part(connected))
    connected.settle()
    assert connected.team.sheet is None
    assert not any("Good." in str(tab.rows) for tab in connected.file.tabs)


def test_whoever_disconnects_while_the_function_waits_for_google_finds_no_row_afterwards(connected: Connected) -> None:
    def rest(number: int) -> bool:
        part(connected)
        return number == 1

    connected.write(MONDAY, keep="Good.")
    tab = connected.tab
    connected.google.faults.append(Fault("read", 429))
    connected.topic.messages.clear()
    sheet.follow_entry(connected.world, "T1-C1", MONDAY, "U1", rest)
    connected.announce(MONDAY, "U1")
    connected.settle()
    assert (connected.team.sheet, tab.filled) == (None, 1)
    assert connected.world.store.sheets.get("T1-C1")[1].owner == ""


def test_a_run_that_writes_while_somebody_disconnects_ends_and_is_the_last(connected: Connected) -> None:
    connected.write(MONDAY, keep="Good.")
    tab = connected.tab
    connected.google.meanwhile.append(lambda: part(connected))
    connected.settle()
    connected.write(MONDAY, keep="Edited.")
    connected.settle()
    assert connected.team.sheet is None
    assert [row[4] for row in tab.values(1, 9, 0, 8)] == ["Good."]


def test_a_try_that_comes_once_more_does_not_connect_again(connected: Connected) -> None:
    connected.google.add(Spreadsheet(OTHER))
    assert try_sheet(connected.world, "T1-C1", "U2", OTHER, "V1") == "connected"
    assert try_sheet(connected.world, "T1-C1", "U2", OTHER, "V1") == "connected"
    part(connected)
    calls = len(connected.google.calls)
    assert try_sheet(connected.world, "T1-C1", "U2", OTHER, "V1") is None
    assert (connected.team.sheet, len(connected.google.calls)) == (None, calls)
    connected.clock.set(connected.clock.now() + timedelta(seconds=1))
    assert try_sheet(connected.world, "T1-C1", "U2", OTHER, "V2") == "connected"


def test_whoever_disconnects_while_the_same_sheet_is_tried_once_more_stays_disconnected(connected: Connected) -> None:
    connected.google.meanwhile.append(lambda: part(connected))
    assert try_sheet(connected.world, "T1-C1", "U2", SHEET, "V1") == "parted"
    assert connected.team.sheet is None


def test_two_tries_at_once_make_one_tab(connected: Connected) -> None:
    file = connected.google.add(Spreadsheet(OTHER))
    theirs = Tab("KPT ops", metadata=[("furikaeri", "T1-C1")])
    connected.google.meanwhile.append(lambda: file.tabs.append(theirs))
    assert try_sheet(connected.world, "T1-C1", "U2", OTHER, "V1") == "connected"
    assert (len(file.tabs), connected.team.sheet and connected.team.sheet.tab) == (2, theirs.id)


@pytest.mark.parametrize("done", [True, False])
def test_a_tab_whose_making_was_not_answered_is_looked_for(done: bool, connected: Connected) -> None:
    file = connected.google.add(Spreadsheet(OTHER))
    connected.google.faults.append(Fault("write", 0, done))
    assert try_sheet(connected.world, "T1-C1", "U2", OTHER, "V1") == ("connected" if done else "asked_to_rest")
    assert try_sheet(connected.world, "T1-C1", "U2", OTHER, "V1") == "connected"
    assert len(file.tabs) == 2


def test_nobody_is_told_that_a_sheet_is_closed_that_was_disconnected_meanwhile(connected: Connected) -> None:
    connected.write(MONDAY, keep="Good.")
    connected.file.access = "none"
    connected.settle()
    assert connected.world.store.errands.get("sheet_closed-T1-C1")
    part(connected)
    run_errand(connected.world, "sheet_closed-T1-C1")
    assert connected.world.messenger.messages == {}  # type: ignore[attr-defined]  # the fake messenger
