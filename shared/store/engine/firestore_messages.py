"""Converts between documents.py and the messages of Firestore's API (google.firestore.v1).

The library's own documents and batches are easier to use, but wrap every field in an object and copy each document
twice. Without them, reading for a form and storing an entry take two thirds of the time.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from math import isfinite
from typing import Any, Final, assert_never

from google.cloud.firestore_v1.field_path import FieldPath
from google.cloud.firestore_v1.types import document as documents
from google.cloud.firestore_v1.types import firestore as requests
from google.cloud.firestore_v1.types import query as queries
from google.cloud.firestore_v1.types import write as writes
from google.protobuf.timestamp_pb2 import Timestamp

from shared.store.engine.documents import (
    REMOVE,
    STORE_TIME,
    Create,
    Delete,
    Document,
    Fields,
    Merge,
    Path,
    Put,
    Union,
    Update,
    Where,
    Write,
    parted,
    whole,
)

# The plain protobuf classes, without their wrappers in ``types``.
BatchGetDocumentsRequest: Final = requests.BatchGetDocumentsRequest.pb()
CommitRequest: Final = requests.CommitRequest.pb()
RunQueryRequest: Final = requests.RunQueryRequest.pb()
StructuredQuery: Final = queries.StructuredQuery.pb()
Cursor: Final = queries.Cursor.pb()
Value: Final = documents.Value.pb()
WriteMessage: Final = writes.Write.pb()

ASCENDING, DESCENDING = queries.StructuredQuery.Direction.ASCENDING, queries.StructuredQuery.Direction.DESCENDING
OPERATOR: Final = queries.StructuredQuery.FieldFilter.Operator
REQUEST_TIME: Final = writes.DocumentTransform.FieldTransform.ServerValue.REQUEST_TIME
NAME: Final = "__name__"
"""The field by which queries are ordered by document name."""


class Messages:
    """Makes and reads the messages of one database, ``projects/{project}/databases/{database}``."""

    def __init__(self, database: str) -> None:
        self._database = database
        self._root = f"{database}/documents/"

    def get(self, paths: Sequence[str]) -> Any:
        """A BatchGetDocumentsRequest."""
        return BatchGetDocumentsRequest(database=self._database, documents=[self._root + path for path in paths])

    def commit(self, all_of: Sequence[Write]) -> Any:
        """A CommitRequest."""
        return CommitRequest(database=self._database, writes=[self._write(write) for write in all_of])

    def query(self, collection: str, where: Where, limit: int, last: Any, *, newest_first: bool) -> Any:
        """A RunQueryRequest for at most ``limit`` documents. ``last``: the last document of the page before."""
        above, _, collection_id = collection.rpartition("/")
        field = NAME if where.contains is not None else where.field
        direction = DESCENDING if newest_first else ASCENDING
        query = StructuredQuery(order_by=[_order(name, direction) for name in dict.fromkeys((field, NAME))])
        query.from_.add(collection_id=collection_id)
        query.limit.value = limit
        for name in where.only:
            query.select.fields.add(field_path=name)
        for operator, bound in _bounds(where):
            condition = query.where.composite_filter.filters.add().field_filter
            condition.field.field_path, condition.op = where.field, operator
            condition.value.CopyFrom(_value(bound))
        if query.where.composite_filter.filters:
            query.where.composite_filter.op = queries.StructuredQuery.CompositeFilter.Operator.AND
        if last is not None:
            ordered_by = [] if field == NAME else [_value_at(last, field)]
            query.start_at.CopyFrom(Cursor(values=[*ordered_by, Value(reference_value=last.name)]))
        return RunQueryRequest(parent=(self._root + above).rstrip("/"), structured_query=query)

    def document(self, found: Any) -> Document:
        """A document that Firestore has sent."""
        return Document(found.name.removeprefix(self._root), _plain_map(found), found.update_time)

    def _write(self, write: Write) -> Any:
        name = self._root + write.path
        match write:
            case Create():
                made = _written(name, _top(whole(write.fields)))
                made.current_document.exists = False
            case Put():
                made = _written(name, _top(whole(write.fields)))
            case Merge():
                made = _masked(name, list(_leaves(write.fields)))
            case Update():
                made = _masked(name, parted(write.fields))
                if write.if_version is None:
                    made.current_document.exists = True
            case Delete():
                made = WriteMessage(delete=name)
            case _:
                assert_never(write)
        if isinstance(write, Update | Delete) and write.if_version is not None:
            made.current_document.update_time.CopyFrom(write.if_version)
        return made


# Writing


def _top(fields: Fields) -> Iterator[tuple[Path, Any]]:
    return (((name,), value) for name, value in fields.items())


def _leaves(fields: Fields, above: Path = ()) -> Iterator[tuple[Path, Any]]:
    """The innermost fields with their paths: a merge leaves the other fields of their maps as they are."""
    for name, value in fields.items():
        if isinstance(value, Mapping) and value:
            yield from _leaves(value, (*above, name))
        else:
            yield (*above, name), value


def _masked(name: str, changes: Sequence[tuple[Path, Any]]) -> Any:
    """A write that leaves all other fields as they are."""
    made = _written(name, changes)
    made.update_mask.SetInParent()  # set an empty mask, too: without a mask the whole document is replaced
    made.update_mask.field_paths.extend(_dotted(path) for path, value in changes if not _is_transform(value))
    return made


def _written(name: str, changes: Iterable[tuple[Path, Any]]) -> Any:
    made = WriteMessage()
    made.update.name = name
    for path, value in changes:
        if value is STORE_TIME:
            made.update_transforms.add(field_path=_dotted(path), set_to_server_value=REQUEST_TIME)
        elif isinstance(value, Union):
            missing = _value(value.values).array_value
            made.update_transforms.add(field_path=_dotted(path), append_missing_elements=missing)
        elif value is not REMOVE:
            *maps, last = path
            fields = made.update.fields
            for each in maps:
                fields = fields[each].map_value.fields
            fields[last].CopyFrom(_value(value))
    return made


def _is_transform(value: Any) -> bool:
    return value is STORE_TIME or isinstance(value, Union)


def _dotted(path: Path) -> str:
    """A field's path as Firestore writes it: with backticks where a key is no plain word."""
    return str(FieldPath(*path).to_api_repr())


