"""Tells people about their team's spreadsheet and about files of its entries, each once."""

from datetime import UTC, date, datetime

from shared.kpt.errors import ChannelClosed, Rejected
from shared.kpt.messages.delivery import Delivery, Key
from shared.kpt.messages.files import TeamExportTold
from shared.kpt.messages.place import Channel, Direct
from shared.kpt.messages.sheets import SheetClosedNote, SheetTold, SheetTried
from shared.kpt.messages.wanted import Wanted
from shared.kpt.team.team import Team
from shared.log_events import LogEvent
from shared.usecases.delivering.follow import follow
from shared.usecases.ports.world import World


def sheet_told_key(team: str, at: datetime) -> Key:
    """Names the message that a spreadsheet was connected at this moment."""
    return Key(f"teams/{team}", f"sheet_told:{_moment(at)}")


def file_told_key(team: str, at: datetime) -> Key:
    """Names the message about the file that was asked for at this moment."""
    return Key(f"teams/{team}", f"csv_told:{_moment(at)}")


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%S%f}"


def tell_of_sheet(world: World, team: Team, by: str, at: datetime) -> None:
    """Tell the channel who connected the spreadsheet. ``at``: when, which names the message."""
    message = SheetTold(team.language, team.members.get(by, by))
    follow(world, sheet_told_key(team.id, at), Channel(team.channel), Wanted(0, message))


def tell_of_sheet_after_all(world: World, team: Team, key: Key) -> None:
    """Tell the channel once it is open again, unless the spreadsheet was disconnected meanwhile."""
    if team.sheet and key == sheet_told_key(team.id, team.sheet.at):
        tell_of_sheet(world, team, team.sheet.by, team.sheet.at)
    elif delivery := world.store.deliveries.get(key):
        world.store.deliveries.forget(delivery)


def tell_of_file(world: World, team: Team, by: str, at: datetime, first: date, last: date) -> None:
    """Tell the channel who received its entries, and of which days."""
    message = TeamExportTold(team.language, team.members.get(by, by), first, last)
    told = follow(world, file_told_key(team.id, at), Channel(team.channel), Wanted(0, message))
    if told and told.state == "blocked":
        world.store.deliveries.forget(told)  # it is not sent when the channel opens again


def when_told(world: World, team: Team) -> datetime | None:
    """When the channel was told about its spreadsheet; None: not yet."""
    if team.sheet is None:
        return None
    told: Delivery | None = world.store.deliveries.get(sheet_told_key(team.id, team.sheet.at))
    return told.claimed_at if told and told.state == "sent" else None


def tell_what_became(world: World, team_id: str, by: str, view: str, outcome: str) -> None:
    """Tell whoever tried to connect a spreadsheet the outcome: in the view in which they wait, or in a direct
    message."""
    team = world.store.teams.get(team_id)
    if team is None:
        return
    person = world.store.people.get_many(team.workspace, [by]).get(by)
    language = person.language if person and person.teams else team.language
    message = SheetTried(language, team.name, team.id, outcome)
    try:
        if view:
            world.messenger.turn_view(view, message)
            return
    except (Rejected, ChannelClosed) as error:
        world.log(LogEvent.SHEET_VIEW_GONE, team=team_id, reason=error.reason)
    follow(world, Key(f"people/{team.workspace}-{by}", f"sheet_tried:{view}"), Direct(by), Wanted(0, message))


def tell_it_is_closed(world: World, team: Team, by: str, fault: str, at: str) -> None:
    """Tell whoever connected the spreadsheet why the app cannot write to it. ``at``: when, which names the message."""
    if team.sheet is None:
        return  # it was disconnected meanwhile
    person = world.store.people.get_many(team.workspace, [by]).get(by)
    message = SheetClosedNote(person.language if person else team.language, team.name, fault)
    follow(world, Key(f"teams/{team.id}", f"sheet_closed:{by}:{at}"), Direct(by), Wanted(0, message))
