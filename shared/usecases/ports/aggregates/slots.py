"""What a use case asks of the store about slots, and about the teams that stand in them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from shared.kpt.schedule.slots import SlotJob, SlotRecord


class SlotStore(Protocol):
    """Raises ``StoreSilent`` where it does not answer, or not in time."""

    def get_many(self, ids: Sequence[str]) -> Mapping[str, SlotRecord]:
        """Those of the slots that have a record, by id."""
        ...

    def all(self) -> Iterator[SlotRecord]:
        """Every slot that has a record."""
        ...

    def note(self, job: SlotJob, at: datetime) -> None:
        """A slot has a job since ``at``; one that is noted already stays as it is."""
        ...

    def ran(self, job: SlotJob, at: datetime) -> None:
        """A slot came round."""
        ...

    def forget(self, job: SlotJob) -> None:
        """A slot has no job any more."""
        ...

    def teams_in(self, slot: str) -> Iterator[str]:
        """The ids of the active teams that stand in ``reminder 17:00 Asia/Tokyo``."""
        ...

    def is_needed(self, slot: str) -> bool:
        """Whether an active team stands in ``reminder 17:00 Asia/Tokyo``."""
        ...
