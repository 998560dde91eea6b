"""What is said of a team's spreadsheet."""

from dataclasses import dataclass

from shared.kpt.ids import Language


@dataclass(frozen=True)
class SheetTold:
    """To the channel: who connected a spreadsheet."""

    language: Language
    name: str


@dataclass(frozen=True)
class SheetTried:
    """To whoever wanted to connect a spreadsheet: what became of it. ``team`` is for trying again."""

    language: Language
    channel: str
    team: str
    outcome: str


@dataclass(frozen=True)
class SheetClosedNote:
    """To whoever connected the team's spreadsheet: it cannot be written to, and why."""

    language: Language
    channel: str
    fault: str
