"""WHEN Cloud Scheduler says so, twice a day and every hour, or this function itself publishes a team.

Reads slots, teams, people and digests; writes slots, teams, people and errands; creates, corrects and deletes jobs of
Cloud Scheduler; asks Slack for channels and people; ends digests that were begun; announces entries whose event was
lost. The hourly run reads the slots and writes nothing.
"""

import functions_framework
from cloudevents.http import CloudEvent

from shared.cloud.pubsub import NoMessage, SlotMessage, TeamMessage, Tick, read_message
from shared.kpt.errors import RetryLater
from shared.log_events import LogEvent
from shared.usecases.upkeep.sweep import look_at_slots, sweep_team
from shared.usecases.upkeep.sweep import sweep as sweep_all
from shared.wiring import services as wiring

wiring.needs("SLACK_BOT_TOKEN")


@functions_framework.cloud_event
def sweep(event: CloudEvent) -> None:
    """Tidy the slots and publish the teams; check one team; or only check that every slot ran."""
    world = wiring.services().world
    try:
        message = read_message(event)
        match message:
            case Tick(only_slots=True):
                look_at_slots(world)
            case Tick() | SlotMessage():
                world.log(LogEvent.SWEEP_DONE, teams=sweep_all(world))
            case TeamMessage(team, day):
                sweep_team(world, team, day)
    except NoMessage as error:
        world.log(LogEvent.SWEEP_NO_MESSAGE, "ERROR", event_id=event["id"], error=str(error))
    except RetryLater as error:
        world.log(LogEvent.SWEEP_NOT_NOW, "ERROR", error=str(error))
        raise
