"""The fields of teams and people, chosen to be read in the Firestore console.

Days are ISO strings, times of day ``17:00``, weekdays their English names, moments are timestamps.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, get_args

from shared.kpt.ids import SLACK_ID, TEAM_ID
from shared.kpt.schedule.slots import SlotJob
from shared.kpt.team.news import RELEASE
from shared.kpt.team.person import DaysOff, Person, TimeBefore
from shared.kpt.team.settings_table import OF_A_TEAM, Kind, Setting, value_in, with_values
from shared.kpt.team.team import Status, Team, TeamSheet, TimesBefore, WhoseClock, WinSessionRule
from shared.store.engine.documents import REMOVE, STORE_TIME, Document, Fields, Union
from shared.store.records import lenient
from shared.store.records.common import SCHEMA
from shared.store.records.last_try import last_try_from
from shared.store.records.lenient import WEEKDAYS
from shared.store.records.lines import lines_from
from shared.store.records.thanks import received_from

MOST_CHANGES = 9999
"""Changes of a person's lines that are counted: a reminder's revision has room for so many."""
LONGEST_ZONE = 60
"""Characters of a stored zone's name that are read; the longest existing one has 32."""


def team_fields(team: Team) -> dict[str, Any]:
    """The fields of a new team."""
    return {
        "schema": SCHEMA,
        "workspace": team.workspace,
        "channel": team.channel,
        **team_changes(team),
        "told": RELEASE,
        "created_at": STORE_TIME,
        "created_by": team.created_by,
    }


def team_changes(team: Team) -> dict[str, Any]:
    """The fields of a team that may change: its settings, people and slots."""
    return {
        "name": team.name,
        "members": members_fields(team),
        "member_ids": list(team.member_ids),
        "stepped_out": list(team.stepped_out),
        **_settings_fields(team),
        "slots": list(team.slots),
        "status": team.status,
        "updated_at": STORE_TIME,
        "updated_by": team.updated_by,
    }


def _settings_fields(team: Team) -> dict[str, Any]:
    """What is set, and the times that a change left standing."""
    found: dict[str, Any] = {}
    for setting in OF_A_TEAM:
        value = value_in(team, setting)
        rule, _, name = setting.stored.rpartition(".")
        stored = _STORED[setting.kind](value) if setting.kind in _STORED else value
        (found.setdefault(rule, {}) if rule else found)[name] = stored
    found["time_zone"] = team.unknown_zone or team.time_zone
    if team.before:
        found["reminder"]["before"] = list(map(_times_before, team.before))
    return found


_STORED: Mapping[Kind, Callable[[Any], object]] = {
    "time": lambda at: f"{at:%H:%M}",
    "weekday": lambda day: WEEKDAYS[day],
    "weekdays": lambda days: [WEEKDAYS[day] for day in days],
    "days": list,
}
"""How the values of a kind lie in a document, where they do not lie there as they are."""


def _settings_from(f: Fields, team: Team) -> Team:
    """The team as its document says; what is not said there, or is none, is as usual."""
    values: dict[Setting, object] = {}
    for setting in OF_A_TEAM:
        rule, _, name = setting.stored.rpartition(".")
        there, usual = (lenient.fields(f.get(rule)) if rule else f).get(name), value_in(team, setting)
        values[setting] = _READ[setting.kind](there, setting, usual)
    return with_values(team, values)


def _weekday(there: object, usual: Any) -> Any:
    found = lenient.weekday(there)
    return usual if found is None else found


_READ: Mapping[Kind, Callable[[object, Setting, Any], Any]] = {
    "choice": lambda there, setting, usual: lenient.one_of(there, setting.values, usual),
    "time": lambda there, _, usual: lenient.clock_time(there) or usual,
    "weekday": lambda there, _, usual: _weekday(there, usual),
    "weekdays": lambda there, _, usual: lenient.weekdays(there) or usual,
    "place": lambda there, _, usual: lenient.zone(there or usual, usual),
    "country": lambda there, _, usual: lenient.text(there, usual),
    "days": lambda there, _, __: lenient.texts(there),
}


def _win_session(rule: WinSessionRule) -> dict[str, str]:
    return {"weekday": WEEKDAYS[rule.weekday], "time": f"{rule.time:%H:%M}"}


def _win_session_from(value: object, otherwise: WinSessionRule) -> WinSessionRule:
    f = lenient.fields(value)
    weekday = lenient.weekday(f.get("weekday"))
    return WinSessionRule(
        otherwise.weekday if weekday is None else weekday, lenient.clock_time(f.get("time")) or otherwise.time
    )


def _times_before(before: TimesBefore) -> dict[str, Any]:
    return {
        "until": before.until.isoformat(),
        "time": f"{before.reminder_time:%H:%M}",
        "win_session": _win_session(before.win_session),
        "clock": before.clock,
        "time_zone": before.time_zone,
    }


def _times_before_from(value: object, team: Team) -> tuple[TimesBefore, ...]:
    """Read the times that hold until a day. A missing field has the team's present value."""
    pieces = [lenient.fields(each) for each in (lenient.several(value) or [value])]
    return tuple(
        TimesBefore(
            until=until,
            reminder_time=lenient.clock_time(f.get("time")) or team.reminder.time,
            win_session=_win_session_from(f.get("win_session"), team.win_session),
            clock=lenient.one_of(f.get("clock"), get_args(WhoseClock), team.clock),
            time_zone=lenient.zone(f.get("time_zone"), team.time_zone),
        )
        for f in pieces
        if (until := lenient.day(f.get("until")))
    )


