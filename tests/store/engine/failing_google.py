"""A Firestore whose calls fail as a test says."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import grpc
from google.cloud.firestore_v1.types import (
    BatchGetDocumentsRequest,
    BatchGetDocumentsResponse,
    CommitResponse,
    Document,
    RunQueryRequest,
    RunQueryResponse,
)

NOW = datetime(2026, 11, 24, tzinfo=UTC)


class FailingGoogle(grpc.GenericRpcHandler):
    """Firestore's API. Its calls fail with ``failures`` in turn; then they find nothing, or ``document``."""

    def __init__(self) -> None:
        self.failures: list[grpc.StatusCode] = []
        self.calls: list[str] = []
        self.metadata: dict[str, str] = {}
        self.time_left = 0.0
        self.limits: list[int] = []
        self.document: Document | None = None

    def service(self, details: Any) -> Any:
        method = details.method.rpartition("/")[2]
        self.metadata = dict(details.invocation_metadata)
        self.calls.append(method)
        if method == "Commit":
            return grpc.unary_unary_rpc_method_handler(self._commit)
        return grpc.unary_stream_rpc_method_handler(self._get if method == "BatchGetDocuments" else self._query)

    def _commit(self, _request: bytes, context: Any) -> bytes:
        self._fail(context)
        return bytes(CommitResponse.serialize(CommitResponse(commit_time=NOW)))

    def _get(self, request: bytes, context: Any) -> Iterator[bytes]:
        self._fail(context)
        for name in BatchGetDocumentsRequest.deserialize(request).documents:
            yield BatchGetDocumentsResponse.serialize(BatchGetDocumentsResponse(missing=name, read_time=NOW))

    def _query(self, request: bytes, context: Any) -> Iterator[bytes]:
        self._fail(context)
        self.limits.append(RunQueryRequest.deserialize(request).structured_query.limit)
        yield RunQueryResponse.serialize(RunQueryResponse(read_time=NOW, document=self.document))

    def _fail(self, context: Any) -> None:
        self.time_left = context.time_remaining()
        if self.failures:
            context.abort(self.failures.pop(0), "as told")
