"""Lines on a terminal: as wide as they look, broken where the language allows it, and nothing that moves the cursor."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

BOLD, DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_NOT_FIRST = "、。，．・：；？！゛゜ヽヾゝゞ々ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ」』】〉》〕）｝］〜…)]}’”"
"""Characters that no Japanese line begins with."""
_NOT_LAST = "「『【〈《〔（｛［([{‘“"
"""Characters that no Japanese line ends with."""
_TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Characters that turn the direction of all that follows."""
LONGEST_PIECE = 24
"""Columns of Japanese that are kept on one line."""
_WORD = re.compile(r"\s+|\S+")


def width(text: str) -> int:
    """Columns that a text takes. What may be narrow or wide counts as wide: better a line too short than broken."""
    return sum(_columns(character) for character in text)


@lru_cache(maxsize=4096)
def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def clean(text: str) -> str:
    """Without what a terminal would obey instead of showing: control characters, and marks that turn the direction."""
    return "".join(c for c in text.expandtabs(4) if c == "\n" or (unicodedata.category(c) != "Cc" and c not in _TURNS))


def wrap(text: str, columns: int, hang: str = "") -> list[str]:
    """The lines of a text within so many columns; those that continue a line begin with ``hang``."""
    return [line for each in clean(text).split("\n") for line in _wrap_line(each, columns, hang)]


def _wrap_line(text: str, columns: int, hang: str) -> Iterator[str]:
    line = ""
    for piece in _pieces(text, columns - width(hang)):
        if line.strip() and width(line) + width(piece.rstrip()) > columns:
            yield line.rstrip()
            line = hang + piece.lstrip()
        else:
            line += piece
    yield line.rstrip()


def _pieces(text: str, columns: int) -> list[str]:
    """What is not broken: a Latin word, a Japanese one with what belongs to it; at most ``columns`` wide."""
    pieces: list[str] = []
    for word in _WORD.findall(text):
        new = True
        for character in word:
            joined = not new and pieces and _together(pieces[-1][-1], character)
            longest = columns if _script(character) == "latin" else min(columns, LONGEST_PIECE)
            if joined and width(pieces[-1]) + _columns(character) <= longest:
                pieces[-1] += character
            else:
                pieces.append(character)
            new = False
    return pieces


def _together(before: str, after: str) -> bool:
    """Whether no line is broken between two characters: Japanese is, where a script gives way to another but hiragana.

    So endings stay with their stems, and particles with their nouns, as a person would break it.
    """
    if after in _NOT_FIRST or before in _NOT_LAST or _columns(after) == 0 or before == "\u200d":
        return True
    if before in _NOT_FIRST:
        return _script(before) == _script(after) != "other"
    return _script(after) in ("hiragana", _script(before)) or before.isdecimal()


def _script(character: str) -> str:
    if "\u3041" <= character <= "\u309f":
        return "hiragana"
    if "\u30a1" <= character <= "\u30ff" and character != "・":
        return "katakana"
    if unicodedata.category(character) == "Lo" and unicodedata.east_asian_width(character) == "W":
        return "kanji"
    return "other" if unicodedata.east_asian_width(character) in "WF" else "latin"


def styled(text: str, style: str, *, on: bool) -> str:
    """Bold or dim, where the terminal is to show it."""
    return f"{style}{text}{_PLAIN}" if on and text else text
