"""Changes a team from Slack: its settings, a pause, its removal.

A change is written only if the team has not changed since it was read, together with a line in the audit. An errand
tells the channel.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Literal, TypeVar

from shared.kpt.day import day_of
from shared.kpt.errors import ChannelClosed, RetryLater, StoreSilent
from shared.kpt.messages.delivery import Key
from shared.kpt.messages.place import Channel
from shared.kpt.messages.teams import Changed
from shared.kpt.messages.wanted import Wanted
from shared.kpt.schedule.reminder import slots_of
from shared.kpt.schedule.times_transition import with_times_before
from shared.kpt.team.person import People
from shared.kpt.team.settings_table import TeamSettings
from shared.kpt.team.team import Status, Team
from shared.kpt.team.team_settings import Fault, SettingChange, changes, faults, settings_of, with_settings
from shared.log_events import LogEvent
from shared.usecases.delivering.blocked import say_it_is_blocked
from shared.usecases.delivering.follow import follow, take_away
from shared.usecases.optimistic import until_it_holds
from shared.usecases.ports.world import World
from shared.usecases.team.choose_members import RESOLVE_WITHIN, with_membership

TIMES_OF = {"reminder_time", "clock", "session_weekday", "session_time", "time_zone"}
"""The settings whose old values may still hold for a while."""
Refusal = Literal["no_team", "not_member", "guest", "blocked"]
Change = Callable[[TeamSettings], TeamSettings]
Became = TypeVar("Became")


@dataclass(frozen=True)
class ChangeOutcome:
    """The outcome of a change. ``until``: the last day on which the old times hold."""

    refused: Refusal | None = None
    faults: Mapping[str, Fault] = field(default_factory=dict)
    wanted: TeamSettings | None = None
    changes: tuple[SettingChange, ...] = ()
    until: date | None = None


def may_not_change(world: World, team: Team, user: str) -> Refusal | None:
    """Why this person may not change the team; None where they may. Every full member of the workspace who is in the
    channel may, even if the team does not ask them.

    Raises ``RetryLater`` where Slack does not say who they are.
    """
    if user in team.members:
        return None
    profile = world.directory.profiles(team.workspace, [user], RESOLVE_WITHIN).get(user)
    if profile is None:
        raise RetryLater("who wants to change the team could not be learnt")
    if not profile.is_person:
        return "guest"
    try:
        return None if user in world.directory.channel(team.channel).ids else "not_member"
    except ChannelClosed:
        return "not_member"


def change_settings(world: World, team_id: str, user: str, change: Change) -> ChangeOutcome:
    """Change a team's settings. ``change`` is called again where somebody else was faster, so that both changes
    count."""

    def attempt(team: Team) -> ChangeOutcome:
        return _set(world, team, user, change(settings_of(team)))

    return _outcome(change_team(world, team_id, user, attempt))


def set_status(world: World, team_id: str, user: str, status: Status) -> ChangeOutcome:
    """Pause, resume or remove a team. Its entries stay."""
    return _outcome(change_team(world, team_id, user, lambda team: _turn(world, team, user, status)))


def change_team(world: World, team_id: str, user: str, change: Callable[[Team], Became]) -> Became | Refusal:
    """Read and change a team for somebody; again where somebody else was faster. Returns the result, or why they may
    not. Raises ``StoreSilent`` where it is not certain that it is stored."""

    def attempt() -> Became | Refusal:
        team = world.store.teams.get(team_id)
        if team is None or team.is_gone:
            return "no_team"
        return may_not_change(world, team, user) or change(team)

    return until_it_holds(team_id, attempt, gives_up=StoreSilent)


def _outcome(became: ChangeOutcome | Refusal) -> ChangeOutcome:
    return became if isinstance(became, ChangeOutcome) else ChangeOutcome(refused=became)


def _set(world: World, team: Team, user: str, wanted: TeamSettings) -> ChangeOutcome:
    if wanted.membership == "channel":
        wanted = replace(wanted, chosen=())
    changed, found = changes(settings_of(team), wanted), faults(wanted, len(team.member_ids))
    people: People = {}
    after = replace(with_settings(team, wanted), updated_by=user)
    if not found and {change.what for change in changed} & {"membership", "chosen"}:
        after, people, found = with_membership(world, after, wanted)
        found = found or faults(wanted, len(after.member_ids))
    if found or not changed:
        return ChangeOutcome(faults=found, wanted=wanted)
    known = {**world.store.people.get_many(team.workspace, after.asked), **people}
    after = with_times_before(team, after, known, world.clock.now())
    gone = sorted(team.members.keys() - after.members.keys())
    _write(world, after, "changed the settings", changed, people, gone)
    held = [before.until for before in after.before if TIMES_OF & {change.what for change in changed}]
    return ChangeOutcome(changes=changed, until=max(held, default=None))


def _turn(world: World, team: Team, user: str, status: Status) -> ChangeOutcome:
    if team.status == status:
        return ChangeOutcome()
    if status == "active" and team.status == "blocked":
        return ChangeOutcome(refused="blocked")
    after = replace(team, status=status, updated_by=user)
    if status == "active":
        people = world.store.people.get_many(team.workspace, team.asked)
        after = replace(after, slots=slots_of(after, people, day_of(world.clock.now(), team.time_zone)))
    changed = (SettingChange("status", team.status, status),)
    what = {"active": "resumed the team", "paused": "paused the team", "removed": "removed the team"}[status]
    _write(world, after, what, changed, {}, ())
    return ChangeOutcome(changes=changed)


def _write(
    world: World,
    team: Team,
    what: str,
    changed: Sequence[SettingChange],
    people: People,
    gone: Sequence[str],
) -> None:
    """Write the team with its errands. ``gone``: who has left the team by this change."""
    now = world.clock.now()
    told = json.dumps([[change.what, change.old, change.new] for change in changed])
    about = {"kind": "changed", "at": now.isoformat(), "changes": told, "gone": " ".join(gone)}
    errands: dict[str, Mapping[str, str]] = {f"changed-{team.id}-{now:%Y%m%dT%H%M%S%f}": about}
    if team.unresolved:
        errands[f"members-{team.id}"] = {"kind": "members"}
    world.store.teams.change(team, what, changed, people, errands, now)
    world.log(LogEvent.TEAM_CHANGED, team=team.id, what=what, settings=[change.what for change in changed])


def tell_of_change(world: World, team: Team, by: str, at: str, told: str) -> None:
    """Tell the channel what was changed, and by whom. If they, or somebody whom it names, were erased before or
    meanwhile, the message is not sent, or is removed."""
    key = changed_key(team.id, datetime.fromisoformat(at))
    changed = [SettingChange(*change) for change in json.loads(told)]
    known = world.store.people.get_many(team.workspace, [by, *_chosen_in(changed)])
    if by in known:  # whoever changed a team is stored until they are erased
        names = {**{user: person.name for user, person in known.items()}, **team.members}
        readable = tuple(_readable(names, change) for change in changed)
        _tell(world, team, key, Changed(team.language, _name(world, team, by), readable))
    if by not in known or known.keys() - world.store.people.get_many(team.workspace, known).keys():
        take_away(world, key, Channel(team.channel))


def _chosen_in(changed: Sequence[SettingChange]) -> list[str]:
    lists = [side for change in changed if change.what == "chosen" for side in (change.old, change.new)]
    return sorted({user for each in lists for user in each.split(",") if user})


def _tell(world: World, team: Team, key: Key, message: Changed) -> None:
    delivery = follow(world, key, Channel(team.channel), Wanted(0, message))
    if delivery and delivery.state == "blocked":
        world.store.deliveries.forget(delivery)  # it is not sent when the channel opens again
        if not team.is_gone:
            say_it_is_blocked(world, team, delivery.error)


def changed_key(team: str, at: datetime) -> Key:
    """Names the message about the change that was made at this moment."""
    return Key(f"teams/{team}", f"changed:{at.astimezone(UTC).isoformat()}")


def _readable(names: Mapping[str, str], change: SettingChange) -> SettingChange:
    """The change with names of chosen people. Somebody who was erased meanwhile is left out."""
    if change.what != "chosen":
        return change
    sides = [[names[user] for user in ids.split(",") if user in names] for ids in (change.old, change.new)]
    return SettingChange("chosen", *map(",".join, sides))


def _name(world: World, team: Team, user: str) -> str:
    if name := team.members.get(user):
        return name
    profile = world.directory.profiles(team.workspace, [user], RESOLVE_WITHIN).get(user)
    return profile.name if profile else user
