"""The port for thanks: in entries, and among those that a person received."""

from collections.abc import Mapping
from typing import Protocol

from shared.kpt.entry.entry import Entry
from shared.kpt.team.person import Person
from shared.kpt.team.thanks_received import Changes


class ThanksStore(Protocol):
    """Raises ``VersionConflict`` where a document changed between reading and writing it."""

    def note_names(self, entry: Entry, names: Mapping[str, str]) -> None:
        """Write the names of people whom an entry thanks, and nothing else of the entry."""
        ...

    def note_received(self, person: Person, changes: Changes, *, anew: bool = False) -> None:
        """Write changes of the thanks that a person received. ``anew``: raise the revision of their message, so that it
        is updated."""
        ...

    def teams_thanking(self, workspace: str, user: str) -> list[str]:
        """The teams of a workspace in which a user is or was thanked."""
        ...

    def entries_thanking(self, team: str, user: str) -> list[Entry]:
        """A team's entries that thank a user, or did."""
        ...

    def unthank(self, entry: Entry, user: str) -> None:
        """Remove an erased person from another's entry and its revisions."""
        ...
