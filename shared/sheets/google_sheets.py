"""Google Sheets over REST, with google-auth's session. Each method makes one call, once: the trigger retries.

Tab and rows are addressed by the tab's id, so that people may rename and move the tab. One exception: the column of
keys in a write's answer must be named by the tab's title. The title just read is used, and Google refuses the whole
call if it is outdated.
"""

import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from shared.kpt.errors import OutcomeUnknown, RetryLater
from shared.kpt.sheet.plan import Plan
from shared.kpt.sheet.rows import Cell
from shared.sheets import plan_requests
from shared.sheets.google_errors import outcome
from shared.usecases.ports.sheets import Tab, TabContent

if TYPE_CHECKING:
    import requests

GOOGLE: Final = "https://sheets.googleapis.com"
SCOPE: Final = "https://www.googleapis.com/auth/spreadsheets"
TIMEOUT: Final = 20.0
"""Seconds for a call. Google advises 10 to 180. A lease lasts longer than several calls."""
METADATA: Final = "furikaeri"
"""The key of a tab's metadata; the value is the team's id."""


class GoogleSheets:
    """Implements the port `Sheets`. ``url``: the address of a stand-in; empty for Google."""

    def __init__(self, url: str = "") -> None:
        self._url = (url or GOOGLE).rstrip("/")
        self._stand_in = bool(url)
        self._lock = threading.Lock()
        self._made: requests.Session | None = None

    def tabs(self, spreadsheet: str) -> list[Tab]:
        """The tabs of a spreadsheet, each with the team in its metadata."""
        fields = ",".join(
            f"sheets.{part}"
            for part in (
                "properties.sheetId",
                "properties.title",
                "developerMetadata.metadataKey",
                "developerMetadata.metadataValue",
            )
        )
        answer = self._call("GET", spreadsheet, params={"fields": fields})
        return [_tab(sheet) for sheet in answer.get("sheets", ())]

    def make_tab(self, spreadsheet: str, title: str, team: str) -> Tab:
        """Make a team's tab, with its header, as the last tab."""
        tab = secrets.randbelow(2**31 - 1) + 1  # later requests in the same call need the id
        body = {"requests": plan_requests.of_new_tab(tab, title, METADATA, team)}
        self._call("POST", f"{spreadsheet}:batchUpdate", body, params={"fields": "spreadsheetId"}, writes=True)
        return Tab(tab, title, team)

    def read_keys(self, spreadsheet: str, tab: int, column: int) -> TabContent:
        """Read a tab's first row and its column of keys."""
        row = {"sheetId": tab, "startRowIndex": 0, "endRowIndex": 1}
        keys = {"sheetId": tab, "startColumnIndex": column, "endColumnIndex": column + 1}
        header, below = self._read(spreadsheet, row, keys)
        first = _values(header)
        return TabContent(_title(header), first[0] if first else (), [_first(row) for row in _values(below)])

    def read_all(self, spreadsheet: str, tab: int) -> TabContent:
        """Read all rows of a tab."""
        (everything,) = self._read(spreadsheet, {"sheetId": tab})
        return TabContent(_title(everything), rows=_values(everything), width=_width(everything))

    def write(self, spreadsheet: str, tab: int, title: str, plan: Plan) -> Sequence[Cell]:
        """Carry out a plan, completely or not at all. Returns the column of keys as it is afterwards."""
        column = plan_requests.letter(plan.columns[0])
        quoted = title.replace("'", "''")
        body = {
            "requests": plan_requests.of_plan(tab, plan),
            "includeSpreadsheetInResponse": True,
            "responseRanges": [f"'{quoted}'!{column}:{column}"],
        }
        data = "updatedSpreadsheet.sheets.data"
        fields = f"{data}.startRow,{data}.rowData.values.effectiveValue.stringValue"
        answer = self._call("POST", f"{spreadsheet}:batchUpdate", body, params={"fields": fields}, writes=True)
        grids = [grid for sheet in answer["updatedSpreadsheet"].get("sheets", ()) for grid in sheet.get("data", ())]
        return [
            key for grid in grids for key in [*[None] * grid.get("startRow", 0), *map(_key, grid.get("rowData", ()))]
        ]

    def _read(self, spreadsheet: str, *ranges: Mapping[str, int]) -> list[Mapping[str, Any]]:
        body = {
            "dataFilters": [{"gridRange": dict(each)} for each in ranges],
            "valueRenderOption": "UNFORMATTED_VALUE",
            "majorDimension": "ROWS",
        }
        answer = self._call("POST", f"{spreadsheet}/values:batchGetByDataFilter", body)
        found = {
            _ends(asked["gridRange"]): each["valueRange"]
            for each in answer.get("valueRanges", ())
            for asked in each["dataFilters"]
        }
        return [found.get(_ends(each), {}) for each in ranges]

    def _call(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        params: Mapping[str, str] | None = None,
        *,
        writes: bool = False,
    ) -> dict[str, Any]:
        from google.auth.exceptions import GoogleAuthError
        from requests import RequestException

        url = f"{self._url}/v4/spreadsheets/{quote(path, safe=':/')}"
        try:
            answer = self._session().request(method, url, params=params, json=body, timeout=TIMEOUT)
        except GoogleAuthError as error:  # nothing was sent, or Google refused the token
            raise RetryLater(f"sheets: {type(error).__name__}") from error
        except RequestException as error:
            why = f"sheets: {type(error).__name__}"
            raise (OutcomeUnknown(why, timed_out=True) if writes else RetryLater(why)) from error
        try:
            said = answer.json()
        except ValueError:
            said = None
        if answer.status_code != 200 or not isinstance(said, dict):
            raise outcome(answer.status_code if answer.status_code != 200 else 502, said, writes=writes)
        return said

    def _session(self) -> "requests.Session":
        """The session, made at the first call. It asks the metadata server for a token of ``SCOPE``."""
        with self._lock:
            if self._made is None:
                self._made = _stand_in_session() if self._stand_in else _google_session()
            return self._made


