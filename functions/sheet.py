"""WHEN a message on the topic `sheet` says that a team's entries changed, or that somebody connects a spreadsheet.

Reads teams and entries; writes teams and the state of their spreadsheets; reads and writes Google Sheets.
"""

import functions_framework
from cloudevents.http import CloudEvent

from shared.cloud.backoff import Backoff
from shared.cloud.pubsub import NoMessage, SheetMessage, TrySheet, read_sheet_message
from shared.log_events import LogEvent
from shared.usecases.sheets.sheet import follow_entry, rewrite
from shared.usecases.sheets.sheet_try import connect
from shared.wiring import services as wiring

wiring.needs("SLACK_BOT_TOKEN")
WITHIN = 420.0
"""Seconds within which a run may begin another attempt: a function that an event wakes has 540."""


@functions_framework.cloud_event
def sheet(event: CloudEvent) -> None:
    """Write the changed rows, compare all rows, or connect a spreadsheet."""
    world = wiring.services().world
    try:
        message = read_sheet_message(event)
    except NoMessage as error:
        world.log(LogEvent.SHEET_NO_MESSAGE, "ERROR", event_id=event["id"], error=str(error))
        return
    match message:
        case SheetMessage(team, (day, user)):
            follow_entry(world, team, day, user, Backoff(WITHIN))
        case SheetMessage(team):
            rewrite(world, team, Backoff(WITHIN))
        case TrySheet(team, by, spreadsheet, view):
            connect(world, team, by, spreadsheet, view)
