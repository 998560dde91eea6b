"""The function itself: from a form in Slack to a row, through the real functions and the triggers of one machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from local.google.grids import Spreadsheet
from local.google.sheets import GoogleSheets as StandIn
from shared.sheets.google_sheets import GoogleSheets
from shared.wiring import services as wiring
from tests.sheets.conftest import SHEET
from tests.story.conftest import Story, ja, tokyo, working


@pytest.fixture
def story() -> Iterator[Story]:
    """Monday 16 November, ten in the morning; nothing is set up."""
    with working(tokyo(16)) as at_work:
        yield at_work


@contextmanager
def sheets_of(story: Story, google: StandIn) -> Iterator[None]:
    """The functions reach this stand-in."""
    services = story.machine.services
    wiring.use(services.in_world(replace(services.world, sheets=GoogleSheets(google.url))))
    try:
        yield
    finally:
        wiring.use(services)


def connect(story: Story, **tried: str) -> None:
    about = {"by": "U1", "id": SHEET, "view": "", **tried}
    story.machine.triggers.publish("sheet", [{"team": "T1-C1", "try": about}])
    story.settle()


def test_what_is_written_in_slack_is_a_row_and_the_channel_was_told(story: Story, google: StandIn) -> None:
    file = google.add(Spreadsheet(SHEET))
    with sheets_of(story, google):
        story.set_up()
        connect(story)
        story.until(tokyo(16, "17:00"))
        story.write(story.tanaka, keep="Every ticket answered.")
        story.write(story.tanaka, keep="Edited.")
    rows = file.tabs[-1].values(1, 9, 0, 8)
    assert [row[:5] for row in rows] == [["2026-11-16_U1", 46342, 46342, "田中", "Edited."]]
    told = ja("sheet.told", name="田中")
    assert any(told in str(message.blocks) for message in story.channel.messages)


def test_whoever_connected_it_is_told_once_that_it_is_closed_and_slack_goes_on(story: Story, google: StandIn) -> None:
    file = google.add(Spreadsheet(SHEET))
    with sheets_of(story, google):
        story.set_up()
        connect(story)
        file.access = "none"
        for keep in ("One.", "Two."):
            story.write(story.suzuki, keep=keep)
    assert "Two." in str(story.posts()[-1].blocks)
    notes = [m for m in story.workspace.channel("DU1").messages if ja("sheet.closed") in str(m.blocks)]
    assert len(notes) == 1


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"team": "../T1"},
        {"team": "T1-C1", "day": "soon", "user": "U1"},
        {"team": "T1-C1", "day": "2026-11-16", "user": "U1/x"},
        {"team": "T1-C1", "try": {"by": "U1", "id": "../short"}},
        {"team": "T1-C1", "try": "x"},
        {"team": 1},
    ],
)
def test_a_message_that_is_none_of_ours_is_acknowledged_and_logged(message: dict[str, str], story: Story) -> None:
    assert story.push("sheet", message, 1) == [204] or story.push("sheet", message, 1) == [200]
    assert "sheet.no_message" in story.log.getvalue()
