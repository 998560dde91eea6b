"""How the product's things lie in documents: written to be read in the Firestore console.

Days are ISO strings, times of day ``17:00``, weekdays their English names, moments are timestamps.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime, time, timedelta
from typing import Any

from shared.kpt.delivery import Delivery, Key
from shared.kpt.digest import Digest
from shared.kpt.entry import Change, Entry, Texts
from shared.kpt.letters import Posted
from shared.kpt.person import DaysOff, LastTry, Person
from shared.kpt.slots import SlotJob, SlotRecord
from shared.kpt.team import WORKING_DAYS, AnnouncementRule, ReminderRule, Team, WinSessionRule
from shared.store.documents import STORE_TIME, Document, Fields, Union

SCHEMA = 1
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAYS_MARKED = 10
"""How many days a person's ``written`` keeps: more than a form offers."""
DELIVERIES_KEPT = timedelta(days=30)
"""How long a reminder's delivery is kept: Firestore's TTL removes it by its ``expires``."""


def team_fields(team: Team) -> dict[str, Any]:
    """A new team's document."""
    return {
        "schema": SCHEMA,
        "name": team.name,
        "workspace": team.workspace,
        "channel": team.channel,
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
        },
        "win_session": {
            "weekday": WEEKDAYS[team.win_session.weekday],
            "time": f"{team.win_session.time:%H:%M}",
        },
        "holidays": {"country": team.country, "extra": list(team.extra_days_off)},
        "announcement": {name.name: getattr(team.announcement, name.name) for name in fields(AnnouncementRule)},
        "slots": list(team.slots),
        "status": team.status,
        "created_at": STORE_TIME,
        "created_by": team.created_by,
        "updated_at": STORE_TIME,
        "updated_by": team.updated_by,
    }


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
        win_session=WinSessionRule(
            _weekday(session.get("weekday", WinSessionRule.weekday)),
            _time(session.get("time")) or WinSessionRule.time,
        ),
        extra_days_off=tuple(holidays.get("extra") or ()),
        announcement=AnnouncementRule(**announcement),
        slots=tuple(f.get("slots") or ()),
        status=f.get("status", "active"),
        created_by=f.get("created_by", ""),
        updated_by=f.get("updated_by", ""),
        created_at=f.get("created_at"),
        digest_opened_at=f.get("digest_opened_at"),
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


def person_from(document: Document) -> Person:
    """Read a person."""
    f = document.fields
    workspace, _, user = document.id.partition("-")
    last = f.get("last_try")
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
        written={team: tuple(map(date.fromisoformat, days)) for team, days in (f.get("written") or {}).items()},
    )


def entry_fields(change: Change) -> dict[str, Any]:
    """An entry after a change."""
    entry = change.after
    return {
        **_content(entry),
        "revision": entry.revision,
        "kept_at": STORE_TIME if change.first_keep else entry.kept_at,
        "created_at": entry.created_at or STORE_TIME,
        "updated_at": STORE_TIME,
        "updated_by": entry.updated_by,
        "via": entry.via,
        "saved": list(entry.saved),
    }


def revision_fields(change: Change) -> dict[str, Any]:
    """The entry as it was before a change, and who made it. Before the first one it was nothing."""
    before = change.before
    was = _content(before) if before else {**_content(change.after), **_texts(Texts()), "kind": "none"}
    return {**was, "changed_by": change.after.updated_by, "changed_via": change.after.via, "changed_at": STORE_TIME}


def _content(entry: Entry) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "day": entry.day.isoformat(),
        "user": entry.user,
        "name": entry.name,
        "team_name": entry.team_name,
        "kind": entry.kind,
        **_texts(entry.texts),
    }


def _texts(texts: Texts) -> dict[str, str]:
    return {"keep": texts.keep, "problem": texts.problem, "try": texts.try_}


