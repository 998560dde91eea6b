"""Enterprise Grid: in whose workspace the app works, by what each kind of payload says."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest

from shared.slack.requests.inbound import (
    ChannelChange,
    Command,
    HomeOpened,
    MemberChange,
    Press,
    ProfileChange,
    Submission,
)
from shared.slack.requests.parsing import parse

FORM = "application/x-www-form-urlencoded"
THEIRS = {"id": "W4", "team_id": "T2"}
COMPANY = {"id": "E1", "name": "company"}
ORGANISATION: dict[str, Any] = {"team": None, "enterprise": COMPANY, "is_enterprise_install": True}
SEED = json.dumps({"team": "T1-C1"})


def who(payload: dict[str, Any]) -> tuple[str, str, bool]:
    """The workspace, the person, and whether that is sure."""
    inbound = parse(FORM, urlencode({"payload": json.dumps(payload)}).encode())
    assert isinstance(inbound, Press | Submission)
    return inbound.who.workspace, inbound.who.user, inbound.who.is_sure


def submission(view: dict[str, Any] | None = None, **about: Any) -> dict[str, Any]:
    shown = {"id": "V1", "callback_id": "kpt", "state": {"values": {}}, **(view or {})}
    return {"type": "view_submission", "user": THEIRS, "view": shown, **about}


def press(value: str = "", **about: Any) -> dict[str, Any]:
    return {"type": "block_actions", "user": THEIRS, "actions": [{"action_id": "quiet", "value": value}], **about}


@pytest.mark.parametrize("enterprise", [COMPANY, None])
def test_of_a_submission_the_app_is_where_the_view_says(enterprise: dict[str, str] | None) -> None:
    view = {"app_installed_team_id": "T1", "team_id": "T2"}
    assert who(submission(view, team={"id": "T2"}, enterprise=enterprise)) == ("T1", "W4", True)


def test_of_a_click_the_app_is_where_the_team_says() -> None:
    assert who(press("ja", team={"id": "T1"}, enterprise=COMPANY)) == ("T1", "W4", True)


@pytest.mark.parametrize("installed", ["E1", "T2", None, "T1"])
def test_where_a_whole_company_has_installed_it_our_own_form_names_the_team(installed: str | None) -> None:
    view = {"app_installed_team_id": installed, "team_id": "T2", "private_metadata": SEED}
    assert who(submission(view, **ORGANISATION)) == ("T1", "W4", True)
    assert who(press(SEED, **ORGANISATION)) == ("T1", "W4", True)
    assert who(press("T1-C1", **ORGANISATION)) == ("T1", "W4", True)


def test_where_nothing_names_the_team_it_is_looked_up() -> None:
    view = {"app_installed_team_id": "E1", "team_id": "T2", "private_metadata": json.dumps({"language": "ja"})}
    assert who(submission(view, **ORGANISATION)) == ("T2", "W4", False)
    assert who(press("ja", **ORGANISATION)) == ("T2", "W4", False)


def test_outside_of_a_company_of_several_a_form_names_no_other_workspace() -> None:
    """So nobody reaches into another one."""
    forged = json.dumps({"team": "T9-C9"})
    assert who(press(forged, team={"id": "T1"}, enterprise=None)) == ("T1", "W4", True)
    assert who(submission({"private_metadata": forged}, team={"id": "T1"}, enterprise=None)) == ("T1", "W4", True)


@pytest.mark.parametrize(
    ("more", "is_sure"), [({}, True), ({"enterprise_id": "E1"}, False), ({"is_enterprise_install": "true"}, False)]
)
def test_a_command_names_where_it_was_typed(more: dict[str, str], is_sure: bool) -> None:
    form = {"command": "/kpt", "team_id": "T2", "user_id": "W4", "channel_id": "C1", **more}
    command = parse(FORM, urlencode(form).encode())
    assert isinstance(command, Command)
    assert (command.who.workspace, command.who.is_sure) == ("T2", is_sure)


EVENTS: list[dict[str, Any]] = [
    {"type": "app_home_opened", "user": "W4", "tab": "home"},
    {"type": "member_joined_channel", "user": "W4", "channel": "C1"},
    {"type": "channel_archive", "channel": "C1"},
    {"type": "user_change", "user": {"id": "W4", "team_id": "T2"}},
]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: str(event["type"]))
@pytest.mark.parametrize(
    ("sent_for", "workspace", "is_sure"),
    [
        ({"team_id": "T1", "enterprise_id": "E1", "is_enterprise_install": False}, "T1", True),
        ({"team_id": "T1", "enterprise_id": None}, "T1", True),
        ({"team_id": None, "enterprise_id": "E1", "is_enterprise_install": True}, "T2", False),
    ],
)
def test_an_event_is_of_the_workspace_for_which_it_was_sent(
    event: dict[str, Any], sent_for: dict[str, Any], workspace: str, is_sure: bool
) -> None:
    body = {"type": "event_callback", "team_id": "T2", "authorizations": [sent_for], "event": event}
    inbound = parse("application/json", json.dumps(body).encode())
    if isinstance(inbound, HomeOpened):
        assert (inbound.who.workspace, inbound.who.is_sure) == (workspace, is_sure)
    else:
        assert isinstance(inbound, ChannelChange | MemberChange | ProfileChange)
        assert (inbound.workspace, inbound.is_sure) == (workspace, is_sure)
