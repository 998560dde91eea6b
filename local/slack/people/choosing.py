"""Finds the element that a person uses, reads their choice, and refuses what Slack's client would not let them do."""

from datetime import date, time
from typing import Any

from local.slack.people import fields
from local.slack.state.records import Json, View
from local.slack.state.workspace import Workspace


class NotPossible(AssertionError):
    """Slack's client does not let a person do this: there is no such element, a text is too long, a field is empty."""


def element_called(blocks: list[Json], action_id: str, block_id: str | None) -> tuple[Json, Json]:
    """The one element with this action_id; ``block_id`` chooses among several."""
    found = [
        (block, element)
        for block, element in fields.elements(blocks)
        if element["action_id"] == action_id and block_id in (None, block["block_id"])
    ]
    if len(found) != 1:
        there = [f"{block['block_id']}/{element['action_id']}" for block, element in fields.elements(blocks)]
        raise NotPossible(f"{len(found)} elements are called {action_id!r}; there are {there}")
    return found[0]


def input_of(view: View, block_id: str) -> tuple[Json, Json]:
    """The input block with this block_id, and its element."""
    for block in view.blocks:
        if block["type"] == "input" and block["block_id"] == block_id:
            return block, block["element"]
    raise NotPossible(f"the form has no input {block_id!r}")


def agrees(element: Json, confirm: bool) -> bool:
    """Whether the person confirms. Raises ``NotPossible`` where they decline an element without a confirmation."""
    if not confirm and "confirm" not in element:
        raise NotPossible(f"{element['action_id']} asks for no confirmation")
    return confirm


def chosen(workspace: Workspace, element: Json, choice: Any) -> Any:
    """What the person chose, as Slack reports it: options as objects; ids, dates and times as texts.

    None empties a field. A list chooses several, and replaces the choices before.
    """
    if choice is None and fields.holds_value(element):
        return None
    if not fields.takes_several(element):
        return _one(workspace, element, choice)
    if not isinstance(choice, list):
        raise NotPossible(f"{element['action_id']} takes a list, not {choice!r}")
    most = element.get("max_selected_items")
    if most is not None and len(choice) > most:
        raise NotPossible(f"{element['action_id']} takes {most} at most, not {len(choice)}")
    return [_one(workspace, element, each) for each in choice]


def _one(workspace: Workspace, element: Json, choice: Any) -> Any:
    options = fields.all_options(element)
    if options:
        found = [option for option in options if choice in (option["value"], option["text"]["text"])]
        if not found:
            raise NotPossible(f"{choice!r} is no option of {element['action_id']}")
        return found[0]
    what = element["type"].removeprefix("multi_")
    known = {
        "users_select": lambda: choice in workspace.users,
        "datepicker": lambda: date.fromisoformat(choice).isoformat() == choice,
        "timepicker": lambda: f"{time.fromisoformat(choice):%H:%M}" == choice,
    }.get(what)
    if known and not _holds(known):
        raise NotPossible(f"{choice!r} cannot be chosen in {element['action_id']}")
    return choice


def _holds(is_so: Any) -> bool:
    try:
        return bool(is_so())
    except (TypeError, ValueError):
        return False


def refuse_unfinished(view: View, block: Json, element: Json) -> None:
    """Raise ``NotPossible`` for an input that is empty or too short: Slack's client marks it, and sends nothing."""
    if block["type"] != "input":
        return
    value = view.values[fields.field_of(block, element)]
    if not value and not block.get("optional", False):
        raise NotPossible(f"{block['block_id']} is empty")
    if value and element["type"] in fields.TEXT_INPUTS and len(value) < element.get("min_length", 0):
        raise NotPossible(f"{block['block_id']} is too short")