# Asking


def _order(field: str, direction: Any) -> Any:
    return StructuredQuery.Order(field=StructuredQuery.FieldReference(field_path=field), direction=direction)


def _bounds(where: Where) -> Iterator[tuple[Any, Any]]:
    bounds = {
        OPERATOR.ARRAY_CONTAINS: where.contains,
        OPERATOR.GREATER_THAN_OR_EQUAL: where.since,
        OPERATOR.GREATER_THAN: where.after,
        OPERATOR.LESS_THAN: where.before,
        OPERATOR.LESS_THAN_OR_EQUAL: where.until,
    }
    return ((operator, bound) for operator, bound in bounds.items() if bound is not None)


def _value_at(found: Any, field: str) -> Any:
    *maps, last = field.split(".")
    for each in maps:
        found = found.fields[each].map_value
    return found.fields[last]


# Values


def _value(plain: Any) -> Any:
    """A field's value as a message. Raises TypeError for a type that a document does not hold."""
    match plain:
        case None:
            return Value(null_value=0)
        case bool():
            return Value(boolean_value=plain)
        case int():
            return Value(integer_value=plain)
        case float():
            return Value(double_value=plain)
        case str():
            return Value(string_value=plain)
        case datetime() if plain.tzinfo is not None:
            moment = Timestamp()
            moment.FromDatetime(plain)
            return Value(timestamp_value=moment)
        case Mapping():
            return Value(map_value={"fields": {key: _value(item) for key, item in plain.items()}})
        case list() | tuple():
            return Value(array_value={"values": [_value(item) for item in plain]})
        case _:
            raise TypeError(f"no field of a document: {type(plain).__name__}")


def _plain(value: Any) -> Any:
    """A field's value from a message. Moments have microseconds, as in Firestore. A reference becomes its name.

    Types that only other tools write become types that JSON has, so that they can be exported and stored.
    """
    kind = value.WhichOneof("value_type")
    match kind:
        case "null_value" | None:
            return None
        case "map_value":
            return _plain_map(value.map_value)
        case "array_value":
            return [_plain(item) for item in value.array_value.values]
        case "timestamp_value":
            return value.timestamp_value.ToDatetime(UTC)
        case "geo_point_value":
            return {"latitude": value.geo_point_value.latitude, "longitude": value.geo_point_value.longitude}
        case "bytes_value":
            return b64encode(value.bytes_value).decode()
        case "double_value" if not isfinite(value.double_value):
            return str(value.double_value)
        case _:
            return getattr(value, kind)


def _plain_map(holder: Any) -> dict[str, Any]:
    return {key: _plain(item) for key, item in holder.fields.items()}
