"""Applies a write to a document's fields, for SQLite.

The rules are Firestore's (https://firebase.google.com/docs/firestore/manage-data/add-data). It refuses what Firestore
refuses, so that a test on SQLite finds it.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias, assert_never

from shared.kpt.errors import AlreadyExists, VersionConflict
from shared.store.engine.documents import (
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
    Write,
    parted,
    whole,
)

Tree: TypeAlias = dict[str, Any]

TIME_KEY: Final = "__time__"
"""A moment is stored as {"__time__": "2026-11-24T08:00:00.000000+00:00"}, in UTC, so that the texts sort as the moments
do. Firestore reserves such names (https://firebase.google.com/docs/firestore/quotas) and this store refuses them, so no
field has one."""


def applied(write: Write, before: Document | None, fields: Tree | None, now: datetime) -> Tree | None:
    """The document's fields after the write; None where the document is deleted. Raises ``AlreadyExists`` or
    ``VersionConflict``.

    ``before`` is the document before the commit, ``fields`` those after the commit's earlier writes.
    """
    match write:
        case Create():
            if fields is not None:
                raise AlreadyExists(write.path)
            return _whole(write.fields, now)
        case Put():
            return _whole(write.fields, now)
        case Merge():
            return _merged(fields or {}, write.fields, now)
        case Update():
            if fields is None or not _is_at(before, write.if_version):
                raise VersionConflict(write.path)
            return _updated(fields, write.fields, now)
        case Delete():
            if not _is_at(before, write.if_version):
                raise VersionConflict(write.path)
            return None
        case _:
            assert_never(write)


def _is_at(document: Document | None, version: object) -> bool:
    return version is None or (document is not None and document.version == version)


def _whole(new: Fields, now: datetime) -> Tree:
    made: Tree = {}
    for key, value in whole(new).items():
        _set(made, key, value, now)
    return made


def _merged(old: Mapping[str, Any], new: Fields, now: datetime) -> Tree:
    """Merge maps key by key. An empty map replaces, as in Firestore's set(merge=True)."""
    merged = dict(old)
    for key, value in new.items():
        if isinstance(value, dict) and value:
            below = merged.get(key)
            value = _merged(below if isinstance(below, dict) else {}, value, now)
            if not value and key not in merged:  # the map was only to be removed, and there was none
                continue
        _set(merged, key, value, now)
    return merged


def _updated(old: Tree, new: Fields, now: datetime) -> Tree:
    """Replace the value at each key, which is a dotted path."""
    updated = dict(old)
    for (*parents, name), value in parted(new):
        place = updated
        for parent in parents:
            below = place.get(parent)
            place[parent] = dict(below) if isinstance(below, dict) else {}
            place = place[parent]
        _set(place, name, value, now)
    return updated


def _set(fields: Tree, key: str, value: object, now: datetime) -> None:
    if value is REMOVE:
        fields.pop(key, None)
    elif value is STORE_TIME:
        fields[key] = now
    elif isinstance(value, Union):
        old = fields.get(key)
        fields[key] = list(dict.fromkeys([*(old if isinstance(old, list) else []), *value.values]))
    else:
        fields[key] = value


def encoded(value: object) -> object:
    """The value as JSON. Raises ``ValueError`` for a value that Firestore refuses, or returns as another type."""
    match value:
        case None | bool() | str():
            return value
        case int() if -(2**63) <= value < 2**63:
            return value
        case datetime() if value.tzinfo is not None:
            return {TIME_KEY: value.astimezone(UTC).isoformat(timespec="microseconds")}
        case list() if not any(isinstance(item, list) for item in value):
            return [encoded(item) for item in value]
        case dict() if all(is_name(key) for key in value):
            return {key: encoded(item) for key, item in value.items()}
    raise ValueError(f"no field can hold this: {value!r}")


def is_name(key: object) -> bool:
    """Whether a field or document may have this name: not empty and not ``__reserved__``."""
    return isinstance(key, str) and key != "" and not (key.startswith("__") and key.endswith("__"))


def decoded(value: Any) -> Any:
    """The value that ``encoded`` was given, with moments in UTC."""
    if isinstance(value, list):
        return [decoded(item) for item in value]
    if isinstance(value, dict):
        if set(value) == {TIME_KEY}:
            return datetime.fromisoformat(value[TIME_KEY])
        return {key: decoded(item) for key, item in value.items()}
    return value
