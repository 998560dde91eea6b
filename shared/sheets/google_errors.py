"""Translates errors of Google Sheets into the product's.

Google's errors look like ``{"error": {"code", "message", "status", "details": [{"reason"}]}}``
(cloud.google.com/apis/design/errors).
"""

from typing import Any

from shared.kpt.errors import OutcomeUnknown, RetryLater
from shared.usecases.ports.sheets import Fault, NoTab, OutOfGrid, SheetClosed

BY_REASON: dict[str, Fault] = {
    "SERVICE_DISABLED": "api_off",
    "accessNotConfigured": "api_off",
    "domainPolicy": "organisation",
}
BY_WORDS: tuple[tuple[str, Fault], ...] = (
    ("protected cell", "protected"),
    ("has not been used in project", "api_off"),
    ("not supported for this document", "not_a_sheet"),
    ("domain policy", "organisation"),
    ("domain administrator", "organisation"),
    ("organization polic", "organisation"),
)
"""Words of Google's message that tell the fault where the status does not."""
NO_GRID = "no grid with id"


def outcome(status: int, body: Any, *, writes: bool) -> Exception:
    """The exception for an error answer. ``writes``: whether the request was a write."""
    error = body.get("error") if isinstance(body, dict) else None
    said = error if isinstance(error, dict) else {}
    message, name = str(said.get("message", "")), str(said.get("status", ""))
    words = message.lower()
    if status == 400 and NO_GRID in words:
        return NoTab(message)
    if status == 400 and not writes and "exceeds grid limits" in words:
        return OutOfGrid(message)
    if fault := _fault(status, name, words, _reasons(said), writes=writes):
        return SheetClosed(fault)
    why = f"sheets: {status} {name}".strip()
    if status >= 500 and writes:
        return OutcomeUnknown(why)
    if status == 400:  # the tab was renamed before the write, or it is a mistake of ours
        return OutcomeUnknown(f"{why}: {message[:200]}") if writes else RetryLater(f"{why}: {message[:200]}")
    return RetryLater(why)


def _fault(status: int, name: str, words: str, reasons: set[str], *, writes: bool) -> Fault | None:
    for reason in reasons & BY_REASON.keys():
        return BY_REASON[reason]
    if status in (400, 403):
        for part, fault in BY_WORDS:
            if part in words:
                return fault
    if status == 400 and name == "FAILED_PRECONDITION":
        return "not_a_sheet"
    if status == 403 and "ACCESS_TOKEN_SCOPE_INSUFFICIENT" not in reasons:
        return "read_only" if writes else "not_shared"
    return "no_such_sheet" if status == 404 else None


def _reasons(error: dict[str, Any]) -> set[str]:
    pieces = [*_maps(error.get("details")), *_maps(error.get("errors"))]
    return {str(piece["reason"]) for piece in pieces if "reason" in piece}


def _maps(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
