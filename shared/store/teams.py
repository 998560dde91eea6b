"""Stores teams: their settings and their members."""

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
from shared.store.records import teams as records
from shared.store.records.common import SCHEMA, audit_path, errand_fields
from shared.store.records.sheets import state_write

if TYPE_CHECKING:
    from shared.kpt.team.team_settings import SettingChange
    from shared.usecases.ports.aggregates.errands import Errands
    from shared.usecases.ports.aggregates.sheet_state import SheetState


class TeamDocuments:
    """Fulfils the port `TeamStore`, where its methods are described."""

    def __init__(self, documents: LazyDocuments) -> None:
        self._documents = documents

    def get(self, team: str) -> Team | None:
        document = self._documents.one(f"teams/{team}")
        return records.team_from(document) if document else None

    def get_many(self, teams: Iterable[str]) -> list[Team]:
        paths = [f"teams/{team}" for team in teams]
        return [records.team_from(found) for found in self._documents.get(paths).values()] if paths else []

    def workspaces_of(self, channel: str, user: str) -> list[str]:
        where = [Where("channel", since=channel, until=channel)] if channel else []
        for each in [*where, Where("member_ids", contains=user)]:
            found = {document.id.partition("-")[0] for document in self._documents.query("teams", each)}
            if found:
                return sorted(found)
        return []

    def create(self, team: Team, people: People, errands: "Errands", at: datetime) -> bool:
        """Store a new team with its people and errands; False where it exists already."""
        path = f"teams/{team.id}"
        founded: list[Write] = [Create(path, records.team_fields(team))]
        if team.version is not None:  # the team was removed once: its channel is welcomed again
            anew = {**records.team_changes(team), "told": RELEASE}
            founded = [Update(path, anew, team.version), Delete(f"{path}/deliveries/welcome")]
        audit = _audit(at, team, "set the team up")
        try:
            self._documents.commit([*founded, *_known(team, people), *_left(team, errands), audit])
        except (AlreadyExists, VersionConflict):
            return False
        return True

    def note_told(self, team: Team, release: int) -> None:
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
        changed = Update(f"teams/{team.id}", records.team_changes(team), team.version)
        audit = _audit(at, team, what, changes)
        try:
            self._documents.commit([changed, *_known(team, people), *_left(team, errands), audit])
        except AlreadyExists as error:  # there is an audit line of the same microsecond
            raise VersionConflict(team.id) from error

    def change_sheet(
        self,
        team: Team,
        what: str,
        errands: "Errands",
        at: datetime,
        state: "SheetState | None" = None,
    ) -> None:
        sheet = records.sheet_fields(team.sheet) if team.sheet else REMOVE
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
        except AlreadyExists as error:  # there is an audit line of the same microsecond
            raise VersionConflict(team.id) from error

    def set_sheet(self, team: Team, sheet: TeamSheet | None) -> None:
        fields = {"sheet": records.sheet_fields(sheet) if sheet else REMOVE, "updated_at": STORE_TIME}
        self._documents.commit([Update(f"teams/{team.id}", fields, team.version)])

    def note_file(self, team: Team, by: str, at: datetime) -> None:
        with suppress(AlreadyExists):
            line = _audit(at, replace(team, updated_by=by), "received the team's entries as a file", of=f"-{by}")
            self._documents.commit([line])

    def store_profiles(self, team: Team, people: People) -> Team:
        written = self._documents.commit([*map(_learnt, people.values()), _members(team)])
        return replace(team, version=written[-1])

    def change_members(self, teams: Sequence[Team], people: Iterable[Person]) -> None:
        self._documents.commit([*map(_learnt, people), *map(_members, teams)])

    def set_status(self, team: Team, status: Status, errand: Mapping[str, str]) -> None:
        noted = Update(f"teams/{team.id}", {"status": status, "updated_at": STORE_TIME})
        self._documents.commit([noted, *_left(team, {f"{errand['kind']}-{team.id}": errand})])

    def set_slots(self, team: Team) -> None:
        self._documents.commit([Update(f"teams/{team.id}", {"slots": list(team.slots)}, team.version)])

    def rename(self, team: str, name: str) -> None:
        self._documents.commit([Update(f"teams/{team}", {"name": name})])

    def with_status(self, status: Status) -> Iterator[str]:
        return (
            d.id for d in self._documents.query("teams", Where("status", since=status, until=status, only=("status",)))
        )


def _met(person: Person) -> Write:
    """Writes what Slack says of a person. Their own settings and answers stay."""
    return Merge(f"people/{person.id}", {"schema": SCHEMA, **records.person_fields(person)})


def _known(team: Team, people: People) -> Iterable[Write]:
    """Writes these people; and whoever changed the team, who may be in no team: so that what is stored of them can be
    exported and erased."""
    met, by = [*map(_met, people.values())], team.updated_by
    return met if by in people else [*met, Merge(f"people/{team.workspace}-{by}", {"schema": SCHEMA})]


def _learnt(person: Person) -> Write:
    """Writes what Slack says of a person, while a known person has not changed since they were read."""
    if person.version is None:
        return _met(person)
    return Update(f"people/{person.id}", {"schema": SCHEMA, **records.person_fields(person)}, person.version)


def _members(team: Team) -> Write:
    changed = {
        "members": records.members_fields(team),
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
    """A line of the audit. ``of`` is added to its id, so that two lines of one moment have different ids."""
    fields: dict[str, Any] = {"schema": SCHEMA, "at": STORE_TIME, "by": team.updated_by, "team": team.id, "what": what}
    if changes:
        fields["changes"] = [{"what": c.what, "from": c.old, "to": c.new} for c in changes]
    return Create(audit_path(at, f"{team.id}{of}"), fields)
