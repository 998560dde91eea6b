"""Stores shared screens, ``screens/{code}``: who opened one for which team, and until when."""

from typing import Any

from shared.kpt.board.screen import Screen
from shared.store.engine.documents import STORE_TIME, Create, Delete, Document, Where
from shared.store.engine.lazy_documents import LazyDocuments
from shared.store.records import lenient
from shared.store.records.common import SCHEMA, audit_path, read_ours


class ScreenDocuments:
    """Fulfils the port `ScreenStore`, where its methods are described."""

    def __init__(self, documents: LazyDocuments) -> None:
        self._documents = documents

    def get(self, code: str) -> Screen | None:
        document = self._documents.one(f"screens/{code}")
        return next(read_ours(screen_from, [document]), None) if document else None

    def open(self, screen: Screen) -> None:
        line = {"schema": SCHEMA, "at": STORE_TIME, "by": screen.by, "team": screen.team}
        audit = Create(
            audit_path(screen.opened_at, f"{screen.team}-{screen.code}"),
            {**line, "what": "opened the week on a screen"},
        )
        self._documents.commit([Create(f"screens/{screen.code}", screen_fields(screen)), audit])

    def close(self, code: str) -> None:
        self._documents.commit([Delete(f"screens/{code}")])

    def opened_by(self, user: str) -> list[Screen]:
        return list(read_ours(screen_from, self._documents.query("screens", Where("by", since=user, until=user))))


def screen_fields(screen: Screen) -> dict[str, Any]:
    """The fields of a screen. Firestore's TTL removes it up to a day after ``expires``, so readers compare the time,
    too."""
    return {
        "schema": SCHEMA,
        "team": screen.team,
        "by": screen.by,
        "opened_at": screen.opened_at,
        "expires": screen.expires,
    }


def screen_from(document: Document) -> Screen:
    """Read a screen. Raises ValueError for a document that is none."""
    f = document.fields
    opened_at, expires = lenient.moment(f.get("opened_at")), lenient.moment(f.get("expires"))
    if opened_at is None or expires is None:
        raise ValueError(f"no screen: {document.path}")
    return Screen(document.id, lenient.text(f.get("team")), lenient.text(f.get("by")), opened_at, expires)
