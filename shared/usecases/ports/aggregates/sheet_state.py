"""What a use case asks of the store about how far a team's spreadsheet is."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Protocol

from shared.kpt.sheet.columns import USUAL, Columns
from shared.kpt.team.team import Team

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
    delay: int = 0
    """Seconds from an entry to its row, the longest of the last run."""
    tried: tuple[str, ...] = ()
    """The last tries that have connected it: the view in front of which somebody waited, and the spreadsheet's id."""
    version: object = field(default=None, compare=False)


class SheetStore(Protocol):
    """Raises ``StoreSilent`` where it does not answer, or not in time."""

    def get(self, team: str) -> tuple[Team | None, SheetState]:
        """A team, and how far its spreadsheet is, in one round trip."""
        ...

    def write(self, team: str, state: SheetState) -> SheetState:
        """Write how far it is, while it is as it was read; else ``VersionConflict``."""
        ...