def entry_from(document: Document) -> Entry:
    """Read an entry."""
    f = document.fields
    return Entry(
        team=document.path.split("/")[1],
        day=date.fromisoformat(f["day"]),
        user=f["user"],
        kind=f["kind"],
        texts=Texts(f.get("keep") or "", f.get("problem") or "", f.get("try") or ""),
        name=f.get("name", ""),
        team_name=f.get("team_name", ""),
        revision=f.get("revision", 0),
        kept_at=f.get("kept_at"),
        created_at=f.get("created_at"),
        updated_at=f.get("updated_at"),
        updated_by=f.get("updated_by", ""),
        via=f.get("via", ""),
        saved=tuple(f.get("saved") or ()),
    )


def digest_fields(digest: Digest) -> dict[str, Any]:
    """A digest that begins now."""
    return {
        "schema": SCHEMA,
        "held_on": digest.held_on.isoformat(),
        "order": list(digest.order),
        "away": list(digest.away),
        "created_at": STORE_TIME,
        "finished_at": None,
    }


def digest_from(document: Document) -> Digest:
    """Read a digest."""
    f = document.fields
    return Digest(
        session=date.fromisoformat(document.id),
        held_on=date.fromisoformat(f["held_on"]),
        order=tuple(f.get("order") or ()),
        away=tuple(f.get("away") or ()),
        created_at=f["created_at"],
        finished_at=f.get("finished_at"),
        erased=f.get("erased", 0),
        redrawn=f.get("redrawn", 0),
        version=document.version,
    )


def delivery_fields(delivery: Delivery) -> dict[str, Any]:
    """How a delivery stands; a reminder's is removed after 30 days."""
    posted = delivery.posted
    stands = {
        "schema": SCHEMA,
        "state": delivery.state,
        "owner": delivery.owner,
        "claimed_at": delivery.claimed_at,
        "channel": posted.channel if posted else None,
        "ts": posted.ts if posted else None,
        "revision": delivery.revision,
        "shows": delivery.shows,
        "error": delivery.error,
    }
    if posted and posted.file:
        stands["file"] = posted.file
    if delivery.key.of.startswith("people/"):
        stands["expires"] = delivery.claimed_at + DELIVERIES_KEPT
    return stands


def delivery_from(key: Key, document: Document) -> Delivery:
    """Read a delivery."""
    f = document.fields
    return Delivery(
        key=key,
        state=f["state"],
        owner=f.get("owner") or "",
        claimed_at=f["claimed_at"],
        posted=Posted(f["channel"], f["ts"], f.get("file", "")) if f.get("ts") or f.get("file") else None,
        revision=f.get("revision", -1),
        shows=f.get("shows") or "",
        error=f.get("error") or "",
        version=document.version,
    )


def slot_fields(job: SlotJob, at: datetime) -> dict[str, Any]:
    """A slot that has a job from now on."""
    return {
        "schema": SCHEMA,
        "slot": str(job),
        "job": job.job,
        "cron": job.cron,
        "zone": job.slot.zone,
        "made_at": at,
        "last_run": None,
    }


def slot_from(document: Document) -> SlotRecord:
    """Read a slot."""
    f = document.fields
    return SlotRecord(SlotJob.parse(f["slot"]), f["made_at"], f.get("last_run"))


def last_try_fields(change: Change, person: Person | None) -> Fields | None:
    """What a person's last Try is after a change; None where that changes nothing, empty where there is none left."""
    entry, last = change.after, person.last_try if person else None
    if last == LastTry(entry.team, entry.day, entry.texts.try_):
        return None
    if entry.texts.try_ and (last is None or last.day <= entry.day):
        return {"team": entry.team, "day": entry.day.isoformat(), "text": entry.texts.try_}
    was_this = last is not None and (last.team, last.day) == (entry.team, entry.day)
    return {} if was_this else None


def written_fields(change: Change, person: Person | None) -> Fields | None:
    """The last days that a person has written for in a team, after a change; None where that changes nothing."""
    entry = change.after
    before = set(person.days_written(entry.team)) if person else set()
    now = before | {entry.day} if entry.kind == "written" else before - {entry.day}
    return None if now == before else {entry.team: [day.isoformat() for day in sorted(now)[-DAYS_MARKED:]]}


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
