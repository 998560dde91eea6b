"""What the memory can say and forget of one person."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from shared.kpt.digest.digest import Digest
from shared.kpt.entry.entry import Entry
from shared.kpt.team.team import Team
from shared.usecases.delivering.follow import Delivery


class PersonalData(Protocol):
    """A part of the port `Store`. Raises ``VersionConflict`` where something changed between reading and writing it."""

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

    def digests(self, team: str, since: datetime | None = None, limit: int | None = None) -> list[Digest]:
        """A team's digests that were created since then, in that order."""
        ...

    def digest(self, team: str, session: date) -> Digest | None:
        """One digest, as it is now."""
        ...

    def teams_thanking(self, workspace: str, user: str) -> list[str]:
        """The teams of a workspace in which somebody is thanked, or was."""
        ...

    def entries_thanking(self, team: str, user: str) -> list[Entry]:
        """A team's entries that thank somebody, or did."""
        ...

    def unthank(self, entry: Entry, user: str) -> None:
        """Take an erased person out of another's entry, in its revisions, too."""
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

    def note_redrawn(self, team: str, digest: Digest) -> None:
        """The messages of a digest show that what was erased is gone."""
        ...

    def leave_team(self, team: str, user: str) -> None:
        """Take a person's id and name out of a team."""
        ...

    def forget_person(self, workspace: str, user: str, at: datetime) -> None:
        """Remove what is stored of a person beside their teams, and leave a line in the audit, in one write."""
        ...
