"""People and channels, as Slack knows them."""

from typing import Any

import pytest
from slack_sdk import WebClient

from local.slack.api.server import Slack
from local.slack.state.workspace import Workspace
from shared.kpt.checkup import Permissions
from shared.kpt.errors import ChannelClosed, Retryable, RetryLater
from shared.kpt.team.person import Profile
from shared.slack.api.directory import PAGE, Directory


@pytest.fixture
def directory(web: WebClient) -> Directory:
    return Directory(web)


def of(directory: Directory, user: str) -> Profile:
    return directory.profiles("T1", [user], None)[user]


@pytest.mark.parametrize("count", [0, 1, PAGE - 3, PAGE, PAGE * 2 + 1])
def test_members_come_from_all_pages_in_order(
    directory: Directory, workspace: Workspace, slack: Slack, count: int
) -> None:
    for n in range(count):
        workspace.join("C1", f"UM{n}")
    assert list(directory.channel("C1").ids) == workspace.channel("C1").members
    assert len(slack.calls_of("conversations.members")) == (count + 3 - 1) // PAGE + 1


@pytest.mark.parametrize(
    ("about", "reason"),
    [
        ({"bot_inside": False}, "not_in_channel"),
        ({"bot_inside": False, "is_private": True}, "channel_not_found"),
        ({"is_archived": True}, "is_archived"),
    ],
)
def test_a_channel_that_is_not_for_us_says_why(
    directory: Directory, workspace: Workspace, about: dict[str, Any], reason: str
) -> None:
    workspace.add_channel("C2", "other", ["U1"], **about)
    with pytest.raises(ChannelClosed) as raised:
        directory.channel("C2")
    assert raised.value.reason == reason


def test_a_channel_has_its_own_name_and_says_whether_others_are_in_it(
    directory: Directory, workspace: Workspace
) -> None:
    workspace.add_channel("C2", "secret", ["U1"], is_private=True)
    workspace.add_channel("C3", "with-others", ["U1"], is_ext_shared=True)
    assert (directory.channel("C2").name, directory.channel("C2").is_shared) == ("secret", False)
    assert directory.channel("C3").is_shared


def test_a_profile_has_all_that_is_needed_to_ask_somebody(directory: Directory, workspace: Workspace) -> None:
    workspace.add_user(
        "U7", "sato", "Sato Ken", display_name="Ken", tz="Europe/Berlin", locale="en-GB", picture="https://e.x/p"
    )
    assert of(directory, "U7") == Profile("U7", "Ken", "https://e.x/p", "en", "Europe/Berlin", "DE", is_person=True)


def test_without_a_display_name_it_is_the_real_name(directory: Directory) -> None:
    assert of(directory, "U1").name == "田中"


@pytest.mark.parametrize(
    ("locale", "language"), [("ja-JP", "ja"), ("en-US", "en"), ("de-DE", "en"), ("fr-FR", "en"), (None, "en")]
)
def test_japanese_or_else_english(
    directory: Directory, workspace: Workspace, locale: str | None, language: str
) -> None:
    workspace.change_user("U1", locale=locale)
    assert of(directory, "U1").language == language


@pytest.mark.parametrize(
    ("zone", "kept", "country"),
    [
        ("Asia/Tokyo", "Asia/Tokyo", "JP"),
        ("Asia/Calcutta", "Asia/Calcutta", "IN"),
        ("Etc/UTC", "Etc/UTC", ""),
        (None, None, ""),
        ("", None, ""),
    ],
)
def test_a_zone_that_nobody_knows_is_none(
    directory: Directory, workspace: Workspace, zone: str | None, kept: str | None, country: str
) -> None:
    workspace.change_user("U1", tz=zone)
    assert (of(directory, "U1").time_zone, of(directory, "U1").country) == (kept, country)


@pytest.mark.parametrize(
    "about",
    [
        {"is_bot": True},
        {"deleted": True},
        {"is_restricted": True},
        {"is_ultra_restricted": True},
        {"is_stranger": True, "team_id": "T2"},
        {"team_id": "T2"},
    ],
)
def test_bots_closed_accounts_guests_and_others_are_no_people_of_ours(
    directory: Directory, workspace: Workspace, about: dict[str, Any]
) -> None:
    workspace.change_user("U1", **about)
    assert not of(directory, "U1").is_person


OF_THE_COMPANY = {"team_id": "T2", "enterprise_id": "E1"}


@pytest.mark.parametrize("about", [{}, {"is_stranger": False}])
def test_a_colleague_of_the_companys_other_workspace_is_one_of_us(
    directory: Directory, workspace: Workspace, slack: Slack, about: dict[str, Any]
) -> None:
    workspace.enterprise_id = "E1"
    workspace.change_user("U1", **OF_THE_COMPANY, **about)
    assert of(directory, "U1").is_person
    assert of(directory, "U1").is_person
    assert len(slack.calls_of("auth.test")) == 1, "which company it is is asked once"


@pytest.mark.parametrize("about", [{"enterprise_id": "E2"}, {"is_restricted": True}, {"is_stranger": True}])
def test_another_companys_people_and_guests_of_the_other_workspace_are_not(
    directory: Directory, workspace: Workspace, about: dict[str, Any]
) -> None:
    workspace.enterprise_id = "E1"
    workspace.change_user("U1", **{**OF_THE_COMPANY, **about})
    assert not of(directory, "U1").is_person


def test_the_app_is_installed_in_a_workspace_or_in_the_whole_company(web: WebClient, workspace: Workspace) -> None:
    assert Directory(web).installed_in() == ("T1", "")
    workspace.enterprise_id = "E1"
    assert Directory(web).installed_in() == ("T1", "E1")
    workspace.is_org_wide = True
    assert Directory(web).installed_in() == ("", "E1")


def test_nor_is_slackbot_nor_somebody_unknown(directory: Directory) -> None:
    assert not of(directory, "USLACKBOT").is_person
    assert not of(directory, "UNOBODY").is_person


def test_within_a_bound_whoever_is_known_by_then(directory: Directory, slack: Slack) -> None:
    slack.faults.hang("users.info", 30, times=1)
    known = directory.profiles("T1", ["U1", "U2"], 0.8)
    slack.faults.release()
    assert len(known) == 1


def test_without_a_bound_all_or_trouble(directory: Directory, slack: Slack) -> None:
    assert set(directory.profiles("T1", ["U1", "U2"], None)) == {"U1", "U2"}
    slack.faults.status("users.info", 429, retry_after=30)
    with pytest.raises(RetryLater):
        directory.profiles("T1", ["U1", "U2"], None)
    slack.faults.error("users.info", "internal_error")
    with pytest.raises(Retryable):
        directory.profiles("T1", ["U1"], None)


def test_within_a_bound_trouble_only_leaves_somebody_out(directory: Directory, slack: Slack) -> None:
    slack.faults.error("users.info", "internal_error")
    assert len(directory.profiles("T1", ["U1", "U2"], 1.0)) == 1


def test_once_slack_asks_for_a_rest_no_more_are_asked_for(directory: Directory, slack: Slack) -> None:
    slack.faults.status("users.info", 429, retry_after=30, times=None)
    assert directory.profiles("T1", [f"U{n}" for n in range(100)], 5.0) == {}
    assert len(slack.calls_of("users.info")) < 50


def test_nobody_is_nobody(directory: Directory) -> None:
    assert directory.profiles("T1", [], 1.0) == {}


def test_where_slack_names_no_scopes_none_is_called_missing(directory: Directory, workspace: Workspace) -> None:
    workspace.scopes = set()
    assert directory.permissions() == Permissions(())
