"""WHEN Cloud Scheduler says that a slot came round, or this function itself that a team's turn is.

Reads teams, people, entries and digests; writes deliveries and whom it has asked; asks Slack for statuses; sends direct
messages.
"""

import functions_framework
from cloudevents.http import CloudEvent

from shared.cloud.pubsub import NoMessage, SlotMessage, TeamMessage, Tick, read_message
from shared.log_events import LogEvent
from shared.usecases.reminding import remind as steps
from shared.wiring import services as wiring

wiring.needs("SLACK_BOT_TOKEN")


@functions_framework.cloud_event
def reminder(event: CloudEvent) -> None:
    """Hand a slot's teams on; ask a team's members."""
    world = wiring.services().world
    try:
        message = read_message(event)
    except NoMessage as error:
        world.log(LogEvent.REMINDER_NO_MESSAGE, "ERROR", event_id=event["id"], error=str(error))
        return
    match message:
        case SlotMessage(slot):
            teams = steps.fan_out(world, "reminder", slot)
            world.log(LogEvent.REMINDER_FANNED_OUT, slot=str(slot), teams=teams)
        case TeamMessage(team, day, slot):
            steps.remind_team(world, team, day, slot)
        case Tick():
            world.log(LogEvent.REMINDER_NO_MESSAGE, "ERROR", event_id=event["id"], error="neither slot nor team")
