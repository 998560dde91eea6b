"""The store on Google's Firestore. Keeps the contract of documents.py; Google's errors become the product's.

Importing this file brings in google.cloud and grpc (about half a second): others import it at first use.
``FIRESTORE_EMULATOR_HOST`` is honoured by Google's client itself.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Final, TypeVar, assert_never

import grpc
from google.api_core.exceptions import (
    Aborted,
    AlreadyExists,
    Cancelled,
    DeadlineExceeded,
    FailedPrecondition,
    InternalServerError,
    NotFound,
    ResourceExhausted,
    RetryError,
    ServiceUnavailable,
    Unknown,
)
from google.api_core.retry import Retry, if_exception_type
from google.auth.exceptions import GoogleAuthError
from google.cloud import firestore
from google.cloud.firestore_v1.base_query import FieldFilter

from shared.kpt.trouble import Stale, StoreSilent, Taken
from shared.store.documents import (
    REMOVE,
    STORE_TIME,
    Create,
    Delete,
    Document,
    Fields,
    Merge,
    Put,
    Union,
    Update,
    Where,
    Write,
)

ATTEMPT: Final = 10.0
"""Seconds for one attempt where the caller sets no limit. The library's own is 300 s for a read."""

PATIENCE: Final = 30.0
"""Seconds after which no further attempt is made: with the last one, 40 s in all."""

PAGE: Final = 300
"""Documents read at once by a query, so that no cursor stays open while its reader works."""
LONG_PAGE: Final = 5000
"""The same where only some fields are wanted."""

SILENCE: Final = (
    Aborted,  # contention: nothing was written
    Cancelled,
    DeadlineExceeded,
    InternalServerError,
    ResourceExhausted,
    RetryError,
    ServiceUnavailable,
    Unknown,
    GoogleAuthError,
    grpc.RpcError,  # what the library has not translated
)

READ_AGAIN: Final = (DeadlineExceeded, InternalServerError, ResourceExhausted, ServiceUnavailable)
WRITE_AGAIN: Final = (Aborted, ResourceExhausted, ServiceUnavailable)
"""What is tried again, as the library does it (services/firestore/transports/base.py), and Aborted."""

NEVER: Final = Retry(predicate=lambda _error: False)
"""For a query's stream: with ``retry=None`` an error in mid-stream becomes an AttributeError
(google-cloud-firestore 2.34.1, query.py, ``_retry_query_after_exception``)."""

Answer = TypeVar("Answer")


