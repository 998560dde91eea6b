"""What people are told of their team's spreadsheet, each once."""

from shared.kpt.messages.messages import Channel, Direct, SheetClosedNote, SheetTold
from shared.kpt.team.team import Team
from shared.usecases.delivering.follow import Key, Wanted, follow
from shared.usecases.ports.world import World


def tell_of_sheet(world: World, team: Team, by: str, at: str) -> None:
    """The channel: who connected it. ``at`` tells one connecting from another."""
    message = SheetTold(team.language, team.members.get(by, by))
    follow(world, Key(f"teams/{team.id}", f"sheet_told:{at}"), Channel(team.channel), Wanted(0, message))


def tell_it_is_closed(world: World, team: Team, by: str, fault: str, at: str) -> None:
    """Whoever connected it: why it cannot be written to. ``at`` tells one time from another."""
    person = world.store.people(team.workspace, [by]).get(by)
    message = SheetClosedNote(person.language if person else team.language, team.name, fault)
    follow(world, Key(f"teams/{team.id}", f"sheet_closed:{by}:{at}"), Direct(by), Wanted(0, message))
