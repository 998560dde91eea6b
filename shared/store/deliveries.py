"""Stores deliveries: where each message was posted, so that none is posted twice."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from shared.kpt.entry.entry import Entry
from shared.kpt.errors import AlreadyExists
from shared.kpt.messages.delivery import Delivery, Key
from shared.store.engine.documents import Create, Delete, Update, Where
from shared.store.engine.lazy_documents import LazyDocuments
from shared.store.records.deliveries import delivery_fields, delivery_from


class DeliveryDocuments:
    """Fulfils the port `DeliveryStore`, where its methods are described."""

    def __init__(self, documents: LazyDocuments) -> None:
        self._documents = documents

    def claim(self, key: Key, owner: str, now: datetime, thread: str = "") -> Delivery | None:
        delivery = Delivery(key, "claimed", owner, now, thread=thread)
        try:
            versions = self._documents.commit([Create(str(key), delivery_fields(delivery))])
        except AlreadyExists:
            return None
        return replace(delivery, version=versions[0])

    def get(self, key: Key) -> Delivery | None:
        document = self._documents.one(str(key))
        return delivery_from(key, document) if document else None

    def announcements(self, team: str, entries: Sequence[Entry]) -> Mapping[str, Delivery]:
        keys = {Key(f"teams/{team}", f"announcement:{entry.day}:{entry.user}"): entry.id for entry in entries}
        found = self._documents.get([str(key) for key in keys]) if keys else {}
        return {of: delivery_from(key, found[str(key)]) for key, of in keys.items() if str(key) in found}

    def write(self, delivery: Delivery) -> Delivery:
        update = Update(str(delivery.key), delivery_fields(delivery), if_version=delivery.version)
        return replace(delivery, version=self._documents.commit([update])[0])

    def forget(self, delivery: Delivery) -> None:
        self._documents.commit([Delete(str(delivery.key), if_version=delivery.version)])

    def has_replies(self, parent: Key) -> bool:
        where = Where("thread", since=parent.name, until=parent.name)
        return next(self._documents.query(f"{parent.of}/deliveries", where, limit=1), None) is not None

    def blocked(self, team: str) -> list[str]:
        waiting = (Where("state", since="blocked", until="claimed"), Where("state", since="unknown", until="waiting"))
        return [d.id for where in waiting for d in self._documents.query(f"teams/{team}/deliveries", where)]
