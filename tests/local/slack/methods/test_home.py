"""The Home tab: published for one person, opened by them, and worked from there."""

import json

import pytest
from slack_sdk import WebClient

from local.slack.people.person import NotPossible, Person
from local.slack.people.reading import plain_view
from local.slack.state.workspace import Workspace
from tests.local.slack.blocks import actions, button, home, modal, option, section
from tests.local.slack.conftest import App
from tests.local.slack.methods.test_messages import refusal

DAYS = {"type": "static_select", "action_id": "day", "options": [option("mon"), option("tue")]}


def test_a_home_tab_is_published_for_one_person(client: WebClient, ken: Person, workspace: Workspace) -> None:
    client.views_publish(user_id="U1", view=home(section("Your week")))
    assert plain_view(ken.home) == "Your week"
    assert workspace.home("U2") is None
    with pytest.raises(NotPossible):
        Person(workspace, "U2", App()).home  # noqa: B018  reading it is the point


def test_publishing_again_changes_the_same_view(client: WebClient) -> None:
    first = client.views_publish(user_id="U1", view=home(section("Monday")))["view"]
    second = client.views_publish(user_id="U1", view=home(section("Tuesday")), hash=first["hash"])["view"]
    assert (second["id"], second["type"]) == (first["id"], "home")
    assert second["hash"] != first["hash"]


def test_a_stale_hash_is_refused(client: WebClient) -> None:
    stale = client.views_publish(user_id="U1", view=home())["view"]["hash"]
    client.views_publish(user_id="U1", view=home())
    assert refusal(client.views_publish, user_id="U1", view=home(), hash=stale) == "hash_conflict"
    assert refusal(client.views_publish, user_id="U2", view=home(), hash=stale) == "hash_conflict"


def test_what_is_chosen_stays_where_the_ids_stay(client: WebClient, ken: Person) -> None:
    """As in a modal: whoever wants another choice shown gives the block another id."""

    def choice(block_id: str, value: str) -> dict[str, object]:
        return home(actions(DAYS | {"initial_option": option(value)}, block_id=block_id))

    client.views_publish(user_id="U1", view=choice("days", "mon"))
    client.views_publish(user_id="U1", view=choice("days", "tue"))
    assert ken.home.values["days", "day"]["value"] == "mon"
    client.views_publish(user_id="U1", view=choice("days-2", "tue"))
    assert ken.home.values["days-2", "day"]["value"] == "tue"


def test_a_home_tab_has_its_limits(client: WebClient, workspace: Workspace) -> None:
    assert client.views_publish(user_id="U1", view=home(*[section()] * 100))["ok"]
    assert refusal(client.views_publish, user_id="U1", view=home(*[section()] * 101)) == "invalid_arguments"
    assert refusal(client.views_publish, user_id="U1", view=home(section("あ" * 1000)) | {"submit": 1}) == (
        "invalid_arguments"
    )
    assert refusal(client.views_publish, user_id="U1", view=modal()) == "invalid_arguments"
    assert refusal(client.views_publish, user_id="U9", view=home()) == "user_not_found"
    workspace.home_tab = False
    assert refusal(client.views_publish, user_id="U1", view=home()) == "not_enabled"


def test_opening_the_app_is_told_with_the_view_that_is_there(client: WebClient, ken: Person, app: App) -> None:
    def opened() -> dict[str, object]:
        envelope = json.loads(app.received[-1][1])
        assert envelope["type"] == "event_callback"
        event: dict[str, object] = envelope["event"]
        return event

    app.react = lambda _payload: None
    ken.open_home()
    first = opened()
    assert (first["type"], first["user"], first["channel"], first["tab"]) == ("app_home_opened", "U1", "DU1", "home")
    assert "view" not in first
    published = client.views_publish(user_id="U1", view=home(section("Your week")))["view"]
    ken.open_home()
    assert opened()["view"] == published
    ken.open_home(tab="messages")
    assert opened()["tab"] == "messages"
    assert "view" not in opened()


def test_nobody_opens_what_the_app_does_not_have(workspace: Workspace, ken: Person, app: App) -> None:
    workspace.home_tab = False
    with pytest.raises(NotPossible):
        ken.open_home()
    workspace.home_tab, workspace.events = True, set()
    assert ken.open_home() is None
    assert app.received == []


def test_a_button_of_the_home_tab_opens_a_form(client: WebClient, ken: Person, app: App) -> None:
    client.views_publish(user_id="U1", view=home(section(accessory=button(value="today")), private_metadata="m"))
    app.react = lambda payload: client.views_open(trigger_id=payload["trigger_id"], view=modal())
    ken.press_in_home("write")
    sent = app.last
    assert sent["type"] == "block_actions"
    assert sent["container"] == {"type": "view", "view_id": ken.home.id}
    assert (sent["view"]["type"], sent["view"]["private_metadata"]) == ("home", "m")
    assert sent["actions"][0]["value"] == "today"
    assert "message" not in sent
    assert plain_view(ken.view) == "KPT\nKeep\n[Save]"


def test_nothing_is_pushed_from_the_home_tab(client: WebClient, ken: Person, app: App) -> None:
    client.views_publish(user_id="U1", view=home(actions(button())))
    ken.press_in_home("write")
    assert refusal(client.views_push, trigger_id=app.last["trigger_id"], view=modal()) == "invalid_trigger_id"


def test_what_is_chosen_in_the_home_tab_is_in_its_state(client: WebClient, ken: Person, app: App) -> None:
    client.views_publish(user_id="U1", view=home(actions(DAYS, button(), block_id="days")))
    ken.press_in_home("day", "tue")
    assert app.last["actions"][0]["selected_option"] == option("tue")
    ken.press_in_home("write")
    chosen = app.last["view"]["state"]["values"]["days"]["day"]
    assert chosen == {"type": "static_select", "selected_option": option("tue")}
