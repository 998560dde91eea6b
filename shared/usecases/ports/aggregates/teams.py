"""What a use case asks of the store about teams: who is in them, and how they want it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from shared.kpt.team.person import People, Person
from shared.kpt.team.team import Status, Team, TeamSheet
from shared.kpt.team.team_settings import SettingChange
from shared.usecases.ports.aggregates.errands import Errands
from shared.usecases.ports.aggregates.sheet_state import SheetState


class TeamStore(Protocol):
    """Raises ``StoreSilent`` where it does not answer, or not in time."""

    def get(self, team: str) -> Team | None:
        """A team's settings."""
        ...

    def get_many(self, teams: Iterable[str]) -> list[Team]:
        """Those of the teams that exist."""
        ...

    def workspaces_of(self, channel: str, user: str) -> Sequence[str]:
        """The workspaces in which a channel is a team, or, where it is none, in whose teams a person is."""
        ...

    def create(self, team: Team, people: People, errands: Errands, at: datetime) -> bool:
        """Store a new team, or one that was removed, with its people and its errands in one write; False where it
        exists already."""
        ...

    def note_told(self, team: Team, release: int) -> None:
        """The channel was told of what is new in a release."""
        ...

    def change(
        self,
        team: Team,
        what: str,
        changes: Sequence[SettingChange],
        people: People,
        errands: Errands,
        at: datetime,
    ) -> None:
        """Write what a person changed of a team, with a line in the audit, while it is as it was read; else
        ``VersionConflict``.

        ``people`` are those who were learnt about with it.
        """
        ...

    def change_sheet(
        self,
        team: Team,
        what: str,
        errands: Errands,
        at: datetime,
        state: SheetState | None = None,
    ) -> None:
        """Write what a person changed about a team's spreadsheet, with a line in the audit, and how far it is from now
        on, while all is as it was read; else ``VersionConflict``."""
        ...

    def set_sheet(self, team: Team, sheet: TeamSheet | None) -> None:
        """Write what is noted of a team's spreadsheet, while the team is as it was read; else ``VersionConflict``."""
        ...

    def note_file(self, team: Team, by: str, at: datetime) -> None:
        """A line in the audit: somebody received the team's entries. The same one, however often it is noted."""
        ...

    def store_profiles(self, team: Team, people: People) -> Team:
        """Store what was learnt of a team's people, and the slots that follow from it, while the team is as it was
        read; else ``VersionConflict``. Answers the team as it is now."""
        ...

    def change_members(self, teams: Sequence[Team], people: Iterable[Person]) -> None:
        """Store who is in these teams and the slots that follow, and what was learnt of people, all in one write and
        while all of them are as they were read; else ``VersionConflict``."""
        ...

    def set_status(self, team: Team, status: Status, errand: Mapping[str, str]) -> None:
        """Write a team's status, and what is to be done about it."""
        ...

    def set_slots(self, team: Team) -> None:
        """Write a team's slots anew, while it is as it was read; else ``VersionConflict``. Its write wakes
        `schedule`."""
        ...

    def rename(self, team: str, name: str) -> None:
        """Write what a team's channel is called now."""
        ...

    def with_status(self, status: Status) -> Iterator[str]:
        """The ids of all teams of a status."""
        ...
