"""How far a team's spreadsheet is: ``teams/{team}/sheet/state``, apart from the team, whose writes wake `schedule`."""

from dataclasses import replace
from typing import Any

from shared.kpt.errors import AlreadyExists, VersionConflict
from shared.kpt.sheet.columns import USUAL
from shared.kpt.team.team import Team
from shared.store.engine.documents import Create, Document, Update, Write
from shared.store.engine.lazy_documents import LazyDocuments
from shared.store.records import common as lie
from shared.store.records import lenient
from shared.store.records.teams import team_from
from shared.usecases.ports.aggregates.sheet_state import SheetState


class SheetDocuments:
    """Fulfils the port `SheetStore`."""

    def __init__(self, documents: LazyDocuments) -> None:
        self._documents = documents

    def get(self, team: str) -> tuple[Team | None, SheetState]:
        """A team, and how far its spreadsheet is, in one round trip."""
        team_path, state_path = f"teams/{team}", _state(team)
        documents = self._documents.get([team_path, state_path])
        state = documents.get(state_path)
        return (
            team_from(documents[team_path]) if team_path in documents else None,
            _state_from(state) if state else SheetState(),
        )

    def write(self, team: str, state: SheetState) -> SheetState:
        """Write how far it is, while it is as it was read; else ``VersionConflict``."""
        try:
            return replace(state, version=self._documents.commit([state_write(team, state)])[0])
        except AlreadyExists as error:
            raise VersionConflict(_state(team)) from error


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
