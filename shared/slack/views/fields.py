"""Fields of a form: a choice, several, a date. Each is an input of its own, called by its ``block_id``."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from shared.slack.text import Block, ours

ACTION = "value"

Options = Sequence[tuple[str, str]]
"""What may be chosen: each with its value and what people read."""


def select(name: str, label: str, options: Options, chosen: str) -> Block:
    """One of several."""
    drawn = _drawn(options)
    initial = next((option for option in drawn if option["value"] == chosen), drawn[0])
    return _input(name, label, {"type": "static_select", "options": drawn, "initial_option": initial})


def checkboxes(name: str, label: str, options: Options, chosen: Collection[str]) -> Block:
    """Any of ten at the most. None, too: Slack would say "required" where a sentence of ours says more."""
    drawn = _drawn(options)
    ticked = [option for option in drawn if option["value"] in chosen]
    element = {"type": "checkboxes", "options": drawn, **({"initial_options": ticked} if ticked else {})}
    return {**_input(name, label, element), "optional": True}


def day(name: str, label: str, chosen: date) -> Block:
    """A date."""
    return _input(name, label, {"type": "datepicker", "initial_date": chosen.isoformat()})


def with_hint(block: Block, hint: str) -> Block:
    """A field with a line below it."""
    return {**block, "hint": ours(hint)}


def _input(name: str, label: str, element: dict[str, Any]) -> Block:
    return {"type": "input", "block_id": name, "label": ours(label), "element": {**element, "action_id": ACTION}}


def _drawn(options: Options) -> list[dict[str, Any]]:
    return [{"text": ours(label), "value": value} for value, label in options]
