"""The port for deliveries: which message stands where."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from shared.kpt.entry.entry import Entry
from shared.kpt.messages.delivery import Delivery, Key


class DeliveryStore(Protocol):
    """Raises ``StoreSilent`` where it does not answer, or not in time."""

    def claim(self, key: Key, owner: str, now: datetime, thread: str = "") -> Delivery | None:
        """Create a delivery with our claim, in a thread or none; None where it exists already."""
        ...

    def get(self, key: Key) -> Delivery | None:
        """A delivery."""
        ...

    def announcements(self, team: str, entries: Sequence[Entry]) -> Mapping[str, Delivery]:
        """The announcements' deliveries of these entries, by the entry's id, in one round trip."""
        ...

    def write(self, delivery: Delivery) -> Delivery:
        """Write a delivery. ``VersionConflict`` where it has changed since it was read."""
        ...

    def forget(self, delivery: Delivery) -> None:
        """Remove a delivery. ``VersionConflict`` where it has changed since it was read."""
        ...

    def has_replies(self, parent: Key) -> bool:
        """Whether a delivery is in the thread of ``parent``'s message, or on its way there."""
        ...

    def blocked(self, team: str) -> list[str]:
        """The names of a team's deliveries that are blocked, or that a run was at when it was cut off."""
        ...
