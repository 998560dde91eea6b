"""Wraps lines for a terminal: measures their width, breaks them where the language allows it, removes control
characters."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

BOLD, DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_NOT_FIRST = "、。，．・：；？！゛゜ヽヾゝゞ々ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ」』】〉》〕）｝］〜…)]}’”"
"""Characters with which no Japanese line begins."""
_NOT_LAST = "「『【〈《〔（｛［([{‘“"
"""Characters with which no Japanese line ends."""
_TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Characters that change the direction of the text after them."""
LONGEST_PIECE = 24
"""Columns of Japanese that are not broken at most."""
_WORD = re.compile(r"\s+|\S+")


def width(text: str) -> int:
    """The columns that a text takes. A character of ambiguous width counts as wide: a line too short is better than a
    broken one."""
    return sum(_columns(character) for character in text)


@lru_cache(maxsize=4096)
def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def clean(text: str) -> str:
    """The text without control characters and without marks that change the direction."""
    return "".join(c for c in text.expandtabs(4) if c == "\n" or (unicodedata.category(c) != "Cc" and c not in _TURNS))


def wrap(text: str, columns: int, hang: str = "") -> list[str]:
    """The text as lines of at most so many columns. A continued line begins with ``hang``."""
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
    """The pieces that are not broken: a Latin word, or a Japanese word with its endings; at most ``columns`` wide."""
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
    """Whether a line may not be broken between two characters. Japanese may be broken where one script follows another,
    except before hiragana.

    So endings stay with their stems and particles with their nouns.
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
