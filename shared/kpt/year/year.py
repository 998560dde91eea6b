"""One's own year, for the person alone: Keeps, Tries that were done, thanks, who reacted, by month."""

from dataclasses import dataclass
from datetime import date

from shared.kpt.ids import Language


@dataclass(frozen=True)
class YearDay:
    """What one wrote on a day: a Keep, a Try that was done, whom one thanked. ``team`` is empty for who has one."""

    day: date
    team: str
    keep: str
    done: str = ""
    thanked: tuple[str, ...] = ()


@dataclass(frozen=True)
class YearThanks:
    """Thanks that one received, with the first line of the Keep that they are for."""

    day: date
    by: str
    first_line: str


@dataclass(frozen=True)
class YearMonth:
    """A month with anything in it. ``first`` is its first day; ``reacted`` are names, each once."""

    first: date
    days: tuple[YearDay, ...] = ()
    thanks: tuple[YearThanks, ...] = ()
    reacted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Year:
    """Whose it is, from when to when, and its months."""

    language: Language
    name: str
    first: date
    last: date
    months: tuple[YearMonth, ...]
