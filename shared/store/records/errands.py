"""The fields of errands."""

from collections.abc import Mapping
from typing import Any

from shared.store.engine.documents import STORE_TIME
from shared.store.records.common import SCHEMA


def errand_fields(fields: Mapping[str, str]) -> dict[str, Any]:
    """The fields of an errand's document."""
    return {"schema": SCHEMA, **fields, "created_at": STORE_TIME}
