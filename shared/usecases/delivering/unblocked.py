"""Sends what was held up once a channel is open again."""

from datetime import date

from shared.kpt.messages.delivery import Key
from shared.log_events import LogEvent
from shared.usecases.delivering.blocked import forget_it_was_said
from shared.usecases.delivering.day_thread import close_thread
from shared.usecases.entry.announce import announce
from shared.usecases.ports.world import World
from shared.usecases.session.hold import redraw_all, resume_session
from shared.usecases.sheets.sheet_told import tell_of_sheet_after_all
from shared.usecases.team.welcome import welcome


def send_what_was_blocked(world: World, team_id: str) -> None:
    """Try every blocked delivery of a team again. Once all have arrived, the next blocking is told to people again."""
    held_up = world.store.deliveries.blocked(team_id)
    team = world.store.teams.get(team_id) if held_up else None
    if team is None:
        return
    for occasion in dict.fromkeys(tuple(name.split(":")[:3]) for name in held_up):  # a page goes with its message
        match occasion:
            case ["announcement", day, user]:
                announce(world, team_id, date.fromisoformat(day), user)
            case ["thread", day]:
                close_thread(world, team, date.fromisoformat(day))  # its entries post it again, if there are any
            case ["welcome"]:
                welcome(world, team)
            case ["sheet_told", at]:
                tell_of_sheet_after_all(world, team, Key(f"teams/{team.id}", f"sheet_told:{at}"))
            case ["digest", session, *_]:
                if digest := world.store.digests.get(team_id, date.fromisoformat(session)):
                    redraw_all(world, team, digest)
    resume_session(world, team)
    if not world.store.deliveries.blocked(team_id):
        forget_it_was_said(world, team)
        world.log(LogEvent.TEAM_UNBLOCKED_SENT, team=team_id, deliveries=len(held_up))
