"""Turns exhibits into the plain data that the page's code shows. Raises where Slack would refuse an exhibit."""

from typing import Any

from local.gallery.cases import Case
from local.gallery.exhibits.exhibit import Exhibit, Form, Home, MessageExhibit
from local.gallery.rooms import ROOMS
from local.page.shown import bare, view_shown
from local.playground.scene import cast
from local.slack.limits.messages import TEXT_LIMIT, checked_blocks
from local.slack.limits.views import checked_view
from local.slack.people import fields
from local.slack.state.records import ApiError, Json, View

WHO = {"user": "U1", "name": "Furikaeri", "face": "furikaeri", "app": True, "day": "", "time": "17:00"}


def panels(case: Case) -> Json:
    """All exhibits in one case."""
    rooms = [
        {
            "name": room.name,
            "title": room.title,
            "panels": [panel(exhibit, case, f"{room.name}-{n}") for n, exhibit in enumerate(room.exhibits, 1)],
        }
        for room in ROOMS
    ]
    people = [{"id": role.id, "name": role.name, "face": role.face} for role in cast(case.language)]
    return {"language": case.language, "rooms": rooms, "people": people}


def panel(exhibit: Exhibit, case: Case, name: str) -> Json:
    """One exhibit in a case. Raises ``ApiError`` where Slack would refuse it."""
    match exhibit:
        case MessageExhibit():
            return {"name": name, "title": exhibit.title, "message": _message(exhibit, case, name)}
        case Form():
            view = _view(checked_view(exhibit.render(case), "modal"), name)
            view.errors = dict(exhibit.errors(case))
            _errors_have_a_field(view)
            return {"name": name, "title": exhibit.title, "form": view_shown(view)}
        case Home():
            return {
                "name": name,
                "title": exhibit.title,
                "home": view_shown(_view(checked_view(exhibit.render(case), "home"), name)),
            }


def _message(exhibit: MessageExhibit, case: Case, name: str) -> dict[str, Any]:
    rendered = exhibit.render(case)
    if not rendered.text or len(rendered.text) > TEXT_LIMIT:
        raise ApiError("no_text")
    return {
        **WHO,
        "ts": name,
        "channel": "C1",
        "reactions": [],
        "replies": [],
        "text": rendered.text,
        "blocks": bare(checked_blocks(rendered.blocks)),
        "ephemeral": exhibit.only_you,
    }


def _view(content: Json, name: str) -> View:
    return View(name, "U1", content, "", name, values=fields.carried_over(content["blocks"], None))


def _errors_have_a_field(view: View) -> None:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not view.errors.keys() <= inputs or not all(view.errors.values()):
        raise ApiError("invalid_errors")
