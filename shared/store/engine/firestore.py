"""The store on Google's Firestore. It keeps the contract of documents.py, and turns Google's errors into ours.

Importing this file imports google.cloud and grpc, which takes about half a second, so others import it at first use. It
uses the library's generated client with the messages of firestore_messages.py.
"""

import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

import grpc
from google.api_core.exceptions import (
    Aborted,
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
from google.api_core.exceptions import (
    AlreadyExists as ExistsAtGoogle,
)
from google.api_core.retry import Retry, if_exception_type
from google.auth.exceptions import GoogleAuthError
from google.cloud.firestore_v1.services.firestore import FirestoreClient
from google.cloud.firestore_v1.services.firestore.transports import FirestoreGrpcTransport
from google.cloud.firestore_v1.types import BatchGetDocumentsResponse, CommitResponse, RunQueryResponse
from grpc.experimental import ChannelOptions

from shared.kpt.errors import AlreadyExists, MayBeStored, StoreSilent, VersionConflict
from shared.store.engine.documents import Delete, Document, Update, Where, Write
from shared.store.engine.firestore_messages import Messages
from shared.store.engine.paging import check_order, in_pages, page_of

ATTEMPT: Final = 10.0
"""Seconds for one attempt where the caller sets no limit. The library's default is 300 s for a read."""

PATIENCE: Final = 30.0
"""Seconds after which no further attempt starts: with the last one, 40 s in all."""

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
    grpc.RpcError,  # errors that the library has not translated
)

NOTHING_WRITTEN: Final = (Aborted, ResourceExhausted, GoogleAuthError)
"""Those of ``SILENCE`` after which a commit certainly did not happen."""

READ_AGAIN: Final = (DeadlineExceeded, InternalServerError, ResourceExhausted, ServiceUnavailable)
WRITE_AGAIN: Final = (Aborted, ResourceExhausted, ServiceUnavailable)
"""Errors after which a call is repeated, as the library does (services/firestore/transports/base.py); and Aborted."""

CHANNEL: Final = (
    # The library's own options (base_client.py): keepalive on an idle channel, and answers of any size.
    ("grpc.keepalive_time_ms", 30_000),
    ("grpc.max_receive_message_length", -1),
    # The calling thread reads, instead of a thread of its own, at half the cost. The option has been experimental for
    # years (https://grpc.io/docs/guides/performance).
    (ChannelOptions.SingleThreadedUnaryStream, 1),
)

Answer = TypeVar("Answer")


class Firestore:
    """Fulfils ``Documents``, where its methods are described, on one Firestore database. Thread-safe. The first call
    connects."""

    def __init__(self, project: str, database: str) -> None:
        name = f"projects/{project}/databases/{database}"
        self._messages = Messages(name)
        self._metadata = [("google-cloud-resource-prefix", name)]
        self._lock = threading.Lock()
        self._client: FirestoreClient | None = None

    def get(self, paths: Sequence[str], *, within: float | None = None) -> dict[str, Document]:
        if not paths:
            return {}
        request, call = self._messages.get(paths), self._ready().batch_get_documents
        answers = self._ask(lambda limits: [_got(answer) for answer in call(request, **limits)], READ_AGAIN, within)
        found = (self._messages.document(answer.found) for answer in answers if answer.HasField("found"))
        return {document.path: document for document in found}

    def commit(self, writes: Sequence[Write], *, within: float | None = None) -> list[object]:
        """The version of a deleted document is None."""
        if not writes:
            return []
        request, call = self._messages.commit(writes), self._ready().commit
        try:
            answer = self._ask(lambda limits: CommitResponse.pb(call(request, **limits)), WRITE_AGAIN, within)
        except StoreSilent as silent:
            if isinstance(silent.__cause__, NOTHING_WRITTEN):
                raise
            raise MayBeStored(str(silent)) from silent.__cause__
        except ExistsAtGoogle as error:
            raise AlreadyExists(error.message) from error
        except FailedPrecondition as error:
            raise VersionConflict(error.message) from error
        except NotFound as error:
            # A missing database is NotFound too, but no conflict.
            if not any(isinstance(write, Update | Delete) for write in writes):
                raise
            raise VersionConflict(error.message) from error
        return [result.update_time if result.HasField("update_time") else None for result in answer.write_results]

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

        def read(count: int, last: Any, left: float | None) -> list[Any]:
            return self._page(self._messages.query(collection, where, count, last, newest_first=newest_first), left)

        yield from map(self._messages.document, in_pages(read, limit, within, page_of(where)))

    def _page(self, request: Any, within: float | None) -> list[Any]:
        call = self._ready().run_query
        answers = self._ask(lambda limits: [_queried(answer) for answer in call(request, **limits)], READ_AGAIN, within)
        return [answer.document for answer in answers if answer.HasField("document")]

    def _ready(self) -> FirestoreClient:
        """The client, made at first use: gunicorn forks after it has imported a function."""
        with self._lock:
            if self._client is None:
                try:
                    self._client = self._connect()
                except GoogleAuthError as error:
                    raise StoreSilent(f"firestore: {error}") from error
            return self._client

    def _connect(self) -> FirestoreClient:
        emulator = os.environ.get("FIRESTORE_EMULATOR_HOST", "")
        if emulator:
            self._metadata.append(("authorization", "Bearer owner"))  # passes the emulator's security rules
            channel = grpc.insecure_channel(emulator, CHANNEL)
        else:
            channel = FirestoreGrpcTransport.create_channel(options=CHANNEL)
        return FirestoreClient(transport=FirestoreGrpcTransport(channel=channel))

    def _ask(
        self, call: Callable[[Mapping[str, Any]], Answer], again: tuple[type[Exception], ...], within: float | None
    ) -> Answer:
        """Make the call: once, ``within`` so many seconds; without a limit, again until ``PATIENCE`` ends."""
        limits = {"retry": None, "timeout": ATTEMPT if within is None else within, "metadata": self._metadata}
        try:
            if within is None:
                retry = Retry(predicate=if_exception_type(*again), initial=0.1, maximum=5.0, timeout=PATIENCE)
                return retry(call)(limits)
            return call(limits)
        except SILENCE as error:
            raise StoreSilent(f"firestore: {error}") from error


_got = BatchGetDocumentsResponse.pb
_queried = RunQueryResponse.pb