def _google_session() -> "requests.Session":
    import google.auth
    from google.auth.transport.requests import AuthorizedSession

    find: Callable[..., tuple[Any, Any]] = google.auth.default
    credentials, _ = find(scopes=[SCOPE])
    session: requests.Session = AuthorizedSession(credentials)  # type: ignore[no-untyped-call]  # google-auth
    return session


def _stand_in_session() -> "requests.Session":
    """A session for a stand-in, with a token that is not issued by Google."""
    from google.auth.transport.requests import AuthorizedSession
    from google.oauth2.credentials import Credentials

    session: requests.Session = AuthorizedSession(Credentials("stand-in"))  # type: ignore[no-untyped-call]  # google-auth
    session.trust_env = False
    return session


def _tab(sheet: Mapping[str, Any]) -> Tab:
    said = [m.get("metadataValue", "") for m in sheet.get("developerMetadata", ()) if m["metadataKey"] == METADATA]
    return Tab(sheet["properties"].get("sheetId", 0), sheet["properties"]["title"], said[0] if said else "")


def _ends(grid_range: Mapping[str, int]) -> frozenset[str]:
    """Tells apart the ranges that are read here. Google may leave out a 0, but no end is 0."""
    return frozenset(name for name in ("endRowIndex", "endColumnIndex") if name in grid_range)


def _title(found: Mapping[str, Any]) -> str:
    """A tab's title, from ``'My tab'!A1:Z1``."""
    title = str(found.get("range", "")).rpartition("!")[0]
    return title[1:-1].replace("''", "'") if title.startswith("'") else title


def _width(found: Mapping[str, Any]) -> int:
    """How many columns a tab has, from the range that was read."""
    last = str(found.get("range", "")).rpartition(":")[2]
    return plan_requests.column_of(last.rstrip("0123456789")) + 1


def _values(found: Mapping[str, Any]) -> list[list[Cell]]:
    return [list(row) for row in found.get("values", ())]


def _first(row: Sequence[Cell]) -> Cell:
    return row[0] if row else None


def _key(row: Mapping[str, Any]) -> Cell:
    cells = row.get("values", ())
    found: Cell = cells[0].get("effectiveValue", {}).get("stringValue") if cells else None
    return found
