"""Connecting a team with a spreadsheet, and what Google says when that does not work."""

import pytest

from local.google.grids import Spreadsheet, Tab
from local.google.sheets import Fault, GoogleSheets
from shared.kpt.sheet.rows import COLUMNS
from shared.usecases.sheets.sheet_try import try_sheet
from tests.kpt.build import MONDAY, TUESDAY
from tests.sheets.conftest import SHEET, Connected

OTHER = "a-sheet-of-another-file"
REFUSALS = (
    *("not_shared", "read_only", "no_such_sheet", "not_a_sheet", "api_off", "protected", "organisation"),
    "asked_to_rest",
)


def refuse(google: GoogleSheets, how: str) -> None:
    """Make Google refuse it so."""
    file = google.add(Spreadsheet(OTHER))
    match how:
        case "not_shared":
            file.access = "none"
        case "organisation":
            file.access = "organisation"
        case "read_only":
            file.access = "reader"
        case "no_such_sheet":
            del google.spreadsheets[OTHER]
        case "not_a_sheet":
            file.kind = "excel"
        case "api_off":
            google.is_on = False
        case "protected":
            file.tabs.append(Tab("Ours", metadata=[("furikaeri", "T1-C1")], protected=True))
        case "asked_to_rest":
            google.faults.append(Fault("read", 429))


def test_of_a_file_its_tabs_are_asked_for_and_nothing_that_stands_in_them(connected: Connected) -> None:
    connected.google.calls.clear()
    connected.connect()
    masks = [call.fields for call in connected.google.calls if call.method == "spreadsheets.get"]
    asked = {".".join(part.split(".")[:2]) for mask in masks for part in mask.split(",")}
    assert asked == {"sheets.properties", "sheets.developerMetadata"}


def test_connecting_makes_the_tab_writes_the_header_and_nothing_else(connected: Connected) -> None:
    connected.write(MONDAY, keep="Before.")
    file = connected.google.add(Spreadsheet(OTHER))
    assert try_sheet(connected.world, "T1-C1", "U2", OTHER) == "connected"
    stored = connected.team.sheet
    assert stored
    assert (stored.id, stored.by, stored.at) == (OTHER, "U2", connected.clock.now())
    tab = file.tab(stored.tab)
    assert (tab.title, tab.frozen, tab.metadata) == ("KPT ops", 1, [("furikaeri", "T1-C1")])
    assert tab.values(0, 99, 0, 26) == [list(COLUMNS)]


@pytest.mark.parametrize("how", REFUSALS)
def test_each_refusal_has_its_name_and_nothing_is_stored(how: str, connected: Connected) -> None:
    before = connected.team.sheet
    refuse(connected.google, how)
    assert try_sheet(connected.world, "T1-C1", "U2", OTHER) == how
    assert connected.team.sheet == before


def test_connecting_the_same_sheet_again_keeps_since_when_it_was_and_its_rows(connected: Connected) -> None:
    connected.write(MONDAY, keep="Good.")
    connected.settle()
    before, rows = connected.team.sheet, connected.rows()
    connected.tab.type(0, 4, "よかったこと")
    assert try_sheet(connected.world, "T1-C1", "U2", SHEET) == "connected"
    assert (connected.team.sheet, connected.rows()) == (before, rows)


def test_a_team_that_is_not_there_is_not_connected(connected: Connected) -> None:
    assert try_sheet(connected.world, "T1-C9", "U2", SHEET) is None


@pytest.mark.parametrize("how", [r for r in REFUSALS if r not in ("asked_to_rest", "protected")])
def test_a_sheet_that_is_closed_to_us_is_told_once_and_followed_once_it_is_open_again(
    how: str, connected: Connected
) -> None:
    connected.world.store.teams.set_sheet(connected.team, None)
    connected.google.add(Spreadsheet(OTHER))
    try_sheet(connected.world, "T1-C1", "U2", OTHER)
    file = connected.google.spreadsheets[OTHER]
    tabs = file.tabs
    refuse(connected.google, how)
    connected.write(MONDAY, keep="Good.")
    connected.write(TUESDAY, keep="Good, too.")
    connected.settle()
    errand = connected.world.store.errands.get("sheet_closed-T1-C1")
    assert errand
    told = {"kind": "sheet_closed", "team": "T1-C1", "by": "U2", "fault": how}
    assert {name: errand.about[name] for name in told} == told
    connected.world.store.errands.finish(errand)
    connected.announce(MONDAY, "U1")
    connected.settle()
    assert connected.world.store.errands.get("sheet_closed-T1-C1") is None
    connected.google.is_on = True
    connected.google.add(Spreadsheet(OTHER, tabs))
    connected.file = connected.google.spreadsheets[OTHER]
    connected.announce(MONDAY, "U1")
    connected.settle()
    assert connected.rows() == connected.wanted()
    assert connected.world.store.sheets.get("T1-C1")[1].fault == ""


def test_a_protected_tab_is_closed_too(connected: Connected) -> None:
    connected.tab.protected = True
    connected.write(MONDAY, keep="Good.")
    connected.settle()
    assert connected.world.store.sheets.get("T1-C1")[1].fault == "protected"
