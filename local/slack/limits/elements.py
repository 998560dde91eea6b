"""Checks block elements: buttons, menus, pickers and inputs."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from local.slack.limits.options import groups, initial_options, options
from local.slack.limits.texts import (
    Problems,
    flag,
    items,
    keys,
    kind_of,
    one_of,
    optional_string,
    problem,
    string,
    text_object,
    url,
)

Element = dict[str, Any]
_TIME = re.compile(r"^([01]\d|2[0-3]):[0-5]\d$")
_MENU = "action_id placeholder confirm focus_on_load"


def element(value: Any, at: str, allowed: frozenset[str]) -> Problems:
    """Check one element; ``allowed`` names the kinds that may be in this place."""
    kind = kind_of(value)
    if kind not in allowed:
        yield problem(f"unsupported type: {kind}", f"{at}/type")
        return
    yield from optional_string(value, "action_id", at, 255)
    yield from flag(value, "focus_on_load", at)
    if "placeholder" in value:
        yield from text_object(value["placeholder"], f"{at}/placeholder", 150, plain=True)
    if "confirm" in value:
        yield from _confirm(value["confirm"], f"{at}/confirm")
    yield from _KINDS[kind](value, at)


def _confirm(value: Any, at: str) -> Problems:
    wrong = list(keys(value, at, "text", "title confirm deny style"))
    yield from wrong
    if not wrong:
        yield from text_object(value["text"], f"{at}/text", 300)
        for name, longest in (("title", 100), ("confirm", 30), ("deny", 30)):
            if name in value:
                yield from text_object(value[name], f"{at}/{name}", longest, plain=True)
        yield from one_of(value.get("style", "primary"), f"{at}/style", "primary danger")


def _button(value: Element, at: str) -> Problems:
    yield from keys(value, at, "type text", "action_id url value style confirm accessibility_label")
    yield from text_object(value.get("text"), f"{at}/text", 75, plain=True)
    yield from optional_string(value, "value", at, 2000)
    yield from optional_string(value, "accessibility_label", at, 75)
    yield from one_of(value.get("style", "primary"), f"{at}/style", "primary danger")
    if "url" in value:
        yield from url(value["url"], f"{at}/url")


def image(value: Any, at: str) -> Problems:
    """Check an image element, in a context block or beside a section's text."""
    wrong = list(keys(value, at, "type image_url alt_text"))
    yield from wrong
    if not wrong:
        yield from url(value["image_url"], f"{at}/image_url")
        yield from string(value["alt_text"], f"{at}/alt_text", 2000)


def _overflow(value: Element, at: str) -> Problems:
    yield from keys(value, at, "type options", "action_id confirm")
    yield from options(value, at, 2, 5, links=True)


def _static_select(value: Element, at: str) -> Problems:
    several = value["type"] == "multi_static_select"
    initial = "initial_options" if several else "initial_option"
    yield from keys(value, at, "type", f"{_MENU} options option_groups {initial} {'max_selected_items' * several}")
    wrong = list(groups(value, at) if "option_groups" in value else options(value, at, 1, 100))
    yield from wrong or initial_options(value, at, initial)
    yield from _most(value, at, initial)


def _most(value: Element, at: str, initial: str) -> Problems:
    """Check max_selected_items, and that no more are chosen initially."""
    most = value.get("max_selected_items", 1)
    if type(most) is not int or most < 1:
        yield problem("must be a positive integer", f"{at}/max_selected_items")
    elif "max_selected_items" in value:
        chosen = value.get(initial)
        yield from items(chosen, f"{at}/{initial}", 0, most) if isinstance(chosen, list) else ()


