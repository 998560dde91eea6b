"""Finds and erases where somebody is thanked, in any team of a workspace, and stores the thanks that reached a
person."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any

from shared.kpt.digest.digest import Digest
from shared.kpt.entry.answer import Change
from shared.kpt.entry.entry import Entry
from shared.kpt.errors import AlreadyExists, VersionConflict
from shared.kpt.team.person import Person
from shared.kpt.team.thanks_received import Changes
from shared.kpt.text.visible import first_line
from shared.store.engine.documents import REMOVE, STORE_TIME, Create, Fields, Update, Where, Write
from shared.store.engine.lazy_documents import LazyDocuments
from shared.store.records.common import read_ours
from shared.store.records.entries import entry_from, revision_fields
from shared.store.records.lenient import fields, several
from shared.store.records.teams import MOST_CHANGES
from shared.store.records.thanks import received_fields

BY_ERASURE = "erasure"
"""The ``via`` of a change by which an erasure took a thanked person's id out of an entry."""
NAMING = ("thanks", "thanked")


class ThanksDocuments:
    """Fulfils the port `ThanksStore`, where its methods are described. People outside a team may be thanked, so finding
    all thanks of a person reads every team of the workspace. Few callers need that."""

    def __init__(self, documents: LazyDocuments) -> None:
        self._documents = documents

    def note_names(self, entry: Entry, names: Mapping[str, str]) -> None:
        document = self._documents.one(f"teams/{entry.team}/entries/{entry.id}")
        if document is None or entry_from(document).revision != entry.revision:
            raise VersionConflict(entry.id)
        fields = {f"thanks_names.{user}": name for user, name in names.items()}
        self._documents.commit([Update(document.path, fields, document.version)])

    def note_received(self, person: Person, changes: Changes, *, anew: bool = False) -> None:
        fields = {
            f"thanks_received.{name}": received_fields(each) if each else REMOVE for name, each in changes.items()
        }
        more = {"lines_changes": min(person.lines_changes + 1, MOST_CHANGES)} if anew else {}
        self._documents.commit([Update(f"people/{person.id}", {**fields, **more}, person.version)])

    def teams_thanking(self, workspace: str, user: str) -> list[str]:
        teams = self._documents.query("teams", Where("channel", since="", only=("channel",)))
        mine = [team.id for team in teams if team.id.startswith(f"{workspace}-")]
        return [team for team in mine if self.entries_thanking(team, user)]

    def entries_thanking(self, team: str, user: str) -> list[Entry]:
        where = (Where("thanks", contains=user), Where("thanked", contains=user))
        documents = chain.from_iterable(self._documents.query(f"teams/{team}/entries", each) for each in where)
        found = {document.path: document for document in documents}
        return list(read_ours(entry_from, found.values()))

    def unthank(self, entry: Entry, user: str) -> None:
        """Changes the revisions first, then the entry by an ordinary revision, so that messages follow. Raises
        ``VersionConflict`` where the entry changed meanwhile."""
        path = f"teams/{entry.team}/entries/{entry.id}"
        paths = [f"{path}/revisions/{number}" for number in range(1, entry.revision + 1)]
        for revision in self._documents.get(paths).values() if paths else ():
            if left := _without(revision.fields, user):
                self._documents.commit([Update(revision.path, left, revision.version)])
        document = self._documents.one(path)
        if document is None:
            return
        now = entry_from(document)
        if now.revision != entry.revision:
            raise VersionConflict(path)
        before = replace(
            now,
            thanks=_others(now.thanks, user),
            thanked=_others(now.thanked, user),
            thanks_names={other: name for other, name in now.thanks_names.items() if other != user},
        )
        after = replace(before, revision=now.revision + 1, updated_by="", via=BY_ERASURE)
        changed = {"revision": after.revision, "updated_at": STORE_TIME, "updated_by": "", "via": BY_ERASURE}
        writes: list[Write] = [
            Create(f"{path}/revisions/{after.revision}", revision_fields(Change(before, after))),
            Update(path, {**_without(document.fields, user), **changed}, document.version),
        ]
        try:
            self._documents.commit(writes)
        except AlreadyExists as error:
            raise VersionConflict(path) from error

    def to_hand_over(self, team: str, user: str) -> dict[str, Any]:
        """Who thanks a person in a team, by entry. Of thanks that were taken back only day and author are returned."""
        return {entry.id: _told(entry, user) for entry in self.entries_thanking(team, user)}


def reactions_to_hand_over(digests: Iterable[Digest], user: str) -> dict[str, Any]:
    """Who reacted to a person's entries, and to which entries the person reacted, by session."""
    found = {
        digest.session.isoformat(): {
            entry: list(who) if entry.endswith(f"_{user}") else [user]
            for entry, who in digest.noticed.items()
            if entry.endswith(f"_{user}") or user in who
        }
        for digest in digests
    }
    return {session: entries for session, entries in found.items() if entries}


def _told(entry: Entry, user: str) -> dict[str, Any]:
    about = {"day": entry.day.isoformat(), "by": entry.user}
    if not (entry.has_keep and user in entry.thanks):
        return about
    return {**about, "name": entry.name, "first_line": first_line(entry.texts.keep) or entry.done}


def _without(found: Fields, user: str) -> dict[str, Any]:
    """The fields of an entry or revision that name a thanked person, with the person taken out."""
    left: dict[str, Any] = {
        name: [other for other in several(found[name]) if other != user]
        for name in NAMING
        if user in several(found.get(name))
    }
    names = fields(found.get("thanks_names"))
    if user in names:
        left["thanks_names"] = {other: name for other, name in names.items() if other != user}
    return left


def _others(users: Iterable[str], user: str) -> tuple[str, ...]:
    return tuple(other for other in users if other != user)
