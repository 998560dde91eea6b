"""A team's spreadsheet follows its entries."""

from dataclasses import replace
from datetime import timedelta

import pytest

from local.google.sheets import Fault
from shared.kpt.entry.try_before import TryBefore
from shared.kpt.errors import Busy
from shared.store.engine.documents import Update
from shared.usecases.sheets import sheet
from tests.kpt.build import MONDAY, TUESDAY, WEDNESDAY
from tests.sheets.conftest import Connected

TICKED = TryBefore("T1-C1", MONDAY, "One more.", done=True)
LINK = "https://slack.com/app_redirect?team=T1&channel=C1"
TYPED = (
    '=HYPERLINK("https://example.com")',
    "+81 3 1234",
    "@sato",
    "-1",
    "\ta tab",
    "'quoted",
    "TRUE",
    "2026-11-24",
    "1",
)


def test_a_first_writing_is_a_row(connected: Connected) -> None:
    connected.write(MONDAY, keep="Good.", problem="Bad.", try_="More.")
    connected.settle()
    assert connected.rows() == [("2026-11-16_U1", 46342, 46342, "name of U1", "Good.", "Bad.", "More.", LINK)]
    assert connected.rows() == connected.wanted()


def test_days_are_numbers_in_cells_that_show_dates_and_the_week_is_its_monday(connected: Connected) -> None:
    connected.write(WEDNESDAY, keep="Good.")
    connected.settle()
    day, week = connected.tab.cell(1, 1), connected.tab.cell(1, 2)
    assert (day["userEnteredValue"], week["userEnteredValue"]) == ({"numberValue": 46344}, {"numberValue": 46342})
    assert day["userEnteredFormat"]["numberFormat"] == {"type": "DATE", "pattern": "yyyy-mm-dd"}


def test_an_edit_is_written_in_place_and_a_deletion_empties_the_apps_cells_alone(connected: Connected) -> None:
    connected.write(MONDAY, keep="First.")
    connected.write(MONDAY, "U2", keep="Second.")
    connected.settle()
    connected.tab.type(1, 9, "a remark")
    connected.write(MONDAY, keep="Edited.")
    connected.settle()
    assert [row[4] for row in connected.rows()] == ["Edited.", "Second."]
    connected.write(MONDAY, kind="deleted")
    connected.settle()
    assert [row[4] for row in connected.rows()] == ["Second."]
    assert [connected.tab.value(1, column) for column in (*range(8), 9)] == [None] * 8 + ["a remark"]


def test_a_try_that_was_done_stands_with_that_days_keep_in_the_teams_language(connected: Connected) -> None:
    connected.write(MONDAY, keep="Good.", try_="One more.")
    connected.write(TUESDAY, keep="Again.", tick=TICKED)
    connected.settle()
    assert connected.rows()[1][4] == "Again.\nできた：One more."
    connected.set(language="en")
    connected.settle()
    assert connected.rows()[1][4] == "Again.\nDone: One more."
    connected.write(TUESDAY, keep="Again.", tick=replace(TICKED, done=False))
    connected.settle()
    assert connected.rows()[1][4] == "Again."


def test_a_day_of_nothing_but_the_tick_is_a_row(connected: Connected) -> None:
    connected.write(MONDAY, try_="One more.")
    connected.write(TUESDAY, tick=TICKED)
    connected.settle()
    assert connected.rows()[1][:7] == ("2026-11-17_U1", 46343, 46342, "name of U1", "できた：One more.", None, None)
    connected.set(announcement={"mode": "message", "parts": "keep", "quiet": "silent"})
    connected.settle()
    assert [row[4] for row in connected.rows()] == ["できた：One more."]


def test_an_erasure_empties_the_row(connected: Connected) -> None:
    connected.write(MONDAY, keep="Good.")
    connected.settle()
    connected.erase(MONDAY)
    connected.settle()
    assert connected.rows() == []


def test_a_day_that_was_erased_and_is_quiet_now_has_no_row_though_only_one_message_came(connected: Connected) -> None:
    connected.write(MONDAY, keep="Good.")
    connected.settle()
    connected.erase(MONDAY)
    connected.write(MONDAY, kind="quiet")
    del connected.topic.messages[0]
    connected.settle()
    assert connected.rows() == []


def test_no_quiet_day_and_no_day_off_stands_in_the_sheet_and_none_asks_google(connected: Connected) -> None:
    before = len(connected.google.calls)
    connected.write(MONDAY, kind="quiet")
    connected.write(MONDAY, "U2", kind="off")
    connected.settle()
    assert connected.rows() == []
    assert len(connected.google.calls) == before


@pytest.mark.parametrize("typed", TYPED)
def test_what_was_typed_stays_a_text(typed: str, connected: Connected) -> None:
    connected.write(MONDAY, keep=typed)
    connected.settle()
    assert connected.tab.cell(1, 4)["userEnteredValue"] == {"stringValue": typed}


def test_with_keep_only_the_other_columns_are_empty_and_turn_empty_when_the_setting_changes(
    connected: Connected,
) -> None:
    connected.write(MONDAY, keep="Good.", problem="Bad.", try_="More.")
    connected.settle()
    connected.set(announcement={"mode": "message", "parts": "keep", "quiet": "silent"})
    connected.write(TUESDAY, keep="Good, too.", problem="Bad, too.")
    connected.settle()
    assert [row[4:7] for row in connected.rows()] == [("Good.", None, None), ("Good, too.", None, None)]


def test_a_name_that_changed_is_written(connected: Connected) -> None:
    connected.write(MONDAY, keep="Good.")
    connected.settle()
    connected.set(members={"U1": {"name": "Sato"}})
    connected.settle()
    assert connected.rows()[0][3] == "Sato"


