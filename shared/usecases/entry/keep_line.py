"""Keeping a line during the day, and removing it. A line costs three reads, in two round trips, and one write."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from shared.kpt.day import day_of
from shared.kpt.entry.entry import Entry
from shared.kpt.entry.line import Fault, Line, fault_of_line
from shared.kpt.errors import StoreSilent, VersionConflict
from shared.kpt.ids import Language
from shared.kpt.messages.delivery import Key
from shared.kpt.schedule.kept_lines import Answered, ComesBack, comes_back, lines_of
from shared.kpt.team.person import Person
from shared.kpt.team.team import Team
from shared.log_events import LogEvent
from shared.usecases.entry.submit import today_for
from shared.usecases.optimistic import until_it_holds
from shared.usecases.ports.aggregates.errands import Errands
from shared.usecases.ports.world import World

JUST_AFTER = timedelta(microseconds=1)
"""Added to a line's moment, so that lines of the same moment stay in their order."""


@dataclass(frozen=True)
class Kept:
    """A line that was stored. ``team``: the team that asks the person. ``comes_back``: where the line appears again."""

    line: Line
    team: Team
    person: Person
    comes_back: ComesBack


@dataclass(frozen=True)
class NotKept:
    """Why a line was not stored, the language to say so in (None: not known), and the line's length."""

    reason: Fault | Literal["no_team"]
    language: Language | None = None
    length: int = 0


def keep(world: World, workspace: str, user: str, line_id: str, text: str) -> Kept | NotKept:
    """Store a line for a person's today, in their home team. Raises ``StoreSilent`` where it is not certain that it is
    stored."""
    person = world.store.people.get_many(workspace, [user]).get(user)
    if person is None or not person.home:
        return NotKept("no_team", person.language if person and person.is_learnt else None)
    team, entry, day = _today(world, person)
    if team is None or team.is_gone or user not in team.members:
        return NotKept("no_team", person.language)
    now = world.clock.now()
    after_the_others = max((other.at + JUST_AFTER for other in person.kept_lines), default=now)
    line = Line(line_id, day, text, max(now, after_the_others))
    is_taken = entry is not None and any(taken.id == line_id for taken in entry.lines)
    if fault := "already" if is_taken else fault_of_line(line, person.kept_lines):
        return NotKept(fault, person.language, len(text))
    try:
        world.store.people.keep_line(workspace, user, line)
    except VersionConflict:  # they were erased meanwhile
        return NotKept("no_team", person.language)
    world.log(LogEvent.LINE_KEPT, user=user, day=day.isoformat())
    return Kept(line, team, person, comes_back(team, person, day, now, _answered(person, entry, day)))


def _answered(person: Person, entry: Entry | None, day: date) -> Answered:
    if entry and entry.kind == "written":
        return "written"
    is_answered = person.answered_on == day or (entry is not None and entry.kind != "deleted")
    return "otherwise" if is_answered else None


def _today(world: World, person: Person) -> tuple[Team | None, Entry | None, date]:
    """The home team, today's entry, and today. The day is a guess until the team is read."""
    guess = day_of(world.clock.now(), person.time_zone or "UTC")
    records = world.store.entries.records_beside(person, person.home, [guess])
    if records.team is None:
        return None, None, guess
    day = today_for(world, records.team, person)
    if day != guess:
        records = world.store.entries.records_beside(person, person.home, [day])
    return records.team, records.entries.get(day), day


Removed = Literal["removed", "saved", "nobody"]


def remove(world: World, team_id: str, user: str, line_id: str, day: date) -> Removed:
    """Remove a line that was kept on ``day``, and leave an errand that updates a message with it. ``saved``: an entry
    has taken the line already. Raises ``StoreSilent``."""

    def attempt() -> Removed:
        records = world.store.entries.records(team_id, user, [day])
        person, entry = records.person, records.entries.get(day)
        if person is None:
            return "nobody"
        line = next(iter(person.lines_named([line_id])), None)
        if line is None:
            return "saved" if entry and any(taken.id == line_id for taken in entry.lines) else "removed"
        errands = _redrawing(world, records.team, person, line)
        world.store.people.remove_line(person, line_id, errands)
        world.log(LogEvent.LINE_REMOVED, user=user, day=line.day.isoformat())
        return "removed"

    return until_it_holds(user, attempt, gives_up=StoreSilent)


def _redrawing(world: World, team: Team | None, person: Person, line: Line) -> Errands:
    if team is None or team.is_gone:
        return {}
    today = today_for(world, team, person)
    if line not in lines_of(team, person, today):
        return {}
    if world.store.deliveries.get(Key(f"people/{person.id}", f"reminder:{today}")) is None:
        return {}
    about = {"kind": "lines", "team": person.home or team.id, "by": person.user, "day": today.isoformat()}
    return {f"lines-{person.id}-{today}": about}