def members_fields(team: Team) -> dict[str, Any]:
    """The members of a team by id, with their names and since when they are members."""
    joined = {user: {"joined": day.isoformat()} for user, day in team.joined.items()}
    return {user: {"name": name, **joined.get(user, {})} for user, name in team.members.items()}


def team_from(document: Document) -> Team:
    """Read a team. A missing field has the value of a new team."""
    f = document.fields
    zone = f.get("time_zone") or "UTC"
    team = Team(
        id=document.id,
        name=lenient.text(f.get("name")),
        language="en",
        time_zone="UTC",
        unknown_zone="" if lenient.zone(zone) else str(zone)[:LONGEST_ZONE],
        members={user: _name_of(user, member) for user, member in _by_id(f.get("members"))},
        joined={user: day for user, member in _by_id(f.get("members")) if (day := _joined(member))},
        member_ids=lenient.ids(f.get("member_ids"), SLACK_ID),
        stepped_out=lenient.ids(f.get("stepped_out"), SLACK_ID),
        slots=tuple(slot for slot in lenient.texts(f.get("slots")) if _is_slot(slot)),
        status=lenient.one_of(f.get("status") or "active", get_args(Status), "paused"),
        created_by=lenient.text(f.get("created_by")),
        updated_by=lenient.text(f.get("updated_by")),
        created_at=lenient.moment(f.get("created_at")),
        digest_opened_at=lenient.moment(f.get("digest_opened_at")),
        sheet=_sheet_from(lenient.fields(f.get("sheet"))),
        told=lenient.number(f.get("told")),
        version=document.version,
    )
    team = _settings_from(f, team)
    return replace(team, before=_times_before_from(lenient.fields(f.get("reminder")).get("before"), team))


def _is_slot(text: str) -> bool:
    try:
        return bool(SlotJob.parse(text))
    except ValueError:
        return False


def _by_id(members: object) -> list[tuple[str, object]]:
    return [(user, about) for user, about in lenient.fields(members).items() if SLACK_ID.fullmatch(str(user))]


def _name_of(user: str, member: object) -> str:
    return lenient.text(member) or lenient.text(lenient.fields(member).get("name"), user)


def _joined(member: object) -> date | None:
    return lenient.day(lenient.fields(member).get("joined"))


def sheet_fields(sheet: TeamSheet) -> dict[str, Any]:
    """The fields of a team's spreadsheet."""
    past = {"past": True} if sheet.past else {}
    return {"id": sheet.id, "tab": sheet.tab, "by": sheet.by, "at": sheet.at, **past}


def _sheet_from(f: Fields) -> TeamSheet | None:
    """Read a team's spreadsheet; None where its id or the moment of its connection is missing."""
    spreadsheet, at = lenient.text(f.get("id")), lenient.moment(f.get("at"))
    if not spreadsheet or at is None:
        return None
    tab, by, past = lenient.number(f.get("tab")), lenient.text(f.get("by")), bool(f.get("past"))
    return TeamSheet(spreadsheet, tab, by, at, past)


def person_fields(person: Person) -> dict[str, Any]:
    """The fields that Slack tells of a person, and their teams. Their own settings and answers are not among them."""
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
    """The fields that a person set for themselves, for an Update: it removes those that are not set."""
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
        "glance": REMOVE if person.glance else False,
    }


def _time_before(before: TimeBefore) -> dict[str, Any]:
    own = before.reminder_time
    return {"until": before.until.isoformat(), "time": f"{own:%H:%M}" if own else None}


def person_from(document: Document) -> Person:
    """Read a person. A zone that is missing or unknown is empty: the team's zone holds then."""
    f = document.fields
    workspace, _, user = document.id.partition("-")
    before = lenient.fields(f.get("reminder_time_before"))
    until = lenient.day(before.get("until"))
    return Person(
        workspace=workspace,
        user=user,
        name=lenient.text(f.get("name"), user),
        picture=lenient.text(f.get("picture")),
        language=lenient.language(f.get("language")),
        time_zone=lenient.zone(f.get("time_zone")),
        country=lenient.text(f.get("country")),
        teams=lenient.ids(f.get("teams"), TEAM_ID),
        home=next(iter(lenient.ids([f.get("home")], TEAM_ID)), ""),
        reminder_time=lenient.clock_time(f.get("reminder_time")),
        weekdays=lenient.weekdays(f.get("weekdays")),
        days_off=tuple(off for each in lenient.several(f.get("days_off")) if (off := _days_off_from(each))),
        answered_on=lenient.day(f.get("answered_on")),
        last_try=last_try_from(f.get("last_try")),
        stopped=bool(f.get("stopped")),
        before=TimeBefore(until, lenient.clock_time(before.get("time"))) if until else None,
        unanswered=lenient.days(f.get("unanswered")),
        remembers="last_try" in f or "written" in f,
        language_chosen=bool(f.get("language_chosen")),
        kept_lines=lines_from(f.get("kept_lines")),
        lines_changes=min(max(0, lenient.number(f.get("lines_changes"))), MOST_CHANGES),
        first_answers=lenient.days(f.get("first_answers")),
        thanks_received=received_from(f.get("thanks_received")),
        glance=f.get("glance") is not False,
        version=document.version,
        written={team: lenient.days(days) for team, days in lenient.fields(f.get("written")).items()},
    )


def _days_off_from(value: object) -> DaysOff | None:
    """Read a range of days off, or a single day."""
    f = lenient.fields(value) or {"first": value, "last": value}
    first, last = lenient.day(f.get("first")), lenient.day(f.get("last"))
    return DaysOff(first, last) if first and last else None
