"""Modals and Home tabs: triggers, the stack, updates, and what stands in the fields."""

from typing import Any

import pytest
from slack_sdk import WebClient

from local.slack.api.server import Slack
from local.slack.people.person import NotPossible, Person
from local.slack.people.reading import plain_view
from local.slack.state.workspace import Workspace
from shared.clock import SetClock
from tests.local.slack.blocks import actions, chooser, modal, option, section, text_input
from tests.local.slack.conftest import App
from tests.local.slack.methods.test_messages import refusal


@pytest.fixture
def open_form(client: WebClient, workspace: Workspace, ken: Person) -> Person:
    """Ken with a form on his screen."""
    client.views_open(trigger_id=workspace.surfaces.new_trigger("U1"), view=modal(text_input(), text_input("try")))
    return ken


def test_a_trigger_opens_one_view(client: WebClient, workspace: Workspace) -> None:
    trigger_id = workspace.surfaces.new_trigger("U1")
    view = client.views_open(trigger_id=trigger_id, view=modal())["view"]
    assert view["id"] == view["root_view_id"] == workspace.view_stack("U1")[0].id
    assert view["state"] == {"values": {"keep": {"text": {"type": "plain_text_input", "value": None}}}}
    assert refusal(client.views_open, trigger_id=trigger_id, view=modal()) == "exchanged_trigger_id"
    assert refusal(client.views_open, trigger_id="1.2.3", view=modal()) == "invalid_trigger_id"


def test_a_trigger_lives_three_seconds_of_real_time(clock: SetClock) -> None:
    real = 100.0
    workspace = Workspace(clock, monotonic=lambda: real)
    workspace.add_user("U1", "ken", "Ken")
    with Slack(workspace) as slack:
        client = WebClient(token=workspace.token, base_url=slack.url, retry_handlers=[])
        early, late = workspace.surfaces.new_trigger("U1"), workspace.surfaces.new_trigger("U1")
        real = 102.9
        assert client.views_open(trigger_id=early, view=modal())["ok"]
        real = 103.0
        assert refusal(client.views_open, trigger_id=late, view=modal()) == "expired_trigger_id"


def test_a_refused_view_leaves_the_trigger_unused(client: WebClient, workspace: Workspace) -> None:
    trigger_id = workspace.surfaces.new_trigger("U1")
    assert refusal(client.views_open, trigger_id=trigger_id, view=modal(type="home")) == "invalid_arguments"
    assert client.views_open(trigger_id=trigger_id, view=modal())["ok"]


def test_three_views_lie_on_each_other_at_most(client: WebClient, workspace: Workspace) -> None:
    def push() -> str:
        trigger_id = workspace.surfaces.new_trigger("U1", in_modal=True)
        return str(client.views_push(trigger_id=trigger_id, view=modal())["view"]["id"])

    first = client.views_open(trigger_id=workspace.surfaces.new_trigger("U1"), view=modal())["view"]["id"]
    second, third = push(), push()
    assert refusal(push) == "push_limit_reached"
    stack = workspace.view_stack("U1")
    assert [view.id for view in stack] == [first, second, third]
    assert (stack[2].root_view_id, stack[2].previous_view_id) == (first, second)


def test_a_view_is_pushed_only_from_a_modal(client: WebClient, workspace: Workspace) -> None:
    trigger_id = workspace.surfaces.new_trigger("U1")
    assert refusal(client.views_push, trigger_id=trigger_id, view=modal()) == "invalid_trigger_id"


def test_typed_text_survives_an_update_where_both_ids_are_the_same(client: WebClient, open_form: Person) -> None:
    open_form.type({"try": "also typed"}, keep="typed")
    kept, renamed = text_input(initial_value="from the app"), text_input("try", action_id="other")
    client.views_update(view_id=open_form.view.id, view=modal(kept, renamed))
    assert open_form.view.values == {("keep", "text"): "typed", ("try", "other"): None}


def test_a_new_field_of_an_update_shows_its_initial_value(client: WebClient, open_form: Person) -> None:
    client.views_update(view_id=open_form.view.id, view=modal(text_input("problem", initial_value="stored")))
    assert open_form.view.values == {("problem", "text"): "stored"}
    assert "stored" in plain_view(open_form.view)


def test_slack_may_report_nothing_for_untouched_fields_of_an_updated_view(
    client: WebClient, workspace: Workspace, open_form: Person, app: App
) -> None:
    workspace.forget_untouched = True
    both = text_input("problem", initial_value="stored"), text_input("hope", initial_value="stored")
    client.views_update(view_id=open_form.view.id, view=modal(*both))
    open_form.type(hope="mine")
    open_form.submit()
    values = app.last["view"]["state"]["values"]
    assert values["problem"]["text"]["value"] is None
    assert values["hope"]["text"]["value"] == "mine"


