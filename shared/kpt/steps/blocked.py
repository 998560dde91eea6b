"""A channel that cannot be posted to is said once, to somebody who can mend it."""

from shared.kpt.delivery import Key, Wanted, follow
from shared.kpt.letters import CannotPost, Direct
from shared.kpt.ports import World
from shared.kpt.team import Team


def say_it_is_blocked(world: World, team: Team, reason: str) -> None:
    """Tell whoever set the team up; else who last changed it; else all members. Once for as long as it lasts."""
    first = [u for u in dict.fromkeys((team.created_by, team.updated_by)) if u in team.members]
    for users in ([u] for u in first):
        if _tell(world, team, users, reason):
            return
    _tell(world, team, list(team.asked), reason)


def _tell(world: World, team: Team, users: list[str], reason: str) -> bool:
    people = world.store.people(team.workspace, users)
    told = False
    for user in users:
        language = people[user].language if user in people else team.language
        letter = CannotPost(language, team.name, reason)
        delivery = follow(world, Key(f"teams/{team.id}", f"cannot_post:{user}"), Direct(user), Wanted(0, letter))
        told = told or (delivery is not None and delivery.state == "sent")
    return told
