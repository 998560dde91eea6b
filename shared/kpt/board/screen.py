"""A shared screen: its code, and how long it may show a team's week.

A code is seven characters derived from the board's key, and a check character by which a mistyped code is noticed at
once. Nobody confuses its characters at four metres: no O and 0, no I and 1, no S and 5, no B and 8.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

ALPHABET = "234679ACDEFGHJKMPQRTWXY"
"""23 characters. As 23 is a prime, the check fails for every wrong character and every swapped pair."""
LENGTH = 7
LONGEST = timedelta(hours=3)
AFTER_SESSION = timedelta(minutes=30)
PAIRING_LASTS = timedelta(minutes=10)
"""How long a screen shows one code before it shows another."""


@dataclass(frozen=True)
class Screen:
    """A screen that somebody opened for a team. ``code`` names it."""

    code: str
    team: str
    by: str
    opened_at: datetime
    expires: datetime

    def is_open(self, now: datetime) -> bool:
        """Whether it may still show the week. The store's TTL may remove the document a day later."""
        return now < self.expires


def code_of(digest: bytes) -> str:
    """The code of a screen, made of bytes that nobody can guess: with its check character, without the hyphen."""
    number = int.from_bytes(digest[:8])
    values = []
    for _ in range(LENGTH):
        number, value = divmod(number, len(ALPHABET))
        values.append(value)
    return "".join(ALPHABET[value] for value in values) + _check(values)


def hyphenated(code: str) -> str:
    """A code as a screen shows it, ``K7Q4-M2PX``."""
    return f"{code[:4]}-{code[4:]}"


def read_code(text: str) -> str | None:
    """Read a code as somebody typed it, in any case, with or without hyphen and spaces. None where it cannot be a
    code."""
    code = "".join(each for each in text.upper() if not (each.isspace() or each in "-‐–—ー−"))
    code = code.translate(_HALF_WIDTH)
    if len(code) != LENGTH + 1 or any(each not in ALPHABET for each in code):
        return None
    return code if _check([ALPHABET.index(each) for each in code[:LENGTH]]) == code[LENGTH] else None


def expires_at(opened_at: datetime, session_ends: datetime | None) -> datetime:
    """When a screen stops showing the week: after three hours, or half an hour after the session's end, whichever comes
    first."""
    latest = opened_at + LONGEST
    return min(latest, session_ends + AFTER_SESSION) if session_ends else latest


def _check(values: list[int]) -> str:
    return ALPHABET[sum(weight * value for weight, value in enumerate(values, 2)) % len(ALPHABET)]


_HALF_WIDTH = {ord("０") + n: ord("0") + n for n in range(10)} | {ord("Ａ") + n: ord("A") + n for n in range(26)}
