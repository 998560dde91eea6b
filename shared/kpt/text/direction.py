"""Isolates words of a right-to-left language within a sentence, so that they move nothing around them.

Without that, two adjacent Hebrew names would change places, and brackets or numbers beside one would jump. Unicode's
isolates prevent it (https://www.unicode.org/reports/tr9).
"""

import unicodedata

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
_OPENING = frozenset("\u2066\u2067\u2068")
_TURNING = frozenset(("R", "AL", "AN", "RLE", "RLO", "LRE", "LRO", "PDF"))
_LINE_ENDS = ("\n", "\r", "\x1c", "\x1d", "\x1e", "\x85", "\u2029")


def isolated(text: str) -> str:
    """The text, ready to be put into a sentence. Text that moves nothing or is isolated already stays as it is.

    Each line is isolated by itself, as an isolate ends with its line. An unpaired isolate character is removed: it
    would end ours, or include what follows.
    """
    if text.isascii():
        return text
    return "".join(line + end for line, end in _lines(text))


def _lines(text: str) -> list[tuple[str, str]]:
    lines, start = [], 0
    for n, char in enumerate(text):
        if char in _LINE_ENDS:
            lines.append((_isolated_line(text[start:n]), char))
            start = n + 1
    return [*lines, (_isolated_line(text[start:]), "")]


def _isolated_line(line: str) -> str:
    unpaired = _unpaired(line)
    if unpaired:
        line = "".join(char for n, char in enumerate(line) if n not in unpaired)
    depth = 0
    for char in line:
        depth += (char in _OPENING) - (char == POP_ISOLATE)
        if not depth and unicodedata.bidirectional(char) in _TURNING:
            return f"{FIRST_STRONG_ISOLATE}{line}{POP_ISOLATE}"
    return line


def _unpaired(line: str) -> set[int]:
    opened: list[int] = []
    alone: set[int] = set()
    for n, char in enumerate(line):
        if char in _OPENING:
            opened.append(n)
        elif char == POP_ISOLATE:
            if opened:
                opened.pop()
            else:
                alone.add(n)
    return alone | set(opened)
