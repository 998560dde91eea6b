"""Files that somebody receives, and what is said about them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from shared.kpt.ids import Language
from shared.kpt.year.year import Year


@dataclass(frozen=True)
class Export:
    """All that is stored of a person, as a file in a direct message. A file cannot be changed, only removed.

    With ``year`` the file is the person's year as Markdown instead."""

    language: Language
    name: str
    content: str
    year: Year | None = field(default=None, kw_only=True)


@dataclass(frozen=True)
class TeamExport(Export):
    """A team's entries from ``first`` to ``last``, as a file for a member."""

    channel: str = ""
    first: date = date.min
    last: date = date.max


@dataclass(frozen=True)
class TeamExportTold:
    """To the channel: who received its entries of these days as a file."""

    language: Language
    name: str
    first: date
    last: date


@dataclass(frozen=True)
class MayNotExport:
    """To a person whose file could not be sent because the app may not send files: it says who can mend that. ``word``:
    the word of `/kpt` that they typed."""

    language: Language
    word: Literal["my_data", "csv", "year"] = "my_data"
