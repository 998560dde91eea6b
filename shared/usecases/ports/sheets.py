"""What the spreadsheet's use cases ask of the world: Google Sheets, and the store."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal, Protocol

from shared.kpt.entry.entry import Entry
from shared.kpt.sheet.columns import USUAL, Columns
from shared.kpt.sheet.plan import Plan
from shared.kpt.sheet.rows import Cell
from shared.kpt.team.team import Team, TeamSheet

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


ERASED: Final = -1


@dataclass(frozen=True)
class SheetState:
    """How far a team's spreadsheet is. ``written``: the last entries, with the revision that was written (``ERASED``:
    its row was emptied, as there is no entry any more)."""

    mark: datetime | None = None
    written: dict[str, int] = field(default_factory=dict)
    columns: Columns = USUAL
    owner: str = ""
    leased_until: datetime | None = None
    fault: str = ""
    written_at: datetime | None = None
    rewritten_at: datetime | None = None
    """When every row was last compared with the store."""
    tried: tuple[str, ...] = ()
    """The last tries to connect it that are done, each as its view, the spreadsheet's id, and what became of it."""
    delay: int = 0
    """Seconds from an entry to its row, the longest of the last run."""
    version: object = field(default=None, compare=False)


class SheetStore(Protocol):
    """The part of the store that the spreadsheet needs."""

    def sheet_state(self, team: str, within: float | None = None) -> tuple[Team | None, SheetState]:
        """A team, and how far its spreadsheet is, in one round trip."""
        ...

    def write_sheet_state(self, team: str, state: SheetState) -> SheetState:
        """Write how far it is, while it is as it was read; else ``VersionConflict``."""
        ...

    def changed_after(self, team: str, moment: datetime) -> list[Entry]:
        """The entries that were written after a moment, by the store's own time."""
        ...

    def all_entries(self, team: str) -> list[Entry]:
        """Every entry of a team, by day."""
        ...

    def entries_between(self, team: str, first: date, last: date) -> list[Entry]:
        """A team's entries of these days, both included, by day."""
        ...

    def change_sheet(
        self,
        team: Team,
        what: str,
        errands: Mapping[str, Mapping[str, str]],
        at: datetime,
        within: float | None = None,
        state: SheetState | None = None,
    ) -> None:
        """Write what a person changed about a team's spreadsheet, with a line in the audit, and how far it is from now
        on, while all is as it was read; else ``VersionConflict``."""
        ...

    def note_file(self, team: Team, by: str, at: datetime) -> None:
        """A line in the audit: somebody received the team's entries. The same one, however often it is noted."""
        ...

    def add_imported(self, entries: Sequence[Entry]) -> Iterator[int]:
        """Create these entries. Those that are there stay as they are. Answers, piece by piece, how many were new."""
        ...

    def imported(self, team: str, import_id: str) -> list[Entry]:
        """The entries that an import has brought."""
        ...

    def take_back(self, entry: Entry) -> bool:
        """Remove an entry that an import has brought; False where it was edited since."""
        ...

    def set_sheet(self, team: Team, sheet: TeamSheet | None) -> None:
        """Write what is noted of a team's spreadsheet, while the team is as it was read; else ``VersionConflict``."""
        ...
