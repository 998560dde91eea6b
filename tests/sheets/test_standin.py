"""The stand-in for Google Sheets: it takes what Google takes, and refuses what Google refuses."""

from collections.abc import Mapping
from typing import Any

import pytest
import requests

from local.google.grids import Spreadsheet
from local.google.sheets import PER_PROJECT, PER_USER, GoogleSheets

Json = Mapping[str, Any]


@pytest.fixture
def file(google: GoogleSheets) -> Spreadsheet:
    return google.add(Spreadsheet("file"))


def ask(google: GoogleSheets, verb: str, path: str, body: Json | None = None, user: str = "t") -> requests.Response:
    headers = {"Authorization": f"Bearer {user}"} if user else {}
    url = f"{google.url}/v4/spreadsheets/{path}"
    return requests.request(verb, url, json=body, headers=headers, timeout=10)


def write(google: GoogleSheets, *changes: Json) -> requests.Response:
    return ask(google, "POST", "file:batchUpdate", {"requests": list(changes)})


BROKEN: dict[str, Json] = {
    "an unknown field": {"requests": [{"updateCells": {"rnage": {}}}]},
    "a wrong type": {"requests": [{"appendCells": {"sheetId": "1", "rows": [], "fields": "*"}}]},
    "an unknown word": {"requests": [{"appendDimension": {"dimension": "PLANES", "length": 1}}]},
    "what is read-only": {
        "requests": [{"appendCells": {"sheetId": 1, "fields": "*", "rows": [{"values": [{"formattedValue": "x"}]}]}}]
    },
    "no list": {"requests": {}},
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_not_in_googles_description_is_refused(what: str, google: GoogleSheets, file: Spreadsheet) -> None:
    answer = ask(google, "POST", "file:batchUpdate", BROKEN[what])
    assert (answer.status_code, answer.json()["error"]["status"]) == (400, "INVALID_ARGUMENT")
    assert file.tabs[0].rows == []


def test_unknown_methods_parameters_and_masks_are_refused(google: GoogleSheets, file: Spreadsheet) -> None:
    assert ask(google, "POST", f"{file.id}:batchUpdates", {}).status_code == 404
    assert ask(google, "GET", f"{file.id}?range=A1").status_code == 400
    assert ask(google, "GET", f"{file.id}?fields=sheets.title").status_code == 400
    assert ask(google, "GET", f"{file.id}?fields=sheets.properties.title").json() == {
        "sheets": [{"properties": {"title": "Sheet1"}}]
    }


def test_a_batch_is_done_whole_or_not_at_all(google: GoogleSheets, file: Spreadsheet) -> None:
    tab = file.tabs[0]
    good = {"appendCells": {"sheetId": tab.id, "rows": [{"values": [{}]}], "fields": "userEnteredValue"}}
    bad = {"appendDimension": {"sheetId": tab.id + 1, "dimension": "ROWS", "length": 1}}
    assert write(google, good, bad).json()["error"]["message"].endswith(f"No grid with id: {tab.id + 1}")
    assert file.tabs[0].rows == []


def test_a_minute_takes_60_of_a_user_300_of_a_project_and_counts_reads_and_writes_apart(
    google: GoogleSheets, file: Spreadsheet
) -> None:
    now = [0.0]
    google.now = lambda: now[0]

    def get(token: str) -> int:
        status, _ = google.answer("GET", f"/v4/spreadsheets/{file.id}", token, b"") or (0, {})
        return status

    assert [get("a") for _ in range(PER_USER)] == [200] * PER_USER
    assert get("a") == 429
    assert write(google, {"appendDimension": {"sheetId": file.tabs[0].id, "dimension": "ROWS", "length": 1}}).ok
    others = [get(token) for token in "bcdef" for _ in range(PER_USER)]
    assert others.count(200) == PER_PROJECT - PER_USER
    now[0] = 60.0
    assert get("a") == 200


def test_without_a_token_nothing_is_answered(google: GoogleSheets, file: Spreadsheet) -> None:
    answer = ask(google, "GET", file.id, user="")
    assert (answer.status_code, answer.json()["error"]["status"]) == (401, "UNAUTHENTICATED")


def test_a_sort_by_hand_leaves_the_header_and_puts_empty_rows_last(file: Spreadsheet) -> None:
    tab = file.tabs[0]
    for row, text in enumerate(("head", "b", "", "a")):
        tab.type(row, 0, text)
    tab.sort(0)
    assert [tab.value(row, 0) for row in range(4)] == ["head", "a", "b", None]


def test_a_person_who_types_has_it_evaluated_and_the_api_has_not(file: Spreadsheet) -> None:
    tab = file.tabs[0]
    tab.type(0, 0, "=1+1")
    tab.put(0, 1, {"userEnteredValue": {"stringValue": "=1+1"}}, "userEnteredValue")
    assert (tab.value(0, 0), tab.value(0, 1)) == ("evaluated: =1+1", "=1+1")
