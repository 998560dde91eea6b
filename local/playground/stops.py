"""The moments to which the clock can be moved: those at which something happens."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

import holidays

from local.playground.scene import ZONE
from shared.i18n.sentences import Language
from shared.kpt.schedule.reminder import reminder_for
from shared.kpt.schedule.session import session_held_on
from shared.kpt.schedule.workdays import is_holiday
from shared.kpt.team.person import Person
from shared.kpt.team.team import Team


@dataclass(frozen=True)
class Stop:
    """A moment. ``way``: it is later on the same day, on the session's day, or on another day."""

    moment: datetime
    way: Literal["time", "session", "day"]


def next_stop(team: Team, person: Person, now: datetime) -> Stop:
    """The next reminder or session of the team. A reminder's time counts on a holiday, too."""
    local = now.astimezone(ZONE)
    for day in (local.date() + timedelta(n) for n in range(8)):
        for moment in _moments(team, person, day):
            if moment > now:
                return Stop(moment.astimezone(ZONE), _way(team, day, local.date()))
    raise ValueError("a week without a working day's evening")


def holiday_today(team: Team, now: datetime) -> date | None:
    """Today's date where it is a public holiday on a weekday of the team; else None."""
    day = now.astimezone(ZONE).date()
    return day if day.weekday() in team.reminder.weekdays and is_holiday(team.country, day) else None


def _moments(team: Team, person: Person, day: date) -> list[datetime]:
    if day.weekday() not in team.reminder.weekdays:
        return []
    session = session_held_on(team, day)
    return [reminder_for(team, person, day).moment, *([session.moment] if session else [])]


def _way(team: Team, day: date, today: date) -> Literal["time", "session", "day"]:
    if day == today:
        return "time"
    return "session" if session_held_on(team, day) else "day"


def name_of_holiday(country: str, day: date, language: Language) -> str:
    """The name of a public holiday."""
    names = holidays.country_holidays(country, language={"ja": "ja", "en": "en_US"}[language])
    return str(names.get(day) or "")
