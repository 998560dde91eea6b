"""Messages about a team's spreadsheet."""

from dataclasses import dataclass

from shared.kpt.ids import Language


@dataclass(frozen=True)
class SheetTold:
    """To the channel: who connected a spreadsheet."""

    language: Language
    name: str


@dataclass(frozen=True)
class SheetTried:
    """To whoever tried to connect a spreadsheet: the outcome. ``team``: for the button that tries again."""

    language: Language
    channel: str
    team: str
    outcome: str


@dataclass(frozen=True)
class SheetClosedNote:
    """To whoever connected the team's spreadsheet: why the app cannot write to it."""

    language: Language
    channel: str
    fault: str
