"""Teams: how one is founded and changed, and who belongs to it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from shared.kpt.errors import AlreadyExists, VersionConflict
from shared.kpt.team.news import RELEASE
from shared.kpt.team.person import People, Person
from shared.kpt.team.team import Status, Team, TeamSheet
from shared.store.engine.documents import REMOVE, STORE_TIME, Create, Delete, Merge, Put, Update, Where, Write
from shared.store.engine.lazy_documents import LazyDocuments
from shared.store.records import teams as lie
from shared.store.records.common import SCHEMA, audit_path
from shared.store.records.errands import errand_fields
from shared.store.records.sheets import state_write

if TYPE_CHECKING:
    from shared.kpt.team.team_settings import SettingChange
    from shared.usecases.ports.aggregates.errands import Errands
    from shared.usecases.ports.aggregates.sheet_state import SheetState


class TeamDocuments:
    """Fulfils the port `TeamStore`."""

    def __init__(self, documents: LazyDocuments) -> None:
        self._documents = documents

    def get(self, team: str) -> Team | None:
        """A team's settings."""
        document = self._documents.one(f"teams/{team}")
        return lie.team_from(document) if document else None

    def get_many(self, teams: Iterable[str]) -> list[Team]:
        """Those of the teams that exist."""
        paths = [f"teams/{team}" for team in teams]
        return [lie.team_from(found) for found in self._documents.get(paths).values()] if paths else []

    def workspaces_of(self, channel: str, user: str) -> list[str]:
        """The workspaces in which a channel is a team, or, where it is none, in whose teams a person is."""
        where = [Where("channel", since=channel, until=channel)] if channel else []
        for each in [*where, Where("member_ids", contains=user)]:
            found = {document.id.partition("-")[0] for document in self._documents.query("teams", each)}
            if found:
                return sorted(found)
        return []

    def create(self, team: Team, people: People, errands: "Errands", at: datetime) -> bool:
        """Store a new team with its people and errands; False where it exists already."""
        path = f"teams/{team.id}"
        founded: list[Write] = [Create(path, lie.team_fields(team))]
        if team.version is not None:  # it was removed once: its channel is welcomed anew
            anew = {**lie.team_changes(team), "told": RELEASE}
            founded = [Update(path, anew, team.version), Delete(f"{path}/deliveries/welcome")]
        audit = _audit(at, team, "set the team up")
        try:
            self._documents.commit([*founded, *_known(team, people), *_left(team, errands), audit])
        except (AlreadyExists, VersionConflict):
            return False
        return True

    def note_told(self, team: Team, release: int) -> None:
        """The channel was told of what is new in a release."""
        self._documents.commit([Update(f"teams/{team.id}", {"told": release})])

    def change(
        self,
        team: Team,
        what: str,
        changes: "Sequence[SettingChange]",
        people: People,
        errands: "Errands",
        at: datetime,
    ) -> None:
        """Write what a person changed of a team, with a line in the audit, while it is as it was read; else
        ``VersionConflict``.

        ``people`` are those who were learnt about with it.
        """
        changed = Update(f"teams/{team.id}", lie.team_changes(team), team.version)
        audit = _audit(at, team, what, changes)
        try:
            self._documents.commit([changed, *_known(team, people), *_left(team, errands), audit])
        except AlreadyExists as error:  # an audit line of this very microsecond
            raise VersionConflict(team.id) from error

    def change_sheet(
        self,
        team: Team,
        what: str,
        errands: "Errands",
        at: datetime,
        state: "SheetState | None" = None,
    ) -> None:
        """Write what a person changed about a team's spreadsheet, with a line in the audit, and how far it is from now
        on, while all is as it was read; else ``VersionConflict``."""
        sheet = lie.sheet_fields(team.sheet) if team.sheet else REMOVE
        fields = {"sheet": sheet, "updated_at": STORE_TIME, "updated_by": team.updated_by}
        changed = Update(f"teams/{team.id}", fields, team.version)
        try:
            self._documents.commit(
                [
                    changed,
                    *_known(team, {}),
                    *_left(team, errands),
                    *([state_write(team.id, state)] if state else []),
                    _audit(at, team, what, of=f"-{what.partition(' ')[0]}"),
                ]
            )
        except AlreadyExists as error:  # an audit line of this very microsecond
            raise VersionConflict(team.id) from error

    def set_sheet(self, team: Team, sheet: TeamSheet | None) -> None:
        """Write what is noted of a team's spreadsheet, while the team is as it was read; else ``VersionConflict``."""
        fields = {"sheet": lie.sheet_fields(sheet) if sheet else REMOVE, "updated_at": STORE_TIME}
        self._documents.commit([Update(f"teams/{team.id}", fields, team.version)])

    def note_file(self, team: Team, by: str, at: datetime) -> None:
        """A line in the audit: somebody received the team's entries. The same one, however often it is noted."""
        with suppress(AlreadyExists):
            line = _audit(at, replace(team, updated_by=by), "received the team's entries as a file", of=f"-{by}")
            self._documents.commit([line])

    def store_profiles(self, team: Team, people: People) -> Team:
        """Store what was learnt of a team's people, and the slots that follow from it, while the team is as it was
        read; else ``VersionConflict``. Answers the team as it is now."""
        written = self._documents.commit([*map(_learnt, people.values()), _members(team)])
        return replace(team, version=written[-1])

    def change_members(self, teams: Sequence[Team], people: Iterable[Person]) -> None:
        """Store who is in these teams, their slots, and what was learnt of people; ``VersionConflict`` where one has
        changed."""
        self._documents.commit([*map(_learnt, people), *map(_members, teams)])

    def set_status(self, team: Team, status: Status, errand: Mapping[str, str]) -> None:
        """Write a team's status, and what is to be done about it."""
        noted = Update(f"teams/{team.id}", {"status": status, "updated_at": STORE_TIME})
        self._documents.commit([noted, *_left(team, {f"{errand['kind']}-{team.id}": errand})])

    def set_slots(self, team: Team) -> None:
        """Write a team's slots anew, while it is as it was read; else ``VersionConflict``."""
        self._documents.commit([Update(f"teams/{team.id}", {"slots": list(team.slots)}, team.version)])

    def rename(self, team: str, name: str) -> None:
        """Write what a team's channel is called now."""
        self._documents.commit([Update(f"teams/{team}", {"name": name})])

    def with_status(self, status: Status) -> Iterator[str]:
        """The ids of all teams of a status."""
        return (
            d.id for d in self._documents.query("teams", Where("status", since=status, until=status, only=("status",)))
        )


