"""The port for the state of a team's spreadsheet."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Protocol

from shared.kpt.sheet.columns import USUAL, Columns
from shared.kpt.team.team import Team

ERASED: Final = -1


@dataclass(frozen=True)
class SheetState:
    """The state of a team's spreadsheet. ``mark``: entries written up to this moment are in it. ``written``: the last
    entries, each with the revision in its row (``ERASED``: the row was emptied, as the entry is gone)."""

    mark: datetime | None = None
    written: dict[str, int] = field(default_factory=dict)
    columns: Columns = USUAL
    owner: str = ""
    leased_until: datetime | None = None
    fault: str = ""
    written_at: datetime | None = None
    rewritten_at: datetime | None = None
    """When every row was last compared with the store."""
    delay: int = 0
    """Seconds from an entry to its row, the longest of the last run."""
    tried: tuple[str, ...] = ()
    """The last successful tries to connect it: the view in which somebody waited, and the spreadsheet's id."""
    version: object = field(default=None, compare=False)


class SheetStore(Protocol):
    """Raises ``StoreSilent`` where it does not answer, or not in time."""

    def get(self, team: str) -> tuple[Team | None, SheetState]:
        """A team and the state of its spreadsheet, in one round trip."""
        ...

    def write(self, team: str, state: SheetState) -> SheetState:
        """Write the state. ``VersionConflict`` where it has changed since it was read."""
        ...
