"""Sets who is in a team: everyone in its channel, or people who were chosen from it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from shared.kpt.errors import ChannelClosed
from shared.kpt.team.person import People, Profile
from shared.kpt.team.settings_table import TeamSettings
from shared.kpt.team.team import Team
from shared.kpt.team.team_settings import Fault
from shared.usecases.ports.world import World
from shared.usecases.team.members import with_members

RESOLVE_WITHIN = 1.0
"""Seconds for reading profiles before a form is answered. An errand reads the rest."""


def choose(
    team: Team, chosen: Iterable[str], there: Iterable[str], profiles: Mapping[str, Profile]
) -> tuple[Team, Mapping[str, Fault]]:
    """The team with these people alone, and the fault where one of them is not a person in the channel."""
    ids, known = tuple(dict.fromkeys(chosen)), set(there)
    outsiders = [i for i in ids if i not in known or (i in profiles and not profiles[i].is_person)]
    members = {user: name for user, name in team.members.items() if user in ids}
    return replace(team, members=members, member_ids=ids), {"chosen": "outsider"} if outsiders else {}


def with_membership(world: World, team: Team, wanted: TeamSettings) -> tuple[Team, People, Mapping[str, Fault]]:
    """A team with its new membership, the people whose profiles were read for it, and faults. Raises ``RetryLater``."""
    if wanted.membership == "list" and set(wanted.chosen) <= team.members.keys():
        team, found = choose(team, wanted.chosen, team.members, {})
        return team, {}, found
    try:
        there = world.directory.channel(team.channel).ids
    except ChannelClosed:
        return team, {}, {"membership": "outsider"}
    ids = wanted.chosen if wanted.membership == "list" else there
    profiles = world.directory.profiles(team.workspace, [i for i in ids if i not in team.members], RESOLVE_WITHIN)
    if wanted.membership == "list":
        team, found = choose(team, ids, there, profiles)
        if found:
            return team, {}, found
    else:
        team = replace(team, member_ids=there)
    team, people = with_members(world, team, profiles.values())
    return team, people, {}
