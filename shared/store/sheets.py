"""How far a team's spreadsheet is: ``teams/{team}/sheet/state``, apart from the team, whose writes wake `schedule`."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from shared.kpt.entry.entry import Entry
from shared.kpt.errors import AlreadyExists, VersionConflict
from shared.kpt.sheet.columns import USUAL
from shared.kpt.team.team import Team, TeamSheet
from shared.store.engine.documents import REMOVE, STORE_TIME, Create, Document, Update, Where, Write
from shared.store.engine.lazy_documents import LazyDocuments
from shared.store.records import common as lie
from shared.store.records import lenient
from shared.store.records.teams import sheet_fields, team_from
from shared.usecases.ports.sheets import SheetState


class SheetRecords(LazyDocuments):
    """The part of the memory that only `sheet` asks for."""

    def sheet_state(self, team: str, within: float | None = None) -> tuple[Team | None, SheetState]:
        """A team, and how far its spreadsheet is, in one round trip."""
        team_path, state_path = f"teams/{team}", _state(team)
        documents = self._get([team_path, state_path], within)
        state = documents.get(state_path)
        return (
            team_from(documents[team_path]) if team_path in documents else None,
            _state_from(state) if state else SheetState(),
        )

    def write_sheet_state(self, team: str, state: SheetState) -> SheetState:
        """Write how far it is, while it is as it was read; else ``VersionConflict``."""
        try:
            return replace(state, version=self._commit([state_write(team, state)])[0])
        except AlreadyExists as error:
            raise VersionConflict(_state(team)) from error

    def changed_after(self, team: str, moment: datetime) -> list[Entry]:
        """The entries that were written after a moment."""
        changed = self._query(f"teams/{team}/entries", Where("updated_at", after=moment))
        return list(lie.those(lie.entry_from, changed))

    def all_entries(self, team: str) -> list[Entry]:
        """Every entry of a team, by day."""
        return list(lie.those(lie.entry_from, self._query(f"teams/{team}/entries", Where("day", since=""))))

    def entries_between(self, team: str, first: date, last: date) -> list[Entry]:
        """A team's entries of these days, both included, by day."""
        where = Where("day", since=first.isoformat(), until=last.isoformat())
        return list(lie.those(lie.entry_from, self._query(f"teams/{team}/entries", where)))

    def set_sheet(self, team: Team, sheet: TeamSheet | None) -> None:
        """Write what is noted of a team's spreadsheet, while the team is as it was read; else ``VersionConflict``."""
        fields = {"sheet": sheet_fields(sheet) if sheet else REMOVE, "updated_at": STORE_TIME}
        self._commit([Update(f"teams/{team.id}", fields, team.version)])


def state_write(team: str, state: SheetState) -> Write:
    """How far it is, while it is as it was read."""
    path, fields = _state(team), _state_fields(state)
    return Create(path, fields) if state.version is None else Update(path, fields, state.version)


def _state(team: str) -> str:
    return f"teams/{team}/sheet/state"


def _state_fields(state: SheetState) -> dict[str, Any]:
    return {
        "schema": lie.SCHEMA,
        "mark": state.mark,
        "written": state.written,
        "columns": list(state.columns),
        "owner": state.owner,
        "leased_until": state.leased_until,
        "fault": state.fault,
        "written_at": state.written_at,
        "rewritten_at": state.rewritten_at,
        "delay": state.delay,
        **({"tried": list(state.tried)} if state.tried else {}),
    }


def _state_from(document: Document) -> SheetState:
    f = document.fields
    columns = tuple(lenient.number(each) for each in lenient.several(f.get("columns")))
    return SheetState(
        mark=lenient.moment(f.get("mark")),
        written={key: lenient.number(revision) for key, revision in lenient.fields(f.get("written")).items()},
        columns=columns if len(set(columns)) == len(USUAL) and min(columns) >= 0 else USUAL,
        owner=lenient.text(f.get("owner")),
        leased_until=lenient.moment(f.get("leased_until")),
        fault=lenient.text(f.get("fault")),
        written_at=lenient.moment(f.get("written_at")),
        rewritten_at=lenient.moment(f.get("rewritten_at")),
        delay=lenient.number(f.get("delay")),
        tried=tuple(lenient.text(each) for each in lenient.several(f.get("tried"))),
        version=document.version,
    )
