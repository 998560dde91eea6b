"""Who works on which day: by weekdays, public holidays, a team's extra days off, and a person's days off.

Reminders follow the member's calendar, the win session the team's.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from threading import Lock
from types import MappingProxyType

from shared.kpt.team.person import Person
from shared.kpt.team.team import Team

YEAR_END_IN_JAPAN = ("12-29", "12-30")
"""Days off at most Japanese companies, in addition to the banks' holidays (31 December to 3 January). A team may edit
them."""


_BUILDING = Lock()
"""The library imports a country's rules and translations at first use. One thread at a time may do that."""


@lru_cache(maxsize=1024)
def _holidays_in(country: str, year: int, language: str = "") -> Mapping[date, str]:
    """The holidays of one year with their names, in a language or in the country's own.

    The library fills its own table while it is read, so a second thread may find a new year half full. So each year is
    read from a new table, and threads share only the finished result.
    """
    import holidays  # 40 ms that opening a form does not need

    with _BUILDING:
        if country not in holidays.list_supported_countries():
            return MappingProxyType({})
        categories = ("public", "bank") if country == "JP" else ("public",)
        wanted = _library_language(country, language) if language else None
        table = holidays.country_holidays(country, years=year, expand=False, categories=categories, language=wanted)
        return MappingProxyType({day: table[day] for day in table if day.year == year})


def _library_language(country: str, language: str) -> str | None:
    """The library's code for a language in which it names a country's holidays; otherwise its code for the country's
    own language.

    Left to itself, the library chooses by the environment of the process (``holidays.HolidayBase``).
    """
    import holidays

    known = holidays.country_holidays(country)
    wanted = next((each for each in known.supported_languages if each.split("_")[0] == language), None)
    return wanted or known.default_language


def knows_holidays_of(country: str) -> bool:
    """Whether the public holidays of an ISO country code are known."""
    import holidays

    return country in holidays.list_supported_countries()


def holiday_name(country: str, day: date, language: str) -> str:
    """The name of a public holiday, in a language if the library has it; empty where ``day`` is no holiday."""
    return _holidays_in(country, day.year, language)[day] if is_holiday(country, day) else ""


def is_holiday(country: str, day: date) -> bool:
    """Whether ``day`` is a public holiday of an ISO country code. In Japan the banks' holidays count, too."""
    return bool(country) and day in _holidays_in(country, day.year)


def extra_days_off(country: str) -> tuple[str, ...]:
    """The days off that a new team in this country starts with, as ``MM-DD``."""
    return YEAR_END_IN_JAPAN if country == "JP" else ()


def is_off_for_team(team: Team, day: date) -> bool:
    """Whether the team is off: a holiday of its country, or one of its extra days (``MM-DD`` or ``YYYY-MM-DD``)."""
    return is_holiday(team.country, day) or is_extra_day_off(team, day)


def team_works(team: Team, day: date) -> bool:
    """Whether ``day`` is a working day of the team."""
    return day.weekday() in team.reminder.weekdays and not is_off_for_team(team, day)


def person_works(team: Team, person: Person, day: date) -> bool:
    """Whether ``day`` is a working day of this member of the team."""
    return works_on_weekday(team, person, day) and not is_free_day(team, person, day)


def works_on_weekday(team: Team, person: Person, day: date) -> bool:
    """Whether the day's weekday is one on which this member of the team works."""
    return day.weekday() in (person.weekdays if person.weekdays is not None else team.reminder.weekdays)


def is_free_day(team: Team, person: Person, day: date) -> bool:
    """Whether a member has the day off for a reason other than its weekday: a holiday, the team's day off, or their
    own."""
    return is_holiday(person.country, day) or is_extra_day_off(team, day) or person.is_away(day)


def first_working_day_after(team: Team, day: date) -> date:
    """The team's next working day; after four weeks without one, the day after ``day``."""
    following = (day + timedelta(n) for n in range(1, 29))
    return next((d for d in following if team_works(team, d)), day + timedelta(1))


def is_extra_day_off(team: Team, day: date) -> bool:
    """Whether ``day`` is one of the team's own days off."""
    return day.isoformat() in team.extra_days_off or f"{day:%m-%d}" in team.extra_days_off
