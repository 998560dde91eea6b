"""Stores how far a team's spreadsheet is written: ``teams/{team}/sheet/state``. It is no field of the team, because a
write of the team wakes `schedule`."""

from dataclasses import replace

from shared.kpt.errors import AlreadyExists, VersionConflict
from shared.kpt.sheet.columns import USUAL
from shared.kpt.team.team import Team
from shared.store.engine.documents import Document
from shared.store.engine.lazy_documents import LazyDocuments
from shared.store.records import lenient
from shared.store.records.sheets import state_path, state_write
from shared.store.records.teams import team_from
from shared.usecases.ports.aggregates.sheet_state import SheetState


class SheetDocuments:
    """Fulfils the port `SheetStore`, where its methods are described."""

    def __init__(self, documents: LazyDocuments) -> None:
        self._documents = documents

    def get(self, team: str) -> tuple[Team | None, SheetState]:
        team_path, path = f"teams/{team}", state_path(team)
        documents = self._documents.get([team_path, path])
        state = documents.get(path)
        return (
            team_from(documents[team_path]) if team_path in documents else None,
            _state_from(state) if state else SheetState(),
        )

    def write(self, team: str, state: SheetState) -> SheetState:
        try:
            return replace(state, version=self._documents.commit([state_write(team, state)])[0])
        except AlreadyExists as error:
            raise VersionConflict(state_path(team)) from error


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
