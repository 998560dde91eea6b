"""The members of a team: reads their profiles from Slack, follows who joins and leaves the channel, and lets members
step out and in."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from shared.kpt.day import day_of
from shared.kpt.errors import ChannelClosed
from shared.kpt.schedule.reminder import slots_of
from shared.kpt.team.membership import SEEN_AT_ONCE, home_among, in_turn, joining, with_news_of, with_profile, without
from shared.kpt.team.person import People, Person, Profile
from shared.kpt.team.team import Team
from shared.log_events import LogEvent
from shared.usecases.optimistic import unless_it_changed, until_it_holds
from shared.usecases.ports.world import World
from shared.usecases.session.lead import follow_leaving

RESOLVE_AT_ONCE = 20
"""How many profiles are read before they are stored."""
LOOK_WITHIN = 10.0
"""Seconds for reading so many profiles. The next sweep reads the rest."""

T = TypeVar("T")


def with_members(world: World, team: Team, profiles: Iterable[Profile]) -> tuple[Team, People]:
    """The team after these profiles were read: people become members, all others are removed. Their zones decide the
    slots."""
    learnt = {p.user: p for p in profiles}
    persons = [p for p in learnt.values() if p.is_person]
    before = {user: name for user, name in team.members.items() if user not in learnt or learnt[user].is_person}
    members = {**before, **{p.user: p.name for p in persons}}
    ids = [i for i in team.member_ids if i not in learnt or learnt[i].is_person]
    today = day_of(world.clock.now(), team.time_zone)
    joined = joining(team, [p.user for p in persons], today)
    member_ids = tuple(dict.fromkeys((*ids, *(p.user for p in persons))))
    team = replace(team, members=members, member_ids=member_ids, joined=joined)
    known = world.store.people.get_many(team.workspace, sorted(members))
    met = [_met(team, profile, known.get(profile.user)) for profile in persons]
    homes = world.store.teams.get_many(sorted({person.home for person in met} - {"", team.id}))
    people = {person.user: replace(person, home=home_among(person, [*homes, team])) for person in met}
    return replace(team, slots=slots_of(team, {**known, **people}, today)), people


def _met(team: Team, profile: Profile, known: Person | None) -> Person:
    """A person with Slack's profile, and with what they set and answered themselves."""
    if known and known.teams:
        told = with_profile(known, profile)
        return replace(told, teams=(*(t for t in known.teams if t != team.id), team.id))
    zone = profile.time_zone or ("" if team.unknown_zone else team.time_zone)
    country = profile.country if profile.time_zone else team.country
    new = Person(
        team.workspace,
        profile.user,
        profile.name,
        profile.picture,
        profile.language,
        zone,
        country,
    )
    told = with_profile(replace(known, time_zone=zone, country=country), profile) if known else new
    return replace(told, teams=(team.id,), home=team.id)


def store_profiles(world: World, team: Team) -> None:
    """Read the profiles of a channel's ids that are not known to be people's, and store them batch by batch.

    Raises ``RetryLater`` where Slack's rate limit is reached: what was read is stored, and the trigger retries.
    """
    learn_about(world, team, team.unresolved)


def look_at_channel(world: World, team_id: str, about: str = "") -> None:
    """Somebody joined or left a team's channel: bring the team up to date with the channel as it is now.

    ``about``: whom the event named. Their profile is read in any case.
    """
    team = world.store.teams.get(team_id)
    if team is None or team.is_gone:
        return
    try:
        ids = world.directory.channel(team.channel).ids
    except ChannelClosed:  # another event, and `sweep`, handle that
        return
    refresh_members(world, team, ids, about)


def refresh_members(world: World, team: Team, ids: Iterable[str], about: str = "") -> None:
    """Bring a team up to date with its channel: remove who left, and add who joined, unless the team is a chosen list
    of people. Raises as ``store_profiles`` does.

    Bots and guests are not stored, so their profiles are read each time. In a channel with many of them that would
    always reach Slack's limit: only ``about`` is then certain to be read, and the next sweep goes on with others.
    """
    there = set(ids)
    gone = {*team.members, *team.member_ids} - there
    if gone:
        team = _take_out(world, team, gone)
        follow_leaving(world, team, gone)
    new = there - set(team.member_ids) if team.membership == "channel" else set()
    team, joined = _learn(world, team, sorted(new & {about}), None)
    others = in_turn(sorted(new - {about}), world.clock.now())
    _, more = _learn(world, team, others, LOOK_WITHIN if len(others) > SEEN_AT_ONCE else None)
    if gone or joined or more:
        world.log(LogEvent.TEAM_MEMBERS_REFRESHED, team=team.id, came=joined + more, left=len(gone))


