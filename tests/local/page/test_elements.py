"""A form with one of every element, and the Home tab, in a real browser, against an app that a test answers for."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import pytest

from local.playground.play import Play
from local.slack.outgoing.requests import Answer
from local.slack.people.person import Person
from tests.local.page.conftest import Visit
from tests.local.page.visitor import DESKTOP, PHONE, Visitor
from tests.local.slack.blocks import (
    actions,
    button,
    chooser,
    home,
    modal,
    option,
    plain_text,
    section,
    text_input,
)

DAYS = [option("mon", "Monday"), option("tue", "Tuesday"), option("wed", "Wednesday")]
Json = dict[str, Any]


class App:
    """Stands for the app: keeps what it is sent, and answers what it is told to."""

    def __init__(self) -> None:
        self.received: list[Json] = []
        self.answer: Json | None = None
        self.react: Callable[[Json], Any] = lambda _payload: None

    def __call__(self, _headers: dict[str, str], body: bytes) -> Answer:
        event = body.startswith(b"{")
        self.received.append(json.loads(body)["event"] if event else json.loads(parse_qs(body.decode())["payload"][0]))
        self.react(self.last)
        return Answer(200, json.dumps(self.answer).encode() if self.answer else b"")

    @property
    def last(self) -> Json:
        return self.received[-1]

    @property
    def values(self) -> Json:
        """What stood in the fields, by block_id."""
        values: Json = self.last["view"]["state"]["values"]
        return {block: next(iter(inputs.values())) for block, inputs in values.items()}


def everything(**more: Any) -> Json:
    people: Json = {"type": "multi_users_select", "max_selected_items": 2}
    return modal(
        {"type": "header", "text": plain_text("Settings")},
        text_input("name", initial_value="ops"),
        chooser("time", type="static_select", options=DAYS, initial_option=DAYS[0]),
        chooser("note", type="static_select", options=DAYS, optional=True, placeholder=plain_text("None")),
        chooser("days", type="checkboxes", options=DAYS, initial_options=DAYS[:2]),
        chooser("mode", type="radio_buttons", options=DAYS, initial_option=DAYS[0]),
        {"type": "divider"},
        chooser("members", **people, initial_users=["U1"]),
        chooser("lead", type="users_select", optional=True),
        chooser("extra", type="multi_static_select", options=DAYS, optional=True),
        chooser("from", type="datepicker"),
        chooser("at", type="timepicker", optional=True),
        chooser("language", type="static_select", options=DAYS[:2], initial_option=DAYS[0]) | {"dispatch_action": True},
        section("Pause", block_id="pause", accessory=button("Pause", "pause")),
        actions({"type": "datepicker", "action_id": "until", "placeholder": plain_text("Until")}, block_id="away"),
        **more,
    )


@pytest.fixture
def app() -> App:
    return App()


def enter(visit: Visit, play: Play, app: App, language: str = "en", size: tuple[int, int] = DESKTOP) -> Visitor:
    """Somebody looks at the page, and what they do reaches the test's app."""
    visitor = visit(language, size)
    play.machine.workspace.home_tab = True
    play.machine.workspace.events = {"app_home_opened"}
    play.people = {user: Person(play.machine.workspace, user, app) for user in play.people}
    play.changes.tell()
    return visitor


def open_view(play: Play, view: Json) -> None:
    surfaces = play.machine.workspace.surfaces
    surfaces.open(surfaces.new_trigger("U1"), view)
    play.changes.tell()


def publish(play: Play, view: Json, user: str = "U1") -> None:
    play.machine.workspace.surfaces.publish(user, view)
    play.changes.tell()


def test_every_element_shows_what_stands_in_it_and_is_sent_as_slack_sends_it(
    visit: Visit, play: Play, app: App
) -> None:
    visitor = enter(visit, play, app)
    page = visitor.page
    open_view(play, everything())
    page.get_by_label("Time").select_option("wed")
    page.get_by_role("group", name="Days").get_by_label("Monday").uncheck()
    page.get_by_role("radiogroup", name="Mode").get_by_label("Tuesday").check()
    page.get_by_role("group", name="Members").get_by_label("Suzuki").check()
    page.get_by_label("Lead").select_option(label="Tanaka")
    page.get_by_role("group", name="Extra").get_by_label("Wednesday").check()
    page.get_by_label("From").fill("2026-11-24")
    page.get_by_label("At (optional)").fill("16:30")
    assert page.get_by_role("group", name="Members").get_by_label("Tanaka").is_disabled()
    visitor.fits()
    visitor.picture("every-element")
    page.click(".box button[type=submit]")
    visitor.saved()
    assert app.last["type"] == "view_submission"
    assert app.values == {
        "name": {"type": "plain_text_input", "value": "ops"},
        "time": {"type": "static_select", "selected_option": DAYS[2]},
        "note": {"type": "static_select", "selected_option": None},
        "days": {"type": "checkboxes", "selected_options": [DAYS[1]]},
        "mode": {"type": "radio_buttons", "selected_option": DAYS[1]},
        "members": {"type": "multi_users_select", "selected_users": ["U3", "U1"]},
        "lead": {"type": "users_select", "selected_user": "U2"},
        "extra": {"type": "multi_static_select", "selected_options": [DAYS[2]]},
        "from": {"type": "datepicker", "selected_date": "2026-11-24"},
        "at": {"type": "timepicker", "selected_time": "16:30"},
        "language": {"type": "static_select", "selected_option": DAYS[0]},
        "away": {"type": "datepicker", "selected_date": None},
    }


