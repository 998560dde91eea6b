"""The port for teams: their settings and members."""

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
        """A team; None where there is none."""
        ...

    def get_many(self, teams: Iterable[str]) -> list[Team]:
        """The existing ones of these teams."""
        ...

    def workspaces_of(self, channel: str, user: str) -> Sequence[str]:
        """The workspaces in which a channel is a team; if there are none, those in which a person is in a team."""
        ...

    def create(self, team: Team, people: People, errands: Errands, at: datetime) -> bool:
        """Store a team that is new or was removed, with its people and errands, in one write. False where it exists
        already."""
        ...

    def note_told(self, team: Team, release: int) -> None:
        """Store that the channel was told a release's news."""
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
        """Write what a person changed in a team, with a line in the audit. ``VersionConflict`` where the team has
        changed since it was read.

        ``people``: the people whose profiles were read for the change.
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
        """Write what a person changed about a team's spreadsheet, its new state, and a line in the audit.
        ``VersionConflict`` where anything has changed since it was read."""
        ...

    def set_sheet(self, team: Team, sheet: TeamSheet | None) -> None:
        """Write a team's spreadsheet. ``VersionConflict`` where the team has changed since it was read."""
        ...

    def note_file(self, team: Team, by: str, at: datetime) -> None:
        """Write the audit's line that somebody received the team's entries. Writing it repeatedly leaves one line."""
        ...

    def store_profiles(self, team: Team, people: People) -> Team:
        """Store the profiles of a team's people, and the slots that they need. ``VersionConflict`` where the team has
        changed since it was read. Returns the team as stored."""
        ...

    def change_members(self, teams: Sequence[Team], people: Iterable[Person]) -> None:
        """Store the members and slots of these teams, and these people, in one write. ``VersionConflict`` where any of
        them has changed since it was read."""
        ...

    def set_status(self, team: Team, status: Status, errand: Mapping[str, str]) -> None:
        """Write a team's status, and leave an errand about it."""
        ...

    def set_slots(self, team: Team) -> None:
        """Write a team's slots. ``VersionConflict`` where the team has changed since it was read. The write wakes
        `schedule`."""
        ...

    def rename(self, team: str, name: str) -> None:
        """Write the present name of a team's channel."""
        ...

    def with_status(self, status: Status) -> Iterator[str]:
        """The ids of all teams with a status."""
        ...
