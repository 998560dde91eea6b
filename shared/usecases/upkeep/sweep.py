"""What `sweep` does twice a day: it tidies the slots, reports missed runs, and checks every team. Every hour it only
checks that the slots ran."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from shared.kpt.day import day_of
from shared.kpt.errors import ChannelClosed
from shared.kpt.schedule.reminder import slots_of
from shared.kpt.schedule.slots import FoundJob, SlotRecord, missed
from shared.kpt.team.membership import without_profile
from shared.kpt.team.person import People
from shared.kpt.team.team import Team
from shared.log_events import LogEvent
from shared.usecases.delivering.blocked import note_channel_change
from shared.usecases.optimistic import unless_it_changed
from shared.usecases.ports.world import World
from shared.usecases.session.hold import see_to_last_session
from shared.usecases.sheets.sheet import rewrite_weekly
from shared.usecases.team.members import learn_about, refresh_members, rehome, store_profiles
from shared.usecases.team.news import tell_news
from shared.usecases.team.profiles import check_profiles
from shared.usecases.upkeep.lost_events import show_what_was_lost
from shared.usecases.upkeep.schedule import make, schedule_team

FRESH = timedelta(hours=2)
"""The hourly check reports a slot missed within this time. Later only the sweep repeats the report, twice a day."""


def look_at_slots(world: World) -> None:
    """Report slots that have just been missed. It reads each slot, and one document more for each missed slot."""
    now = world.clock.now()
    for record in world.store.slots.all():
        due = missed(record, now)
        if due and now - due < FRESH and world.store.slots.is_needed(str(record.job)):
            _tell_of(world, record, due)


def _tell_of(world: World, record: SlotRecord, due: datetime) -> None:
    said = {"slot": str(record.job), "kind": record.job.kind, "due": due.isoformat()}
    world.log(LogEvent.SWEEP_SLOT_MISSED, "ERROR", **said, last_run=record.last_run)


def sweep(world: World) -> int:
    """Check every slot and every job of ours, then publish each active or blocked team. Returns how many teams."""
    found = {job.id: job for job in world.scheduler.jobs()}
    records = {record.job.job: record for record in world.store.slots.all()}
    for record in records.values():
        _see_to_slot(world, record, found.get(record.job.job))
    for job in found.values():
        if job.id not in records:
            world.scheduler.remove(job.id)
            world.log(LogEvent.SWEEP_JOB_REMOVED, job=job.id)
    teams = ({"team": team} for status in ("active", "blocked") for team in world.store.teams.with_status(status))
    return world.publisher.publish("sweep", teams)


def _see_to_slot(world: World, record: SlotRecord, found: FoundJob | None) -> None:
    job = record.job
    if not world.store.slots.is_needed(str(job)):
        _remove(world, record)
        return
    if found is None:
        make(world, job)
    elif found.settings != world.scheduler.settings_of(job):
        world.scheduler.correct(job)
        world.log(LogEvent.SWEEP_JOB_CORRECTED, slot=str(job))
    if due := missed(record, world.clock.now()):
        _tell_of(world, record, due)


def _remove(world: World, record: SlotRecord) -> None:
    """Remove a slot's job and record. Then check the slot again: a team may have come to need it meanwhile."""
    world.store.slots.forget(record.job)
    world.scheduler.remove(record.job.job)
    world.log(LogEvent.SWEEP_SLOT_REMOVED, slot=str(record.job))
    if world.store.slots.is_needed(str(record.job)):
        make(world, record.job)


def sweep_team(world: World, team_id: str, since: date | None = None) -> None:
    """Check what events may have missed: whether the channel is open and how it is called, unfinished digests, members,
    slots, and entries whose announcement is outdated (``since`` a day, if given). Raises ``Busy`` where somebody
    changes the team meanwhile."""
    team = world.store.teams.get(team_id)
    if team is None or team.status not in ("active", "blocked"):
        return
    if team.unknown_zone:
        world.log(LogEvent.SWEEP_ZONE_UNKNOWN, "ERROR", team=team_id, zone=team.unknown_zone)
    try:
        channel = world.directory.channel(team.channel)
    except ChannelClosed as blocked:
        note_channel_change(world, team_id, blocked.reason)
        rehome(world, world.store.teams.get(team_id) or team)
        return
    if team.status == "blocked":
        note_channel_change(world, team_id, "")
    if channel.name and channel.name != team.name:
        world.store.teams.rename(team_id, channel.name)
        team = world.store.teams.get(team_id) or team
    rewrite_weekly(world, team)
    see_to_last_session(world, team)
    store_profiles(world, team)
    refresh_members(world, world.store.teams.get(team_id) or team, channel.ids)
    team, people = _see_to_people(world, world.store.teams.get(team_id) or team)
    slots = slots_of(team, people, day_of(world.clock.now(), team.time_zone))
    if slots != team.slots:
        _correct_slots(world, replace(team, slots=slots))
    else:
        schedule_team(world, team_id)
    show_what_was_lost(world, team, since)
    tell_news(world, team)


def _correct_slots(world: World, team: Team) -> None:
    """Write the team's slots, unless the team changed meanwhile: slots for new times must not be lost."""
    with unless_it_changed(team.id):
        world.store.teams.set_slots(team)
    world.log(LogEvent.SWEEP_TEAM_SLOTS_CORRECTED, team=team.id)


def _see_to_people(world: World, team: Team) -> tuple[Team, People]:
    """Bring the members' profiles and homes up to date. Returns the team and its people as stored."""
    people = world.store.people.get_many(team.workspace, team.members)
    if learn_about(world, team, without_profile(team.members, people)) or check_profiles(world, team, people):
        team = world.store.teams.get(team.id) or team
        people = world.store.people.get_many(team.workspace, team.members)
    if several := [person.user for person in people.values() if len(person.teams) > 1]:
        rehome(world, team, several)
    return team, people
