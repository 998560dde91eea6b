"""WHEN the topic `sheet` says that a team's spreadsheet has something to follow, or that one is to be connected.

Reads teams and entries; writes teams and how far their spreadsheets are; reads and writes Google Sheets.
"""

import functions_framework
from cloudevents.http import CloudEvent

from shared.cloud.pubsub import NoMessage, SheetMessage, TrySheet, read_sheet_message
from shared.cloud.rests import Rests
from shared.log_events import LogEvent
from shared.usecases.sheets.sheet import follow_entry, rewrite
from shared.usecases.sheets.sheet_try import connect
from shared.wiring import services as wiring

wiring.needs("SLACK_BOT_TOKEN")
WITHIN = 420.0
"""Seconds in which a call may begin another attempt: a function that an event wakes has 540."""


@functions_framework.cloud_event
def sheet(event: CloudEvent) -> None:
    """Write what changed; compare everything; connect."""
    world = wiring.services().world
    try:
        message = read_sheet_message(event)
    except NoMessage as error:
        world.log(LogEvent.SHEET_NO_MESSAGE, "ERROR", event_id=event["id"], error=str(error))
        return
    match message:
        case SheetMessage(team, (day, user)):
            follow_entry(world, team, day, user, Rests(WITHIN))
        case SheetMessage(team):
            rewrite(world, team, Rests(WITHIN))
        case TrySheet(team, by, spreadsheet, view):
            connect(world, team, by, spreadsheet, view)
