"""Stores people: what they set for themselves, and what is noted of them beside their entries."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from shared.kpt.entry.line import Line
from shared.kpt.errors import VersionConflict
from shared.kpt.team.person import People, Person
from shared.kpt.team.team import Team
from shared.store.engine.documents import REMOVE, Merge, Put, Union, Update, Write
from shared.store.engine.lazy_documents import LazyDocuments
from shared.store.records import teams as records
from shared.store.records.common import SCHEMA, errand_fields
from shared.store.records.lines import line_fields

if TYPE_CHECKING:
    from shared.usecases.ports.aggregates.errands import Errands


class PersonDocuments:
    """Fulfils the port `PersonStore`, where its methods are described."""

    def __init__(self, documents: LazyDocuments) -> None:
        self._documents = documents

    def get_many(self, workspace: str, users: Iterable[str]) -> People:
        paths = [f"people/{workspace}-{user}" for user in users]
        found = self._documents.get(paths).values() if paths else ()
        return {person.user: person for person in map(records.person_from, found)}

    def set_stopped(self, workspace: str, user: str, stopped: bool) -> None:
        self._documents.commit([Merge(f"people/{workspace}-{user}", {"schema": SCHEMA, "stopped": stopped})])

    def change(self, person: Person, teams: Sequence[Team], errands: "Errands") -> None:
        """Adds slots to the teams without removing any, so that a team may change meanwhile."""
        changed = Update(f"people/{person.id}", records.own_fields(person), person.version)
        slots = (Update(f"teams/{team.id}", {"slots": Union(team.slots)}) for team in teams)
        left = (Put(f"errands/{name}", errand_fields(about)) for name, about in errands.items())
        self._documents.commit([changed, *slots, *left])

    def keep_line(self, workspace: str, user: str, line: Line) -> None:
        """An Update: it does not bring back a person whose data was erased."""
        self._documents.commit([Update(f"people/{workspace}-{user}", {f"kept_lines.{line.id}": line_fields(line)})])

    def remove_line(self, person: Person, line: str, errands: "Errands") -> None:
        gone = {f"kept_lines.{line}": REMOVE, "lines_changes": min(person.lines_changes + 1, records.MOST_CHANGES)}
        left = (Put(f"errands/{name}", errand_fields(about)) for name, about in errands.items())
        self._documents.commit([Update(f"people/{person.id}", gone, person.version), *left])

    def draw_anew(self, person: Person) -> None:
        counted = {"lines_changes": min(person.lines_changes + 1, records.MOST_CHANGES)}
        self._documents.commit([Update(f"people/{person.id}", counted, person.version)])

    def record_unanswered(self, days: Mapping[str, Sequence[date]]) -> None:
        """Updates: they do not bring back a person whose data was erased."""
        writes: list[Write] = [
            Update(f"people/{person}", {"unanswered": Union(tuple(day.isoformat() for day in own))})
            for person, own in days.items()
        ]
        try:
            if writes:
                self._documents.commit(writes)
        except VersionConflict:
            for write in writes:
                with suppress(VersionConflict):
                    self._documents.commit([write])