def _met(person: Person) -> Write:
    """What was learnt of somebody: their own settings and answers are left as they are."""
    return Merge(f"people/{person.id}", {"schema": SCHEMA, **lie.person_fields(person)})


def _known(team: Team, people: People) -> Iterable[Write]:
    """Who was learnt of; and whoever changed the team, though they may be in none, or never have been learnt of: so
    what is stored of them can be handed over and erased."""
    met, by = [*map(_met, people.values())], team.updated_by
    return met if by in people else [*met, Merge(f"people/{team.workspace}-{by}", {"schema": SCHEMA})]


def _learnt(person: Person) -> Write:
    """The same, while somebody who was known is as they were read."""
    if person.version is None:
        return _met(person)
    return Update(f"people/{person.id}", {"schema": SCHEMA, **lie.person_fields(person)}, person.version)


def _members(team: Team) -> Write:
    changed = {
        "members": lie.members_fields(team),
        "member_ids": list(team.member_ids),
        "stepped_out": list(team.stepped_out),
        "slots": list(team.slots),
        "updated_at": STORE_TIME,
    }
    return Update(f"teams/{team.id}", changed, team.version)


def _left(team: Team, errands: "Errands") -> Iterable[Write]:
    about = {"by": team.updated_by, "team": team.id}
    return [Put(f"errands/{name}", errand_fields({**about, **fields})) for name, fields in errands.items()]


def _audit(at: datetime, team: Team, what: str, changes: "Sequence[SettingChange]" = (), of: str = "") -> Create:
    """``of`` keeps lines of one moment apart."""
    fields: dict[str, Any] = {"schema": SCHEMA, "at": STORE_TIME, "by": team.updated_by, "team": team.id, "what": what}
    if changes:
        fields["changes"] = [{"what": c.what, "from": c.old, "to": c.new} for c in changes]
    return Create(audit_path(at, f"{team.id}{of}"), fields)
