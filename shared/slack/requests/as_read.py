"""Turns the text that Slack sends into what people read: without escapes, with names for ids and addresses for links.

https://docs.slack.dev/messaging/formatting-message-text, "Retrieving messages"
"""

import re
from collections.abc import Mapping

MOST_LOOKED_UP = 5
NOBODY_KNOWN = "…"
"""Stands for a name that Slack does not return in time."""
_BRACKETS = re.compile(r"<([^<>]*)>")
_ESCAPES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}
_ESCAPE = re.compile("|".join(_ESCAPES))
_WRITTEN = re.compile(f"{_BRACKETS.pattern}|{_ESCAPE.pattern}")


def mentioned(text: str) -> list[str]:
    """The ids of people whom the text mentions without their names, in order, five at most."""
    found = (inside[1:].partition("|") for inside in _BRACKETS.findall(text) if inside.startswith(("@U", "@W")))
    return list(dict.fromkeys(user for user, _, name in found if not name))[:MOST_LOOKED_UP]


def as_read(text: str, names: Mapping[str, str]) -> str:
    """The text as a person reads it. ``names``: the mentioned people's names by their ids."""
    return _WRITTEN.sub(lambda match: _ESCAPES.get(match[0]) or _read(_unescaped(match[1]), names), text)


def _read(inside: str, names: Mapping[str, str]) -> str:
    target, _, label = inside.partition("|")
    match target[:1]:
        case "@":
            return f"@{label or names.get(target[1:]) or NOBODY_KNOWN}".replace("@@", "@")
        case "#":
            return f"#{label or NOBODY_KNOWN}".replace("##", "#")
        case "!":
            return label if label else f"@{target[1:].partition('^')[0]}"
        case _:
            return _link(target, label)


def _link(target: str, label: str) -> str:
    """A link's label; with the address behind it where the label does not show it."""
    address = re.sub(r"^(mailto|tel):", "", target)
    if not label:
        return address
    return label if label in address else f"{label} ({address})"


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: _ESCAPES[match[0]], text)
