"""Stores a person's own settings, and the slots that their teams then need."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from shared.kpt.day import day_of
from shared.kpt.errors import StoreSilent
from shared.kpt.team.membership import with_news_of
from shared.kpt.team.person import Person
from shared.kpt.team.team import Team
from shared.log_events import LogEvent
from shared.usecases.entry.my_week import my_teams
from shared.usecases.optimistic import until_it_holds
from shared.usecases.ports.world import World

Fault = TypeVar("Fault", bound=str)


@dataclass(frozen=True)
class Mine:
    """A person with their teams; the first one asks them."""

    person: Person
    teams: Sequence[Team]

    @property
    def home(self) -> Team:
        """The team that asks them."""
        return self.teams[0]


def read_mine(world: World, workspace: str, user: str) -> Mine | None:
    """A person with their teams; None for somebody who is in no team. Raises ``StoreSilent``."""
    person = world.store.people.get_many(workspace, [user]).get(user)
    teams = my_teams(world, person) if person else ()
    return Mine(person, teams) if person and teams else None


def change_mine(
    world: World,
    workspace: str,
    user: str,
    change: Callable[[Mine], Person | Fault],
    *,
    is_shown: bool = False,
) -> Mine | Fault | None:
    """Change a person's own settings. Returns the person as stored; a fault where ``change`` finds one; None for
    somebody who is in no team. Raises ``StoreSilent`` where it is not certain that it is stored.

    ``is_shown``: the caller publishes their Home again; otherwise the change leaves an errand for it.
    """
    home = {"kind": "home", "workspace": workspace, "by": user}
    errands = {} if is_shown else {f"home-{workspace}-{user}": home}

    def attempt() -> Mine | Fault | None:
        mine = read_mine(world, workspace, user)
        if mine is None:
            return None
        changed = change(mine)
        if isinstance(changed, str):
            return changed
        if changed == mine.person:
            return mine
        now = world.clock.now()
        teams = [with_news_of(team, changed, day_of(now, team.time_zone)) for team in mine.teams]
        moved = [team for team, before in zip(teams, mine.teams, strict=True) if {*team.slots} != {*before.slots}]
        world.store.people.change(changed, moved, errands)
        world.log(LogEvent.PERSON_CHANGED, user=user, slots=len(moved))
        return Mine(changed, teams)

    return until_it_holds(f"{workspace}-{user}", attempt, gives_up=StoreSilent)
