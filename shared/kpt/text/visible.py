"""Whether a text is visible: not if it has only spaces, control characters, fillers and marks without a letter."""

import unicodedata

_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800\U0001d159\ufffc")
"""Letters and signs that are drawn as nothing: the Hangul fillers, Braille without a dot, a note without a head, and
what a pasted image leaves behind."""
_DRAWN = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
"""Signs that Unicode classes as control characters, though they are drawn."""


def is_visible(text: str) -> bool:
    """Whether any character of a text is drawn."""
    return any(map(_is_drawn, text))


def bare(text: str) -> str:
    """A word without invisible characters around it. An accent stays with its letter."""
    seen = [n for n, char in enumerate(text) if _is_drawn(char)]
    if not seen:
        return ""
    end = seen[-1] + 1
    while end < len(text) and unicodedata.category(text[end])[0] == "M":
        end += 1
    return text[seen[0] : end]


def first_line(text: str) -> str:
    """The first visible line; empty where there is none."""
    return next((line.strip() for line in text.splitlines() if is_visible(line)), "")


def _is_drawn(char: str) -> bool:
    if char in _BLANK:
        return False
    category = unicodedata.category(char)
    if category == "Cn":  # a new emoji, more likely than not
        return not _is_never_drawn(ord(char))
    return category == "Co" or category[0] not in "CZM" or char in _DRAWN


def _is_never_drawn(code: int) -> bool:
    """Whether a code point will never be a drawn character (DerivedCoreProperties.txt)."""
    never = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return never or code == 0x2065 or 0xFFF0 <= code <= 0xFFF8 or 0xE0000 <= code <= 0xE0FFF
