"""Sets up a team: a channel, its people, and the settings from the form."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from shared.kpt.errors import ChannelClosed, RetryLater
from shared.kpt.schedule.reminder import next_reminder
from shared.kpt.schedule.workdays import extra_days_off
from shared.kpt.team.person import People, Profile
from shared.kpt.team.settings_table import TeamSettings
from shared.kpt.team.team import Language, Team, default_mode, team_id
from shared.kpt.team.team_settings import Fault, faults, settings_of, with_settings
from shared.usecases.ports.world import ChannelPeople, World
from shared.usecases.team.choose_members import choose
from shared.usecases.team.members import with_members

LOOK_WITHIN = 0.8
RESOLVE_WITHIN = 1.2
"""Seconds for reading profiles: ``LOOK_WITHIN`` before the form opens, ``RESOLVE_WITHIN`` before it is answered."""

NotHere = Literal["not_invited", "not_there", "archived", "shared", "guest"]
SetupOutcome = Literal["founded", "already", "faulty", NotHere]


@dataclass(frozen=True)
class Prospect:
    """The team that a channel would become with the default settings, or why it may not become one."""

    language: Language
    refused: NotHere | None = None
    team: Team | None = None
    people: int = 0


@dataclass(frozen=True)
class SetUp:
    """The outcome of a set-up. ``next_at``: when whoever set the team up is next asked, by whichever team.
    ``together``: all ``people`` are asked at that moment. ``zone``: the person's own."""

    outcome: SetupOutcome
    language: Language
    name: str = ""
    people: int = 0
    next_at: datetime | None = None
    together: bool = False
    zone: str = "UTC"
    team: Team | None = None
    faults: Mapping[str, Fault] = field(default_factory=dict)
    wanted: TeamSettings | None = None


def look(world: World, workspace: str, channel: str, name: str, caller: str) -> Prospect:
    """The team that a channel would become. Raises ``RetryLater`` where Slack does not say who the caller is."""
    prospect, _, _ = _look(world, workspace, channel, name, caller, LOOK_WITHIN)
    return prospect


def set_up(
    world: World,
    workspace: str,
    channel: str,
    name: str,
    caller: str,
    change: Callable[[TeamSettings], TeamSettings],
    removed: Team | None = None,
) -> SetUp:
    """Make a channel a team, with the defaults as the form changed them. ``removed``: the removed team of this channel.

    Raises ``RetryLater`` where Slack does not say who the caller is.
    """
    prospect, found, profiles = _look(world, workspace, channel, name, caller, RESOLVE_WITHIN)
    language, draft = prospect.language, prospect.team
    if prospect.refused or draft is None:
        return SetUp(prospect.refused or "guest", language)
    wanted = change(settings_of(draft))
    faulty = faults(wanted, prospect.people)
    draft = with_settings(draft, wanted)
    if wanted.membership == "list" and not faulty:
        draft, faulty = choose(draft, wanted.chosen, found.ids, profiles)
    if faulty:
        return SetUp("faulty", language, faults=faulty, wanted=wanted)
    team, people = with_members(world, draft, [profiles[i] for i in draft.member_ids if i in profiles])
    if removed:
        team = replace(team, version=removed.version, stepped_out=removed.stepped_out)
    kinds = ("welcome", "members") if team.unresolved else ("welcome",)
    errands = {f"{kind}-{team.id}": {"kind": kind} for kind in kinds}
    if not world.store.teams.create(team, people, errands, world.clock.now()):
        return SetUp("already", language)
    count = len(team.members) + len(team.unresolved)
    zone = profiles[caller].time_zone or team.time_zone
    next_at, together = _asked_next(world, team, people, caller)
    return SetUp("founded", language, team.name, count, next_at, together and not team.unresolved, zone, team)


def _look(
    world: World, workspace: str, channel: str, name: str, caller: str, within: float
) -> tuple[Prospect, ChannelPeople, Mapping[str, Profile]]:
    try:
        found = world.directory.channel(channel)
    except ChannelClosed as blocked:
        refused: NotHere = "archived" if blocked.reason == "is_archived" else "not_invited"
        return Prospect(_language(world, workspace, caller), refused), ChannelPeople("", ()), {}
    if found.is_shared:
        return Prospect(_language(world, workspace, caller), "shared"), found, {}
    profiles = world.directory.profiles(workspace, [caller, *(i for i in found.ids if i != caller)], within)
    if caller not in profiles:
        raise RetryLater("who set the team up could not be learnt")
    by = profiles[caller]
    if not by.is_person:
        return Prospect(by.language, "guest"), found, profiles
    if caller not in found.ids:
        return Prospect(by.language, "not_there"), found, profiles
    count = sum(i not in profiles or profiles[i].is_person for i in found.ids)
    draft = _draft(team_id(workspace, channel), found.name or name, by, found.ids, count)
    return Prospect(by.language, team=draft, people=count), found, profiles


def _language(world: World, workspace: str, user: str) -> Language:
    profiles = world.directory.profiles(workspace, [user], RESOLVE_WITHIN)
    return profiles[user].language if user in profiles else "en"


def _draft(team: str, name: str, by: Profile, ids: Iterable[str], people: int) -> Team:
    """A team with the default settings, in the language and zone of whoever sets it up."""
    draft = Team(
        id=team,
        name=name,
        language=by.language,
        time_zone=by.time_zone or "UTC",
        country=by.country,
        member_ids=tuple(ids),
        extra_days_off=extra_days_off(by.country),
        created_by=by.user,
        updated_by=by.user,
    )
    return replace(draft, announcement=replace(draft.announcement, mode=default_mode(people)))


def _asked_next(world: World, team: Team, people: People, caller: str) -> tuple[datetime | None, bool]:
    """When the caller is next asked, by this team or by their home, and whether all members are asked at that
    moment."""
    now = world.clock.now()
    homes = {team.id: team, "": team}
    other = people[caller].home if caller in people else ""
    if other not in homes and (home := world.store.teams.get(other)):
        homes[other] = home

    def moment(user: str) -> datetime | None:
        home = homes.get(people[user].home) if user in people else None
        coming = next_reminder(home, people[user], now) if home else None
        return coming.moment if coming else None

    mine = moment(caller)
    return mine, mine is not None and all(moment(user) == mine for user in team.asked)