def test_errors_stand_at_their_fields_and_what_was_chosen_stays(visit: Visit, play: Play, app: App) -> None:
    visitor = enter(visit, play, app)
    page = visitor.page
    open_view(play, everything())
    page.click(".box button[type=submit]")
    page.locator(".error", has_text="Please complete this field.").wait_for()
    assert app.received == []
    assert page.evaluate("document.activeElement.type") == "date"
    page.get_by_label("From").fill("2026-11-24")
    page.get_by_role("group", name="Days").get_by_label("Wednesday").check()
    app.answer = {"response_action": "errors", "errors": {"days": "Not these days.", "time": "Not then."}}
    for _ in range(2):
        page.click(".box button[type=submit]")
        page.get_by_text("Not these days.").wait_for()
        page.get_by_text("Not then.").wait_for()
    assert page.locator(".error:not(:empty)").count() == 2
    assert page.get_by_role("group", name="Days").get_by_label("Wednesday").is_checked()
    assert page.get_by_label("From").input_value() == "2026-11-24"
    app.answer = None
    page.click(".box button[type=submit]")
    visitor.saved()


def test_a_choice_or_an_accessory_can_change_the_form_under_ones_hands(visit: Visit, play: Play, app: App) -> None:
    visitor = enter(visit, play, app)
    page = visitor.page
    open_view(play, everything())
    surfaces = play.machine.workspace.surfaces
    app.react = lambda sent: surfaces.update(everything(title=plain_text("Updated")), view_id=sent["view"]["id"])
    page.get_by_role("group", name="Days").get_by_label("Wednesday").check()
    page.get_by_label("Language").select_option("tue")
    page.get_by_role("heading", name="Updated").wait_for()
    assert app.last["actions"][0]["selected_option"] == DAYS[1]
    assert app.values["days"]["selected_options"] == DAYS
    assert page.get_by_role("group", name="Days").get_by_label("Wednesday").is_checked()
    assert page.get_by_label("Language").input_value() == "tue"
    app.react = lambda sent: surfaces.push(sent["trigger_id"], modal(text_input("why"), title=plain_text("Over")))
    page.get_by_label("Until").fill("2026-12-01")
    page.get_by_role("heading", name="Over").wait_for()
    assert app.last["actions"][0]["selected_date"] == "2026-12-01"
    page.keyboard.press("Escape")
    page.get_by_role("heading", name="Updated").wait_for()
    assert page.get_by_label("Until").input_value() == "2026-12-01"
    page.click(".box [data-action=pause]")
    page.get_by_role("heading", name="Over").wait_for()
    app.react, app.answer = (lambda _sent: None), {"response_action": "clear"}
    page.get_by_label("Why").fill("Enough")
    page.click(".box button[type=submit]")
    visitor.saved()


def test_a_form_is_filled_from_the_keyboard(visit: Visit, play: Play, app: App) -> None:
    visitor = enter(visit, play, app)
    page = visitor.page
    open_view(play, modal(chooser("days", type="checkboxes", options=DAYS), chooser("from", type="datepicker")))
    page.get_by_label("Monday").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.get_by_label("From").focus()
    page.keyboard.type("11242026")
    page.keyboard.press("Enter")
    visitor.saved()
    assert app.values["days"]["selected_options"] == DAYS[:2]
    assert app.values["from"]["selected_date"] == "2026-11-24"


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_each_person_has_a_home_tab_that_works(
    visit: Visit, play: Play, app: App, language: str, size: tuple[int, int]
) -> None:
    visitor = enter(visit, play, app, language, size)
    page = visitor.page
    days = {"type": "static_select", "action_id": "day", "options": DAYS, "initial_option": DAYS[0]}
    view = home(
        {"type": "header", "text": plain_text("Today")},
        section("Nothing written yet", accessory=button()),
        {"type": "divider"},
        actions(days, block_id="days"),
    )
    app.react = lambda sent: publish(play, view, sent["user"]) if sent["type"] == "app_home_opened" else None
    visitor.go_to("direct")
    page.click("[data-app=home]")
    page.get_by_role("heading", name="Today").wait_for()
    assert (app.last["type"], app.last["user"]) == ("app_home_opened", "U1")
    visitor.fits()
    assert page.locator(".stage").evaluate("node => node.getBoundingClientRect().height") > 500
    visitor.picture(f"home-{language}-{'phone' if visitor.is_phone else 'desktop'}")
    page.locator(".main select").select_option("tue")
    page.wait_for_function("document.querySelector('.main select').value === 'tue'")
    surfaces = play.machine.workspace.surfaces

    def opens_a_form(sent: Json) -> None:
        if any(each["action_id"] == "write" for each in sent.get("actions", ())):  # the choice may still be on its way
            surfaces.open(sent["trigger_id"], modal())

    app.react = opens_a_form
    page.click(".main [data-action=write]")
    visitor.field("keep").wait_for(state="detached")
    page.locator(".box").wait_for()
    assert app.last["container"]["type"] == "view"
    assert app.last["view"]["state"]["values"]["days"]["day"]["selected_option"] == DAYS[1]
    page.keyboard.press("Escape")
    visitor.saved()
    publish(play, home(section("Written")))
    visitor.sees("Written")
    page.click("[data-app=direct]")
    page.locator(".message").first.wait_for()


def test_another_persons_home_is_asked_for_when_one_looks_at_their_screen(visit: Visit, play: Play, app: App) -> None:
    visitor = enter(visit, play, app)
    page = visitor.page
    visitor.go_to("direct")
    page.click("[data-app=home]")
    visitor.sees("There is nothing here.")
    app.react = lambda sent: publish(play, home(section(f"For {sent['user']}")), sent["user"])
    page.click("[data-person=U3]")
    visitor.sees("For U3")
    page.reload()
    page.locator(".message").first.wait_for()
