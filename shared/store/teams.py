"""Teams and people: how a team is founded and changed, and what a person sets for themselves."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from shared.kpt.entry.line import Line
from shared.kpt.errors import AlreadyExists, VersionConflict
from shared.kpt.team.news import RELEASE
from shared.kpt.team.person import People, Person
from shared.kpt.team.team import Status, Team
from shared.kpt.team.team_settings import SettingChange
from shared.kpt.team.thanks_received import Changes
from shared.store.bookkeeping import errand_fields
from shared.store.engine.documents import REMOVE, STORE_TIME, Create, Delete, Merge, Put, Union, Update, Where, Write
from shared.store.engine.lazy_documents import LazyDocuments
from shared.store.records import teams as lie
from shared.store.records.common import SCHEMA, audit_path
from shared.store.records.lines import line_fields
from shared.store.records.thanks import received_fields
from shared.store.sheets import state_write
from shared.usecases.ports.sheets import SheetState

Errands = Mapping[str, Mapping[str, str]]


class Teams(LazyDocuments):
    """The part of the memory that says who belongs where, and how they want it."""

    def team(self, team: str, within: float | None = None) -> Team | None:
        """A team's settings."""
        document = self._one(f"teams/{team}", within)
        return lie.team_from(document) if document else None

    def teams(self, teams: Iterable[str], within: float | None = None) -> list[Team]:
        """Those of the teams that exist."""
        paths = [f"teams/{team}" for team in teams]
        return [lie.team_from(found) for found in self._get(paths, within).values()] if paths else []

    def people(self, workspace: str, users: Iterable[str], within: float | None = None) -> People:
        """Those of them that are known."""
        paths = [f"people/{workspace}-{user}" for user in users]
        found = self._get(paths, within).values() if paths else ()
        return {person.user: person for person in map(lie.person_from, found)}

    def workspaces_of(self, channel: str, user: str) -> list[str]:
        """The workspaces in which a channel is a team, or, where it is none, in whose teams a person is."""
        where = [Where("channel", since=channel, until=channel)] if channel else []
        for each in [*where, Where("member_ids", contains=user)]:
            found = {document.id.partition("-")[0] for document in self._query("teams", each)}
            if found:
                return sorted(found)
        return []

    def create_team(
        self, team: Team, people: People, errands: Errands, at: datetime, within: float | None = None
    ) -> bool:
        """Store a new team with its people and errands; False where it exists already."""
        path = f"teams/{team.id}"
        founded: list[Write] = [Create(path, lie.team_fields(team))]
        if team.version is not None:  # it was removed once: its channel is welcomed anew
            founded = [
                Update(path, {**lie.team_changes(team), "told": RELEASE}, team.version),
                Delete(f"{path}/deliveries/welcome"),
            ]
        audit = _audit(at, team, "set the team up")
        try:
            self._commit([*founded, *_known(team, people), *_left(team, errands), audit], within)
        except (AlreadyExists, VersionConflict):
            return False
        return True

    def note_told(self, team: Team, release: int) -> None:
        """The channel was told of what is new in a release."""
        self._commit([Update(f"teams/{team.id}", {"told": release})])

    def change_team(
        self,
        team: Team,
        what: str,
        changes: Sequence[SettingChange],
        people: People,
        errands: Errands,
        at: datetime,
        within: float | None = None,
    ) -> None:
        """Write what a person changed of a team, with a line in the audit, while it is as it was read; else
        ``VersionConflict``.

        ``people`` are those who were learnt about with it.
        """
        changed = Update(f"teams/{team.id}", lie.team_changes(team), team.version)
        audit = _audit(at, team, what, changes)
        try:
            self._commit([changed, *_known(team, people), *_left(team, errands), audit], within)
        except AlreadyExists as error:  # an audit line of this very microsecond
            raise VersionConflict(team.id) from error

    def change_sheet(
        self,
        team: Team,
        what: str,
        errands: Errands,
        at: datetime,
        within: float | None = None,
        state: SheetState | None = None,
    ) -> None:
        """Write what a person changed about a team's spreadsheet, with a line in the audit, and how far it is from now
        on, while all is as it was read; else ``VersionConflict``."""
        sheet = lie.sheet_fields(team.sheet) if team.sheet else REMOVE
        fields = {"sheet": sheet, "updated_at": STORE_TIME, "updated_by": team.updated_by}
        changed = Update(f"teams/{team.id}", fields, team.version)
        try:
            self._commit(
                [
                    changed,
                    *_known(team, {}),
                    *_left(team, errands),
                    _audit(at, team, what, of=f"-{what.partition(' ')[0]}"),
                    *([state_write(team.id, state)] if state else []),
                ],
                within,
            )
        except AlreadyExists as error:  # an audit line of this very microsecond
            raise VersionConflict(team.id) from error

    def note_file(self, team: Team, by: str, at: datetime) -> None:
        """A line in the audit: somebody received the team's entries. The same one, however often it is noted."""
        with suppress(AlreadyExists):
            line = _audit(at, replace(team, updated_by=by), "received the team's entries as a file", of=f"-{by}")
            self._commit([line])

    def store_profiles(self, team: Team, people: People) -> Team:
        """Store what was learnt of a team's people, and the slots that follow from it, while the team is as it was
        read; else ``VersionConflict``. Answers the team as it is now."""
        written = self._commit([*map(_learnt, people.values()), _members(team)])
        return replace(team, version=written[-1])

    def change_members(self, teams: Sequence[Team], people: Iterable[Person], within: float | None = None) -> None:
        """Store who is in these teams, their slots, and what was learnt of people; ``VersionConflict`` where one has
        changed."""
        self._commit([*map(_learnt, people), *map(_members, teams)], within)

    def set_status(self, team: Team, status: Status, errand: Mapping[str, str], within: float | None = None) -> None:
        """Write a team's status, and what is to be done about it."""
        noted = Update(f"teams/{team.id}", {"status": status, "updated_at": STORE_TIME})
        self._commit([noted, *_left(team, {f"{errand['kind']}-{team.id}": errand})], within)

    def set_stopped(self, workspace: str, user: str, stopped: bool, within: float | None = None) -> None:
        """Whether a person wants no messages."""
        self._commit([Merge(f"people/{workspace}-{user}", {"schema": SCHEMA, "stopped": stopped})], within)

    def change_person(self, person: Person, teams: Sequence[Team], errands: Errands, within: float) -> None:
        """Write what a person set for themselves, and add the slots that their teams need for it, while the person is
        as it was read; else ``VersionConflict``. A team may change meanwhile: none of its slots is taken away."""
        changed = Update(f"people/{person.id}", lie.own_fields(person), person.version)
        slots = (Update(f"teams/{team.id}", {"slots": Union(team.slots)}) for team in teams)
        left = (Put(f"errands/{name}", errand_fields(about)) for name, about in errands.items())
        self._commit([changed, *slots, *left], within)

    def keep_line(self, workspace: str, user: str, line: Line, within: float | None = None) -> None:
        """Store a line that a known person keeps; else ``VersionConflict``: somebody who was erased stays so."""
        self._commit([Update(f"people/{workspace}-{user}", {f"kept_lines.{line.id}": line_fields(line)})], within)

    def remove_line(self, person: Person, line: str, errands: Errands, within: float | None = None) -> None:
        """Take one of a person's lines away, while they are as they were read; else ``VersionConflict``."""
        gone = {f"kept_lines.{line}": REMOVE, "lines_changes": min(person.lines_changes + 1, lie.MOST_CHANGES)}
        left = (Put(f"errands/{name}", errand_fields(about)) for name, about in errands.items())
        self._commit([Update(f"people/{person.id}", gone, person.version), *left], within)

    def note_received(self, person: Person, changes: Changes, *, anew: bool = False) -> None:
        """Write what changes of a person's thanks, while they are as they were read; else ``VersionConflict``.
        ``anew``: their message is to be drawn anew."""
        fields = {
            f"thanks_received.{name}": received_fields(each) if each else REMOVE for name, each in changes.items()
        }
        more = {"lines_changes": min(person.lines_changes + 1, lie.MOST_CHANGES)} if anew else {}
        self._commit([Update(f"people/{person.id}", {**fields, **more}, person.version)])

    def record_unanswered(self, days: Mapping[str, Sequence[date]]) -> None:
        """These people were asked for these days; an answer forgets them. Somebody who was erased stays so."""
        writes: list[Write] = [
            Update(f"people/{person}", {"unanswered": Union(tuple(day.isoformat() for day in own))})
            for person, own in days.items()
        ]
        try:
            if writes:
                self._commit(writes)
        except VersionConflict:
            for write in writes:
                with suppress(VersionConflict):
                    self._commit([write])


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


def _left(team: Team, errands: Errands) -> Iterable[Write]:
    about = {"by": team.updated_by, "team": team.id}
    return [Put(f"errands/{name}", errand_fields({**about, **fields})) for name, fields in errands.items()]


def _audit(at: datetime, team: Team, what: str, changes: Sequence[SettingChange] = (), of: str = "") -> Create:
    """``of`` keeps lines of one moment apart."""
    fields: dict[str, Any] = {"schema": SCHEMA, "at": STORE_TIME, "by": team.updated_by, "team": team.id, "what": what}
    if changes:
        fields["changes"] = [{"what": c.what, "from": c.old, "to": c.new} for c in changes]
    return Create(audit_path(at, f"{team.id}{of}"), fields)
