"""The table of what a team may set: a line a setting. A form, the store, the audit trail and the channel's sentence all
go by it: by a setting's kind, and by its name."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import time
from functools import reduce
from typing import Annotated, Any, Literal, get_args, get_type_hints

from shared.kpt.team.team import (
    GlanceMode,
    Language,
    Membership,
    Mode,
    Parts,
    QuietDays,
    Team,
    WhoseClock,
)

Kind = Literal["choice", "time", "weekday", "weekdays", "people", "place", "country", "days"]
"""How a setting is shown, typed, checked and stored."""
Part = Literal["times", "shown", "people", "language", "place"]
"""The parts of the form, in their order."""


@dataclass(frozen=True)
class Setting:
    """One setting. ``of`` says where a team has it, as ``reminder.time``; ``stored``, where its document has it, if its
    name there differs. A set-up asks at once for what is ``first``, and for all else behind *More*."""

    kind: Kind
    part: Part
    of: str
    stored: str = ""
    first: bool = False
    name: str = ""
    values: tuple[str, ...] = ()
    """What may be chosen, where it is a choice."""


@dataclass(frozen=True)
class TeamSettings:
    """What is set. ``chosen`` are the members where the team does not follow its channel; a team has them as its
    people."""

    reminder_time: Annotated[time, Setting("time", "times", "reminder.time", first=True)]
    weekdays: Annotated[tuple[int, ...], Setting("weekdays", "times", "reminder.weekdays", first=True)]
    clock: Annotated[WhoseClock, Setting("choice", "times", "clock")]
    session_weekday: Annotated[int, Setting("weekday", "times", "win_session.weekday", first=True)]
    session_time: Annotated[time, Setting("time", "times", "win_session.time", first=True)]
    time_zone: Annotated[str, Setting("place", "place", "time_zone")]
    language: Annotated[Language, Setting("choice", "language", "language")]
    country: Annotated[str, Setting("country", "place", "country", "holidays.country")]
    extra_days_off: Annotated[tuple[str, ...], Setting("days", "place", "extra_days_off", "holidays.extra")]
    membership: Annotated[Membership, Setting("choice", "people", "membership", first=True)]
    chosen: Annotated[tuple[str, ...], Setting("people", "people", "", first=True)]
    announcement_mode: Annotated[Mode, Setting("choice", "shown", "announcement.mode")]
    announcement_parts: Annotated[Parts, Setting("choice", "shown", "announcement.parts")]
    announcement_quiet: Annotated[QuietDays, Setting("choice", "shown", "announcement.quiet")]
    glance: Annotated[GlanceMode, Setting("choice", "shown", "glance")]


def _table() -> dict[str, Setting]:
    hints = get_type_hints(TeamSettings, include_extras=True)
    lines = {field.name: get_args(hints[field.name]) for field in fields(TeamSettings)}
    return {
        name: replace(
            setting,
            name=name,
            stored=setting.stored or setting.of,
            values=get_args(type_) if setting.kind == "choice" else (),
        )
        for name, (type_, setting) in lines.items()
    }


SETTINGS: Mapping[str, Setting] = _table()
"""By name, in the order in which a change is told."""
IN_THE_FORM = tuple(sorted(SETTINGS.values(), key=lambda setting: get_args(Part).index(setting.part)))
OF_A_TEAM = tuple(setting for setting in SETTINGS.values() if setting.of)
"""All but its people, which are more than a setting."""


def value_in(team: Team, setting: Setting) -> Any:
    """What a team has set."""
    return reduce(getattr, setting.of.split("."), team)


def with_values(team: Team, values: Mapping[Setting, object]) -> Team:
    """A team in which these are set; nothing else is looked at."""
    alone: dict[str, Any] = {}
    within: dict[str, dict[str, Any]] = {}
    for setting, value in values.items():
        rule, _, name = setting.of.rpartition(".")
        (within.setdefault(rule, {}) if rule else alone)[name] = value
    rules = {rule: replace(getattr(team, rule), **named) for rule, named in within.items()}
    return replace(team, **alone, **rules)
