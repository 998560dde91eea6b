"""How much text one message holds, and how a longer text is cut. Slack does not document how it counts."""

import unicodedata
from collections.abc import Iterator

SIZES = (8000, 4000, 2000, 1000, 500, 250, 120)
"""Characters of people's text in one message, in UTF-16 units. Slack was seen to refuse 11,300. Where it refuses a
page, the next size is tried."""
_JOINERS = "\u200d\ufe0e\ufe0f"
_TONES = range(0x1F3FB, 0x1F400)


def length(text: str) -> int:
    """The length of a text in UTF-16 units: an emoji may count as two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, most: int) -> Iterator[str]:
    """A text in pieces of at most ``most`` characters, cut after a line if possible, otherwise after a word, and never
    within one drawn character. Joined, the pieces are the text."""
    while length(text) > most:
        head = first(text, most)
        for mark in ("\n", " ", "。"):
            if (end := head.rfind(mark) + 1) > len(head) // 2:
                head = head[:end]
                break
        yield head
        text = text[len(head) :]
    if text:
        yield text


def first(text: str, most: int) -> str:
    """The beginning of a text: at most ``most`` characters, and no part of a drawn character."""
    head = text.encode("utf-16-le", "surrogatepass")[: most * 2].decode("utf-16-le", "ignore")
    end = len(head)
    while 0 < end < len(text) and _belong_together(text[end - 1], text[end]):
        end -= 1
    return head[:end] or head or text[:1]


def _belong_together(left: str, right: str) -> bool:
    return (
        left == "\u200d"
        or right in _JOINERS
        or unicodedata.combining(right) > 0
        or unicodedata.category(right) in ("Mn", "Me")
        or ord(right) in _TONES
    )
