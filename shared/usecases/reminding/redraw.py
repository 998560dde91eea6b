"""Updates an unanswered reminder after a line was removed or a Keep of the week was edited."""

from datetime import date

from shared.kpt.day import day_of
from shared.kpt.entry.entry import Entry
from shared.kpt.messages.delivery import Key
from shared.kpt.schedule.reminder import reminder_for
from shared.kpt.team.person import Person, clock_zone
from shared.kpt.team.team import Team
from shared.usecases.optimistic import unless_it_changed
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
    """Update the reminder of a day, if it was sent."""
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


def turn_the_week(world: World, team: Team, person: Person, entry: Entry) -> None:
    """Update the unanswered reminder of the session's day, which shows the person's week, for an entry of an earlier
    day. Raises ``Busy`` where the person changes meanwhile."""
    today = day_of(world.clock.now(), clock_zone(team, person))
    is_answered = person.answered_on is not None and person.answered_on >= today
    if entry.day >= today or is_answered or reminder_for(team, person, today).session is None:
        return
    if world.store.deliveries.get(Key(f"people/{person.id}", f"reminder:{today}")) is None:
        return
    with unless_it_changed(person.id):
        world.store.people.draw_anew(person)
    redraw_reminder(world, team, person.user, today)
