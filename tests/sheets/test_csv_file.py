"""A team's entries as a file."""

from datetime import date, timedelta

from shared.kpt.csv_files.reading import decoded, read_rows
from shared.usecases.sheets.csv_file import csv_file, usual_days
from tests.kpt.build import MONDAY, TUESDAY, WEDNESDAY
from tests.sheets.conftest import Connected


def test_a_file_has_what_the_team_sees_of_the_days_that_were_asked_for(connected: Connected) -> None:
    connected.write(MONDAY, keep="Before.")
    connected.write(TUESDAY, keep="=1+1", problem="Bad.")
    connected.write(TUESDAY, "U2", kind="quiet")
    connected.write(WEDNESDAY, keep="After.")
    rows = read_rows(decoded(csv_file(connected.world, connected.team, TUESDAY, TUESDAY).encode()))
    assert [(row.day, row.person, row.keep, row.problem) for row in rows] == [(TUESDAY, "name of U1", "=1+1", "Bad.")]
    connected.set(announcement={"mode": "message", "parts": "keep"})
    assert "Bad." not in csv_file(connected.world, connected.team, MONDAY, WEDNESDAY)


def test_where_nobody_says_it_is_thirteen_weeks() -> None:
    assert usual_days(date(2026, 11, 24)) == (date(2026, 11, 24) - timedelta(91), date(2026, 11, 24))
