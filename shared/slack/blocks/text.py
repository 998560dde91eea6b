"""Shows what people typed as they typed it: URLs become links, Slack draws ``:emoji:``, all else is literal.

User text goes into rich_text elements, in which Slack parses no markup and no mentions. A message's ``text`` is mrkdwn,
so user text is escaped there (https://docs.slack.dev/messaging/formatting-message-text).
"""

from collections.abc import Iterable, Iterator
from typing import Any

from shared.kpt.text.pages import cut, first, length

Block = dict[str, Any]
Element = dict[str, Any]

LONGEST_ELEMENT = 2800
"""UTF-16 units in one rich_text block: below Slack's limit of 3,000 a text."""
LONGEST_FALLBACK = 3000
"""Bytes of a message's escaped ``text``. chat.update refuses more than 4,000 bytes; chat.postMessage takes 40,000
characters."""


def escape(text: str) -> str:
    """Text escaped for mrkdwn, so that Slack parses no mention and no link in it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def whole(text: str) -> str:
    """Text without halves of surrogate pairs: JSON can bring them, and no store takes them."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def fallback(parts: Iterable[str]) -> str:
    """A message's escaped ``text``, for notifications and search. A long one is cut; a screen reader reads the blocks,
    which hold all of it."""
    text = "\n".join(part for part in parts if part)
    if _bytes(text) <= LONGEST_FALLBACK:
        return escape(text)
    low, high = 0, LONGEST_FALLBACK
    while low < high:  # the most characters that fit
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _bytes(text[:middle]) + 3 <= LONGEST_FALLBACK else (low, middle - 1)
    return escape(first(text, length(text[:low]))) + "…"


def _bytes(text: str) -> int:
    return len(escape(text).encode("utf-8", "surrogatepass"))


def literal(text: str) -> Iterator[Element]:
    """The elements of what somebody typed."""
    from shared.kpt.text.runs import runs  # imported late: the form of the first click holds nothing typed

    for run in runs(text):
        match run.kind:
            case "link":
                yield {"type": "link", "url": run.text}
            case "emoji":
                yield {"type": "emoji", "name": run.text}
            case "plain":
                yield plain(run.text)


def plain(text: str) -> Element:
    """Text without any style."""
    return {"type": "text", "text": text}


def bold(text: str) -> Element:
    """Bold text."""
    return {"type": "text", "text": text, "style": {"bold": True}}


def rich_text(elements: Iterable[Element]) -> list[Block]:
    """The elements in as many rich_text blocks as they need."""
    blocks: list[list[Element]] = [[]]
    room = LONGEST_ELEMENT
    for element in elements:
        for piece in _pieces(element):
            size = _size(piece)
            if size > room and blocks[-1]:
                blocks.append([])
                room = LONGEST_ELEMENT
            blocks[-1].append(piece)
            room -= size
    return [
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": section}]}
        for section in blocks
        if section
    ]


def _pieces(element: Element) -> Iterator[Element]:
    """A text element cut into pieces that fit into a block."""
    if element["type"] != "text":
        yield element
        return
    for piece in cut(element["text"], LONGEST_ELEMENT):
        yield {**element, "text": piece}


def _size(element: Element) -> int:
    return length(element.get("text") or element.get("url") or f":{element.get('name', '')}:")


def shortened(text: str, most: int) -> str:
    """Text cut to at most so many UTF-16 units."""
    if length(text) <= most:
        return text
    return first(text, most - 1) + "…" if most > 1 else "…"


def plain_text(text: str) -> dict[str, Any]:
    """A plain_text object in which Slack draws no ``:emoji:``."""
    return {"type": "plain_text", "text": text, "emoji": False}


def ours(text: str) -> dict[str, Any]:
    """A plain_text object with a sentence of our own."""
    return {"type": "plain_text", "text": text, "emoji": True}


def context(*elements: dict[str, Any]) -> Block:
    """A line in small type."""
    return {"type": "context", "elements": list(elements)}


def section(text: str) -> Block:
    """A sentence, in plain text."""
    return {"type": "section", "text": plain_text(text)}
