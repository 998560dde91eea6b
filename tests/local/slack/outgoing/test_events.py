"""What Slack tells the app by itself: who comes and goes, who changes."""

import json
from typing import Any

import pytest
import yaml
from slack_sdk import WebClient

from infra.tools.manifest import manifest
from local.slack.manifest import MANIFEST, bot_events, home_tab
from local.slack.outgoing.event_sender import EventSender
from local.slack.outgoing.requests import Answer
from local.slack.state.workspace import Workspace
from tests.local.slack.conftest import App


@pytest.fixture
def told(workspace: Workspace, app: App) -> EventSender:
    """The app hears of events."""
    app.react = lambda _payload: None
    sender = EventSender(workspace, app)
    workspace.on_event = sender.send
    return sender


def envelopes(app: App) -> list[dict[str, Any]]:
    return [json.loads(body) for _, body in app.received]


def heard(app: App) -> list[dict[str, Any]]:
    return [each["event"] for each in envelopes(app)]


@pytest.mark.usefixtures("told")
def test_coming_and_going_is_told_in_slacks_envelope(workspace: Workspace, app: App) -> None:
    workspace.add_user("U3", "abe", "Abe")
    workspace.join("C1", "U3", inviter="U1")
    workspace.leave("C1", "U3")
    joined, left = envelopes(app)
    at = workspace.clock.now().timestamp()
    about = {"user": "U3", "channel": "C1", "channel_type": "C", "team": "T1", "event_ts": f"{at:.6f}"}
    assert joined["event"] == {"type": "member_joined_channel", "inviter": "U1", **about}
    assert left["event"] == {"type": "member_left_channel", **about}
    assert (joined["team_id"], joined["api_app_id"], joined["event_time"]) == ("T1", "A1", int(at))
    assert joined["event_id"] != left["event_id"]
    [authorization] = joined["authorizations"]
    assert (authorization["user_id"], authorization["is_bot"]) == (workspace.bot_user_id, True)


@pytest.mark.usefixtures("told")
def test_the_app_hears_of_its_own_coming_and_going(workspace: Workspace, app: App) -> None:
    workspace.leave("C1", workspace.bot_user_id)
    workspace.join("C1", workspace.bot_user_id)
    assert [each["user"] for each in heard(app)] == [workspace.bot_user_id] * 2


@pytest.mark.usefixtures("told")
def test_of_some_the_app_does_not_hear(workspace: Workspace, app: App) -> None:
    workspace.join("C2", "U1")  # it is not inside
    workspace.join("C1", "U1")  # who is there already does not come
    workspace.leave("C1", "U1", told=False)
    workspace.change_user("U1", display_name="K")
    workspace.scopes -= {"groups:read", "users:read"}
    workspace.join("C4", "U2")
    workspace.set_status("U1", ":palm_tree:")
    workspace.events = {"user_change"}
    workspace.leave("C1", "U2")
    assert app.received == []


@pytest.mark.usefixtures("told")
def test_a_changed_profile_is_told_as_a_whole(client: WebClient, workspace: Workspace, app: App) -> None:
    workspace.set_status("U1", ":palm_tree:", "Away", until=1_795_000_000)
    [event] = heard(app)
    assert event["type"] == "user_change"
    assert event["cache_ts"] == int(workspace.clock.now().timestamp())
    assert event["user"] == client.users_info(user="U1", include_locale=True)["user"]
    profile = event["user"]["profile"]
    shown = profile["status_emoji"], profile["status_text"], profile["status_expiration"]
    assert shown == (":palm_tree:", "Away", 1_795_000_000)


@pytest.mark.usefixtures("told")
def test_moving_and_leaving_the_company_are_told_too(workspace: Workspace, app: App) -> None:
    workspace.change_profile("U2", tz="Asia/Tokyo", locale="ja-JP", real_name="Mei Sato")
    workspace.change_profile("U2", deleted=True)
    moved, gone = (each["user"] for each in heard(app))
    assert (moved["tz"], moved["locale"], moved["real_name"]) == ("Asia/Tokyo", "ja-JP", "Mei Sato")
    assert gone["deleted"] is True
    assert "tz" not in gone


def test_the_app_may_ask_back_while_it_is_told(
    client: WebClient, workspace: Workspace, told: EventSender, app: App
) -> None:
    seen: list[str] = []
    app.react = lambda _payload: seen.extend(client.conversations_members(channel="C1")["members"])
    workspace.add_user("U3", "abe", "Abe")
    workspace.join("C1", "U3")
    assert "U3" in seen
    assert not told.waiting


def test_an_event_that_was_not_taken_comes_again_three_times(workspace: Workspace, told: EventSender, app: App) -> None:
    app.answer = Answer(500)
    workspace.leave("C1", "U1")
    for _ in range(5):
        told.send_again()
    assert len({each["event_id"] for each in envelopes(app)}) == 1
    assert [headers.get("X-Slack-Retry-Num") for headers, _ in app.received] == [None, "1", "2", "3"]


def test_the_stand_in_sends_what_the_manifest_asks_for() -> None:
    text = MANIFEST.read_text(encoding="utf-8")
    read = yaml.safe_load(manifest("https://example.com", text))
    assert bot_events(text) == set(read["settings"]["event_subscriptions"]["bot_events"])
    assert home_tab(text) == read["features"]["app_home"]["home_tab_enabled"]
    assert home_tab(text.replace("home_tab_enabled: false", "home_tab_enabled: true # their day"))
