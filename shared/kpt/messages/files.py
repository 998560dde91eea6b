"""What somebody receives as a file, and what is told of it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from shared.kpt.ids import Language
from shared.kpt.year.year import Year


@dataclass(frozen=True)
class Export:
    """All that is stored of a person, as a file in their direct messages. It cannot be changed, only taken back.

    With ``year`` it is that instead, as Markdown."""

    language: Language
    name: str
    content: str
    year: Year | None = field(default=None, kw_only=True)


@dataclass(frozen=True)
class TeamExport(Export):
    """A team's entries of these days, as a file for a member."""

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
    """To a person whose file could not be sent, because the app may not send files; and who can mend that. ``word``:
    what they typed for it."""

    language: Language
    word: Literal["my_data", "csv", "year"] = "my_data"
