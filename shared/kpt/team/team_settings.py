"""A team's settings: their values, their faults, and the changes between two versions."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any, Literal

from shared.kpt.day import is_place, zone_exists
from shared.kpt.schedule.workdays import knows_holidays_of
from shared.kpt.team.settings_table import OF_A_TEAM, SETTINGS, Kind, TeamSettings, value_in, with_values
from shared.kpt.team.team import Team

TIMES = tuple(time(hour, quarter) for hour in range(5, 22) for quarter in (0, 15, 30, 45))
"""The times that a reminder or a session may have: every quarter of an hour from 05:00 to 21:45."""
LARGEST_TEAM = 300
MOST_CHOSEN = 100
"""How many people a list may have. Slack does not say how many a form may show as chosen, and a form that Slack refuses
could never be opened again."""
MOST_DAYS_OFF = 60

Fault = Literal[
    "no_weekday",
    "zone",
    "no_place",
    "country",
    "extra_day",
    "extra_many",
    "nobody",
    "too_many",
    "too_many_chosen",
    "outsider",
    "time",
]


@dataclass(frozen=True)
class SettingChange:
    """A changed setting, with both values as the audit and an errand have them: ``17:00``, ``0,1,2``, ``JP``."""

    what: str
    old: str
    new: str


def settings_of(team: Team) -> TeamSettings:
    """A team's settings."""
    values = {setting.name: value_in(team, setting) for setting in OF_A_TEAM}
    values["time_zone"] = team.unknown_zone or team.time_zone
    return TeamSettings(**values, chosen=team.asked if team.membership == "list" else ())


def with_settings(team: Team, settings: TeamSettings) -> Team:
    """The team with these settings. Its people and slots stay as they are."""
    values = {setting: getattr(settings, setting.name) for setting in OF_A_TEAM}
    return replace(with_values(team, values), unknown_zone="")


def faults(settings: TeamSettings, people: int) -> Mapping[str, Fault]:
    """The faults, by field. ``people``: how many people the team would ask as its whole channel."""
    return dict(_faults(settings, people))


def _faults(settings: TeamSettings, people: int) -> Iterator[tuple[str, Fault]]:
    for name, setting in SETTINGS.items():
        check = _CHECKS.get(setting.kind)
        if check and (fault := check(getattr(settings, name))):
            yield name, fault
    if settings.membership == "list" and not settings.chosen:
        yield "chosen", "nobody"
    if settings.membership == "channel" and people > LARGEST_TEAM:
        yield "membership", "too_many"
    if settings.membership == "list" and len(settings.chosen) > MOST_CHOSEN:
        yield "chosen", "too_many_chosen"


def _fault_of_zone(zone: str) -> Fault | None:
    if not zone_exists(zone):
        return "zone"
    return None if is_place(zone) else "no_place"


def _fault_of_days(days: tuple[str, ...]) -> Fault | None:
    if not all(map(_is_day_off, days)):
        return "extra_day"
    return "extra_many" if len(days) > MOST_DAYS_OFF else None


def _is_day_off(text: str) -> bool:
    """``MM-DD`` for every year (29 February too), or ``YYYY-MM-DD``."""
    try:
        date.fromisoformat(f"2024-{text}" if len(text) == len("MM-DD") else text)
    except ValueError:
        return False
    return True


_CHECKS: Mapping[Kind, Callable[[Any], Fault | None]] = {
    "time": lambda at: None if at in TIMES else "time",
    "weekdays": lambda days: None if days else "no_weekday",
    "place": _fault_of_zone,
    "country": lambda country: "country" if country and not knows_holidays_of(country) else None,
    "days": _fault_of_days,
}
"""The check of each kind. Of the other kinds, a form sends only possible values."""


def changes(before: TeamSettings, after: TeamSettings) -> tuple[SettingChange, ...]:
    """The changed settings, in the order in which they are told."""
    named = ((name, getattr(before, name), getattr(after, name)) for name in SETTINGS)
    return tuple(SettingChange(name, written(old), written(new)) for name, old, new in named if old != new)


def marks(settings: TeamSettings) -> dict[str, str]:
    """A hash of each setting, in eight characters. A form carries them: a setting that was not changed in the form
    keeps its stored value, which somebody else may have changed meanwhile."""
    values = {name: written(getattr(settings, name)) for name in SETTINGS}
    return {name: hashlib.sha256(value.encode()).hexdigest()[:8] for name, value in values.items()}


def written(value: object) -> str:
    """A setting's value as the audit has it."""
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)
