"""People who fill in forms: what Slack's client lets them do, and what becomes of the app's answer."""

import json

import pytest
from slack_sdk import WebClient

from local.slack.outgoing.requests import Answer
from local.slack.people.person import NotPossible, Person
from local.slack.people.reading import plain_view
from local.slack.state.workspace import Workspace
from tests.local.slack.blocks import actions, button, modal, plain_text, section, text_input
from tests.local.slack.conftest import App


@pytest.fixture
def form(client: WebClient, workspace: Workspace, ken: Person) -> Person:
    """Ken with a form on his screen."""
    view = modal(text_input(max_length=5), text_input("try", optional=True), actions(button("Other day", "day")))
    client.views_open(trigger_id=workspace.surfaces.new_trigger("U1"), view=view)
    return ken


def test_a_client_refuses_what_a_form_does_not_take(form: Person, app: App) -> None:
    with pytest.raises(NotPossible, match="5 characters"):
        form.type(keep="123456")
    with pytest.raises(NotPossible, match="no input"):
        form.type(hope="x")
    with pytest.raises(NotPossible, match="keep is empty"):
        form.submit()
    assert app.received == []


def test_an_empty_answer_closes_the_submitted_view_only(client: WebClient, form: Person, app: App) -> None:
    app.react = lambda payload: (
        client.views_push(trigger_id=payload["trigger_id"], view=modal()) if "actions" in payload else None
    )
    below = form.view
    form.type(keep="typed")
    form.press_in_view("day")
    assert app.last["container"] == {"type": "view", "view_id": below.id}
    assert app.last["view"]["state"]["values"]["keep"]["text"]["value"] == "typed"
    form.type(keep="Another day")
    form.submit()
    assert app.last["view"]["previous_view_id"] == below.id
    assert form.view is below
    assert below.values["keep", "text"] == "typed"


def test_an_answer_can_clear_update_or_push(workspace: Workspace, form: Person, app: App) -> None:
    form.type(keep="typed")
    app.answers({"response_action": "update", "view": modal(text_input(), section("Updated"))})
    form.submit()
    assert "typed\nUpdated" in plain_view(form.view)
    app.answers({"response_action": "push", "view": modal(text_input(initial_value="x"), title=plain_text("Over"))})
    form.submit()
    assert len(workspace.view_stack("U1")) == 2
    app.answers({"response_action": "clear"})
    form.submit()
    assert workspace.view_stack("U1") == []


def test_errors_stand_under_their_inputs_until_the_next_try(form: Person, app: App) -> None:
    form.type(keep="typed")
    app.answers({"response_action": "errors", "errors": {"keep": "Not stored. Try again."}})
    form.submit()
    assert form.view.errors == {"keep": "Not stored. Try again."}
    assert "typed\n! Not stored. Try again." in plain_view(form.view)
    app.answer = Answer(200)
    view = form.view
    form.submit()
    assert view.errors == {}


@pytest.mark.parametrize(
    "answer",
    [
        Answer(0),
        Answer(500),
        Answer(200, b"ok"),
        Answer(200, b"{}"),
        Answer(200, json.dumps({"response_action": "errors", "errors": {}}).encode()),
        Answer(200, json.dumps({"response_action": "errors", "errors": {"text": "by action_id"}}).encode()),
        Answer(200, json.dumps({"response_action": "update", "view": {"type": "modal"}}).encode()),
    ],
)
def test_an_answer_that_slack_does_not_understand_leaves_the_form_in_trouble(
    form: Person, app: App, answer: Answer
) -> None:
    form.type(keep="typed")
    app.answer = answer
    form.submit()
    assert form.view.trouble
    assert len(form.troubles) == 1
    assert form.view.values["keep", "text"] == "typed"
    app.answer = Answer(200)
    view = form.view
    form.submit()
    assert not view.trouble


def test_a_double_click_sends_the_same_form_again(workspace: Workspace, form: Person, app: App) -> None:
    form.type(keep="typed")
    form.submit()
    form.resend_last()
    assert app.received[0][1] == app.received[1][1]
    assert workspace.view_stack("U1") == []


def test_text_longer_than_a_client_takes_can_be_forced(form: Person, app: App) -> None:
    form.type(raw=True, keep="123456")
    form.submit()
    assert app.last["view"]["state"]["values"]["keep"]["text"]["value"] == "123456"


def test_closing_is_told_where_the_app_asks_for_it(
    client: WebClient, workspace: Workspace, ken: Person, app: App
) -> None:
    for notify in (False, True):
        trigger_id = workspace.surfaces.new_trigger("U1")
        client.views_open(trigger_id=trigger_id, view=modal(notify_on_close=notify))
        ken.close()
    assert [app.last["type"], app.last["is_cleared"]] == ["view_closed", False]
    assert len(app.received) == 1
    client.views_open(trigger_id=workspace.surfaces.new_trigger("U1"), view=modal(notify_on_close=True))
    ken.close_all()
    assert app.last["is_cleared"] is True
    with pytest.raises(NotPossible):
        ken.close()
