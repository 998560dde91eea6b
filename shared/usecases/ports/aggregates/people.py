"""What a use case asks of the store about people, beside what they wrote."""

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
        """Those of them that are known."""
        ...

    def set_stopped(self, workspace: str, user: str, stopped: bool) -> None:
        """Whether a person wants no messages."""
        ...

    def change(self, person: Person, teams: Sequence[Team], errands: Errands) -> None:
        """Write what a person set for themselves, and add the slots that their teams need for it, while the person is
        as it was read; else ``VersionConflict``. The errands say themselves whose they are."""
        ...

    def keep_line(self, workspace: str, user: str, line: Line) -> None:
        """Store a line that a known person keeps; ``VersionConflict`` where nothing is known of them any more."""
        ...

    def remove_line(self, person: Person, line: str, errands: Errands) -> None:
        """Take one of a person's lines away and leave errands, while they are as they were read; else
        ``VersionConflict``."""
        ...

    def draw_anew(self, person: Person) -> None:
        """Count that the message that waits for a person says something else now, while they are as they were read;
        else ``VersionConflict``."""
        ...

    def record_unanswered(self, days: Mapping[str, Sequence[date]]) -> None:
        """The people of these ids were asked for these days; an answer forgets them."""
        ...
