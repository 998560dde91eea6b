"""A person's year, which only they see: Keeps, Tries that were done, thanks, and who reacted, by month."""

from dataclasses import dataclass
from datetime import date

from shared.kpt.ids import Language


@dataclass(frozen=True)
class YearDay:
    """What the person wrote on a day: the Keep, a Try that was done, and whom they thanked. ``team`` is empty if they
    have only one."""

    day: date
    team: str
    keep: str
    done: str = ""
    thanked: tuple[str, ...] = ()


@dataclass(frozen=True)
class YearThanks:
    """Thanks that the person received, with the first line of the Keep that they are for."""

    day: date
    by: str
    first_line: str


@dataclass(frozen=True)
class YearMonth:
    """A month with anything in it. ``first``: its first day. ``reacted``: names, each once."""

    first: date
    days: tuple[YearDay, ...] = ()
    thanks: tuple[YearThanks, ...] = ()
    reacted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Year:
    """The person's name, the first and last day, and the months."""

    language: Language
    name: str
    first: date
    last: date
    months: tuple[YearMonth, ...]
