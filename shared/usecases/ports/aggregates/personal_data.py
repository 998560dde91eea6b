"""What a use case asks of the store to hand over, or to erase, what is stored of one person."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from shared.kpt.digest.digest import Digest
from shared.kpt.entry.entry import Entry
from shared.kpt.messages.delivery import Delivery
from shared.kpt.team.team import Team


class PersonalDataStore(Protocol):
    """Raises ``VersionConflict`` where something changed between reading and writing it."""

    def everything_of(self, workspace: str, user: str) -> Mapping[str, Any]:
        """All that is stored of a person, as it is stored: texts, numbers, moments, lists and maps of these."""
        ...

    def note_export(self, workspace: str, user: str, at: datetime) -> None:
        """A line in the audit; the same one, however often it is noted."""
        ...

    def teams_of(self, workspace: str, user: str) -> list[Team]:
        """The teams that a person is or was in, or set up."""
        ...

    def changes_by(self, workspace: str, user: str) -> list[tuple[str, datetime]]:
        """The teams that a person set up or changed, and when, as the audit has it."""
        ...

    def changes_naming(self, team: str, user: str) -> list[datetime]:
        """When somebody changed the chosen people of a team from or to a list with this person in it."""
        ...

    def leave_changes(self, team: str, user: str) -> None:
        """Take a person's id out of the lists of chosen people that the audit tells of."""
        ...

    def entries_of(self, team: str, user: str) -> list[Entry]:
        """Every entry of a person in a team."""
        ...

    def deliveries_to(self, workspace: str, user: str) -> list[Delivery]:
        """The deliveries to a person that are remembered, beside those of their teams."""
        ...

    def forget_entry(self, entry: Entry, stood_in: Sequence[Digest], thanked: Sequence[str] = ()) -> list[Digest]:
        """Remove an entry with all its revisions, and note in the same write that these digests have lost it, and whose
        parts have lost its thanks.

        Answers the digests as they are then.
        """
        ...

    def leave_digest(self, team: str, digest: Digest, user: str) -> None:
        """Take a person's id out of a digest."""
        ...

    def leave_team(self, team: str, user: str) -> None:
        """Take a person's id and name out of a team."""
        ...

    def forget_person(self, workspace: str, user: str, at: datetime) -> None:
        """Remove what is stored of a person beside their teams, and leave a line in the audit, in one write."""
        ...
