"""WHEN a click left something to be done, ``errands/{errand}``: what does not fit into Slack's three seconds.

Reads errands, teams and people; writes teams, people and deliveries, and for an erasure removes all that is a person's;
asks Slack for people; posts to the team's channel; sends direct messages and a file.
"""

import functions_framework
from cloudevents.http import CloudEvent

from shared.cloud.firestore_events import written_document
from shared.log_events import LogEvent
from shared.usecases.upkeep.errand import run_errand
from shared.wiring import services as wiring

wiring.needs("SLACK_BOT_TOKEN")


@functions_framework.cloud_event
def errand(event: CloudEvent) -> None:
    """Do it, in steps that may be repeated, and forget it."""
    world = wiring.services().world
    match written_document(event).split("/"):
        case ["errands", name]:
            run_errand(world, name)
        case _:
            world.log(LogEvent.ERRAND_NO_ERRAND, "ERROR", event_id=event["id"])
