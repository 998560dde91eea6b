"""Fields of a form: one choice, several choices, people, a line, a date. ``name`` is the input's ``block_id``."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from shared.slack.blocks.text import Block, ours

ACTION = "value"

Options = Sequence[tuple[str, str]]
"""What may be chosen: values and their labels."""


def select(name: str, label: str, options: Options, chosen: str) -> Block:
    """A choice of one. ``chosen`` is always offered, even where it is not in ``options``."""
    offered = options if chosen in dict(options) else [(chosen, chosen), *options]
    rendered = _rendered(offered)
    initial = next(option for option in rendered if option["value"] == chosen)
    return _input(name, label, {"type": "static_select", "options": rendered, "initial_option": initial})


def checkboxes(name: str, label: str, options: Options, chosen: Collection[str]) -> Block:
    """A choice of at least one of ten at most. Where none is ticked, Slack says so and does not submit."""
    rendered = _rendered(options)
    ticked = [option for option in rendered if option["value"] in chosen]
    element = {"type": "checkboxes", "options": rendered, **({"initial_options": ticked} if ticked else {})}
    return _input(name, label, element)


def people(name: str, label: str, placeholder: str, chosen: Sequence[str]) -> Block:
    """Any number of people, or none."""
    element = {"type": "multi_users_select", "placeholder": ours(placeholder)}
    return or_nothing(_input(name, label, {**element, **({"initial_users": list(chosen)} if chosen else {})}))


def text(name: str, label: str, typed: str, longest: int) -> Block:
    """A line that may not be empty; with ``or_nothing`` it may."""
    element = {"type": "plain_text_input", "max_length": longest}
    return _input(name, label, {**element, **({"initial_value": typed} if typed else {})})


def or_nothing(block: Block) -> Block:
    """A field that may be left empty."""
    return {**block, "optional": True}


def day(name: str, label: str, chosen: date) -> Block:
    """A date."""
    return _input(name, label, {"type": "datepicker", "initial_date": chosen.isoformat()})


def with_hint(block: Block, hint: str) -> Block:
    """A field with a line below it."""
    return {**block, "hint": ours(hint)}


def _input(name: str, label: str, element: dict[str, Any]) -> Block:
    return {"type": "input", "block_id": name, "label": ours(label), "element": {**element, "action_id": ACTION}}


def _rendered(options: Options) -> list[dict[str, Any]]:
    return [{"text": ours(label), "value": value} for value, label in options]
