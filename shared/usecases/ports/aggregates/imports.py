"""The port for entries that a file brings."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from shared.kpt.entry.entry import Entry


class ImportStore(Protocol):
    """Raises ``StoreSilent`` where it does not answer, or not in time."""

    def add(self, entries: Sequence[Entry]) -> Iterator[int]:
        """Create these entries; existing ones stay as they are. Yields, for each batch, how many were new."""
        ...

    def entries(self, team: str, import_id: str) -> list[Entry]:
        """The entries that an import has brought."""
        ...

    def take_back(self, entry: Entry) -> bool:
        """Remove an imported entry; False where it was edited since."""
        ...
