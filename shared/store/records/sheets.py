"""The fields of the state of a team's spreadsheet."""

from typing import TYPE_CHECKING, Any

from shared.store.engine.documents import Create, Update, Write
from shared.store.records.common import SCHEMA

if TYPE_CHECKING:
    from shared.usecases.ports.aggregates.sheet_state import SheetState


def state_write(team: str, state: "SheetState") -> Write:
    """The write of a state. It fails where the state has changed since it was read."""
    path, fields = state_path(team), _state_fields(state)
    return Create(path, fields) if state.version is None else Update(path, fields, state.version)


def state_path(team: str) -> str:
    """The path of the state's document."""
    return f"teams/{team}/sheet/state"


def _state_fields(state: "SheetState") -> dict[str, Any]:
    return {
        "schema": SCHEMA,
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
