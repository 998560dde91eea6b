"""What Google's errors stand for, in its own words, some of which the stand-in has no occasion to say."""

from collections.abc import Mapping
from typing import Any

import pytest

from shared.kpt.errors import OutcomeUnknown, RetryLater
from shared.sheets.google_errors import outcome
from shared.usecases.ports.sheets import NoTab, OutOfGrid, SheetClosed

DENIED = "PERMISSION_DENIED"


def error(message: str = "", status: str = "", **more: Any) -> Mapping[str, Any]:
    return {"error": {"message": message, "status": status, **more}}


CLOSED = [
    (403, error("The caller does not have permission", DENIED), False, "not_shared"),
    (403, error("The caller does not have permission", DENIED), True, "read_only"),
    (
        403,
        error("Google Sheets API has not been used in project 1 before or it is disabled.", DENIED),
        False,
        "api_off",
    ),
    (403, error(status=DENIED, details=[{"reason": "SERVICE_DISABLED"}]), False, "api_off"),
    (403, error("The domain policy has disabled third-party Drive apps", DENIED), False, "organisation"),
    (403, error("The domain administrators have disabled Drive apps.", DENIED), False, "organisation"),
    (403, error(errors=[{"domain": "global", "reason": "domainPolicy"}]), True, "organisation"),
    (404, error("Requested entity was not found.", "NOT_FOUND"), False, "no_such_sheet"),
    (400, error("This operation is not supported for this document", "FAILED_PRECONDITION"), False, "not_a_sheet"),
    (
        400,
        error("Invalid requests[0].updateCells: You are trying to edit a protected cell or object."),
        True,
        "protected",
    ),
]


@pytest.mark.parametrize(("status", "body", "writes", "fault"), CLOSED)
def test_what_a_person_can_mend_has_its_name(status: int, body: object, writes: bool, fault: str) -> None:
    found = outcome(status, body, writes=writes)
    assert isinstance(found, SheetClosed)
    assert found.fault == fault


@pytest.mark.parametrize(
    ("status", "body", "writes", "kind"),
    [
        (401, error("Request had invalid authentication credentials.", "UNAUTHENTICATED"), True, RetryLater),
        (403, error(status=DENIED, details=[{"reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT"}]), False, RetryLater),
        (429, error("Quota exceeded for quota metric 'Write requests'", "RESOURCE_EXHAUSTED"), True, RetryLater),
        (500, error("Internal error encountered.", "INTERNAL"), True, OutcomeUnknown),
        (503, error("The service is currently unavailable.", "UNAVAILABLE"), False, RetryLater),
        (400, error("No grid with id: 7"), True, NoTab),
        (400, error("Range (Tab!Z1) exceeds grid limits. Max rows: 1000, max columns: 8"), False, OutOfGrid),
        (502, "<html>", True, OutcomeUnknown),
        (403, [], False, SheetClosed),
        (400, {"error": "odd"}, False, RetryLater),
    ],
)
def test_what_nobody_can_mend_comes_again(status: int, body: object, writes: bool, kind: type[Exception]) -> None:
    assert type(outcome(status, body, writes=writes)) is kind
