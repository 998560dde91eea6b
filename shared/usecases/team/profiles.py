"""What Slack says of people, followed as it changes: name, picture, zone, language, and whether they are there."""

from dataclasses import replace
from datetime import datetime

from shared.kpt.day import day_of
from shared.kpt.team.membership import (
    SEEN_AT_ONCE,
    as_told,
    home_among,
    in_turn,
    is_news,
    with_news_of,
    without,
)
from shared.kpt.team.person import People, Profile
from shared.kpt.team.team import Team
from shared.log_events import LogEvent
from shared.usecases.optimistic import until_it_holds
from shared.usecases.ports.world import World
from shared.usecases.sheets.sheet import ask_for_all
from shared.usecases.team.members import look_at_channel, own

SEEN_WITHIN = 10.0
"""Seconds for the profiles of a team's members. What could not be learnt is left for the next sweep."""


def follow_profile(world: World, workspace: str, user: str) -> None:
    """Something about an account has changed: ask Slack what it is now, and store it where it is news."""
    profile = world.directory.profiles(workspace, [user], None)[user]
    take_in(world, workspace, profile)


def take_in(world: World, workspace: str, profile: Profile) -> None:
    """Store what Slack says of a known person, with the slots of their teams. A closed account, and a guest, is in no
    team any more; one that is in use again comes back into those whose channels it is in."""
    for team in until_it_holds(f"{workspace}-{profile.user}", lambda: _store(world, workspace, profile)):
        look_at_channel(world, team.id, profile.user)


def _store(world: World, workspace: str, profile: Profile) -> list[Team]:
    """Answers the teams that somebody who had no home may be in again."""
    person = world.store.people.get_many(workspace, [profile.user]).get(profile.user)
    if person is None or not person.teams or not is_news(person, profile):
        return []
    teams = [team for team in world.store.teams.get_many(person.teams) if not team.is_gone]
    now = world.clock.now()
    if profile.is_person:
        told = as_told(person, profile)
        changed = [with_news_of(team, told, day_of(now, team.time_zone)) for team in teams]
        told = replace(told, home=home_among(told, own(told, changed)))
    else:
        told = replace(person, home="")
        changed = [without(team, {person.user}) for team in teams]
    world.store.teams.change_members([new for old, new in zip(teams, changed, strict=True) if new != old], [told])
    for old, new in zip(teams, changed, strict=True):
        if new.members.get(person.user) != old.members.get(person.user):
            ask_for_all(world, new)
    world.log(LogEvent.PERSON_FOLLOWED, user=person.user, teams=len(teams), in_use=profile.is_person)
    return [t for t in teams if profile.is_person and person.home == "" and person.user not in t.members]


def see_profiles(world: World, team: Team, people: People) -> bool:
    """What no event told: ask for the profiles of a team's members, or for those whose turn it is. Answers whether
    something was news."""
    users = whose_turn_it_is(team, world.clock.now())
    profiles = world.directory.profiles(team.workspace, users, SEEN_WITHIN)
    news = [profile for user, profile in profiles.items() if user in people and is_news(people[user], profile)]
    for profile in news:
        take_in(world, team.workspace, profile)
    return bool(news)


def whose_turn_it_is(team: Team, now: datetime) -> list[str]:
    """The members that a sweep at ``now`` asks Slack about. In a large team they take turns."""
    return in_turn(sorted(team.members), now)[:SEEN_AT_ONCE]
