"""Reads and erases what is stored of one person."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from itertools import chain
from typing import Any, TypeVar

from shared.kpt.digest.digest import Digest
from shared.kpt.entry.entry import Entry, entry_id, split_id
from shared.kpt.errors import AlreadyExists, VersionConflict
from shared.kpt.ids import TEAM_ID
from shared.kpt.messages.delivery import Delivery, Key
from shared.kpt.team.team import Team
from shared.store.digests import DigestDocuments, digest_path
from shared.store.engine.documents import STORE_TIME, Create, Delete, Document, Fields, Union, Update, Where
from shared.store.engine.lazy_documents import EARLIEST, LazyDocuments
from shared.store.entry.answering import newest_revision, revision_paths
from shared.store.entry.thanks import ThanksDocuments, reactions_to_hand_over
from shared.store.records.common import SCHEMA, audit_path, read_ours
from shared.store.records.deliveries import delivery_from
from shared.store.records.digests import leaving_fields
from shared.store.records.entries import entry_from
from shared.store.records.lenient import fields, number, several, text, texts
from shared.store.records.teams import team_from

Some = TypeVar("Some")
AT_ONCE = 300
"""Documents in one call."""


class PersonalDataDocuments:
    """Fulfils the port `PersonalDataStore`, where its methods are described. Every query has one condition on one
    field, so that no composite index is needed."""

    def __init__(self, documents: LazyDocuments, digests: DigestDocuments, thanks: ThanksDocuments) -> None:
        self._documents, self._digests, self._thanks = documents, digests, thanks

    def everything_of(self, workspace: str, user: str) -> dict[str, Any]:
        """The person's document; in each team that names them, their entries with all revisions, who thanks them and
        who reacted; the deliveries of all of these; and their lines of the audit. Settings that they changed belong to
        the team."""
        person = self._documents.one(_person(workspace, user))
        audit = self._audit_of(workspace, user)
        teams = {team.id: team for team in self._teams_of(workspace, user)}
        thanking = self._thanks.teams_thanking(workspace, user)
        elsewhere = self._many(f"teams/{team}" for team in thanking if team not in teams)
        return {
            "person": dict(person.fields) if person else {},
            "teams": {team.id: self._everything_in(team, user) for team in (*teams.values(), *elsewhere.values())},
            "deliveries": {d.id: dict(d.fields) for d in self._deliveries_to(workspace, user)},
            "audit": {line.id: {n: v for n, v in line.fields.items() if n != "changes"} for line in audit},
        }

    def note_export(self, workspace: str, user: str, at: datetime) -> None:
        with suppress(AlreadyExists):
            self._documents.commit([_audit(workspace, user, at, "exported their own data")])

    def teams_of(self, workspace: str, user: str) -> list[Team]:
        return [team_from(document) for document in self._teams_of(workspace, user)]

    def changes_by(self, workspace: str, user: str) -> list[tuple[str, datetime]]:
        lines = self._audit_of(workspace, user)
        return list(read_ours(_change, lines))

    def changes_naming(self, team: str, user: str) -> list[datetime]:
        return [at for line in self._lines_naming(team, user) for _, at in read_ours(_change, [line])]

    def leave_changes(self, team: str, user: str) -> None:
        for line in self._lines_naming(team, user):
            changes = [_without_chosen(change, user) for change in several(line.fields.get("changes"))]
            self._documents.commit([Update(line.path, {"changes": changes})])

    def entries_of(self, team: str, user: str) -> list[Entry]:
        named = (document for document in self._entries_of(team, user) if _is_named(document))
        return list(read_ours(entry_from, named))

    def deliveries_to(self, workspace: str, user: str) -> list[Delivery]:
        of = _person(workspace, user)
        return [delivery_from(Key(of, d.id), d) for d in self._deliveries_to(workspace, user)]

    def forget_entry(self, entry: Entry, stood_in: Sequence[Digest], thanked: Sequence[str] = ()) -> list[Digest]:
        """Raises ``VersionConflict`` where the entry or a digest changed meanwhile; what was removed by then stays
        removed.

        The revision of a digest's week is a sum over its entries. Each digest counts the lost entry's revision and one
        more as changes, so that the sum never gets smaller.
        """
        path = f"teams/{entry.team}/entries/{entry.id}"
        document = self._documents.one(path)
        if document is None:
            return list(stood_in)
        if entry_from(document).revision != entry.revision:
            raise VersionConflict(path)
        for some in _some(revision_paths(path, entry.revision or newest_revision(self._documents, path))):
            self._documents.commit([Delete(revision) for revision in some])
        lost = [replace(digest, changes=digest.changes + entry.revision + 1) for digest in stood_in]
        more = {"unthanked": Union(tuple(thanked))} if thanked else {}
        notes = [Update(digest_path(entry.team, d.session), {"changes": d.changes, **more}, d.version) for d in lost]
        _, *versions = self._documents.commit([Delete(path, document.version), *notes])
        return [
            replace(digest, version=version, unthanked=tuple(dict.fromkeys((*digest.unthanked, *thanked))))
            for digest, version in zip(lost, versions, strict=True)
        ]

    def leave_digest(self, team: str, digest: Digest, user: str) -> None:
        """Takes the id out of every field of the digest. Its messages have to be rendered again afterwards."""
        left = leaving_fields(digest.without(user))
        self._documents.commit([Update(digest_path(team, digest.session), left, digest.version)])

    def leave_team(self, team: str, user: str) -> None:
        """Takes the id and name out of everything except entries and digests. A document that another tool put among
        the person's entries, with an id that no entry has, is deleted."""
        strays = [Delete(stray.path) for stray in self._entries_of(team, user) if not _is_named(stray)]
        for some in _some(strays):
            self._documents.commit(some)
        document = self._documents.one(f"teams/{team}")
        if document is None:
            return
        if left := _without(document.fields, user):
            self._documents.commit([Update(document.path, {**left, "updated_at": STORE_TIME}, document.version)])

    def forget_person(self, workspace: str, user: str, at: datetime) -> None:
        gone = Delete(_person(workspace, user))
        try:
            self._documents.commit([_audit(workspace, user, at, "erased their own data"), gone])
        except AlreadyExists:  # an earlier run wrote the line and was cut off
            self._documents.commit([gone])

    def _everything_in(self, team: Document, user: str) -> dict[str, Any]:
        entries = self._entries_of(team.id, user)
        digests = self._digests.all_of(team.id)
        sessions = [digest.session for digest in digests]
        names = [
            *(f"announcement:{entry.day}:{user}" for entry in read_ours(entry_from, entries)),
            f"cannot_post:{user}",
            *(f"digest:{session}:{user}:1" for session in sessions),
        ]
        found = self._many(f"teams/{team.id}/deliveries/{name}" for name in names)
        several = [(path, number(each.fields.get("pages"))) for path, each in found.items() if not path.endswith(":1")]
        found |= self._many(f"{path}:{page}" for path, pages in several for page in range(2, pages + 1))
        for path in [path for path in found if path.endswith(f":{user}:1")]:
            following = 2
            while page := self._documents.one(f"{path[:-1]}{following}"):
                found[page.path] = page
                following += 1
        return {
            "name": team.fields.get("name", ""),
            "named_in": list(_without(team.fields, user)),
            "entries": {entry.id: self._with_revisions(entry) for entry in entries},
            "thanks": self._thanks.to_hand_over(team.id, user),
            "reactions": reactions_to_hand_over(digests, user),
            "deliveries": {delivery.id: dict(delivery.fields) for delivery in found.values()},
        }

    def _with_revisions(self, entry: Document) -> dict[str, Any]:
        newest = max(number(entry.fields.get("revision")), 0) or newest_revision(self._documents, entry.path)
        revisions = self._many(revision_paths(entry.path, newest))
        return {**entry.fields, "revisions": {r.id: dict(r.fields) for r in revisions.values()}}

    def _teams_of(self, workspace: str, user: str) -> list[Document]:
        person = self._documents.one(_person(workspace, user))
        found = {
            document.id
            for document in chain(
                self._documents.query("teams", Where("member_ids", contains=user)),
                self._documents.query("teams", Where("created_by", since=user, until=user)),
                self._documents.query("teams", Where("updated_by", since=user, until=user)),
            )
            if document.id.startswith(f"{workspace}-")
        }
        theirs = texts(person.fields.get("teams")) if person else ()
        ids = sorted(found | {team for team in theirs if TEAM_ID.fullmatch(team)})
        return list(self._many(f"teams/{team}" for team in ids).values())

    def _lines_naming(self, team: str, user: str) -> list[Document]:
        lines = self._documents.query("audit", Where("team", since=team, until=team))
        return [
            line
            for line in lines
            if any(_without_chosen(each, user) != each for each in several(line.fields.get("changes")))
        ]

    def _audit_of(self, workspace: str, user: str) -> list[Document]:
        """The audit lines of what a person did in a workspace. A line's id is its moment and the team's or person's
        id."""
        lines = self._documents.query("audit", Where("by", since=user, until=user))
        return [line for line in lines if line.id.partition("_")[2].startswith(f"{workspace}-")]

    def _entries_of(self, team: str, user: str) -> list[Document]:
        return list(self._documents.query(f"teams/{team}/entries", Where("user", since=user, until=user)))

    def _deliveries_to(self, workspace: str, user: str) -> list[Document]:
        return list(
            self._documents.query(f"{_person(workspace, user)}/deliveries", Where("claimed_at", since=EARLIEST))
        )

    def _many(self, paths: Iterable[str]) -> dict[str, Document]:
        """The documents that exist, in the order of ``paths``."""
        wanted = list(paths)
        found: dict[str, Document] = {}
        for some in _some(wanted):
            found.update(self._documents.get(some))
        return {path: found[path] for path in wanted if path in found}


