"""What people typed, drawn by Slack as they typed it: URLs become links, ``:emoji:`` are drawn, all else is literal.

User text goes into rich_text elements, which Slack never parses for markup or mentions, and escaped into the
``text`` of a message, which is mrkdwn (https://docs.slack.dev/messaging/formatting-message-text).
"""

from collections.abc import Iterable, Iterator
from typing import Any

from shared.kpt.text.pages import cut, first, length

Block = dict[str, Any]
Element = dict[str, Any]

LONGEST_ELEMENT = 2800
"""Characters in one rich_text block, as UTF-16 counts them: under Slack's 3,000 a text."""
LONGEST_FALLBACK = 3000
"""Bytes of a message's ``text``, escaped: chat.update refuses more than 4,000 of them, where chat.postMessage takes
40,000 characters."""


def escape(text: str) -> str:
    """Text for mrkdwn, in which nothing is parsed: no mention, no link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def whole(text: str) -> str:
    """Text without halves of surrogate pairs, which JSON can smuggle in and no store takes."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def fallback(parts: Iterable[str]) -> str:
    """A message's ``text``, escaped, for notifications and search: the beginning of what it shows, where that is long.
    A screen reader reads the blocks, which hold all of it."""
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
    """Elements for what somebody typed."""
    from shared.kpt.text.runs import runs  # at its first use: an empty form, the first click's, holds nothing typed

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
    """Text that stands out."""
    return {"type": "text", "text": text, "style": {"bold": True}}


def rich_text(elements: Iterable[Element]) -> list[Block]:
    """As many rich_text blocks as the elements need."""
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
    """A long text in pieces that fit."""
    if element["type"] != "text":
        yield element
        return
    for piece in cut(element["text"], LONGEST_ELEMENT):
        yield {**element, "text": piece}


def _size(element: Element) -> int:
    return length(element.get("text") or element.get("url") or f":{element.get('name', '')}:")


def shortened(text: str, most: int) -> str:
    """Text of so many characters at the most, as UTF-16 counts them."""
    if length(text) <= most:
        return text
    return first(text, most - 1) + "…" if most > 1 else "…"


def plain_text(text: str) -> dict[str, Any]:
    """A plain_text object in which ``:emoji:`` stays as it is typed."""
    return {"type": "plain_text", "text": text, "emoji": False}


def ours(text: str) -> dict[str, Any]:
    """A plain_text object with a sentence of our own."""
    return {"type": "plain_text", "text": text, "emoji": True}


def context(*elements: dict[str, Any]) -> Block:
    """A line in small type."""
    return {"type": "context", "elements": list(elements)}


def section(text: str) -> Block:
    """A sentence, shown as it is."""
    return {"type": "section", "text": plain_text(text)}
