"""The port `Sheets`: what the spreadsheet's use cases need of Google Sheets."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from shared.kpt.sheet.plan import Plan
from shared.kpt.sheet.rows import Cell

Fault = Literal["not_shared", "read_only", "no_such_sheet", "not_a_sheet", "api_off", "protected", "organisation"]
"""Why the app cannot write to a spreadsheet until a person mends it."""


class SheetClosed(Exception):
    """The app cannot read or write the spreadsheet until a person mends it."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault: Fault = fault


class NoTab(Exception):
    """The spreadsheet exists, but the tab does not."""


class OutOfGrid(Exception):
    """The tab has fewer columns: some were deleted."""


@dataclass(frozen=True)
class Tab:
    """A tab of a spreadsheet. ``team``: the team that its metadata names (empty: it is not the app's)."""

    id: int
    title: str
    team: str = ""


@dataclass(frozen=True)
class TabContent:
    """What was read of a tab: its header and the column of keys, or all rows. ``title``: its present name. ``width``:
    how many columns it has."""

    title: str
    header: Sequence[Cell] = ()
    keys: Sequence[Cell] = ()
    rows: Sequence[Sequence[Cell]] = ()
    width: int = 0


class Sheets(Protocol):
    """Google Sheets. Each method makes one call. Raises ``SheetClosed``; ``RetryLater`` where Google did nothing and
    may do it later; ``OutcomeUnknown`` where a write may or may not have happened."""

    def tabs(self, spreadsheet: str) -> list[Tab]:
        """The tabs of a spreadsheet."""
        ...

    def make_tab(self, spreadsheet: str, title: str, team: str) -> Tab:
        """Make a team's tab, with its header."""
        ...

    def read_keys(self, spreadsheet: str, tab: int, column: int) -> TabContent:
        """Read a tab's first row and its column of keys. Raises ``NoTab``, or ``OutOfGrid`` where the column does not
        exist."""
        ...

    def read_all(self, spreadsheet: str, tab: int) -> TabContent:
        """Read all rows of a tab. Raises ``NoTab``."""
        ...

    def write(self, spreadsheet: str, tab: int, title: str, plan: Plan) -> Sequence[Cell]:
        """Carry out a plan, completely or not at all. Returns the column of keys as it is afterwards."""
        ...
