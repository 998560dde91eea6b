"""The stand-in in an organisation of several workspaces: who acts, and where the app is installed."""

import json
from typing import Any
from urllib.parse import parse_qs

import pytest

from local.slack.outgoing.requests import Answer
from local.slack.people.person import Person
from local.slack.state.workspace import Workspace

Sent = list[dict[str, Any]]


@pytest.fixture
def sent() -> Sent:
    """What the app was sent."""
    return []


@pytest.fixture
def colleague(workspace: Workspace, sent: Sent) -> Person:
    """Somebody of T2, in a channel of T1."""
    workspace.enterprise_id = "E1"
    workspace.add_user("W4", "yamada", "Yamada", team_id="T2", enterprise_id="E1")
    workspace.join("C1", "W4")

    def send(headers: dict[str, str], body: bytes) -> Answer:
        if "json" in headers["Content-Type"]:
            sent.append(json.loads(body))
        else:
            form = {name: value for name, [value] in parse_qs(body.decode()).items()}
            sent.append(json.loads(form["payload"]) if "payload" in form else form)
        return Answer(200)

    return Person(workspace, "W4", send)


def open_form(workspace: Workspace) -> None:
    form = {
        "type": "modal",
        "title": {"type": "plain_text", "text": "x"},
        "submit": {"type": "plain_text", "text": "x"},
        "blocks": [
            {
                "type": "input",
                "block_id": "keep",
                "label": {"type": "plain_text", "text": "x"},
                "optional": True,
                "element": {"type": "plain_text_input", "action_id": "text"},
            }
        ],
    }
    workspace.surfaces.open(workspace.surfaces.new_trigger("W4"), form)


def test_a_submission_is_the_senders_and_its_view_says_where_the_app_is(
    workspace: Workspace, colleague: Person, sent: Sent
) -> None:
    open_form(workspace)
    colleague.submit()
    [payload] = sent
    assert (payload["team"]["id"], payload["user"]["team_id"], payload["enterprise"]["id"]) == ("T2", "T2", "E1")
    assert (payload["view"]["app_installed_team_id"], payload["view"]["team_id"]) == ("T1", "T2")


def test_where_the_whole_organisation_has_installed_it_no_team_is_named(
    workspace: Workspace, colleague: Person, sent: Sent
) -> None:
    workspace.is_org_wide = True
    open_form(workspace)
    colleague.submit()
    colleague.shortcut("kpt")
    colleague.command("/kpt")
    form, shortcut, command = sent
    assert (form["team"], form["view"]["app_installed_team_id"], shortcut["team"]) == (None, "E1", None)
    assert (command["team_id"], command["enterprise_id"], command["is_enterprise_install"]) == ("T2", "E1", "true")


def test_an_event_says_for_which_installation_it_is(workspace: Workspace, colleague: Person, sent: Sent) -> None:
    colleague.open_home()
    workspace.is_org_wide = True
    colleague.open_home()
    of_a_workspace, of_all = sent
    assert (of_a_workspace["team_id"], of_a_workspace["authorizations"][0]["team_id"]) == ("T1", "T1")
    assert (of_all["team_id"], of_all["authorizations"][0]["team_id"]) == ("T2", None)
    assert of_all["authorizations"][0]["enterprise_id"] == "E1"
