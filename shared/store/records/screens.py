"""How a shared screen lies in its document, ``screens/{code}``: who opened it for which team, and until when."""

from typing import Any

from shared.kpt.board.screen import Screen
from shared.store.engine.documents import Document
from shared.store.records import lenient
from shared.store.records.common import SCHEMA


def screen_fields(screen: Screen) -> dict[str, Any]:
    """A screen. Firestore's TTL removes it by ``expires``, which may take a day; so the time is looked at, too."""
    return {
        "schema": SCHEMA,
        "team": screen.team,
        "by": screen.by,
        "opened_at": screen.opened_at,
        "expires": screen.expires,
    }


def screen_from(document: Document) -> Screen:
    """Read a screen. ValueError for a document that is none."""
    f = document.fields
    opened_at, expires = lenient.moment(f.get("opened_at")), lenient.moment(f.get("expires"))
    if opened_at is None or expires is None:
        raise ValueError(f"no screen: {document.path}")
    return Screen(document.id, lenient.text(f.get("team")), lenient.text(f.get("by")), opened_at, expires)
