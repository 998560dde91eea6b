"""What a use case asks of the store about deliveries: which message stands where."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from shared.kpt.entry.entry import Entry
from shared.kpt.messages.delivery import Delivery, Key


class DeliveryStore(Protocol):
    """Raises ``StoreSilent`` where it does not answer, or not in time."""

    def claim(self, key: Key, owner: str, now: datetime, thread: str = "") -> Delivery | None:
        """Claim a delivery that does not exist, for a thread or none; None where it does."""
        ...

    def get(self, key: Key) -> Delivery | None:
        """How a delivery stands."""
        ...

    def announcements(self, team: str, entries: Sequence[Entry]) -> Mapping[str, Delivery]:
        """How the announcements of these entries stand, by the entry's id, in one round trip."""
        ...

    def write(self, delivery: Delivery) -> Delivery:
        """Write a state, while it has not changed since it was read; else ``VersionConflict``."""
        ...

    def forget(self, delivery: Delivery) -> None:
        """Make it absent, while it has not changed since it was read; else ``VersionConflict``."""
        ...

    def has_replies(self, parent: Key) -> bool:
        """Whether a delivery stands in the thread of another one's message, or is on its way there."""
        ...

    def blocked(self, team: str) -> list[str]:
        """The names of a team's deliveries that wait for their place, or that a run was at when it was cut off."""
        ...
