"""The port for slots and the teams that need them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from shared.kpt.schedule.slots import SlotJob, SlotRecord


class SlotStore(Protocol):
    """Raises ``StoreSilent`` where it does not answer, or not in time."""

    def get_many(self, ids: Sequence[str]) -> Mapping[str, SlotRecord]:
        """The stored records of these slots, by id."""
        ...

    def all(self) -> Iterator[SlotRecord]:
        """The records of all slots."""
        ...

    def note(self, job: SlotJob, at: datetime) -> None:
        """Store that a slot has a job since ``at``. An existing record stays as it is."""
        ...

    def ran(self, job: SlotJob, at: datetime) -> None:
        """Store that a slot came round."""
        ...

    def forget(self, job: SlotJob) -> None:
        """Remove a slot's record."""
        ...

    def teams_in(self, slot: str) -> Iterator[str]:
        """The ids of the active teams that need ``reminder 17:00 Asia/Tokyo``."""
        ...

    def is_needed(self, slot: str) -> bool:
        """Whether an active team needs ``reminder 17:00 Asia/Tokyo``."""
        ...