def _id_select(value: Element, at: str) -> Problems:
    several = value["type"].startswith("multi_")
    what = value["type"].removeprefix("multi_").removesuffix("s_select")
    initial = f"initial_{what}s max_selected_items" if several else f"initial_{what} response_url_enabled"
    more = "filter default_to_current_conversation" if what == "conversation" else ""
    yield from keys(value, at, "type", f"{_MENU} {initial} {more}")
    if several:
        ids = value.get(f"initial_{what}s", [])
        wrong = list(items(ids, f"{at}/initial_{what}s", 0, 100))
        yield from wrong
        for place, each in enumerate([] if wrong else ids):
            yield from string(each, f"{at}/initial_{what}s/{place}", 255)
        yield from _most(value, at, f"initial_{what}s")
    else:
        yield from optional_string(value, f"initial_{what}", at, 255)


def _choices(value: Element, at: str) -> Problems:
    initial = "initial_option" if value["type"] == "radio_buttons" else "initial_options"
    yield from keys(value, at, "type options", f"action_id confirm focus_on_load {initial}")
    wrong = list(options(value, at, 1, 10, mrkdwn=True))
    yield from wrong or initial_options(value, at, initial)


def _picker(value: Element, at: str) -> Problems:
    what = {"datepicker": "date", "timepicker": "time", "datetimepicker": "date_time"}[value["type"]]
    zone = "timezone" if what == "time" else ""
    yield from keys(value, at, "type", f"{_MENU} initial_{what} {zone}")
    initial = value.get(f"initial_{what}")
    here = f"{at}/initial_{what}"
    if initial is None:
        return
    if what == "date" and not _is_date(initial):
        yield problem("must be a date as YYYY-MM-DD", here)
    if what == "time" and not (isinstance(initial, str) and _TIME.match(initial)):
        yield problem("must be a time as HH:mm", here)
    if what == "date_time" and not (isinstance(initial, int) and len(str(initial)) == 10):
        yield problem("must be a time in seconds, of 10 digits", here)


def _is_date(value: Any) -> bool:
    try:
        return bool(date.fromisoformat(value).isoformat() == value)
    except (TypeError, ValueError):
        return False


def _text_input(value: Element, at: str) -> Problems:
    more = "multiline min_length max_length" if value["type"] == "plain_text_input" else ""
    more += " is_decimal_allowed min_value max_value" if value["type"] == "number_input" else ""
    common = "action_id placeholder focus_on_load initial_value dispatch_action_config"
    required = "type is_decimal_allowed" if value["type"] == "number_input" else "type"
    yield from keys(value, at, required, f"{common} {more}")
    yield from flag(value, "multiline", at)
    longest, shortest = value.get("max_length", 3000), value.get("min_length", 0)
    if not isinstance(longest, int) or not 1 <= longest <= 3000:
        yield problem("must be between 1 and 3000", f"{at}/max_length")
    elif not isinstance(shortest, int) or not 0 <= shortest <= longest:
        yield problem("must be between 0 and max_length", f"{at}/min_length")
    else:
        yield from optional_string(value, "initial_value", at, longest, shortest=0)


_KINDS: dict[str, Callable[[Element, str], Problems]] = {
    "button": _button,
    "image": image,
    "overflow": _overflow,
    "static_select": _static_select,
    "multi_static_select": _static_select,
    **{
        f"{multi}{what}s_select": _id_select for multi in ("", "multi_") for what in ("user", "conversation", "channel")
    },
    "radio_buttons": _choices,
    "checkboxes": _choices,
    "datepicker": _picker,
    "timepicker": _picker,
    "datetimepicker": _picker,
    **dict.fromkeys(("plain_text_input", "email_text_input", "url_text_input", "number_input"), _text_input),
}
_TEXT_INPUTS = frozenset({"plain_text_input", "email_text_input", "url_text_input", "number_input"})
_MULTI = frozenset(kind for kind in _KINDS if kind.startswith("multi_"))
IN_ACTIONS = frozenset(_KINDS) - _TEXT_INPUTS - _MULTI - {"image"}
BESIDE_TEXT = frozenset(_KINDS) - _TEXT_INPUTS - {"datetimepicker"}
IN_INPUT = frozenset(_KINDS) - {"button", "image", "overflow"}