def _person(workspace: str, user: str) -> str:
    return f"people/{workspace}-{user}"


def _is_named(entry: Document) -> bool:
    """Whether the document's id is that of an entry, so that the app finds it."""
    parts = split_id(entry.id)
    return parts is not None and entry_id(*parts) == entry.id


def _without_chosen(change: object, user: str) -> object:
    """A change of the chosen people without this person; any other change unchanged."""
    f = fields(change)
    if f.get("what") != "chosen":
        return change
    return {**f, **{side: ",".join(u for u in text(f.get(side)).split(",") if u != user) for side in ("from", "to")}}


def _change(line: Document) -> tuple[str, datetime]:
    """The team that an audit line is about, and when it was changed. Raises ValueError where it names no team."""
    at, _, _ = line.id.partition("_")
    if not (team := text(line.fields.get("team"))):
        raise ValueError(f"no change: {line.path}")
    return team, datetime.fromisoformat(at)


def _some(several: Sequence[Some]) -> list[Sequence[Some]]:
    return [several[start : start + AT_ONCE] for start in range(0, len(several), AT_ONCE)]


def _without(team: Fields, user: str) -> dict[str, Any]:
    """The fields of a team that name a person, with the person taken out."""
    lists = ("member_ids", "stepped_out")
    left: list[tuple[str, Any]] = [
        (n, [other for other in several(team[n]) if other != user]) for n in lists if several(team.get(n))
    ]
    if members := fields(team.get("members")):
        left.append(("members", {other: about for other, about in members.items() if other != user}))
    left += ((name, "") for name in ("created_by", "updated_by") if team.get(name) == user)
    return {name: value for name, value in left if value != team[name]}


def _audit(workspace: str, user: str, at: datetime, what: str) -> Create:
    """A line of the audit. ``at`` is when the person asked, so that a repeated run writes the same line."""
    line = {"schema": SCHEMA, "at": STORE_TIME, "by": user, "what": what}
    return Create(audit_path(at, f"{workspace}-{user}"), line)
