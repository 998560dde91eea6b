"""The basic checks: JSON objects, their keys, and texts.

A check yields problems in Slack's words: ``must be less than 151 characters [json-pointer:/blocks/0/text/text]``.
Lengths are counted in code points; how Slack counts emoji is not documented.
"""

import re
from collections.abc import Iterator
from typing import Any

Problems = Iterator[str]
LONGEST_URL = 3000
_URL = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:\S+$")


def problem(what: str, at: str) -> str:
    """One line of ``response_metadata.messages``."""
    return f"{what} [json-pointer:{at}]"


def kind_of(value: Any) -> str:
    """The ``type`` of an object; "" where it has none."""
    kind = value.get("type") if isinstance(value, dict) else None
    return kind if isinstance(kind, str) else ""


def keys(value: Any, at: str, required: str, optional: str = "") -> Problems:
    """Check for an object with these keys and no others. The names are separated by spaces."""
    if not isinstance(value, dict):
        yield problem("must be an object", at)
        return
    needed = set(required.split())
    for name in sorted(needed - value.keys()):
        yield problem(f"missing required field: {name}", at)
    for name in sorted(value.keys() - needed - set(optional.split())):
        yield problem(f"invalid additional property: {name}", at)


def string(value: Any, at: str, longest: int, *, shortest: int = 1) -> Problems:
    """Check for a text of so many characters."""
    if not isinstance(value, str):
        yield problem("must be a string", at)
    elif len(value) < shortest:
        yield problem(f"must be more than {shortest - 1} characters", at)
    elif len(value) > longest:
        yield problem(f"must be less than {longest + 1} characters", at)


def optional_string(owner: dict[str, Any], key: str, at: str, longest: int, *, shortest: int = 1) -> Problems:
    """Check for a text that may be missing."""
    if key in owner:
        yield from string(owner[key], f"{at}/{key}", longest, shortest=shortest)


def url(value: Any, at: str) -> Problems:
    """Check for a URL with its scheme."""
    wrong = list(string(value, at, LONGEST_URL))
    yield from wrong or ([] if _URL.match(value) else [problem("invalid url", at)])


def one_of(value: Any, at: str, allowed: str) -> Problems:
    """Check for one of these words."""
    if value not in allowed.split():
        yield problem(f"must be one of: {allowed}", at)


def flag(owner: dict[str, Any], key: str, at: str) -> Problems:
    """Check for a boolean that may be missing."""
    if not isinstance(owner.get(key, False), bool):
        yield problem("must be a boolean", f"{at}/{key}")


def text_object(value: Any, at: str, longest: int, *, plain: bool = False) -> Problems:
    """Check for a text object: plain_text or, unless ``plain``, mrkdwn."""
    kind = kind_of(value)
    if plain and kind == "mrkdwn":
        yield problem("must be of type plain_text", f"{at}/type")
        return
    if kind not in ("plain_text", "mrkdwn"):
        yield problem("must be a text object", at)
        return
    yield from keys(value, at, "type text", "emoji" if kind == "plain_text" else "verbatim")
    yield from flag(value, "emoji", at)
    yield from flag(value, "verbatim", at)
    yield from string(value.get("text"), f"{at}/text", longest)


def items(value: Any, at: str, fewest: int, most: int) -> Problems:
    """Check for a list of so many items."""
    if not isinstance(value, list):
        yield problem("must be an array", at)
    elif len(value) < fewest:
        yield problem(f"no fewer than {fewest} items allowed", at)
    elif len(value) > most:
        yield problem(f"no more than {most} items allowed", at)
