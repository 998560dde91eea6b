"""Messages: their blocks, the sum of their texts, their metadata."""

import json
from typing import Any

from local.slack.limits.blocks import blocks_problems, with_ids
from local.slack.state.records import ApiError, Json

TEXT_LIMIT = 40_000
BLOCKS_TEXT_LIMIT = 13_000
METADATA_LIMIT = 8_000


def checked_blocks(blocks: Any) -> list[Json]:
    """A message's blocks with their ids, or Slack's refusal."""
    if blocks is None:
        return []
    if not isinstance(blocks, list):
        raise ApiError("invalid_blocks_format")
    problems = list(blocks_problems(blocks, "/blocks", 50, inputs=False))
    if problems:
        messages = [f"[ERROR] {each}" for each in problems]
        raise ApiError("invalid_blocks", errors=problems, response_metadata={"messages": messages})
    if text_length(blocks) > BLOCKS_TEXT_LIMIT:
        raise ApiError("msg_blocks_too_long")
    return with_ids(blocks)


def checked_metadata(metadata: Any) -> Json | None:
    """A message's metadata, or Slack's refusal. An empty object is none."""
    if not metadata:
        return None
    if not isinstance(metadata, dict) or metadata.keys() - {"event_type", "event_payload", "entities"}:
        raise ApiError("invalid_metadata_format")
    event_type, payload = metadata.get("event_type"), metadata.get("event_payload")
    if not isinstance(event_type, str) or not event_type or not isinstance(payload, dict):
        raise ApiError("invalid_metadata_format")
    if not all(_is_flat(value) for value in payload.values()):
        raise ApiError("invalid_metadata_format")
    if len(json.dumps(metadata, ensure_ascii=False).encode()) > METADATA_LIMIT:
        raise ApiError("metadata_too_large")
    return metadata


def _is_flat(value: Any) -> bool:
    if isinstance(value, list):
        return all(isinstance(each, str | int | float | bool) for each in value)
    return isinstance(value, str | int | float | bool)


def text_length(value: Any) -> int:
    """The characters of all texts in blocks."""
    if isinstance(value, list):
        return sum(text_length(each) for each in value)
    if isinstance(value, dict):
        text = value.get("text")
        own = len(text) if isinstance(text, str) else 0
        return own + sum(text_length(each) for each in value.values())
    return 0
