"""WHEN a click left an errand, ``errands/{errand}``: work that does not fit into Slack's three seconds.

Reads errands, teams and people; writes teams, people and deliveries; an erasure removes everything of a person. Asks
Slack for people; posts to the team's channel; sends direct messages and a file.
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
    """Do the errand, in steps that may be repeated, and remove it."""
    world = wiring.services().world
    match written_document(event).split("/"):
        case ["errands", name]:
            run_errand(world, name)
        case _:
            world.log(LogEvent.ERRAND_NO_ERRAND, "ERROR", event_id=event["id"])
