"""The story: one week of three people, in each language, as an `ENTRIES` file. It is the demo's and the local run's."""

from pathlib import Path
from typing import Final

from shared.i18n.sentences import Language

OTHER_LANGUAGE: Final[dict[Language, Language]] = {"ja": "en", "en": "ja"}
READS_THE_OTHER: Final[dict[Language, str]] = {"ja": "田中", "en": "Tanaka"}
"""Whose Slack is set to the other language, so that both catalogues are seen."""


def file_of(language: Language) -> Path:
    """The story in that language: a CSV file with the columns date, person, keep, problem, try, kind."""
    return Path(__file__).with_name(f"{language}.csv")
