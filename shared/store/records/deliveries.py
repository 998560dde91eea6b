"""The fields of deliveries."""

from datetime import timedelta
from typing import Any, get_args

from shared.kpt.messages.delivery import Delivery, Key, State
from shared.kpt.messages.place import Posted
from shared.kpt.text.pages import SIZES
from shared.store.engine.documents import Document
from shared.store.engine.lazy_documents import EARLIEST
from shared.store.records import lenient
from shared.store.records.common import SCHEMA

DELIVERIES_KEPT = timedelta(days=30)
"""How long a reminder's delivery is kept. Firestore's TTL removes it by its ``expires``."""


def delivery_fields(delivery: Delivery) -> dict[str, Any]:
    """A delivery's fields. A reminder's delivery also has ``expires``."""
    posted = delivery.posted
    stands = {
        "schema": SCHEMA,
        "state": delivery.state,
        "owner": delivery.owner,
        "claimed_at": delivery.claimed_at,
        "channel": posted.channel if posted else None,
        "ts": posted.ts if posted else None,
        "revision": delivery.revision,
        "shows": delivery.shows,
        "error": delivery.error,
        "thread": delivery.thread,
        "refused": delivery.refused,
        "pages": delivery.pages,
        "size": delivery.size,
    }
    if posted and posted.file:
        stands["file"] = posted.file
    if delivery.key.of.startswith("people/"):
        stands["expires"] = delivery.claimed_at + DELIVERIES_KEPT
    return stands


def delivery_from(key: Key, document: Document) -> Delivery:
    """Read a delivery. A state that is none of ours becomes ``unknown``: the message is looked up in Slack before it is
    sent."""
    f = document.fields
    channel, ts, file = (lenient.text(f.get(name)) for name in ("channel", "ts", "file"))
    return Delivery(
        key=key,
        state=lenient.one_of(f.get("state"), get_args(State), "unknown"),
        owner=lenient.text(f.get("owner")),
        claimed_at=lenient.moment(f.get("claimed_at")) or EARLIEST,
        posted=Posted(channel, ts, file) if channel and (ts or file) else None,
        revision=lenient.number(f.get("revision", -1)),
        shows=lenient.text(f.get("shows")),
        error=lenient.text(f.get("error")),
        thread=lenient.text(f.get("thread")),
        refused=lenient.text(f.get("refused")),
        pages=max(1, lenient.number(f.get("pages", 1))),
        size=min(max(0, lenient.number(f.get("size", 0))), len(SIZES) - 1),
        version=document.version,
    )
