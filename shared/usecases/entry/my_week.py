"""Reads what App Home and `/kpt week` show: a person, their teams, their week."""

from itertools import product

from shared.kpt.entry.my_week import MyWeek, days_of_my_week, my_week
from shared.kpt.team.person import Person
from shared.kpt.team.team import Team
from shared.usecases.entry.submit import today_for
from shared.usecases.ports.world import World

MOST_TEAMS = 20
"""How many teams of a person are read: more than anybody works in."""


def read_my_week(world: World, workspace: str, user: str) -> MyWeek | None:
    """A person's week; None for somebody who is in no team. Three round trips. Raises ``StoreSilent``."""
    person = world.store.people.get_many(workspace, [user]).get(user)
    teams = my_teams(world, person) if person else ()
    if person is None or not teams:
        return None
    home, today = teams[0], today_for(world, teams[0], person)
    answers = world.store.entries.named(product((t.id for t in teams), days_of_my_week(home, today), [user]))
    standing = tuple(entry for entry in answers if entry.kind != "deleted")
    return MyWeek(person, home, teams, today, my_week(home, person, standing, today), standing)


def my_teams(world: World, person: Person) -> tuple[Team, ...]:
    """The person's teams, beginning with the one that asks them."""
    ids = sorted(person.teams, key=lambda team: (team != person.home, team))[:MOST_TEAMS]
    mine = [team for team in world.store.teams.get_many(ids) if not team.is_gone and person.user in team.members]
    return tuple(sorted(mine, key=lambda t: (t.id != person.home, person.user in t.stepped_out, t.id)))
