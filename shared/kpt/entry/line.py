"""Lines that somebody kept during the day: which fit, which a form takes, and what an entry stores of them."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, Literal, TypeVar

from shared.kpt.text.visible import is_visible

MOST_LINES = 40
LONGEST_OF_A_DAY = 2800
"""Characters of one day's joined lines. They fit into a form's field with room to add to them."""
LINE_ID: Final = re.compile(r"[0-9a-f]{12}")

Fault = Literal["already", "empty", "long", "full"]


@dataclass(frozen=True)
class Line:
    """A kept line. ``day`` is its author's local day."""

    id: str
    day: date
    text: str
    at: datetime


@dataclass(frozen=True)
class TakenLine:
    """A line that an entry took with its change ``revision``. ``text`` is empty where the Keep does not contain the
    line as it was kept."""

    id: str
    text: str
    revision: int


def line_id(*origin: str) -> str:
    """Names a line by its origin, so that keeping the same message or repeating a click stores one line."""
    return hashlib.sha256("\0".join(origin).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def bare_line(text: str) -> str:
    """A text as it is kept: without empty lines and surrounding white space."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines() if is_visible(line))


def fault_of_line(line: Line, kept: Sequence[Line]) -> Fault | None:
    """Why ``line`` cannot be added to the lines in ``kept``; None where it can."""
    if any(other.id == line.id for other in kept):
        return "already"
    if not is_visible(line.text):
        return "empty"
    if len(line.text) > LONGEST_OF_A_DAY:
        return "long"
    of_that_day = [other.text for other in kept if other.day == line.day]
    if len(kept) >= MOST_LINES or len("\n".join([*of_that_day, line.text])) > LONGEST_OF_A_DAY:
        return "full"
    return None


def joined(keep: str, lines: Iterable[str]) -> str:
    """A Keep with these lines added below its text."""
    return "\n".join([*([keep.rstrip("\n")] if is_visible(keep) else []), *lines])


Some = TypeVar("Some", Line, TakenLine)


def fitting(keep: str, lines: Sequence[Some], most: int) -> tuple[Some, ...]:
    """The first lines that have room below a Keep; Keep and lines have at most ``most`` characters."""
    taken: list[Some] = []
    for line in lines:
        if len(joined(keep, [*(each.text for each in taken), line.text])) > most:
            break
        taken.append(line)
    return tuple(taken)


def stands_in(keep: str, text: str) -> bool:
    """Whether a Keep contains a line as it was kept."""
    return bool(text) and f"\n{text}\n" in f"\n{keep}\n"


def all_taken(
    keep: str, before: Sequence[TakenLine], lines: Sequence[Line], revision: int, without: Sequence[TakenLine]
) -> tuple[TakenLine, ...]:
    """Every line that an entry has taken so far, without those in ``without``. Text that the Keep does not contain is
    not stored."""
    known = {taken.id for taken in before}
    new = (TakenLine(line.id, line.text, revision) for line in lines if line.id not in known)
    still = (taken for taken in before if taken not in without)
    return tuple(each if stands_in(keep, each.text) else replace(each, text="") for each in (*still, *new))