def test_every_update_changes_the_hash_and_a_stale_one_is_refused(client: WebClient, open_form: Person) -> None:
    view_id, old = open_form.view.id, open_form.view.hash
    new = client.views_update(view_id=view_id, hash=old, view=modal())["view"]["hash"]
    assert new != old
    assert refusal(client.views_update, view_id=view_id, hash=old, view=modal()) == "hash_conflict"


def test_a_view_is_found_by_its_external_id(client: WebClient, workspace: Workspace) -> None:
    trigger_id = workspace.surfaces.new_trigger("U1")
    client.views_open(trigger_id=trigger_id, view=modal(external_id="mine"))
    client.views_update(external_id="mine", view=modal(section("Loaded"), external_id="mine"))
    assert "Loaded" in plain_view(workspace.view_stack("U1")[0])
    again = workspace.surfaces.new_trigger("U2")
    view = modal(external_id="mine")
    assert refusal(client.views_open, trigger_id=again, view=view) == "duplicate_external_id"


def test_a_closed_view_cannot_be_updated(client: WebClient, open_form: Person) -> None:
    view_id = open_form.view.id
    open_form.close()
    assert refusal(client.views_update, view_id=view_id, view=modal()) == "not_found"


def test_a_view_reports_every_kind_of_field(client: WebClient, workspace: Workspace, ken: Person, app: App) -> None:
    days = [option("mon"), option("tue")]
    view = modal(
        chooser("one", type="static_select", options=days),
        chooser("several", type="checkboxes", options=days, initial_options=days),
        chooser("who", type="multi_users_select"),
        chooser("lead", type="users_select", optional=True),
        chooser("both", type="multi_static_select", options=days, optional=True),
        chooser("mode", type="radio_buttons", options=days, initial_option=days[0]),
        chooser("when", type="timepicker", initial_time="17:00"),
        actions({"type": "datepicker", "action_id": "from"}, block_id="dates"),
    )
    client.views_open(trigger_id=workspace.surfaces.new_trigger("U1"), view=view)
    ken.select(one="tue", several=["mon"], who=["U2"], when="16:30")
    ken.press_in_view("from", "2026-11-24")
    assert app.last["actions"][0]["selected_date"] == "2026-11-24"
    ken.submit()
    values = app.last["view"]["state"]["values"]
    assert values["one"]["a"] == {"type": "static_select", "selected_option": days[1]}
    assert values["lead"]["a"] == {"type": "users_select", "selected_user": None}
    assert values["both"]["a"] == {"type": "multi_static_select", "selected_options": []}
    assert values["mode"]["a"] == {"type": "radio_buttons", "selected_option": days[0]}
    assert values["several"]["a"]["selected_options"] == [days[0]]
    assert values["who"]["a"]["selected_users"] == ["U2"]
    assert values["when"]["a"]["selected_time"] == "16:30"
    assert values["dates"]["from"]["selected_date"] == "2026-11-24"


def test_a_client_offers_only_what_can_be_chosen(client: WebClient, workspace: Workspace, ken: Person) -> None:
    days = [option("mon"), option("tue")]
    view = modal(
        chooser("one", type="static_select", options=days),
        chooser("several", type="multi_static_select", options=days, max_selected_items=1),
        chooser("who", type="multi_users_select"),
        chooser("when", type="timepicker"),
        chooser("day", type="datepicker"),
    )
    client.views_open(trigger_id=workspace.surfaces.new_trigger("U1"), view=view)
    impossible: dict[str, list[Any]] = {
        "one": ["wed", ["mon"]],
        "several": ["mon", ["mon", "tue"]],
        "who": [["U9"], "U1"],
        "when": ["5:00", "25:00"],
        "day": ["20261124", "tomorrow"],
    }
    for block_id, choices in impossible.items():
        for choice in choices:
            with pytest.raises(NotPossible):
                ken.select({block_id: choice})
    assert not any(ken.view.values.values())


def test_a_choice_that_asks_to_be_told_is_told_at_once(
    client: WebClient, workspace: Workspace, ken: Person, app: App
) -> None:
    block = chooser("one", type="static_select", options=[option("mon")]) | {"dispatch_action": True}
    client.views_open(
        trigger_id=workspace.surfaces.new_trigger("U1"), view=modal(block, chooser("day", type="datepicker"))
    )
    ken.select(day="2026-11-24")
    assert app.received == []
    ken.select(one="mon")
    assert app.last["actions"][0]["selected_option"] == option("mon")
    assert app.last["view"]["state"]["values"]["day"]["a"]["selected_date"] == "2026-11-24"
