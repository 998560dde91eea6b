"""What a use case asks of the store about thanks: who is named in them, who finds them, and whom they name."""

from collections.abc import Mapping
from typing import Protocol

from shared.kpt.entry.entry import Entry
from shared.kpt.team.person import Person
from shared.kpt.team.thanks_received import Changes


class ThanksStore(Protocol):
    """Raises ``VersionConflict`` where something changed between reading and writing it."""

    def note_names(self, entry: Entry, names: Mapping[str, str]) -> None:
        """Write what those are called whom an entry thanks, and nothing else of it."""
        ...

    def note_received(self, person: Person, changes: Changes, *, anew: bool = False) -> None:
        """Write what changes of the thanks that reached a person. ``anew``: their message is to be drawn anew."""
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
