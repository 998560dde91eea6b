"""How teams and people lie in documents: written to be read in the Firestore console.

Days are ISO strings, times of day ``17:00``, weekdays their English names, moments are timestamps.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, time
from typing import Any

from shared.kpt.person import DaysOff, LastTry, Person, TimeBefore
from shared.kpt.team import WORKING_DAYS, AnnouncementRule, ReminderRule, Team, TimesBefore, WinSessionRule
from shared.store.documents import REMOVE, STORE_TIME, Document, Fields, Union
from shared.store.records import SCHEMA

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def team_fields(team: Team) -> dict[str, Any]:
    """A new team's document."""
    return {
        "schema": SCHEMA,
        "workspace": team.workspace,
        "channel": team.channel,
        **team_changes(team),
        "created_at": STORE_TIME,
        "created_by": team.created_by,
    }


def team_changes(team: Team) -> dict[str, Any]:
    """What may change of a team: its settings, its people, its slots."""
    return {
        "name": team.name,
        "language": team.language,
        "time_zone": team.time_zone,
        "clock": team.clock,
        "membership": team.membership,
        "members": members_fields(team.members),
        "member_ids": list(team.member_ids),
        "stepped_out": list(team.stepped_out),
        "reminder": {
            "time": f"{team.reminder.time:%H:%M}",
            "weekdays": [WEEKDAYS[n] for n in team.reminder.weekdays],
            **({"before": list(map(_times_before, team.before))} if team.before else {}),
        },
        "win_session": _win_session(team.win_session),
        "holidays": {"country": team.country, "extra": list(team.extra_days_off)},
        "announcement": {name.name: getattr(team.announcement, name.name) for name in fields(AnnouncementRule)},
        "slots": list(team.slots),
        "status": team.status,
        "updated_at": STORE_TIME,
        "updated_by": team.updated_by,
    }


def _win_session(rule: WinSessionRule) -> dict[str, str]:
    return {"weekday": WEEKDAYS[rule.weekday], "time": f"{rule.time:%H:%M}"}


def _win_session_from(fields: Fields) -> WinSessionRule:
    return WinSessionRule(
        _weekday(fields.get("weekday", WinSessionRule.weekday)), _time(fields.get("time")) or WinSessionRule.time
    )


def _times_before(before: TimesBefore) -> dict[str, Any]:
    return {
        "until": before.until.isoformat(),
        "time": f"{before.reminder_time:%H:%M}",
        "win_session": _win_session(before.win_session),
        "clock": before.clock,
        "time_zone": before.time_zone,
    }


def _times_before_from(fields: Fields) -> TimesBefore:
    return TimesBefore(
        until=date.fromisoformat(fields["until"]),
        reminder_time=time.fromisoformat(fields["time"]),
        win_session=_win_session_from(fields["win_session"]),
        clock=fields["clock"],
        time_zone=fields["time_zone"],
    )


def members_fields(members: Mapping[str, str]) -> dict[str, Any]:
    """A team's members with their names."""
    return {user: {"name": name} for user, name in members.items()}


def team_from(document: Document) -> Team:
    """Read a team; what is missing is as it is for a new one."""
    f = document.fields
    reminder, session = f.get("reminder") or {}, f.get("win_session") or {}
    holidays, announcement = f.get("holidays") or {}, f.get("announcement") or {}
    return Team(
        id=document.id,
        name=f.get("name", ""),
        language=f.get("language", "en"),
        time_zone=f.get("time_zone", "UTC"),
        country=holidays.get("country") or "",
        clock=f.get("clock", "own"),
        membership=f.get("membership", "channel"),
        members={user: member.get("name", user) for user, member in (f.get("members") or {}).items()},
        member_ids=tuple(f.get("member_ids") or ()),
        stepped_out=tuple(f.get("stepped_out") or ()),
        reminder=ReminderRule(
            _time(reminder.get("time")) or ReminderRule.time,
            _weekdays(reminder.get("weekdays")) or WORKING_DAYS,
        ),
        win_session=_win_session_from(session),
        extra_days_off=tuple(holidays.get("extra") or ()),
        announcement=AnnouncementRule(**announcement),
        slots=tuple(f.get("slots") or ()),
        status=f.get("status", "active"),
        created_by=f.get("created_by", ""),
        updated_by=f.get("updated_by", ""),
        created_at=f.get("created_at"),
        digest_opened_at=f.get("digest_opened_at"),
        before=tuple(map(_times_before_from, reminder.get("before") or ())),
        version=document.version,
    )


def person_fields(person: Person) -> dict[str, Any]:
    """What Slack says of a person, and their teams. Their own settings and answers are left as they are."""
    return {
        "name": person.name,
        "picture": person.picture,
        "teams": Union(person.teams),
        "home": person.home,
        "language": person.language,
        "time_zone": person.time_zone,
        "country": person.country,
    }


def own_fields(person: Person) -> dict[str, Any]:
    """What a person set for themselves. In an Update: what is not set goes away."""
    before, own = person.before, person.reminder_time
    return {
        "home": person.home,
        "language": person.language,
        "language_chosen": person.language_chosen or REMOVE,
        "reminder_time": f"{own:%H:%M}" if own else REMOVE,
        "reminder_time_before": _time_before(before) if before else REMOVE,
        "weekdays": [WEEKDAYS[n] for n in person.weekdays] if person.weekdays is not None else REMOVE,
        "days_off": [{"first": o.first.isoformat(), "last": o.last.isoformat()} for o in person.days_off] or REMOVE,
        "stopped": person.stopped or REMOVE,
    }


def _time_before(before: TimeBefore) -> dict[str, Any]:
    own = before.reminder_time
    return {"until": before.until.isoformat(), "time": f"{own:%H:%M}" if own else None}


def person_from(document: Document) -> Person:
    """Read a person."""
    f = document.fields
    workspace, _, user = document.id.partition("-")
    last, before = f.get("last_try"), f.get("reminder_time_before")
    return Person(
        workspace=workspace,
        user=user,
        name=f.get("name", user),
        picture=f.get("picture", ""),
        language=f.get("language", "en"),
        time_zone=f.get("time_zone", "UTC"),
        country=f.get("country") or "",
        teams=tuple(f.get("teams") or ()),
        home=f.get("home", ""),
        reminder_time=_time(f.get("reminder_time")),
        weekdays=_weekdays(f.get("weekdays")),
        days_off=tuple(
            DaysOff(date.fromisoformat(off["first"]), date.fromisoformat(off["last"]))
            for off in f.get("days_off") or ()
        ),
        answered_on=_day(f.get("answered_on")),
        last_try=LastTry(last["team"], date.fromisoformat(last["day"]), last["text"]) if last else None,
        stopped=bool(f.get("stopped")),
        before=TimeBefore(date.fromisoformat(before["until"]), _time(before.get("time"))) if before else None,
        unanswered=tuple(map(date.fromisoformat, f.get("unanswered") or ())),
        language_chosen=bool(f.get("language_chosen")),
        version=document.version,
        written={team: tuple(map(date.fromisoformat, days)) for team, days in (f.get("written") or {}).items()},
    )


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _weekday(name: str | int) -> int:
    if isinstance(name, int):
        return name
    return next(n for n, weekday in enumerate(WEEKDAYS) if weekday.startswith(name.lower()[:3]))


def _weekdays(names: Sequence[str | int] | None) -> tuple[int, ...] | None:
    return tuple(_weekday(name) for name in names) if names is not None else None