class Firestore:
    """Documents in one Firestore database, for any number of threads. The first call connects."""

    def __init__(self, project: str, database: str) -> None:
        self._project = project
        self._database = database
        self._lock = threading.Lock()
        self._client: firestore.Client | None = None
        self._connected = False

    @property
    def connected(self) -> bool:
        """Whether a call has succeeded, so that the next one finds a channel and a token."""
        return self._connected

    def get(self, paths: Sequence[str], *, within: float | None = None) -> dict[str, Document]:
        """The documents that exist, by path, in one round trip."""
        if not paths:
            return {}
        client = self._ready()
        references = [client.document(path) for path in paths]
        snapshots = self._ask(
            lambda timeout: list(client.get_all(references, retry=None, timeout=timeout)), READ_AGAIN, within
        )
        return {snapshot.reference.path: _document(snapshot) for snapshot in snapshots if snapshot.exists}

    def commit(self, writes: Sequence[Write], *, within: float | None = None) -> list[object]:
        """All or nothing, in order. Answers the versions (None: deleted). ``Taken`` or ``Stale``: nothing written."""
        if not writes:
            return []
        client = self._ready()
        batch = client.batch()
        for write in writes:
            _add(client, batch, write)
        try:
            results = self._ask(lambda timeout: batch.commit(retry=None, timeout=timeout), WRITE_AGAIN, within)
        except AlreadyExists as error:
            raise Taken(error.message) from error
        except FailedPrecondition as error:
            raise Stale(error.message) from error
        except NotFound as error:
            # A database that is not there is NotFound too, and no reason to read again.
            if not any(isinstance(write, Update | Delete) for write in writes):
                raise
            raise Stale(error.message) from error
        return [result.update_time for result in results]

    def query(
        self, collection: str, where: Where, *, limit: int | None = None, newest_first: bool = False
    ) -> Iterator[Document]:
        """Documents directly in ``collection`` that meet the condition, page by page."""
        query = _query(self._ready().collection(collection), where, newest_first=newest_first)
        left = limit
        while left is None or left > 0:
            longest = LONG_PAGE if where.only else PAGE
            count = longest if left is None else min(longest, left)
            page = self._page(query.limit(count))
            yield from map(_document, page)
            if len(page) < count:
                return
            left = None if left is None else left - len(page)
            query = query.start_after(page[-1])

    def _page(self, query: Any) -> list[Any]:
        return self._ask(lambda timeout: list(query.stream(retry=NEVER, timeout=timeout)), READ_AGAIN, None)

    def _ready(self) -> firestore.Client:
        """The client, made at first use: gunicorn forks after it has imported a function (PLATFORM C15)."""
        with self._lock:
            if self._client is None:
                try:
                    self._client = firestore.Client(project=self._project, database=self._database)
                except GoogleAuthError as error:
                    raise StoreSilent(f"firestore: {error}") from error
            return self._client

    def _ask(self, call: Callable[[float], Answer], again: tuple[type[Exception], ...], within: float | None) -> Answer:
        """What ``call`` answers: tried once ``within`` seconds; without a limit, until ``PATIENCE`` ends."""
        try:
            if within is None:
                retry = Retry(predicate=if_exception_type(*again), initial=0.1, maximum=5.0, timeout=PATIENCE)
                answer = retry(call)(ATTEMPT)
            else:
                answer = call(within)
        except SILENCE as error:
            raise StoreSilent(f"firestore: {error}") from error
        self._connected = True
        return answer


def _add(client: firestore.Client, batch: firestore.WriteBatch, write: Write) -> None:
    reference = client.document(write.path)
    match write:
        case Create():
            batch.create(reference, _outward(write.fields))
        case Put():
            batch.set(reference, _outward(write.fields))
        case Merge():
            batch.set(reference, _outward(write.fields), merge=True)
        case Update():
            batch.update(reference, _outward(write.fields), _option(client, write.if_version))
        case Delete():
            batch.delete(reference, _option(client, write.if_version))
        case _:
            assert_never(write)


def _option(client: firestore.Client, version: object) -> Any:
    return None if version is None else client.write_option(last_update_time=version)


def _outward(fields: Fields) -> dict[str, Any]:
    """The fields with Firestore's own markers. Ours stand at the top level only."""
    return {name: _marker(value) for name, value in fields.items()}


def _marker(value: Any) -> Any:
    if value is STORE_TIME:
        return firestore.SERVER_TIMESTAMP
    if value is REMOVE:
        return firestore.DELETE_FIELD
    if isinstance(value, Union):
        return firestore.ArrayUnion(list(value.values))
    return value


def _document(snapshot: Any) -> Document:
    return Document(snapshot.reference.path, _inward(snapshot.to_dict()), snapshot.update_time)


def _inward(value: Any) -> Any:
    """Plain values: Google's DatetimeWithNanoseconds becomes a datetime (Firestore keeps microseconds)."""
    if isinstance(value, dict):
        return {key: _inward(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_inward(item) for item in value]
    if isinstance(value, datetime):
        return datetime.combine(value.date(), value.time(), UTC)
    return value


def _query(query: Any, where: Where, *, newest_first: bool) -> Any:
    if where.only:
        query = query.select(where.only)
    if where.contains is not None:
        if newest_first:
            raise ValueError("contains is ordered by document id, upwards")
        condition = FieldFilter(where.field, "array_contains", where.contains)
        return query.where(filter=condition).order_by("__name__")
    bounds = {">=": where.since, ">": where.after, "<": where.before, "<=": where.until}
    for sign, bound in bounds.items():
        if bound is not None:
            query = query.where(filter=FieldFilter(where.field, sign, bound))
    direction = firestore.Query.DESCENDING if newest_first else firestore.Query.ASCENDING
    return query.order_by(where.field, direction=direction)
