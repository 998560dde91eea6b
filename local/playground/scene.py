"""The story, read from local/story: its people, two weeks of entries, and reactions and replies to them."""

from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from local import story
from shared.i18n.sentences import Language

ZONE: Final = ZoneInfo("Asia/Tokyo")
SET_UP: Final = datetime(2026, 11, 9, 10, 0, tzinfo=ZONE)
BEGIN: Final = datetime(2026, 11, 19, 16, 59, tzinfo=ZONE)
"""When the visitor begins."""
CHANNEL: Final = "C1"
TEAM: Final = f"T1-{CHANNEL}"
SPREADSHEET: Final = "a-sheet-of-the-team-s-own"
"""The prepared file for ``/kpt sheet``, shared with the app's account."""
CHANNEL_NAME: Final[dict[Language, str]] = {"ja": "運用チーム", "en": "ops-team"}
LOCALES: Final[dict[Language, str]] = {"ja": "ja-JP", "en": "en-GB"}


@dataclass(frozen=True)
class Role:
    """One of the three people. ``face`` names the picture and the account."""

    id: str
    face: str
    name: str
    language: Language


@dataclass(frozen=True)
class Row:
    """What one person did on one day. ``kind`` is written, quiet or off; ``done``: they ticked their last Try;
    ``thanks``: the names of those who helped."""

    day: date
    person: str
    keep: str
    problem: str
    try_: str
    kind: str
    done: bool = False
    thanks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Said:
    """A reaction or reply of ``by`` to the entry of ``person``."""

    day: date
    person: str
    by: str
    reaction: str
    reply: str


_NAMES: Final[dict[Language, tuple[str, ...]]] = {
    "ja": ("佐藤", "田中", "鈴木"),
    "en": ("Sato", "Tanaka", "Suzuki"),
}


def cast(language: Language) -> list[Role]:
    """Sato, Tanaka and Suzuki; one of them has Slack in the other language."""
    other = story.OTHER_LANGUAGE[language]
    faces = zip(("U1", "U2", "U3"), ("sato", "tanaka", "suzuki"), _NAMES[language], strict=True)
    reads_the_other = story.READS_THE_OTHER[language]
    return [Role(*who, language=other if who[2] == reads_the_other else language) for who in faces]


def entries(language: Language) -> list[Row]:
    """The entries of last week and of this week until the visitor begins, by day."""
    files = (_file(f"last_week.{language}"), story.file_of(language))
    ticked = {(each.day, each.person) for each in story.moments(language) if each.what == "done"}
    thanked = story.thanked(language)
    rows = [(date.fromisoformat(row["date"]), row) for path in files for row in story.rows_of(path)]
    return [
        Row(
            day,
            row["person"],
            row["keep"],
            row["problem"],
            row["try"],
            row["kind"] or "written",
            (day, row["person"]) in ticked,
            thanked.get((day, row["person"]), ()),
        )
        for day, row in rows
        if day <= BEGIN.date()
    ]


def talk(language: Language) -> list[Said]:
    """Reactions and replies, in order."""
    return [
        Said(date.fromisoformat(row["date"]), row["person"], row["by"], row["reaction"], row["reply"])
        for row in story.rows_of(_file(f"talk.{language}"))
    ]


def kept_lines(language: Language) -> list[tuple[datetime, str, str]]:
    """Kept lines, each with its moment and its person."""
    said = (each for each in story.moments(language) if each.what == "kept")
    return [(datetime.combine(each.day, each.at, ZONE), each.person, each.line) for each in said if each.at]


def at(day: date, hour: int, minute: int) -> datetime:
    """A moment of the story."""
    return datetime.combine(day, time(hour, minute), tzinfo=ZONE)


def _file(name: str) -> Path:
    return Path(story.__file__).with_name(f"{name}.csv")
