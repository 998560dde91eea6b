"""A channel that the app cannot post to: stored on the team, and told once to somebody who can mend it."""

from shared.kpt.messages.delivery import Key
from shared.kpt.messages.place import Direct
from shared.kpt.messages.teams import CannotPost
from shared.kpt.messages.wanted import Wanted
from shared.kpt.team.team import Team
from shared.log_events import LogEvent
from shared.usecases.delivering.follow import follow
from shared.usecases.ports.world import World


def note_channel_change(world: World, team_id: str, reason: str) -> None:
    """Store that the channel was archived or the app removed from it (``reason``), or that it is open again (no
    reason).

    Telling people, and sending what was held up, would take too long before Slack is answered: an errand does it.
    """
    team = world.store.teams.get(team_id)
    if team is None:
        return
    if reason and team.status == "active":
        world.store.teams.set_status(team, "blocked", {"kind": "blocked", "reason": reason})
        world.log(LogEvent.TEAM_BLOCKED, "WARNING", team=team_id, reason=reason)
    if not reason and team.status == "blocked":
        world.store.teams.set_status(team, "active", {"kind": "unblocked"})
        world.log(LogEvent.TEAM_UNBLOCKED, team=team_id)
    elif not reason and not team.is_gone:  # it may have been closed without an event, and hold something up
        world.store.errands.add(f"unblocked-{team.id}", {"kind": "unblocked", "team": team.id, "by": ""})


def say_it_is_blocked(world: World, team: Team, reason: str) -> None:
    """Tell whoever set the team up, or else whoever last changed it, or else all members. Once, until it is open
    again."""
    first = [u for u in dict.fromkeys((team.created_by, team.updated_by)) if u in team.members]
    for users in ([u] for u in first):
        if _tell(world, team, users, reason):
            return
    _tell(world, team, list(team.asked), reason)


def forget_it_was_said(world: World, team: Team) -> None:
    """Remove what was told, so that people are told again if the channel is blocked another time."""
    for user in dict.fromkeys((team.created_by, team.updated_by, *team.asked)):
        told = world.store.deliveries.get(said_key(team, user))
        if told:
            world.store.deliveries.forget(told)


def said_key(team: Team, user: str) -> Key:
    """Names the delivery that told a person about the channel."""
    return Key(f"teams/{team.id}", f"cannot_post:{user}")


def _tell(world: World, team: Team, users: list[str], reason: str) -> bool:
    people = world.store.people.get_many(team.workspace, users)
    told = False
    for user in users:
        language = people[user].language if user in people else team.language
        message = CannotPost(language, team.name, reason)
        delivery = follow(world, said_key(team, user), Direct(user), Wanted(0, message))
        told = told or (delivery is not None and delivery.state == "sent")
    return told
