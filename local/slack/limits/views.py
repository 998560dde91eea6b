"""Checks modals and Home tabs."""

import json
from typing import Any

from local.slack.limits.blocks import blocks_problems, with_ids
from local.slack.limits.texts import Problems, flag, keys, kind_of, one_of, optional_string, problem, text_object
from local.slack.state.records import ApiError, Json

SIZE_LIMIT = 250_000
_ANY = "private_metadata callback_id external_id"
_MODAL = f"{_ANY} submit close clear_on_close notify_on_close submit_disabled"


def checked_view(view: Any, kind: str) -> Json:
    """The view with ids on its blocks. Raises Slack's refusal. ``kind`` is modal or home."""
    if not isinstance(view, dict):
        raise ApiError("invalid_arguments", response_metadata={"messages": ["[ERROR] missing required field: view"]})
    if len(json.dumps(view, ensure_ascii=False).encode()) > SIZE_LIMIT:
        raise ApiError("view_too_large")
    problems = [f"[ERROR] {each}" for each in _problems(view, kind)]
    if problems:
        raise ApiError("invalid_arguments", response_metadata={"messages": problems})
    return view | {"blocks": with_ids(view["blocks"])}


def _problems(view: Json, kind: str) -> Problems:
    yield from one_of(view.get("type"), "/view/type", kind)
    yield from keys(
        view, "/view", "type title blocks" if kind == "modal" else "type blocks", _MODAL if kind == "modal" else _ANY
    )
    yield from blocks_problems(view.get("blocks"), "/view/blocks", 100, inputs=True)
    if not view.get("blocks"):
        yield problem("must have at least 1 block", "/view/blocks")
    yield from optional_string(view, "private_metadata", "/view", 3000, shortest=0)
    yield from optional_string(view, "callback_id", "/view", 255, shortest=0)
    yield from optional_string(view, "external_id", "/view", 255, shortest=0)
    for name in {"title", "submit", "close"} & view.keys():
        yield from text_object(view[name], f"/view/{name}", 24, plain=True)
    for name in ("clear_on_close", "notify_on_close", "submit_disabled"):
        yield from flag(view, name, "/view")
    if kind == "modal" and "submit" not in view and _has_input(view.get("blocks")):
        yield problem("submit is required when an input is within blocks", "/view")


def _has_input(blocks: Any) -> bool:
    there = blocks if isinstance(blocks, list) else []
    return any(kind_of(block) == "input" for block in there)
