"""Ranges of days off for tests."""

from datetime import date

from shared.kpt.team.person import DaysOff

WORKING_DAYS = (0, 1, 2, 3, 4)


def off(first: date, last: date | None = None) -> DaysOff:
    return DaysOff(first, last or first)
