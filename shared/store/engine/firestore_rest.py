"""Reads Google's Firestore over its REST interface, for `board`, which only reads, while somebody waits.

Google's client takes a quarter of a second to import, half of a cold start; this file takes a tenth of that. In return
it cannot write, and each call is a little slower. Documents and conditions are those of documents.py.
https://cloud.google.com/firestore/docs/reference/rest
"""

import json
import os
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from math import isfinite
from typing import Any, Final, NoReturn
from urllib.parse import quote

from shared.kpt.errors import StoreSilent
from shared.store.engine.connections import Connections, NoAnswer
from shared.store.engine.documents import Document, Where, Write
from shared.store.engine.paging import check_order, in_pages, page_of

GOOGLE: Final = "https://firestore.googleapis.com"
TOKENS: Final = "/computeMetadata/v1/instance/service-accounts/default/token"
"""Where a function gets its token: https://cloud.google.com/run/docs/securing/service-identity"""

ATTEMPT: Final = 10.0
"""Seconds for one attempt where the caller sets no limit."""
RENEWED_BEFORE: Final = 300.0
"""A token is renewed so many seconds before it expires."""

OPERATORS: Final = {
    "contains": "ARRAY_CONTAINS",
    "since": "GREATER_THAN_OR_EQUAL",
    "after": "GREATER_THAN",
    "before": "LESS_THAN",
    "until": "LESS_THAN_OR_EQUAL",
}


class FirestoreReader:
    """Fulfils the reading part of ``Documents``, where its methods are described. Thread-safe."""

    def __init__(self, project: str, database: str) -> None:
        self._root = f"projects/{project}/databases/{database}/documents"
        emulator = os.environ.get("FIRESTORE_EMULATOR_HOST", "")
        self._google = Connections(f"http://{emulator}" if emulator else GOOGLE)
        self._token = Token() if not emulator else None

    def get(self, paths: Sequence[str], *, within: float | None = None) -> dict[str, Document]:
        if not paths:
            return {}
        names = [f"{self._root}/{path}" for path in paths]
        answers = self._ask(f"{self._root}:batchGet", {"documents": names}, within)
        found = (self._document(answer["found"]) for answer in answers if "found" in answer)
        return {document.path: document for document in found}

    def query(
        self,
        collection: str,
        where: Where,
        *,
        limit: int | None = None,
        newest_first: bool = False,
        within: float | None = None,
    ) -> Iterator[Document]:
        check_order(where, newest_first=newest_first)
        above, _, collection_id = collection.rpartition("/")
        parent = f"{self._root}/{quote(above)}".rstrip("/")
        asked = _asked(collection_id, where, newest_first=newest_first)

        def read(count: int, last: dict[str, Any] | None, left: float | None) -> list[dict[str, Any]]:
            page = {**asked, "limit": count}
            if last is not None:
                page["startAt"] = {"values": [_sent(last, each["field"]["fieldPath"]) for each in asked["orderBy"]]}
            body = {"structuredQuery": page}
            answers = self._ask(f"{parent}:runQuery", body, left)
            return [answer["document"] for answer in answers if "document" in answer]

        yield from map(self._document, in_pages(read, limit, within, page_of(where)))

    def commit(self, writes: Sequence[Write], *, within: float | None = None) -> NoReturn:  # noqa: ARG002 - the contract
        """Raises PermissionError: this store only reads."""
        raise PermissionError("the board only reads")

    def _ask(self, path: str, body: Mapping[str, Any], within: float | None) -> list[dict[str, Any]]:
        authorization = self._token.bearer() if self._token else "Bearer owner"  # passes the emulator's rules
        headers = {"Authorization": authorization, "Content-Type": "application/json"}
        ask = self._google.ask_patiently if within is None else self._google.ask
        try:
            answer = ask(
                "POST",
                f"/v1/{path}",
                headers,
                json.dumps(body).encode(),
                timeout=ATTEMPT if within is None else within,
            )
        except NoAnswer as error:
            raise StoreSilent(f"firestore: {error}") from error
        if answer.status == 400:
            raise ValueError(f"firestore: {answer.data.decode(errors='replace')[:500]}")
        if answer.status != 200:
            raise StoreSilent(f"firestore: {answer.status}")
        return list(json.loads(answer.data))

    def _document(self, found: Mapping[str, Any]) -> Document:
        path = found["name"].removeprefix(f"{self._root}/")
        return Document(path, _plain_map(found), found["updateTime"])


