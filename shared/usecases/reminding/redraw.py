"""Bringing the day's message up to date after its person removed a line that they had kept."""

from datetime import date

from shared.kpt.schedule.reminder import reminder_for
from shared.kpt.team.team import Team
from shared.usecases.ports.world import World
from shared.usecases.reminding.remind import (
    ask,
    other_teams,
    own_teams,
    turn_reminder,
    with_last_tries,
    with_their_weeks,
)


def redraw_reminder(world: World, team: Team, user: str, day: date) -> None:
    """Draw the message of a day anew, where it stands there."""
    person = world.store.people.get_many(team.workspace, [user]).get(user)
    if person is None or user not in team.members or team.unknown_zone:
        return
    if entry := world.store.entries.get(team.id, day, user):
        turn_reminder(world, team, person, entry, seen_at="")
        return
    person = with_last_tries(world, team, [person])[user]
    [reminder], weeks = with_their_weeks(world, team, [reminder_for(team, person, day)])
    others = own_teams(person, other_teams(world, team, [person]))
    ask(world, team, person, reminder, weeks.get(user, ()), others, only_turn=True)
