"""WHEN a team was written, ``teams/{team}``: its slots need jobs.

Reads the team and its slots; writes slots; creates jobs of Cloud Scheduler.
"""

import functions_framework
from cloudevents.http import CloudEvent

from shared.cloud.firestore_events import written_document
from shared.kpt.errors import RetryLater
from shared.log_events import LogEvent
from shared.usecases.upkeep.schedule import schedule_team
from shared.wiring import services as wiring

wiring.needs()


@functions_framework.cloud_event
def schedule(event: CloudEvent) -> None:
    """Create the jobs that the team's slots lack."""
    world = wiring.services().world
    match written_document(event).split("/"):
        case ["teams", team]:
            try:
                schedule_team(world, team)
            except RetryLater as error:
                world.log(LogEvent.SCHEDULE_NOT_PERMITTED, "ERROR", team=team, error=str(error))
                raise
        case _:
            world.log(LogEvent.SCHEDULE_NO_TEAM, "ERROR", event_id=event["id"])
