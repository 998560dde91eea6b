"""A stand-in for Google Sheets: its REST API over HTTP on loopback, with the methods that the app calls.

Google has no emulator. It has real grids (grids.py), Google's limits and errors, and checks every request and answer
against Google's description of the API (discovery.py).
"""

import json
import re
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal, Self
from urllib.parse import parse_qs, unquote, urlsplit

from local.google import discovery, sheet_methods
from local.google.discovery import Broken
from local.google.grids import NoSuch, Spreadsheet

A_MINUTE = 60.0
PER_USER, PER_PROJECT = 60, 300
"""Reads a minute, and writes a minute (developers.google.com/workspace/sheets/api/limits)."""
Kind = Literal["read", "write"]
_ID = re.compile(r"/v4/spreadsheets/([^/:]+)")
STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}


@dataclass(frozen=True)
class Fault:
    """A fault for the next request of a kind. ``done``: the request is carried out first; ``status`` 0: there is no
    answer."""

    kind: Kind
    status: int
    done: bool = False


@dataclass(frozen=True)
class Call:
    """A request that was answered."""

    method: str
    kind: Kind
    spreadsheet: str
    status: int
    at: float
    fields: str = ""
    """The request's ``fields`` mask; empty: the whole response."""


class GoogleError(Exception):
    """An error as Google answers it."""

    def __init__(self, code: int, message: str, reason: str = "", status: str = "") -> None:
        super().__init__(message)
        self.code = code
        details = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason}] if reason else []
        name = status or STATUS[code]
        self.body = {"error": {"code": code, "message": message, "status": name, "details": details}}


