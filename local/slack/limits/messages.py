"""Checks messages: their blocks, the sum of their texts, their metadata."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from local.slack.limits.blocks import blocks_problems, with_ids
from local.slack.state.records import ApiError, Json

TEXT_LIMIT = 40_000
"""Characters of ``text`` in a new message; Slack cuts the rest."""
UPDATED_TEXT_LIMIT = 4_000
"""Bytes of ``text`` in an update; Slack refuses more with msg_too_long (observed, not documented)."""
METADATA_LIMIT = 8_000
Counted = Literal["characters", "utf16", "bytes", "json"]


@dataclass(frozen=True)
class BlocksLimit:
    """How much all blocks of a message may hold together. Slack documents neither the limit nor how it counts; public
    reports to slackapi/bolt-js name refusals from 11,341 characters on. A test sets it to whatever Slack may do."""

    most: int = 11_300
    counted: Counted = "utf16"

    def size(self, blocks: Any) -> int:
        """The size of the blocks, counted in this way."""
        if self.counted == "json":
            return len(json.dumps(blocks, ensure_ascii=False))
        return _counted("".join(_texts(blocks)), self.counted)


USUAL = BlocksLimit()


def checked_blocks(blocks: Any, limit: BlocksLimit = USUAL) -> list[Json]:
    """A message's blocks with their ids. Raises Slack's refusal."""
    if blocks is None:
        return []
    if not isinstance(blocks, list):
        raise ApiError("invalid_blocks_format")
    problems = list(blocks_problems(blocks, "/blocks", 50, inputs=False))
    if problems:
        messages = [f"[ERROR] {each}" for each in problems]
        raise ApiError("invalid_blocks", errors=problems, response_metadata={"messages": messages})
    if limit.size(blocks) > limit.most:
        raise ApiError("msg_blocks_too_long")
    return with_ids(blocks)


def checked_metadata(metadata: Any) -> Json | None:
    """A message's metadata; None for an empty object. Raises Slack's refusal."""
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
    return sum(map(len, _texts(value)))


def _texts(value: Any) -> Iterator[str]:
    """All readable text in blocks: texts, names of emoji, and addresses of links without a text."""
    if isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        if value.get("type") in ("emoji", "link") and not value.get("text"):
            yield str(value.get("name") or value.get("url") or "")
        if isinstance(text := value.get("text"), str):
            yield text
        for each in value.values():
            yield from _texts(each)


def _counted(text: str, how: Counted) -> int:
    match how:
        case "utf16":
            return len(text.encode("utf-16-le", "surrogatepass")) // 2
        case "bytes":
            return len(text.encode("utf-8", "surrogatepass"))
        case _:
            return len(text)
