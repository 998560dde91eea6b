"""Follows changes of Slack's profiles: name, picture, zone, language, and whether the account is closed."""

from dataclasses import replace
from datetime import datetime

from shared.kpt.day import day_of
from shared.kpt.team.membership import (
    SEEN_AT_ONCE,
    home_among,
    in_turn,
    profile_differs,
    with_news_of,
    with_profile,
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
"""Seconds for reading the profiles of a team's members. The next sweep reads the rest."""


def follow_profile(world: World, workspace: str, user: str) -> None:
    """An account has changed: read its profile from Slack, and store it if it is new."""
    profile = world.directory.profiles(workspace, [user], None)[user]
    _apply(world, workspace, profile)


def _apply(world: World, workspace: str, profile: Profile) -> None:
    """Store a known person's profile, and the slots of their teams. Closed accounts and guests leave all teams. An
    account that is in use again joins the teams whose channels it is in."""
    for team in until_it_holds(f"{workspace}-{profile.user}", lambda: _store(world, workspace, profile)):
        look_at_channel(world, team.id, profile.user)


def _store(world: World, workspace: str, profile: Profile) -> list[Team]:
    """Returns the teams that somebody without a home may join again."""
    person = world.store.people.get_many(workspace, [profile.user]).get(profile.user)
    if person is None or not person.teams or not profile_differs(person, profile):
        return []
    teams = [team for team in world.store.teams.get_many(person.teams) if not team.is_gone]
    now = world.clock.now()
    if profile.is_person:
        updated = with_profile(person, profile)
        changed = [with_news_of(team, updated, day_of(now, team.time_zone)) for team in teams]
        updated = replace(updated, home=home_among(updated, own(updated, changed)))
    else:
        updated = replace(person, home="")
        changed = [without(team, {person.user}) for team in teams]
    world.store.teams.change_members([new for old, new in zip(teams, changed, strict=True) if new != old], [updated])
    for old, new in zip(teams, changed, strict=True):
        if new.members.get(person.user) != old.members.get(person.user):
            ask_for_all(world, new)
    world.log(LogEvent.PERSON_FOLLOWED, user=person.user, teams=len(teams), in_use=profile.is_person)
    return [t for t in teams if profile.is_person and person.home == "" and person.user not in t.members]


def check_profiles(world: World, team: Team, people: People) -> bool:
    """Read the profiles of a team's members, or of those whose turn it is, as events may be lost. Returns whether
    anything was new."""
    users = whose_turn_it_is(team, world.clock.now())
    profiles = world.directory.profiles(team.workspace, users, SEEN_WITHIN)
    news = [profile for user, profile in profiles.items() if user in people and profile_differs(people[user], profile)]
    for profile in news:
        _apply(world, team.workspace, profile)
    return bool(news)


def whose_turn_it_is(team: Team, now: datetime) -> list[str]:
    """The members whose profiles a sweep at ``now`` reads. In a large team they take turns."""
    return in_turn(sorted(team.members), now)[:SEEN_AT_ONCE]
