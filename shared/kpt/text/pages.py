"""How much one message holds, and how a text that is longer is cut. Slack's own count is not documented."""

import unicodedata
from collections.abc import Iterator

SIZES = (8000, 4000, 2000, 1000, 500, 250, 120)
"""Characters of what people typed in one message, as UTF-16 counts them. Slack was seen to refuse 11,300; where it
refuses what we send, the next size is tried."""
_JOINERS = "\u200d\ufe0e\ufe0f"
_TONES = range(0x1F3FB, 0x1F400)


def length(text: str) -> int:
    """Characters as UTF-16 counts them: an emoji may be two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, most: int) -> Iterator[str]:
    """A text in pieces of so many characters at the most: after a line if possible, else after a word, and never within
    what is drawn as one sign. Together they are the text."""
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
    """The beginning of a text: so many characters at the most, and whole signs."""
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
