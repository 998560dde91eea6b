"""Setting up a team: a channel, its people and the defaults; and learning about those who did not fit in the time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from shared.kpt.calendar import extra_days_off
from shared.kpt.day import day_of
from shared.kpt.person import People, Person, Profile
from shared.kpt.ports import World
from shared.kpt.reminder import next_reminder, slots_of
from shared.kpt.team import Language, Team, team_id
from shared.kpt.trouble import Blocked, NotNow

ASK_ABOVE = 30
"""From more people than this, the number is named and asked first."""
RESOLVE_WITHIN = 1.5
"""Seconds that learning about people may take before the click is answered."""
RESOLVE_AT_ONCE = 20
"""How many people an errand learns about before it stores them."""
STORE_WITHIN = 1.0


Outcome = Literal["founded", "already", "not_invited", "archived", "shared", "guest", "many"]


@dataclass(frozen=True)
class SetUp:
    """What became of a set-up. ``next_at`` and ``people`` say when the next message goes out, and to how many."""

    outcome: Outcome
    language: Language
    name: str = ""
    people: int = 0
    next_at: datetime | None = None
    zone: str = "UTC"


def set_up(world: World, workspace: str, channel: str, name: str, caller: str, *, sure: bool) -> SetUp:
    """Make a channel a team. Raises ``NotNow`` where Slack does not say who the caller is."""
    known = world.store.records(team_id(workspace, channel), caller, [], within=STORE_WITHIN)
    if known.team:
        return SetUp("already", known.person.language if known.person else known.team.language)
    try:
        found = world.directory.channel(channel)
    except Blocked as blocked:
        language = _language(world, workspace, caller)
        return SetUp("archived" if blocked.reason == "is_archived" else "not_invited", language)
    if found.is_shared:
        return SetUp("shared", _language(world, workspace, caller))
    ids, name = found.ids, found.name or name
    profiles = world.directory.profiles(workspace, [caller, *(i for i in ids if i != caller)], RESOLVE_WITHIN)
    if caller not in profiles:
        raise NotNow("who set the team up could not be learnt")
    by = profiles[caller]
    if not by.is_person:
        return SetUp("guest", by.language)
    unresolved = [i for i in ids if i not in profiles]
    count = len(unresolved) + sum(profiles[i].is_person for i in ids if i in profiles)
    if count > ASK_ABOVE and not sure:
        return SetUp("many", by.language, name, count)
    team, people = _found(world, team_id(workspace, channel), name, by, ids, profiles)
    kinds = ("welcome", "members") if unresolved else ("welcome",)
    errands = {f"{kind}-{team.id}": {"kind": kind} for kind in kinds}
    if not world.store.found_team(team, people, errands, world.clock.now(), within=STORE_WITHIN):
        return SetUp("already", by.language)
    return SetUp("founded", by.language, name, count, _next_at(world, team, people), by.time_zone or team.time_zone)


def _language(world: World, workspace: str, user: str) -> Language:
    profiles = world.directory.profiles(workspace, [user], RESOLVE_WITHIN)
    return profiles[user].language if user in profiles else "en"


def _found(
    world: World, team: str, name: str, by: Profile, ids: Iterable[str], profiles: Mapping[str, Profile]
) -> tuple[Team, People]:
    country = by.country
    new = Team(
        id=team,
        name=name,
        language=by.language,
        time_zone=by.time_zone or "UTC",
        country=country,
        member_ids=tuple(ids),
        extra_days_off=extra_days_off(country),
        created_by=by.user,
        updated_by=by.user,
    )
    return _with_members(world, new, [profiles[i] for i in ids if i in profiles])


def _with_members(world: World, team: Team, profiles: Iterable[Profile]) -> tuple[Team, People]:
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


def _next_at(world: World, team: Team, people: People) -> datetime | None:
    now = world.clock.now()
    reminders = (next_reminder(team, person, now) for person in people.values())
    return min((r.moment for r in reminders if r), default=None)


def resolve_members(world: World, team: Team) -> None:
    """Learn about everybody of whom it is not known yet whether they are a person, and store it as it comes.

    Raises ``NotNow`` where Slack's rate limit is reached: what was learnt is stored, the trigger comes again.
    """
    while waiting := team.unresolved[:RESOLVE_AT_ONCE]:
        profiles = world.directory.profiles(team.workspace, waiting, None)
        team, people = _with_members(world, team, [profiles[i] for i in waiting])
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
    team, people = _with_members(world, replace(team, members=stay, member_ids=ids), persons)
    world.store.resolve_members(team, people)
    world.log("team.members_refreshed", team=team.id, came=len(people), members=len(team.members))
