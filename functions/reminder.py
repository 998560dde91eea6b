"""WHEN Cloud Scheduler publishes that a slot came round, or this function itself publishes one of the slot's teams.

Reads teams, people, entries and digests; writes deliveries and whom it has asked; asks Slack for statuses; sends direct
messages.
"""

import functions_framework
from cloudevents.http import CloudEvent

from shared.cloud.pubsub import NoMessage, SlotMessage, TeamMessage, Tick, read_message
from shared.log_events import LogEvent
from shared.usecases.reminding.remind import fan_out, remind_team
from shared.wiring import services as wiring

wiring.needs("SLACK_BOT_TOKEN")


@functions_framework.cloud_event
def reminder(event: CloudEvent) -> None:
    """Publish each of a slot's teams; for a team, ask its members."""
    world = wiring.services().world
    try:
        message = read_message(event)
    except NoMessage as error:
        world.log(LogEvent.REMINDER_NO_MESSAGE, "ERROR", event_id=event["id"], error=str(error))
        return
    match message:
        case SlotMessage(slot):
            teams = fan_out(world, "reminder", slot)
            world.log(LogEvent.REMINDER_FANNED_OUT, slot=str(slot), teams=teams)
        case TeamMessage(team, day, slot):
            remind_team(world, team, day, slot)
        case Tick():
            world.log(LogEvent.REMINDER_NO_MESSAGE, "ERROR", event_id=event["id"], error="neither slot nor team")
