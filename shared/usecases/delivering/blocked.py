"""A channel that cannot be posted to: said once to somebody who can mend it, and noted on the team."""

from shared.kpt.messages.delivery import Key
from shared.kpt.messages.place import Direct
from shared.kpt.messages.trouble import CannotPost
from shared.kpt.messages.wanted import Wanted
from shared.kpt.team.team import Team
from shared.log_events import LogEvent
from shared.usecases.delivering.follow import follow
from shared.usecases.ports.world import World


def note_channel_change(world: World, team_id: str, reason: str) -> None:
    """The channel was archived or the app removed from it (``reason``), or it can be posted to again (none).

    Telling people, and sending what was held up, does not fit before Slack is answered: an errand does it.
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
    elif not reason and not team.is_gone:  # it was closed without an event, and may hold something up
        world.store.errands.add(f"unblocked-{team.id}", {"kind": "unblocked", "team": team.id, "by": ""})


def say_it_is_blocked(world: World, team: Team, reason: str) -> None:
    """Tell whoever set the team up; else who last changed it; else all members. Once for as long as it lasts."""
    first = [u for u in dict.fromkeys((team.created_by, team.updated_by)) if u in team.members]
    for users in ([u] for u in first):
        if _tell(world, team, users, reason):
            return
    _tell(world, team, list(team.asked), reason)


def forget_it_was_said(world: World, team: Team) -> None:
    """The channel can be posted to again: should it be blocked another time, it is said again."""
    for user in dict.fromkeys((team.created_by, team.updated_by, *team.asked)):
        told = world.store.deliveries.get(said_key(team, user))
        if told:
            world.store.deliveries.forget(told)


def said_key(team: Team, user: str) -> Key:
    """Names what a person was told about the channel."""
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
