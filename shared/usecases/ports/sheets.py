"""What the spreadsheet's use cases ask of the world: Google Sheets, and the store."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from shared.kpt.sheet.plan import Plan
from shared.kpt.sheet.rows import Cell

Fault = Literal["not_shared", "read_only", "no_such_sheet", "not_a_sheet", "api_off", "protected", "organisation"]
"""Why a spreadsheet cannot be written to, until a person mends it."""


class SheetClosed(Exception):
    """The spreadsheet cannot be read or written to until a person mends it."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault: Fault = fault


class NoTab(Exception):
    """The spreadsheet is there, and the tab is not."""


class OutOfGrid(Exception):
    """The tab has not so many columns: some were deleted."""


@dataclass(frozen=True)
class Tab:
    """A tab of a spreadsheet; ``team`` is whose it says it is (empty: it is the people's)."""

    id: int
    title: str
    team: str = ""


@dataclass(frozen=True)
class Seen:
    """What was read of a tab: its header and the column of the keys, or all rows. ``title`` as it is called now,
    ``width`` how many columns it has."""

    title: str
    header: Sequence[Cell] = ()
    keys: Sequence[Cell] = ()
    rows: Sequence[Sequence[Cell]] = ()
    width: int = 0


class Sheets(Protocol):
    """Google Sheets. Raises ``SheetClosed``; ``RetryLater`` where Google takes nothing for now; ``OutcomeUnknown``
    where it is not known whether it took a write. Each method makes one call."""

    def tabs(self, spreadsheet: str) -> list[Tab]:
        """The tabs of a spreadsheet."""
        ...

    def make_tab(self, spreadsheet: str, title: str, team: str) -> Tab:
        """Make a team's tab, with its header."""
        ...

    def read_keys(self, spreadsheet: str, tab: int, column: int) -> Seen:
        """The first row of a tab, and the column of its keys. Raises ``NoTab``, or ``OutOfGrid`` where there
        is no such column."""
        ...

    def read_all(self, spreadsheet: str, tab: int) -> Seen:
        """All rows of a tab. Raises ``NoTab``."""
        ...

    def write(self, spreadsheet: str, tab: int, title: str, plan: Plan) -> Sequence[Cell]:
        """Do what a plan says, all of it or nothing. Answers the column of the keys as it is then."""
        ...
