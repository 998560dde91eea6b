"""The story of the demo and the local run: one week of three people in each language, as an `ENTRIES` file."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Final, Literal, cast

from shared.i18n.sentences import Language

OTHER_LANGUAGE: Final[dict[Language, Language]] = {"ja": "en", "en": "ja"}
READS_THE_OTHER: Final[dict[Language, str]] = {"ja": "田中", "en": "Tanaka"}
"""The person whose Slack is in the other language, so that both catalogues are seen."""


@dataclass(frozen=True)
class Moment:
    """An event for which an `ENTRIES` file has no column: a ``line`` that somebody kept, a tick of their last Try, or,
    in ``line``, the names of those who helped."""

    day: date
    at: time | None
    person: str
    what: Literal["kept", "done", "thanked"]
    line: str


def file_of(language: Language) -> Path:
    """The story's CSV file in this language, with the columns date, person, keep, problem, try, kind."""
    return Path(__file__).with_name(f"{language}.csv")


def moments(language: Language) -> list[Moment]:
    """The moments of last week and this week, by day."""
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
    """The thanked people, by the day and the author."""
    return {(each.day, each.person): tuple(each.line.split()) for each in moments(language) if each.what == "thanked"}


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV file of the story."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, strict=True)
