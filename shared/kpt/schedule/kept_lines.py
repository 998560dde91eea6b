"""Which kept lines a day's message and form have, and where a person is told that a line will appear."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from shared.kpt.entry.line import Line
from shared.kpt.schedule.reminder import is_asked, reminder_for
from shared.kpt.schedule.session import session_held_on, session_on_the_day_of
from shared.kpt.team.person import Person, clock_zone
from shared.kpt.team.team import Team

FARTHEST = 14
"""Days to look back for the previous session."""
Returns = Literal["message", "written", "no_message"]
"""Where a line appears again: in the day's message; or nowhere, because the day is written or no message comes any
more."""


def lines_of(team: Team, person: Person | None, day: date) -> tuple[Line, ...]:
    """A day's lines, oldest first. On a session's day: all lines since the previous session."""
    if person is None or not person.kept_lines:
        return ()
    first = day
    at = team.on(day)
    if session_on_the_day_of(at, day, clock_zone(at, person)):
        days = (day - timedelta(n) for n in range(1, FARTHEST + 1))
        before = next((each for each in days if session_held_on(team.on(each), each)), day - timedelta(7))
        first = before + timedelta(1)
    return tuple(line for line in person.kept_lines if first <= line.day <= day)


@dataclass(frozen=True)
class ComesBack:
    """Where a new line appears again, and whether it can be added to the day's entry at once."""

    to: Returns
    moment: datetime | None = None
    """When that message is sent."""
    may_be_added: bool = False


Answered = Literal["written", "otherwise"] | None
"""How the day is answered; None where it is not."""


def comes_back(team: Team, person: Person, day: date, now: datetime, answered: Answered) -> ComesBack:
    """Where a line that was kept on ``day`` appears again."""
    if answered:
        return ComesBack("written" if answered == "written" else "no_message", may_be_added=True)
    reminder = reminder_for(team, person, day)
    if team.status != "active" or team.unknown_zone or not is_asked(team, person, day):
        return ComesBack("no_message")
    if reminder.moment <= now:
        return ComesBack("no_message", may_be_added=True)
    return ComesBack("message", reminder.moment)


def teaches(team: Team, person: Person, day: date) -> bool:
    """Whether the message of ``day`` explains keeping lines: on the first working day after a person's second answer,
    if they have never kept one."""
    if len(person.first_answers) < 2 or person.kept_lines:
        return False
    from shared.kpt.schedule.workdays import person_works

    second = max(person.first_answers)
    days = (second + timedelta(n) for n in range(1, FARTHEST * 2 + 1))
    return next((each for each in days if person_works(team, person, each)), None) == day
