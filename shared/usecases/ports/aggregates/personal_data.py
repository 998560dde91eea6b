"""The port for exporting and erasing everything that is stored about a person."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from shared.kpt.digest.digest import Digest
from shared.kpt.entry.entry import Entry
from shared.kpt.messages.delivery import Delivery
from shared.kpt.team.team import Team


class PersonalDataStore(Protocol):
    """Raises ``VersionConflict`` where a document changed between reading and writing it."""

    def everything_of(self, workspace: str, user: str) -> Mapping[str, Any]:
        """Everything that is stored about a person, as stored: texts, numbers, moments, lists and maps of these."""
        ...

    def note_export(self, workspace: str, user: str, at: datetime) -> None:
        """Write the audit's line about an export. Writing it repeatedly leaves one line."""
        ...

    def teams_of(self, workspace: str, user: str) -> list[Team]:
        """The teams that a person is or was in, or set up."""
        ...

    def changes_by(self, workspace: str, user: str) -> list[tuple[str, datetime]]:
        """The teams that a person set up or changed, and when, from the audit."""
        ...

    def changes_naming(self, team: str, user: str) -> list[datetime]:
        """The moments at which a team's list of chosen people was changed, if the old or new list has this person."""
        ...

    def leave_changes(self, team: str, user: str) -> None:
        """Remove a person's id from the lists of chosen people in the audit."""
        ...

    def entries_of(self, team: str, user: str) -> list[Entry]:
        """Every entry of a person in a team."""
        ...

    def deliveries_to(self, workspace: str, user: str) -> list[Delivery]:
        """The stored deliveries to a person, without those of their teams."""
        ...

    def forget_entry(self, entry: Entry, stood_in: Sequence[Digest], thanked: Sequence[str] = ()) -> list[Digest]:
        """Remove an entry with all its revisions. The same write stores in these digests that they lost it, and whom it
        thanked.

        Returns the digests as stored.
        """
        ...

    def leave_digest(self, team: str, digest: Digest, user: str) -> None:
        """Remove a person's id from a digest."""
        ...

    def leave_team(self, team: str, user: str) -> None:
        """Remove a person's id and name from a team."""
        ...

    def forget_person(self, workspace: str, user: str, at: datetime) -> None:
        """Remove what is stored of a person outside their teams, and write a line in the audit, in one write."""
        ...
