"""The members of a team: learnt about from Slack, and followed as they come and go."""

from collections.abc import Iterable
from dataclasses import replace

from shared.kpt.day import day_of
from shared.kpt.person import People, Person, Profile
from shared.kpt.ports import World
from shared.kpt.reminder import slots_of
from shared.kpt.team import Team

RESOLVE_AT_ONCE = 20
"""How many people an errand learns about before it stores them."""


def with_members(world: World, team: Team, profiles: Iterable[Profile]) -> tuple[Team, People]:
    """The team with what was learnt: people become members, all others go. Slots follow from their zones."""
    learnt = {p.user: p for p in profiles}
    persons = [p for p in learnt.values() if p.is_person]
    members = {**team.members, **{p.user: p.name for p in persons}}
    ids = tuple(i for i in team.member_ids if i not in learnt or learnt[i].is_person)
    known = world.store.people(team.workspace, sorted(members))
    people = {p.user: _person(team, p, known.get(p.user)) for p in persons}
    team = replace(team, members=members, member_ids=ids)
    today = day_of(world.clock.now(), team.time_zone)
    return replace(team, slots=slots_of(team, {**known, **people}, today)), people


def _person(team: Team, profile: Profile, known: Person | None) -> Person:
    """A person as Slack knows them, with what they set and answered themselves."""
    zone = profile.time_zone or team.time_zone
    country = profile.country if profile.time_zone else team.country
    new = Person(
        team.workspace,
        profile.user,
        profile.name,
        profile.picture,
        profile.language,
        zone,
        country,
        teams=(team.id,),
        home=team.id,
    )
    if known is None:
        return new
    return replace(
        known,
        name=new.name,
        picture=new.picture,
        language=new.language,
        time_zone=zone,
        country=country,
        teams=(*(t for t in known.teams if t != team.id), team.id),
        home=known.home or team.id,
    )


def resolve_members(world: World, team: Team) -> None:
    """Learn about everybody of whom it is not known yet whether they are a person, and store it as it comes.

    Raises ``NotNow`` where Slack's rate limit is reached: what was learnt is stored, the trigger comes again.
    """
    while waiting := team.unresolved[:RESOLVE_AT_ONCE]:
        profiles = world.directory.profiles(team.workspace, waiting, None)
        team, people = with_members(world, team, [profiles[i] for i in waiting])
        team = world.store.resolve_members(team, people)


def refresh_members(world: World, team: Team, ids: Iterable[str]) -> None:
    """Let a team follow its channel: who left is not asked any more, who came is learnt about."""
    there = set(ids)
    came = world.directory.profiles(team.workspace, sorted(there - set(team.member_ids)), None)
    persons = [profile for profile in came.values() if profile.is_person]
    stay = {user: name for user, name in team.members.items() if user in there}
    if team.membership != "channel" or (len(stay) == len(team.members) and not persons):
        return
    ids = (*(i for i in team.member_ids if i in there), *(profile.user for profile in persons))
    team, people = with_members(world, replace(team, members=stay, member_ids=ids), persons)
    world.store.resolve_members(team, people)
    world.log("team.members_refreshed", team=team.id, came=len(people), members=len(team.members))
