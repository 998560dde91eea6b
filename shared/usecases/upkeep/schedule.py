"""What `schedule` does when a team was written: it creates the jobs that the team's slots lack. It reads no other
team."""

from shared.kpt.schedule.slots import SlotJob
from shared.log_events import LogEvent
from shared.usecases.ports.world import World


def schedule_team(world: World, team_id: str) -> int:
    """Create the jobs that a team's slots lack. Returns how many. It does not write the team."""
    team = world.store.teams.get(team_id)
    if team is None or team.status != "active":
        return 0
    jobs = [SlotJob.parse(text) for text in team.slots]
    known = world.store.slots.get_many([job.id for job in jobs])
    missing = [job for job in jobs if job.id not in known]
    for job in missing:
        make(world, job)
    return len(missing)


def make(world: World, job: SlotJob) -> None:
    """Create a slot's job and its record, as far as they do not exist."""
    world.scheduler.make(job)
    world.store.slots.note(job, world.clock.now())
    world.log(LogEvent.SCHEDULE_SLOT_MADE, slot=str(job))