class Token:
    """The access token of the function's own account, from the metadata server."""

    def __init__(self) -> None:
        host = os.environ.get("GCE_METADATA_HOST", "metadata.google.internal")
        self._metadata = Connections(f"http://{host}")
        self._lock = threading.Lock()
        self._bearer, self._until = "", 0.0

    def bearer(self) -> str:
        """The value of the header ``Authorization``. Raises ``StoreSilent`` where the metadata server gives no
        token."""
        with self._lock:
            if time.monotonic() >= self._until:
                self._renew()
            return self._bearer

    def _renew(self) -> None:
        try:
            answer = self._metadata.ask_patiently("GET", TOKENS, {"Metadata-Flavor": "Google"}, timeout=5.0)
        except NoAnswer as error:
            raise StoreSilent(f"no token for firestore: {error}") from error
        if answer.status != 200:
            raise StoreSilent(f"no token for firestore: {answer.status}")
        said = json.loads(answer.data)
        self._bearer = f"Bearer {said['access_token']}"
        self._until = time.monotonic() + said["expires_in"] - RENEWED_BEFORE


# Asking


def _asked(collection_id: str, where: Where, *, newest_first: bool) -> dict[str, Any]:
    """A StructuredQuery."""
    direction = "DESCENDING" if newest_first else "ASCENDING"
    ordered_by = ("__name__",) if where.contains is not None else dict.fromkeys((where.field, "__name__"))
    asked: dict[str, Any] = {
        "from": [{"collectionId": collection_id}],
        "orderBy": [{"field": {"fieldPath": name}, "direction": direction} for name in ordered_by],
    }
    conditions = [
        {"fieldFilter": {"field": {"fieldPath": where.field}, "op": operator, "value": _value(bound)}}
        for name, operator in OPERATORS.items()
        if (bound := getattr(where, name)) is not None
    ]
    if conditions:
        asked["where"] = {"compositeFilter": {"op": "AND", "filters": conditions}}
    if where.only:
        asked["select"] = {"fields": [{"fieldPath": name} for name in where.only]}
    return asked


def _value(bound: str | datetime) -> dict[str, str]:
    if isinstance(bound, datetime):
        return {"timestampValue": bound.astimezone(UTC).isoformat().replace("+00:00", "Z")}
    return {"stringValue": bound}


def _sent(found: Mapping[str, Any], field: str) -> Mapping[str, Any]:
    """A field's value as Firestore sent it, for the start of the next page."""
    if field == "__name__":
        return {"referenceValue": found["name"]}
    *maps, last = field.split(".")
    for each in maps:
        found = found["fields"][each]["mapValue"]
    value: Mapping[str, Any] = found["fields"][last]
    return value


# Values


def _plain(value: Mapping[str, Any]) -> Any:
    """A field's value, as firestore_messages.py makes it."""
    [(kind, held)] = value.items()
    match kind:
        case "integerValue":
            return int(held)
        case "timestampValue":
            return _moment(held)
        case "mapValue":
            return _plain_map(held)
        case "arrayValue":
            return [_plain(item) for item in held.get("values", ())]
        case "doubleValue":
            number = float(held)
            return number if isfinite(number) else str(number)
        case "geoPointValue":
            return {"latitude": held.get("latitude", 0.0), "longitude": held.get("longitude", 0.0)}
        case _:
            return held


def _plain_map(holder: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _plain(item) for key, item in holder.get("fields", {}).items()}


def _moment(text: str) -> datetime:
    """Parse ``2026-11-24T12:00:00.123456789Z``, with any number of digits, to the microsecond."""
    whole, _, part = text.removesuffix("Z").partition(".")
    return datetime.fromisoformat(f"{whole}.{part[:6]:0<6}").replace(tzinfo=UTC)
