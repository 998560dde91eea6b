"""WHEN Cloud Scheduler publishes that a win session's slot came round, or this function itself publishes one of the
slot's teams.

Reads teams, people and entries; writes digests, teams and deliveries; posts to the team's channel.
"""

import functions_framework
from cloudevents.http import CloudEvent

from shared.cloud.pubsub import NoMessage, SlotMessage, TeamMessage, Tick, read_message
from shared.log_events import LogEvent
from shared.usecases.delivering.unblocked import send_what_was_blocked
from shared.usecases.reminding.remind import fan_out
from shared.usecases.session.hold import hold_session
from shared.wiring import services as wiring

wiring.needs("SLACK_BOT_TOKEN")


@functions_framework.cloud_event
def digest(event: CloudEvent) -> None:
    """Publish each of a slot's teams; for a team, post what waited for its channel, then its digest."""
    world = wiring.services().world
    try:
        message = read_message(event)
    except NoMessage as error:
        world.log(LogEvent.DIGEST_NO_MESSAGE, "ERROR", event_id=event["id"], error=str(error))
        return
    match message:
        case SlotMessage(slot):
            teams = fan_out(world, "digest", slot)
            world.log(LogEvent.DIGEST_FANNED_OUT, slot=str(slot), teams=teams)
        case TeamMessage(team, day, slot):
            send_what_was_blocked(world, team)
            hold_session(world, team, day, slot)
        case Tick():
            world.log(LogEvent.DIGEST_NO_MESSAGE, "ERROR", event_id=event["id"], error="neither slot nor team")
