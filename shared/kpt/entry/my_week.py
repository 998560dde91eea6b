"""A person's own week: each day with its entry, or with the reason why it has none.

App Home and `/kpt week` both show it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from shared.kpt.day import DAYS_BACK, day_of
from shared.kpt.entry.entry import Entry, Texts
from shared.kpt.schedule.session import session_held_on
from shared.kpt.schedule.workdays import holiday_name, is_extra_day_off, works_on_weekday
from shared.kpt.team.person import Person, clock_zone
from shared.kpt.team.team import Team
from shared.kpt.text import visible

DayState = Literal[
    "written", "quiet", "off", "holiday", "team_off", "not_working", "today", "to_come", "open", "closed"
]
"""What a day is. ``open``: without an entry, which may still be written; ``closed``: too long ago to write one."""


@dataclass(frozen=True)
class MyDay:
    """A day of the week. ``entry``: the answer in one of the person's teams. ``holiday``: the public holiday's name."""

    day: date
    state: DayState
    entry: Entry | None = None
    holiday: str = ""

    @property
    def first_line(self) -> str:
        """The first line of the Keep, otherwise of the Problem or the Try. Empty where ``done`` is shown instead."""
        return first_line(self.entry.texts) if self.entry and not self.done else ""

    @property
    def done(self) -> str:
        """The earlier Try that was done, on a day without another Keep."""
        return self.entry.done if self.entry and not self.entry.texts.keep else ""


@dataclass(frozen=True)
class MyWeek:
    """A person's week. ``home``: the team that asks them. ``teams``: all their teams, ``home`` included.

    ``answers``: their entries of the week's days, without deleted ones.
    """

    person: Person
    home: Team
    teams: tuple[Team, ...]
    today: date
    days: tuple[MyDay, ...]
    answers: tuple[Entry, ...]

    @property
    def answer_of_today(self) -> Entry | None:
        """Today's answer. A written day comes before a quiet day, the home team before the other teams."""
        own = [entry for entry in self.answers if entry.day == self.today]
        return min(own, key=lambda e: (e.kind != "written", e.team != self.home.id, e.team), default=None)


def first_line(texts: Texts) -> str:
    """The first line of what was written."""
    return visible.first_line(texts.keep or texts.problem or texts.try_)


def days_of_my_week(team: Team, today: date) -> list[date]:
    """The days from Monday, or from the day after the last session if that is earlier, to Sunday: at most two weeks."""
    monday = today - timedelta(today.weekday())
    before = (today - timedelta(n) for n in range(1, DAYS_BACK + today.weekday() + 1))
    last = next((day for day in before if session_held_on(team.on(day), day)), monday)
    first = min(monday, last + timedelta(1))
    return [first + timedelta(n) for n in range((monday - first).days + 7)]


def my_week(team: Team, person: Person, entries: Iterable[Entry], today: date) -> tuple[MyDay, ...]:
    """The days of a person's week in their home team. ``entries`` are their answers of these days, in whatever team.

    Unanswered days are left out where neither the team nor the person works on that weekday, or where the team did not
    exist yet.
    """
    by_day: dict[date, list[Entry]] = {}
    for entry in sorted(entries, key=lambda e: (e.team != team.id, e.team)):
        if entry.kind != "deleted":
            by_day.setdefault(entry.day, []).append(entry)
    founded = day_of(team.created_at, clock_zone(team, person)) if team.created_at else date.min
    days = [day for day in days_of_my_week(team, today) if day >= founded or day in by_day]
    return tuple(mine for day in days for mine in _days(team, person, by_day.get(day, ()), day, today))


def _days(team: Team, person: Person, answers: Sequence[Entry], day: date, today: date) -> Iterable[MyDay]:
    written = [entry for entry in answers if entry.kind == "written"]
    if written:
        return [MyDay(day, "written", entry) for entry in written]
    if answers:
        return [MyDay(day, "quiet" if answers[0].kind == "quiet" else "off", answers[0])]
    if not works_on_weekday(team, person, day) and day.weekday() not in team.reminder.weekdays:
        return []
    holiday = holiday_name(person.country, day, person.language)
    return [MyDay(day, _empty(team, person, day, today, holiday), holiday=holiday)]


def _empty(team: Team, person: Person, day: date, today: date, holiday: str) -> DayState:
    if person.is_away(day):
        return "off"
    if not works_on_weekday(team, person, day):
        return "not_working"
    if holiday:
        return "holiday"
    if is_extra_day_off(team, day):
        return "team_off"
    if day >= today:
        return "today" if day == today else "to_come"
    return "open" if (today - day).days <= DAYS_BACK else "closed"
