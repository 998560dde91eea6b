"""Setting up a team: a channel, its people and the defaults."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from shared.kpt.calendar import extra_days_off
from shared.kpt.person import People, Profile
from shared.kpt.ports import World
from shared.kpt.reminder import next_reminder
from shared.kpt.steps.members import with_members
from shared.kpt.team import AnnouncementRule, Language, Team, default_mode, team_id
from shared.kpt.trouble import Blocked, NotNow

ASK_ABOVE = 30
"""From more people than this, the number is named and asked first."""
RESOLVE_WITHIN = 1.5
"""Seconds that learning about people may take before the click is answered."""
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
    team = replace(team, announcement=AnnouncementRule(default_mode(count)))
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
    return with_members(world, new, [profiles[i] for i in ids if i in profiles])


def _next_at(world: World, team: Team, people: People) -> datetime | None:
    now = world.clock.now()
    reminders = (next_reminder(team, person, now) for person in people.values())
    return min((r.moment for r in reminders if r), default=None)
