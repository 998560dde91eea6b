"""The port for people, without their entries."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

from shared.kpt.entry.line import Line
from shared.kpt.team.person import People, Person
from shared.kpt.team.team import Team
from shared.usecases.ports.aggregates.errands import Errands


class PersonStore(Protocol):
    """Raises ``StoreSilent`` where it does not answer, or not in time."""

    def get_many(self, workspace: str, users: Iterable[str]) -> People:
        """The known people among these users."""
        ...

    def set_stopped(self, workspace: str, user: str, stopped: bool) -> None:
        """Store whether a person has stopped the messages."""
        ...

    def change(self, person: Person, teams: Sequence[Team], errands: Errands) -> None:
        """Write a person's own settings, and add the slots that their teams then need. ``VersionConflict`` where the
        person has changed since it was read. The errands must name their owner."""
        ...

    def keep_line(self, workspace: str, user: str, line: Line) -> None:
        """Store a line of a known person. ``VersionConflict`` where the person is not stored any more."""
        ...

    def remove_line(self, person: Person, line: str, errands: Errands) -> None:
        """Remove one of a person's lines and leave errands. ``VersionConflict`` where the person has changed since it
        was read."""
        ...

    def draw_anew(self, person: Person) -> None:
        """Raise the revision of the reminder that waits for a person. ``VersionConflict`` where the person has changed
        since it was read."""
        ...

    def record_unanswered(self, days: Mapping[str, Sequence[date]]) -> None:
        """Store the days for which people were asked, by the person's id. An answer removes them."""
        ...
