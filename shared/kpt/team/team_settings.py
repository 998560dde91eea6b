"""A team's settings: their values, their faults, and the changes between two versions."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, time
from typing import Literal, get_args

from shared.kpt.day import is_place, zone_exists
from shared.kpt.schedule.workdays import knows_holidays_of
from shared.kpt.team.team import (
    AnnouncementRule,
    GlanceMode,
    Language,
    Membership,
    ReminderRule,
    Team,
    WhoseClock,
    WinSessionRule,
)

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
class TeamSettings:
    """A team's settings, field by field. ``chosen``: the members, if the team is a list of people."""

    reminder_time: time
    weekdays: tuple[int, ...]
    clock: WhoseClock
    session_weekday: int
    session_time: time
    time_zone: str
    language: Language
    country: str
    extra_days_off: tuple[str, ...]
    membership: Membership
    chosen: tuple[str, ...]
    announcement_mode: Literal["message", "thread", "off"]
    announcement_parts: Literal["all", "keep"]
    announcement_quiet: Literal["silent", "line"]
    glance: GlanceMode


@dataclass(frozen=True)
class SettingChange:
    """A changed setting, with both values as the audit and an errand have them: ``17:00``, ``0,1,2``, ``JP``."""

    what: str
    old: str
    new: str


def settings_of(team: Team) -> TeamSettings:
    """A team's settings."""
    return TeamSettings(
        reminder_time=team.reminder.time,
        weekdays=team.reminder.weekdays,
        clock=team.clock,
        session_weekday=team.win_session.weekday,
        session_time=team.win_session.time,
        time_zone=team.unknown_zone or team.time_zone,
        language=team.language,
        country=team.country,
        extra_days_off=team.extra_days_off,
        membership=team.membership,
        chosen=team.asked if team.membership == "list" else (),
        announcement_mode=team.announcement.mode,
        announcement_parts=team.announcement.parts,
        announcement_quiet=team.announcement.quiet,
        glance=team.glance,
    )


def with_settings(team: Team, settings: TeamSettings) -> Team:
    """The team with these settings. Its people and slots stay as they are."""
    return replace(
        team,
        reminder=ReminderRule(settings.reminder_time, settings.weekdays),
        clock=settings.clock,
        win_session=WinSessionRule(settings.session_weekday, settings.session_time),
        time_zone=settings.time_zone,
        unknown_zone="",
        language=settings.language,
        country=settings.country,
        extra_days_off=settings.extra_days_off,
        membership=settings.membership,
        announcement=AnnouncementRule(
            settings.announcement_mode, settings.announcement_parts, settings.announcement_quiet
        ),
        glance=settings.glance,
    )


def faults(settings: TeamSettings, people: int) -> Mapping[str, Fault]:
    """The faults, by field. ``people``: how many people the team would ask as its whole channel."""
    return dict(_faults(settings, people))


def _faults(settings: TeamSettings, people: int) -> Iterator[tuple[str, Fault]]:
    for name in ("reminder_time", "session_time"):
        if getattr(settings, name) not in TIMES:
            yield name, "time"
    if not settings.weekdays:
        yield "weekdays", "no_weekday"
    if not zone_exists(settings.time_zone):
        yield "time_zone", "zone"
    elif not is_place(settings.time_zone):
        yield "time_zone", "no_place"
    if settings.country and not knows_holidays_of(settings.country):
        yield "country", "country"
    if not all(map(_is_day_off, settings.extra_days_off)):
        yield "extra_days_off", "extra_day"
    elif len(settings.extra_days_off) > MOST_DAYS_OFF:
        yield "extra_days_off", "extra_many"
    if settings.membership == "list" and not settings.chosen:
        yield "chosen", "nobody"
    if settings.membership == "channel" and people > LARGEST_TEAM:
        yield "membership", "too_many"
    if settings.membership == "list" and len(settings.chosen) > MOST_CHOSEN:
        yield "chosen", "too_many_chosen"


def _is_day_off(text: str) -> bool:
    """``MM-DD`` for every year (29 February too), or ``YYYY-MM-DD``."""
    try:
        date.fromisoformat(f"2024-{text}" if len(text) == len("MM-DD") else text)
    except ValueError:
        return False
    return True


def changes(before: TeamSettings, after: TeamSettings) -> tuple[SettingChange, ...]:
    """The changed settings, in the form's order."""
    named = ((f.name, getattr(before, f.name), getattr(after, f.name)) for f in fields(TeamSettings))
    return tuple(SettingChange(name, written(old), written(new)) for name, old, new in named if old != new)


def marks(settings: TeamSettings) -> dict[str, str]:
    """A hash of each setting, in eight characters. A form carries them: a setting that was not changed in the form
    keeps its stored value, which somebody else may have changed meanwhile."""
    values = {field.name: written(getattr(settings, field.name)) for field in fields(TeamSettings)}
    return {name: hashlib.sha256(value.encode()).hexdigest()[:8] for name, value in values.items()}


def written(value: object) -> str:
    """A setting's value as the audit has it."""
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


CHOICES: Mapping[str, tuple[str, ...]] = {
    "clock": get_args(WhoseClock),
    "language": get_args(Language),
    "membership": get_args(Membership),
    "announcement_mode": ("message", "thread", "off"),
    "announcement_parts": ("all", "keep"),
    "announcement_quiet": ("silent", "line"),
    "glance": get_args(GlanceMode),
}
"""The possible values of each setting that is a choice."""
