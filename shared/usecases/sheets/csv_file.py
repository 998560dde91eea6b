"""A team's entries as a file, for whoever asks: what the team sees, in the columns of the spreadsheet."""

from datetime import date, timedelta

from shared.kpt.csv_files.writing import csv_text
from shared.kpt.sheet.rows import row_of
from shared.kpt.team.team import Team
from shared.usecases.ports.world import World

USUAL = timedelta(weeks=13)
"""How far back it goes where nobody says."""


def usual_days(today: date) -> tuple[date, date]:
    """The first and the last day of a file where nobody says which."""
    return today - USUAL, today


def csv_file(world: World, team: Team, first: date, last: date) -> str:
    """The text of the file, by day; its header alone where nothing was written in that time."""
    entries = world.store.entries_between(team.id, first, last)
    return csv_text(row for entry in entries if (row := row_of(team, entry)))
