"""Connects a team to its spreadsheet, and reads the outcome."""

from typing import Any

import pytest

from local.google.grids import Spreadsheet
from local.slack.people.person import Person
from local.slack.people.reading import plain
from tests.story.conftest import Story, en, ja, key_of

SHEET = "1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms"
LINK = f"https://docs.google.com/spreadsheets/d/{SHEET}/edit#gid=0"
IN_BOTH = pytest.mark.parametrize(("user", "say"), [("U1", ja), ("U3", en)])


def file_of(story: Story) -> Spreadsheet:
    """The team's file, shared with the app's account."""
    return story.machine.google_sheets.add(Spreadsheet(SHEET))


def connect(story: Story, by: Person, link: str = LINK) -> None:
    by.command("/kpt", "sheet")
    by.type(link=link)
    by.submit()
    story.settle()


def rows(story: Story) -> list[list[Any]]:
    """The rows of the team's tab, without the header."""
    return story.machine.google_sheets.spreadsheets[SHEET].tabs[-1].values(1, 99, 0, 8)


def told(story: Story, *kinds: str) -> list[str]:
    """The channel's messages of these kinds."""
    return [plain(m) for m in story.channel.messages if key_of(m).partition(":")[0] in kinds]


def audited(story: Story) -> list[tuple[str, str]]:
    lines = [line for _, line in sorted(story.documents("audit").items())]
    return [(str(line["by"]), str(line["what"])) for line in lines]
