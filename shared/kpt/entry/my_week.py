"""A person's own week: each of its days with what was written, or with what the empty day is.

The one rule behind App Home and `/kpt week`. It says why a day is empty where that is known, and nothing of days that
are simply empty.
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

Mark = Literal["written", "quiet", "off", "holiday", "team_off", "not_working", "today", "to_come", "open", "closed"]
"""What a day is. ``open``: empty, and it may still be written; ``closed``: empty, and it may not."""


@dataclass(frozen=True)
class MyDay:
    """A day of the week. ``entry`` is what was answered in one of the person's teams; ``holiday`` the day's name."""

    day: date
    mark: Mark
    entry: Entry | None = None
    holiday: str = ""

    @property
    def first_line(self) -> str:
        """The first line of the Keep; where there is none, of the Problem or the Try. Empty where ``done`` stands for
        it."""
        return first_line(self.entry.texts) if self.entry and not self.done else ""

    @property
    def done(self) -> str:
        """The earlier Try that was done, on a day without another Keep."""
        return self.entry.done if self.entry and not self.entry.texts.keep else ""


@dataclass(frozen=True)
class MyWeek:
    """What is a person's own. ``home`` is the team that asks them, ``teams`` are all of theirs, it among them.

    ``answers`` are their entries of the week's days, deleted ones left out.
    """

    person: Person
    home: Team
    teams: tuple[Team, ...]
    today: date
    days: tuple[MyDay, ...]
    answers: tuple[Entry, ...]

    @property
    def answer_of_today(self) -> Entry | None:
        """What was answered today: what was written comes before a quiet day, the home team before the others."""
        own = [entry for entry in self.answers if entry.day == self.today]
        return min(own, key=lambda e: (e.kind != "written", e.team != self.home.id, e.team), default=None)


def first_line(texts: Texts) -> str:
    """The first line of what was written."""
    return visible.first_line(texts.keep or texts.problem or texts.try_)


def days_of_my_week(team: Team, today: date) -> list[date]:
    """From Monday, or from the day after the last session where that was earlier, to Sunday: two weeks at the most."""
    monday = today - timedelta(today.weekday())
    before = (today - timedelta(n) for n in range(1, DAYS_BACK + today.weekday() + 1))
    last = next((day for day in before if session_held_on(team.on(day), day)), monday)
    first = min(monday, last + timedelta(1))
    return [first + timedelta(n) for n in range((monday - first).days + 7)]


def my_week(team: Team, person: Person, entries: Iterable[Entry], today: date) -> tuple[MyDay, ...]:
    """The days of a person's week in their home team. ``entries`` are their answers of these days, in whatever team.

    Weekdays on which neither the team nor the person works are left out where nothing was answered; so are the days
    before there was a team.
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


def _empty(team: Team, person: Person, day: date, today: date, holiday: str) -> Mark:
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