class GoogleSheets:
    """The server, as a context manager. ``spreadsheets`` holds the files by id.

    ``meanwhile``: acts of people; each write request first runs one. ``now``: the clock of its quota.
    """

    def __init__(self, port: int = 0, now: Callable[[], float] = time.monotonic) -> None:
        self.spreadsheets: dict[str, Spreadsheet] = {}
        self.calls: list[Call] = []
        self.faults: list[Fault] = []
        self.meanwhile: list[Callable[[], object]] = []
        self.is_on = True
        """Whether the API is enabled in the project."""
        self.now = now
        self._used: dict[tuple[str, Kind], deque[float]] = defaultdict(deque)
        self._lock = threading.RLock()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def url(self) -> str:
        """The value for ``SHEETS_API_URL``."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def add(self, spreadsheet: Spreadsheet) -> Spreadsheet:
        """Add a file to Drive."""
        self.spreadsheets[spreadsheet.id] = spreadsheet
        return spreadsheet

    def count(self, kind: Kind) -> int:
        """The number of requests of a kind that were carried out."""
        return sum(call.kind == kind and call.status == 200 for call in self.calls)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def answer(self, verb: str, target: str, token: str, body: bytes) -> tuple[int, Mapping[str, Any]] | None:
        """The status and body of an answer; None: the connection is closed without one."""
        parts = urlsplit(target)
        path, query = unquote(parts.path), parse_qs(parts.query, keep_blank_values=True)
        with self._lock:
            match = _ID.match(path)
            name = match[1] if match else ""
            reads = verb == "GET" or path.endswith("GetByDataFilter")
            kind: Kind = "read" if reads else "write"
            if kind == "write" and self.meanwhile:
                self.meanwhile.pop(0)()
            fault = next((each for each in self.faults if each.kind == kind), None)
            if fault:
                self.faults.remove(fault)
            method = f"{verb} {path}"
            try:
                if fault and not fault.done:
                    raise _failed(fault)
                method, answer = self._carry_out(verb, path, query, token, body, kind, name)
                if fault:
                    raise _failed(fault)
                code, said = 200, answer
            except GoogleError as error:
                code, said = error.code, error.body
            except ConnectionError:
                code, said = 0, {}
            self.calls.append(Call(method, kind, name, code, self.now(), *query.get("fields", ())))
            return (code, said) if code else None

    def _carry_out(
        self, verb: str, path: str, query: Mapping[str, list[str]], token: str, body: bytes, kind: Kind, name: str
    ) -> tuple[str, Mapping[str, Any]]:
        if not token:
            raise GoogleError(401, "Request had invalid authentication credentials.")
        if not self.is_on:
            message = "Google Sheets API has not been used in project 1 before or it is disabled."
            raise GoogleError(403, message, "SERVICE_DISABLED")
        self._spend(token, kind)
        try:
            said = json.loads(body) if body else None
        except ValueError as error:
            raise GoogleError(400, "Invalid JSON payload received.") from error
        try:
            method = _checked(verb, path, query, said)
            sheet = self._opened(name, kind)
            answer = _do(method, sheet, query, said)
            if discovery.document():
                of = discovery.method_of(verb, path)
                discovery.check(of.about["response"]["$ref"], answer, "", answer=True)  # type: ignore[union-attr]  # _checked() found it
        except (Broken, NoSuch) as error:
            raise GoogleError(400, str(error)) from error
        masks = query.get("fields")
        return method, discovery.masked(answer, masks[0]) if masks else answer

    def _spend(self, token: str, kind: Kind) -> None:
        """Count a request for a minute. Raises 429 above the quota; a refused request does not count."""
        now = self.now()
        for used in self._used.values():
            while used and used[0] <= now - A_MINUTE:
                used.popleft()
        of_project = sum(len(used) for (_, of_kind), used in self._used.items() if of_kind == kind)
        if len(self._used[token, kind]) >= PER_USER or of_project >= PER_PROJECT:
            what = f"{kind.capitalize()} requests"
            raise GoogleError(
                429,
                f"Quota exceeded for quota metric '{what}' and limit '{what} per minute per user' of service "
                "'sheets.googleapis.com' for consumer 'project_number:1'.",
                "RATE_LIMIT_EXCEEDED",
            )
        self._used[token, kind].append(now)

    def _opened(self, name: str, kind: Kind) -> Spreadsheet:
        sheet = self.spreadsheets.get(name)
        if sheet is None:
            raise GoogleError(404, "Requested entity was not found.")
        if sheet.access == "organisation":
            message = "The domain policy has disabled third-party Drive apps"
            raise GoogleError(403, message, "domainPolicy")
        if sheet.access == "none" or (sheet.access == "reader" and kind == "write"):
            raise GoogleError(403, "The caller does not have permission")
        if sheet.kind != "sheet":
            message = "This operation is not supported for this document"
            raise GoogleError(400, message, status="FAILED_PRECONDITION")
        return sheet


def _failed(fault: Fault) -> Exception:
    return GoogleError(fault.status, "Internal error encountered.") if fault.status else ConnectionError()


def _checked(verb: str, path: str, query: Mapping[str, list[str]], body: Any) -> str:
    """The name of the called method. Raises where Google would refuse the request."""
    if not discovery.document():
        return {"GET": "spreadsheets.get"}.get(verb, f"spreadsheets.{path.rpartition(':')[2]}")
    method = discovery.method_of(verb, path)
    if method is None:
        raise GoogleError(404, f"Method not found: {verb} {path}")
    discovery.check_query(method, query)
    discovery.check_body(method, body)
    return method.name


def _do(method: str, sheet: Spreadsheet, query: Mapping[str, list[str]], body: Any) -> Mapping[str, Any]:
    match method.rpartition(".")[2]:
        case "get":
            return sheet_methods.get(sheet, query)
        case "batchGetByDataFilter":
            return sheet_methods.batch_get(sheet, body)
        case "batchUpdate":
            return sheet_methods.batch_update(sheet, body)
    raise Broken(f"the stand-in does not know {method}")


def _handler(server: GoogleSheets) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            answer = server.answer(self.command, self.path, token, body)
            if answer is None:
                self.close_connection = True
                return
            code, said = answer
            content = json.dumps(said).encode()
            self.send_response(code)
            self.send_header("Content-Type", "application/json; charset=UTF-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name in the base class
            """Log no requests."""

    return Handler
