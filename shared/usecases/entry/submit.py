"""Stores a member's answer: checks who may answer for which day, and returns the outcome."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from shared.kpt.day import day_of
from shared.kpt.entry.answer import Answer, Outcome
from shared.kpt.entry.entry import fault_of_day
from shared.kpt.entry.shown import quiet_day_shown
from shared.kpt.team.person import Person, clock_zone
from shared.kpt.team.team import Team
from shared.log_events import LogEvent
from shared.usecases.entry.old_entry import with_promise_of_old
from shared.usecases.ports.aggregates.entries import Records
from shared.usecases.ports.world import World
from shared.usecases.reminding.remind import with_last_tries

Refusal = Literal["no_team", "not_member", "no_zone", "future", "too_old"]


@dataclass(frozen=True)
class NotAllowed:
    """Why an answer is not stored."""

    reason: Refusal


def refusal(team: Team | None, user: str) -> Refusal | None:
    """Why this person may not read or write the team's entries; None where they may. Only the stored team decides."""
    if team is None or team.is_gone:
        return "no_team"
    if user not in team.members:
        return "not_member"
    return "no_zone" if team.unknown_zone else None


def today_for(world: World, team: Team, person: Person | None) -> date:
    """The member's local day."""
    return day_of(world.clock.now(), clock_zone(team, person) if person else team.time_zone)


def answer(world: World, team_id: str, user: str, day: date, given: Answer) -> Outcome | NotAllowed:
    """Store an answer; it is stored when this returns. Raises ``StoreSilent`` where that is not certain."""
    records = world.store.entries.records(team_id, user, [day] if given.builds_on_another else [])
    refused = _refusal(world, records, day)
    if refused:
        return NotAllowed(refused)
    records = with_promise_of_old(world, records, day)
    if given.try_before and given.try_before.done:
        records = _with_last_try(world, records)
    outcome = world.store.entries.answer(records, day, _with_promise(given, records.team))
    world.log(
        LogEvent.ENTRY_ANSWERED,
        team=team_id,
        day=day.isoformat(),
        user=user,
        kind=given.kind,
        changed=outcome.change is not None,
    )
    return outcome


def _with_last_try(world: World, records: Records) -> Records:
    """The records with the person's last Try, read from their last entry if it is not stored on the person."""
    team, person = records.team, records.person
    if team is None or person is None or person.remembers:
        return records
    return replace(records, person=with_last_tries(world, team, [person])[person.user])


def _with_promise(given: Answer, team: Team | None) -> Answer:
    """The answer with its promise. A form brings one; for a quiet day, which has no form, the team's setting is the
    promise."""
    return replace(given, promised=quiet_day_shown(team)) if team and given.kind == "quiet" else given


def _refusal(world: World, records: Records, day: date) -> Refusal | None:
    team = records.team
    refused = refusal(team, records.user)
    if refused or team is None:
        return refused or "no_team"
    return fault_of_day(day, today_for(world, team, records.person))
