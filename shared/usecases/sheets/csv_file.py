"""A team's entries as a CSV file for a member: what the team sees, in the columns of the spreadsheet."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shared.kpt.csv_files.writing import csv_text
from shared.kpt.ids import Language
from shared.kpt.messages.delivery import Key
from shared.kpt.messages.files import MayNotExport, TeamExport
from shared.kpt.sheet.rows import row_of
from shared.kpt.team.team import Team
from shared.log_events import LogEvent
from shared.usecases.delivering.send_file import is_sent, send_file
from shared.usecases.ports.world import World
from shared.usecases.sheets.sheet_told import tell_of_file

USUAL = timedelta(weeks=13)
"""How far back the file goes by default."""


@dataclass(frozen=True)
class FileRequest:
    """Who asked for a team's entries, when, and for which days, both included. ``key`` names the click or command."""

    by: str
    at: datetime
    language: Language
    first: date
    last: date
    key: str


def usual_days(today: date) -> tuple[date, date]:
    """The first and the last day of a file by default."""
    return today - USUAL, today


def csv_file(world: World, team: Team, first: date, last: date) -> str:
    """The text of the file, by day. Without entries it is the header alone."""
    entries = world.store.entries.between(team.id, first, last)
    return csv_text(row for entry in entries if (row := row_of(team, entry, world.done_line)))


def hand_over(world: World, team: Team, asked: FileRequest) -> None:
    """Send the file as a direct message, tell the channel in one line, and write a line in the audit. Every step may be
    repeated. Somebody who has left the team meanwhile gets no file."""
    if asked.by not in team.members:
        return
    text = csv_file(world, team, asked.first, asked.last)
    name = f"{_named(team)}-{asked.first}-{asked.last}.csv"
    message = TeamExport(asked.language, name, text, team.name, asked.first, asked.last)
    key, refused = Key(f"people/{team.workspace}-{asked.by}", f"csv:{asked.key}"), MayNotExport(asked.language, "csv")
    if not is_sent(send_file(world, key, asked.by, message, refused)):
        return
    world.store.teams.note_file(team, asked.by, asked.at)
    tell_of_file(world, team, asked.by, asked.at, asked.first, asked.last)
    world.log(LogEvent.TEAM_EXPORTED, team=team.id, user=asked.by, characters=len(text))


def _named(team: Team) -> str:
    """The channel's name with characters that every file system allows."""
    return "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in team.name)[:60] or "kpt"
