"""The store on Google's Firestore. Keeps the contract of documents.py; Google's errors become the product's.

Importing this file brings in google.cloud and grpc (about half a second): others import it at first use.
The library's generated client is used, with the messages of firestore_messages.py.
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
from shared.store.engine.paging import in_pages, look_at_order, page_of

ATTEMPT: Final = 10.0
"""Seconds for one attempt where the caller sets no limit. The library's own is 300 s for a read."""

PATIENCE: Final = 30.0
"""Seconds after which no further attempt is made: with the last one, 40 s in all."""

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

NOTHING_WRITTEN: Final = (Aborted, ResourceExhausted, GoogleAuthError)
"""With what of it a commit surely did not happen."""

READ_AGAIN: Final = (DeadlineExceeded, InternalServerError, ResourceExhausted, ServiceUnavailable)
WRITE_AGAIN: Final = (Aborted, ResourceExhausted, ServiceUnavailable)
"""What is tried again, as the library does it (services/firestore/transports/base.py), and Aborted."""

CHANNEL: Final = (
    # As the library has it (base_client.py): signs of life on a channel that waits, and answers of any size.
    ("grpc.keepalive_time_ms", 30_000),
    ("grpc.max_receive_message_length", -1),
    # A read is done by the thread that asks, at half of what it costs to start one for it: experimental, but for years
    # (https://grpc.io/docs/guides/performance).
    (ChannelOptions.SingleThreadedUnaryStream, 1),
)

Answer = TypeVar("Answer")


class Firestore:
    """Documents in one Firestore database, for any number of threads. The first call connects."""

    def __init__(self, project: str, database: str) -> None:
        name = f"projects/{project}/databases/{database}"
        self._messages = Messages(name)
        self._metadata = [("google-cloud-resource-prefix", name)]
        self._lock = threading.Lock()
        self._client: FirestoreClient | None = None

    def get(self, paths: Sequence[str], *, within: float | None = None) -> dict[str, Document]:
        """The documents that exist, by path, in one round trip."""
        if not paths:
            return {}
        request, call = self._messages.get(paths), self._ready().batch_get_documents
        answers = self._ask(lambda limits: [_got(answer) for answer in call(request, **limits)], READ_AGAIN, within)
        found = (self._messages.document(answer.found) for answer in answers if answer.HasField("found"))
        return {document.path: document for document in found}

    def commit(self, writes: Sequence[Write], *, within: float | None = None) -> list[object]:
        """All or nothing, in order. Answers the versions (None: deleted). ``AlreadyExists`` or ``VersionConflict``:
        nothing written."""
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
            # A database that is not there is NotFound too, and no reason to read again.
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
        """Documents directly in ``collection`` that meet the condition, page by page."""
        look_at_order(where, newest_first=newest_first)

        def read(count: int, last: Any, left: float | None) -> list[Any]:
            return self._page(self._messages.query(collection, where, count, last, newest_first=newest_first), left)

        yield from map(self._messages.document, in_pages(read, limit, within, page_of(where)))

    def _page(self, request: Any, within: float | None) -> list[Any]:
        call = self._ready().run_query
        answers = self._ask(lambda limits: [_queried(answer) for answer in call(request, **limits)], READ_AGAIN, within)
        return [answer.document for answer in answers if answer.HasField("document")]

    def _ready(self) -> FirestoreClient:
        """The client, made at first use: gunicorn forks after it has imported a function (PLATFORM C15)."""
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
            self._metadata.append(("authorization", "Bearer owner"))  # else it asks the security rules
            channel = grpc.insecure_channel(emulator, CHANNEL)
        else:
            channel = FirestoreGrpcTransport.create_channel(options=CHANNEL)
        return FirestoreClient(transport=FirestoreGrpcTransport(channel=channel))

    def _ask(
        self, call: Callable[[Mapping[str, Any]], Answer], again: tuple[type[Exception], ...], within: float | None
    ) -> Answer:
        """What ``call`` answers: tried once ``within`` seconds; without a limit, until ``PATIENCE`` ends."""
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
