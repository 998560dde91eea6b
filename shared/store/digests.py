"""Stores digests: what a week's session shows, and how far its round has come."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime

from shared.kpt.digest.digest import STAYS_OPEN, Digest
from shared.kpt.errors import AlreadyExists, StoreSilent, VersionConflict
from shared.kpt.team.team import Team
from shared.store.engine.documents import STORE_TIME, Create, Put, Update, Where
from shared.store.engine.lazy_documents import EARLIEST, LazyDocuments
from shared.store.records.common import errand_fields, read_first, read_firsts, read_ours
from shared.store.records.digests import digest_fields, digest_from, head_fields, round_fields
from shared.store.records.teams import team_from


class DigestDocuments:
    """Fulfils the port `DigestStore`, where its methods are described."""

    def __init__(self, documents: LazyDocuments) -> None:
        self._documents = documents

    def open(self, team: str, digest: Digest) -> Digest:
        path = digest_path(team, digest.session)
        with suppress(AlreadyExists):
            opened = Update(f"teams/{team}", {"digest_opened_at": STORE_TIME})
            self._documents.commit([Create(path, digest_fields(digest)), opened])
        document = self._documents.one(path)
        if document is None:
            raise StoreSilent(f"{path} was not stored")
        return digest_from(document)

    def before(self, team: str, moment: datetime | None) -> Digest | None:
        where = Where("created_at", since=EARLIEST, before=moment)
        return self._first(team, where, newest_first=True)

    def newest(self, team: str, limit: int) -> list[Digest]:
        where = Where("created_at", since=EARLIEST)
        return read_firsts(self._documents, digest_from, f"teams/{team}/digests", where, limit, newest_first=True)

    def closing_after(self, team: str, moment: datetime) -> Digest | None:
        return self._first(team, Where("created_at", after=moment - STAYS_OPEN))

    def with_team(self, team: str, session: date) -> tuple[Team | None, Digest | None]:
        paths = (f"teams/{team}", digest_path(team, session))
        found = self._documents.get(paths)
        named = [found[path] for path in paths[1:] if path in found]
        return (
            team_from(found[paths[0]]) if paths[0] in found else None,
            next(read_ours(digest_from, named), None),
        )

    def write_round(self, team: str, digest: Digest) -> Digest:
        stepped = Update(digest_path(team, digest.session), round_fields(digest), digest.version)
        session = digest.session.isoformat()
        errand = errand_fields({"kind": "head", "team": team, "session": session})
        version, _ = self._documents.commit([stepped, Put(f"errands/head-{team}-{session}", errand)])
        return replace(digest, version=version)

    def note_head(self, team: str, digest: Digest) -> Digest:
        noted = Update(digest_path(team, digest.session), head_fields(digest), digest.version)
        [version] = self._documents.commit([noted])
        return replace(digest, version=version)

    def note_noticed(
        self, team: str, digest: Digest, noticed: Mapping[str, Sequence[str]], *, again: bool = False
    ) -> None:
        fields = {"noticed": {entry: list(who) for entry, who in noticed.items()}}
        last = {"noticed_again": True} if again else {}
        self._documents.commit([Update(digest_path(team, digest.session), {**fields, **last}, digest.version)])

    def finish(self, team: str, digest: Digest) -> bool:
        done = {"finished_at": STORE_TIME, **head_fields(digest)}
        finished = Update(digest_path(team, digest.session), done, digest.version)
        try:
            self._documents.commit([finished])
        except VersionConflict:
            return False
        return True

    def all_of(self, team: str, since: datetime | None = None, limit: int | None = None) -> list[Digest]:
        found = self._documents.query(
            f"teams/{team}/digests", Where("created_at", since=since or EARLIEST), limit=limit
        )
        return list(read_ours(digest_from, found))

    def get(self, team: str, session: date) -> Digest | None:
        document = self._documents.one(digest_path(team, session))
        return digest_from(document) if document else None

    def note_redrawn(self, team: str, digest: Digest) -> None:
        self._documents.commit([Update(digest_path(team, digest.session), {"redrawn": digest.changes})])

    def _first(self, team: str, where: Where, *, newest_first: bool = False) -> Digest | None:
        return read_first(self._documents, digest_from, f"teams/{team}/digests", where, newest_first=newest_first)


def digest_path(team: str, session: date) -> str:
    """The path of a digest's document."""
    return f"teams/{team}/digests/{session}"
