"""Checks the rich_text block: sections, lists, quotes and preformatted text, and their elements."""

from collections.abc import Callable
from typing import Any

from local.slack.limits.texts import Problems, flag, items, keys, kind_of, one_of, problem, string, url

_MANY = 10_000
_LONG = 13_000
_STYLES = "bold italic strike code underline highlight client_highlight unlink"


def rich_text(block: dict[str, Any], at: str) -> Problems:
    """Check the block's elements."""
    yield from _each(block.get("elements"), f"{at}/elements", _part)


def _each(value: Any, at: str, check: Callable[[Any, str], Problems]) -> Problems:
    wrong = list(items(value, at, 1, _MANY))
    yield from wrong
    if not wrong:
        for place, each in enumerate(value):
            yield from check(each, f"{at}/{place}")


def _part(part: Any, at: str) -> Problems:
    match kind_of(part):
        case "rich_text_section":
            yield from _section(part, at)
        case "rich_text_quote":
            yield from keys(part, at, "type elements", "border")
            yield from _each(part.get("elements"), f"{at}/elements", _inline)
        case "rich_text_preformatted":
            yield from keys(part, at, "type elements", "border language")
            yield from _each(part.get("elements"), f"{at}/elements", _unstyled)
        case "rich_text_list":
            yield from keys(part, at, "type style elements", "indent offset border")
            yield from one_of(part.get("style"), f"{at}/style", "bullet ordered")
            if part.get("indent", 0) not in range(9):
                yield problem("must be between 0 and 8", f"{at}/indent")
            yield from _each(part.get("elements"), f"{at}/elements", _section)
        case other:
            yield problem(f"unsupported type: {other}", at)


def _section(part: Any, at: str) -> Problems:
    if kind_of(part) != "rich_text_section":
        yield problem(f"unsupported type: {kind_of(part)}", at)
        return
    yield from keys(part, at, "type elements")
    yield from _each(part.get("elements"), f"{at}/elements", _inline)


def _unstyled(part: Any, at: str) -> Problems:
    if kind_of(part) not in ("text", "link"):
        yield problem(f"unsupported type: {kind_of(part)}", at)
        return
    yield from _inline(part, at)


# Required and optional keys of each inline element, besides its type and style.
_INLINE = {
    "text": ("text", ""),
    "link": ("url", "text unsafe"),
    "emoji": ("name", "unicode skin_tone"),
    "user": ("user_id", ""),
    "usergroup": ("usergroup_id", ""),
    "channel": ("channel_id", ""),
    "broadcast": ("range", ""),
    "date": ("timestamp format", "url fallback"),
    "color": ("value", ""),
}


def _inline(part: Any, at: str) -> Problems:
    kind = kind_of(part)
    if kind not in _INLINE:
        yield problem(f"unsupported type: {kind}", at)
        return
    required, optional = _INLINE[kind]
    yield from keys(part, at, f"type {required}", f"style {optional}")
    for name in {"text", "name", "user_id", "usergroup_id", "channel_id"} & part.keys():
        yield from string(part[name], f"{at}/{name}", _LONG)
    if kind == "link":
        yield from url(part.get("url"), f"{at}/url")
    if kind == "broadcast":
        yield from one_of(part.get("range"), f"{at}/range", "here channel everyone")
    if "style" in part:
        yield from keys(part["style"], f"{at}/style", "", _STYLES)
        if isinstance(part["style"], dict):
            for name in part["style"]:
                yield from flag(part["style"], name, f"{at}/style")