def _take_out(world: World, team: Team, users: Collection[str]) -> Team:
    remaining = without(team, users)
    people = world.store.people.get_many(team.workspace, sorted(users & team.members.keys()))
    moved = _moved(world, remaining, people.values())
    return _store(world, remaining, {person.user: person for person in moved})


def learn_about(world: World, team: Team, users: Sequence[str]) -> int:
    """Read these profiles and make people members. Returns how many. Raises as ``store_profiles`` does."""
    return _learn(world, team, users, None)[1]


def _learn(world: World, team: Team, users: Sequence[str], within: float | None) -> tuple[Team, int]:
    """The team as stored, and how many joined it. ``within``: seconds for each batch; a batch that Slack did not answer
    completely is the last."""
    joined = 0
    for start in range(0, len(users), RESOLVE_AT_ONCE):
        some = users[start : start + RESOLVE_AT_ONCE]
        profiles = world.directory.profiles(team.workspace, some, within)
        if any(p.is_person for p in profiles.values()) or set(some) & set(team.member_ids):
            team, people = with_members(world, team, profiles.values())
            team = _store(world, team, people)
            joined += len(people)
        if len(profiles) < len(some):
            break
    return team, joined


def _store(world: World, team: Team, people: People) -> Team:
    with unless_it_changed(team.id):
        return world.store.teams.store_profiles(team, people)


# One's home, and stepping out


def rehome(world: World, team: Team, users: Iterable[str] | None = None) -> None:
    """Give each of a team's members (or these users) a home that asks them. If their home was paused, removed or left,
    another of their teams becomes it."""

    def attempt() -> None:
        people = world.store.people.get_many(team.workspace, team.members if users is None else users)
        if moved := _moved(world, team, people.values()):
            world.store.teams.change_members([], moved)
            world.log(LogEvent.TEAM_REHOMED, team=team.id, people=len(moved))

    until_it_holds(f"the homes of {team.id}", attempt)


def _moved(world: World, team: Team, people: Iterable[Person]) -> list[Person]:
    """The people whose home changes, with the new home. ``team``: as it will be stored."""
    several = [person for person in people if set(person.teams) - {team.id}]
    beside = world.store.teams.get_many(sorted({t for person in several for t in person.teams} - {team.id}))
    homes = ((person, home_among(person, own(person, [team, *beside]))) for person in several)
    return [replace(person, home=home) for person, home in homes if home != person.home]


def own(person: Person, teams: Iterable[Team]) -> list[Team]:
    """The person's teams among ``teams``, in the person's order."""
    by_id = {team.id: team for team in teams}
    return [by_id[team] for team in person.teams if team in by_id]


def step_out(world: World, team_id: str, user: str) -> None:
    """Let a member step out of the team; they stay in the channel. Raises ``StoreSilent`` and ``Busy``."""
    until_it_holds(team_id, lambda: _step(world, team_id, user, out=True))


def step_in(world: World, team_id: str, user: str) -> None:
    """Let a member take part again. Raises as ``step_out`` does."""
    until_it_holds(team_id, lambda: _step(world, team_id, user, out=False))


def _step(world: World, team_id: str, user: str, *, out: bool) -> None:
    records = world.store.entries.records(team_id, user, [])
    team, person = records.team, records.person
    if team is None or person is None or user not in team.members or (user in team.stepped_out) == out:
        return
    others = tuple(other for other in team.stepped_out if other != user)
    team = replace(team, stepped_out=(*others, user) if out else others)
    if not out:
        team = with_news_of(team, person, day_of(world.clock.now(), team.time_zone))
    world.store.teams.change_members([team], _moved(world, team, [person]))
    world.log(LogEvent.TEAM_STEPPED, team=team.id, user=user, out=out)
