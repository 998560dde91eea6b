"""WHEN an entry was written, ``teams/{team}/entries/{entry}``: that write announces the entry.

Reads the entry, its team, person and digests; writes deliveries; posts to, edits and removes from the team's channel,
updates the reminder's message, publishes the person's Home again.
"""

import functions_framework
from cloudevents.http import CloudEvent

from shared.cloud.firestore_events import written_document
from shared.kpt.entry.entry import split_id
from shared.log_events import LogEvent
from shared.usecases.entry import announce as announcement
from shared.wiring import services as wiring

wiring.needs("SLACK_BOT_TOKEN")


@functions_framework.cloud_event
def announce(event: CloudEvent) -> None:
    """Bring everything that shows the entry to its newest state."""
    world = wiring.services().world
    match written_document(event).split("/"):
        case ["teams", team, "entries", entry] if named := split_id(entry):
            day, user = named
            announcement.announce(world, team, day, user)
        case _:
            world.log(LogEvent.ANNOUNCE_NO_ENTRY, "ERROR", event_id=event["id"])
