"""The fields of a view or message: which elements hold a value, which value, and how Slack reports it."""

from collections.abc import Iterator
from typing import Any

from local.slack.state.records import Field, Json, View

TEXT_INPUTS = {"plain_text_input", "email_text_input", "url_text_input", "number_input"}
ID_SELECTS = {
    "users_select": "user",
    "conversations_select": "conversation",
    "channels_select": "channel",
}
# For each kind of element, the key of its initial value and the key under which its value is reported.
_NAMES: dict[str, tuple[str, str]] = {
    **dict.fromkeys(TEXT_INPUTS, ("initial_value", "value")),
    "static_select": ("initial_option", "selected_option"),
    "radio_buttons": ("initial_option", "selected_option"),
    "checkboxes": ("initial_options", "selected_options"),
    "multi_static_select": ("initial_options", "selected_options"),
    "datepicker": ("initial_date", "selected_date"),
    "timepicker": ("initial_time", "selected_time"),
    "datetimepicker": ("initial_date_time", "selected_date_time"),
    **{kind: (f"initial_{what}", f"selected_{what}") for kind, what in ID_SELECTS.items()},
    **{f"multi_{kind}": (f"initial_{what}s", f"selected_{what}s") for kind, what in ID_SELECTS.items()},
}
_SEVERAL = {kind for kind in _NAMES if kind.startswith("multi_") or kind == "checkboxes"}


def elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every element that a person can use, with the block that it is in."""
    for block in blocks:
        inside = [block.get("accessory"), block.get("element")]
        if block["type"] == "actions":
            inside += block["elements"]
        yield from ((block, element) for element in inside if element and "action_id" in element)


def field_of(block: Json, element: Json) -> Field:
    """The key of a field's value."""
    return block["block_id"], element["action_id"]


def holds_value(element: Json) -> bool:
    """Whether Slack reports the element in ``state.values``: not a button, not an overflow menu."""
    return element["type"] in _NAMES


def takes_several(element: Json) -> bool:
    """Whether several options can be chosen at once."""
    return element["type"] in _SEVERAL


def initial(element: Json) -> Any:
    """The initial value of a field."""
    return element.get(_NAMES[element["type"]][0])


def reported(element: Json, value: Any) -> Json:
    """A field's value, as it is in ``state.values`` and ``actions``."""
    empty: Any = [] if takes_several(element) else None
    return {"type": element["type"], _NAMES[element["type"]][1]: value or empty}


def all_options(element: Json) -> list[Json]:
    """The options of a menu, with those in groups."""
    groups = element.get("option_groups", [])
    return [*element.get("options", []), *(option for group in groups for option in group["options"])]


def carried_over(blocks: list[Json], old: View | None) -> dict[Field, Any]:
    """The values of the fields in new blocks.

    A field keeps its old value where block_id, action_id and kind are the same. A new ``initial_value`` is then
    ignored.
    """
    kinds = {field_of(*each): each[1]["type"] for each in elements(old.blocks)} if old else {}
    values: dict[Field, Any] = {}
    for block, element in elements(blocks):
        if holds_value(element):
            field = field_of(block, element)
            same = old is not None and kinds.get(field) == element["type"]
            values[field] = old.values[field] if old and same else initial(element)
    return values


def state(view: View, *, forget_untouched: bool = False) -> Json:
    """``view.state`` as Slack sends it.

    With ``forget_untouched``, untouched fields of an updated view are reported empty although they show text, as Slack
    has done (github.com/slackapi/bolt-js/issues/1073).
    """
    values: dict[str, Json] = {}
    for block, element in elements(view.blocks):
        if holds_value(element):
            field = field_of(block, element)
            forgotten = forget_untouched and view.updated and field not in view.touched
            value = None if forgotten else view.values[field]
            values.setdefault(field[0], {})[field[1]] = reported(element, value)
    return {"values": values}