def test_what_was_written_before_the_sheet_was_connected_stays_out_of_it(connected: Connected) -> None:
    connected.world.store.teams.set_sheet(connected.team, None)
    connected.write(MONDAY, keep="Before.")
    connected.settle()
    connected.clock.set(connected.clock.now().replace(hour=12))
    connected.connect()
    connected.write(TUESDAY, keep="After.")
    connected.topic.publish("sheet", [{"team": "T1-C1"}])
    connected.announce(MONDAY, "U1")
    connected.settle()
    assert [row[4] for row in connected.rows()] == ["After."]
    connected.connect(past=True)
    connected.topic.publish("sheet", [{"team": "T1-C1"}])
    connected.settle()
    assert {row[4] for row in connected.rows()} == {"Before.", "After."}


def test_two_entries_of_one_moment_make_two_rows(connected: Connected) -> None:
    connected.write(MONDAY, "U1", keep="One.")
    connected.settle()
    same = connected.world.store.entries.get("T1-C1", MONDAY, "U1")
    assert same
    connected.write(MONDAY, "U2", keep="Two.")
    path = f"teams/T1-C1/entries/{MONDAY}_U2"
    connected.documents.commit([Update(path, {"updated_at": same.updated_at})])
    connected.settle()
    assert connected.rows() == connected.wanted()


@pytest.mark.parametrize("done", [True, False])
@pytest.mark.parametrize("status", [0, 500, 503])
def test_a_lost_answer_makes_no_second_row(status: int, done: bool, connected: Connected) -> None:
    connected.google.faults.append(Fault("write", status, done))
    connected.write(MONDAY, keep="Good.")
    connected.settle()
    assert connected.rows() == connected.wanted()


def test_after_a_lost_answer_nobody_writes_for_half_a_minute(connected: Connected) -> None:
    connected.google.faults.append(Fault("write", 0, done=True))
    connected.write(MONDAY, keep="Good.")
    assert not connected.deliver(connected.topic.messages[0])
    with pytest.raises(Busy):
        sheet.rewrite(connected.world, "T1-C1")


def test_who_saves_while_another_run_writes_is_in_the_sheet_without_being_called_again(connected: Connected) -> None:
    def another_ends(_seconds: float) -> None:
        connected.world.store.sheets.write("T1-C1", replace(connected.world.store.sheets.get("T1-C1")[1], owner=""))

    connected.world = replace(connected.world, pause=another_ends)
    _, state = connected.world.store.sheets.get("T1-C1")
    until = connected.clock.now() + timedelta(minutes=1)
    connected.world.store.sheets.write("T1-C1", replace(state, owner="another", leased_until=until))
    connected.write(MONDAY, keep="Good.")
    assert connected.deliver(connected.topic.messages[0])
    assert connected.rows() == connected.wanted()


def test_a_run_that_was_overtaken_lets_everything_be_compared(connected: Connected) -> None:
    def another_run() -> None:
        _, state = connected.world.store.sheets.get("T1-C1")
        connected.world.store.sheets.write("T1-C1", replace(state, owner="another", leased_until=None))

    connected.write(MONDAY, keep="Good.")
    connected.google.meanwhile.append(another_run)
    assert connected.deliver(connected.topic.messages[0]), "it did it again"
    assert connected.topic.messages[1:] == [{"team": "T1-C1"}]
    connected.settle()
    assert connected.rows() == connected.wanted()


def test_messages_of_a_team_without_a_sheet_read_its_document_and_end(connected: Connected) -> None:
    connected.world.store.teams.set_sheet(connected.team, None)
    before = len(connected.google.calls), connected.documents.writes
    connected.announce(MONDAY, "U1")
    connected.topic.publish("sheet", [{"team": "T1-C9"}])
    connected.settle()
    assert (len(connected.google.calls), connected.documents.writes) == before


def test_how_late_a_row_was_is_logged_and_noted(connected: Connected) -> None:
    connected.write(MONDAY, keep="Good.")
    connected.clock.set(connected.clock.now().replace(minute=10))
    connected.settle()
    assert connected.log.named("sheet.written")[-1]["delay_seconds"] == 600
    assert connected.world.store.sheets.get("T1-C1")[1].delay == 600


# What it costs


def test_a_run_reads_three_documents_and_writes_two_and_asks_google_twice(connected: Connected) -> None:
    connected.write(MONDAY, keep="Before.")
    connected.settle()
    connected.write(TUESDAY, keep="Good.")
    google, documents = connected.google, connected.documents
    before = google.count("read"), google.count("write"), documents.reads, documents.writes
    connected.settle()
    after = google.count("read"), google.count("write"), documents.reads, documents.writes
    assert tuple(a - b for a, b in zip(after, before, strict=True)) == (1, 1, 3, 2)


def test_however_many_entries_changed_they_are_one_read_and_one_write_of_google(connected: Connected) -> None:
    for day in (MONDAY, TUESDAY, WEDNESDAY):
        for user in ("U1", "U2", "U3"):
            connected.write(day, user, keep="Good.")
    connected.write(MONDAY, keep="Edited.")
    connected.write(TUESDAY, kind="deleted")
    before = connected.google.count("read"), connected.google.count("write")
    connected.settle()
    assert (connected.google.count("read"), connected.google.count("write")) == (before[0] + 1, before[1] + 1)
    assert connected.rows() == connected.wanted()


def test_a_message_whose_entry_is_written_already_asks_google_nothing(connected: Connected) -> None:
    connected.write(MONDAY, keep="Good.")
    connected.settle()
    before, writes = len(connected.google.calls), connected.documents.writes
    connected.announce(MONDAY, "U1")
    connected.settle()
    assert (len(connected.google.calls), connected.documents.writes) == (before, writes)
