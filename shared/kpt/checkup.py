"""What `/kpt doctor` finds, and which of it somebody has to mend."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from shared.kpt.schedule.known_until import holidays_known_until, zone_rules
from shared.kpt.schedule.slots import SlotJob, SlotRecord, missed
from shared.kpt.team.team import Team

LONG_DELAY = 600
"""Seconds from an entry to its row in the spreadsheet: a longer delay is worth a note."""
Mark = Literal["well", "mend", "note"]
"""All is well; somebody has to mend it; or it is only good to know."""


@dataclass(frozen=True)
class Permissions:
    """What Slack lets the app do, by the names of its scopes. None of ``granted``: Slack did not say."""

    granted: tuple[str, ...]
    missing: tuple[str, ...] = ()
    done_without: tuple[str, ...] = ()
    """Scopes that are not granted, and that the app works without."""


@dataclass(frozen=True)
class Finding:
    """One line: what was checked, how it is, and the values that its sentence names."""

    what: str
    how: str
    mark: Mark
    about: Mapping[str, str] = field(default_factory=dict)
    slot: SlotJob | None = None
    next_run: datetime | None = None
    last_run: datetime | None = None


def of_permissions(permissions: Permissions) -> Iterator[Finding]:
    """The token's line, then one line for all scopes; where a scope is missing, a line for each."""
    yield Finding("token", "works", "well")
    if not permissions.granted:
        yield Finding("scope", "unknown", "note")
        return
    for scope in permissions.missing:
        yield Finding("scope", "missing", "mend", {"scope": scope})
    for scope in permissions.done_without:
        yield Finding("without", scope.replace(":", "_"), "note", {"scope": scope})
    if not (permissions.missing or permissions.done_without):
        yield Finding("scope", "all", "well", {"count": str(len(permissions.granted))})
        return
    for scope in permissions.granted:
        yield Finding("scope", "granted", "well", {"scope": scope})


def of_team(team: Team | None) -> Finding:
    """Whether it asks its members at all."""
    if team is None or team.is_gone:
        return Finding("team", "none", "note")
    if team.unknown_zone:
        return Finding("team", "no_zone", "mend", {"zone": team.unknown_zone})
    marks: Mapping[str, Mark] = {"active": "well", "paused": "note", "blocked": "mend"}
    return Finding("team", team.status, marks[team.status])


def of_jobs(team: Team | None) -> list[Finding]:
    """How many jobs of Cloud Scheduler a team needs. Each job is paid for, and members' own times add jobs."""
    if team is None or team.is_gone:
        return []
    return [Finding("jobs", "count", "well", {"count": str(len(team.slots))})]


def of_sheet(team: Team, fault: str, written_at: datetime | None, delay: int) -> Iterator[Finding]:
    """Whether its spreadsheet is written. ``delay``: seconds from an entry to its row, in the last run."""
    if fault:
        yield Finding("sheet", "closed", "mend", {"fault": fault, "channel": team.name})
    elif written_at is None:
        yield Finding("sheet", "new", "well")
    else:
        mark: Mark = "note" if delay > LONG_DELAY else "well"
        about = {"seconds": str(delay), "zone": team.time_zone}
        yield Finding("sheet", "written", mark, about, last_run=written_at)


def of_slots(team: Team, records: Mapping[str, SlotRecord], now: datetime) -> list[Finding]:
    """A line for each slot, those to be mended first; none where nobody is asked."""
    if team.status != "active":
        return []
    jobs = map(SlotJob.parse, team.slots)
    return sorted((_of_slot(job, records.get(job.id), now) for job in jobs), key=lambda f: f.mark == "well")


def _of_slot(job: SlotJob, record: SlotRecord | None, now: datetime) -> Finding:
    if record is None:
        return Finding("slot", "not_made", "mend", slot=job)
    if due := missed(record, now):
        return Finding("slot", "did_not_run", "mend", slot=job, last_run=due)
    coming = job.slot.moment(job.slot.last_day(now) + timedelta(1))
    how = "ran" if record.last_run else "new"
    return Finding("slot", how, "well", slot=job, next_run=coming, last_run=record.last_run)


def of_holidays(country: str, now: datetime) -> Finding:
    """The last year for which a country's holidays are known."""
    if not country:
        return Finding("holidays", "no_country", "note")
    until = holidays_known_until(country)
    about = {"country": country, "year": str(until)}
    if until is None:
        return Finding("holidays", "unknown", "mend", about)
    return (
        Finding("holidays", "known", "well", about) if until > now.year else Finding("holidays", "end", "mend", about)
    )


def of_clocks(now: datetime) -> Finding:
    """How new the time zone rules are: a release has only the changes that were announced before it."""
    release = zone_rules()
    if not release[:4].isdigit():
        return Finding("clocks", "unknown", "note")
    is_old = int(release[:4]) < now.year - 1
    return Finding("clocks", "old" if is_old else "known", "mend" if is_old else "well", {"release": release})
