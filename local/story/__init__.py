"""The story: one week of three people, in each language, as an `ENTRIES` file. It is the demo's and the local run's."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Final, Literal, cast

from shared.i18n.sentences import Language

OTHER_LANGUAGE: Final[dict[Language, Language]] = {"ja": "en", "en": "ja"}
READS_THE_OTHER: Final[dict[Language, str]] = {"ja": "田中", "en": "Tanaka"}
"""Whose Slack is set to the other language, so that both catalogues are seen."""


@dataclass(frozen=True)
class Moment:
    """What an `ENTRIES` file has no column for: a ``line`` that somebody kept during the day; that they ticked their
    last Try as done when they wrote; or who helped, by name, in ``line``."""

    day: date
    at: time | None
    person: str
    what: Literal["kept", "done", "thanked"]
    line: str


def file_of(language: Language) -> Path:
    """The story in that language: a CSV file with the columns date, person, keep, problem, try, kind."""
    return Path(__file__).with_name(f"{language}.csv")


def moments(language: Language) -> list[Moment]:
    """The moments of last week and of this one, by day."""
    return [
        Moment(
            date.fromisoformat(row["date"]),
            time.fromisoformat(row["at"]) if row["at"] else None,
            row["person"],
            cast(Literal["kept", "done", "thanked"], row["what"]),
            row["line"],
        )
        for row in rows_of(Path(__file__).with_name(f"moments.{language}.csv"))
    ]


def thanked(language: Language) -> dict[tuple[date, str], tuple[str, ...]]:
    """Whom somebody thanked, by the day and by who wrote."""
    return {(each.day, each.person): tuple(each.line.split()) for each in moments(language) if each.what == "thanked"}


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """The rows of one of the story's files."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, strict=True)
