"""Buttons, the row that they stand in, what Slack asks before a grave one, and the view that they may stand in."""

from collections.abc import Iterable
from typing import Any, Literal

from shared.i18n.sentences import Sentences
from shared.slack.blocks.text import Block, Element, ours, plain_text

Style = Literal["primary", "danger"]


def button(action: str, label: str, value: str = "", *, url: str = "", style: Style | None = None) -> Element:
    """A button. ``label`` is a sentence of ours; ``value`` comes back with the click; ``url`` is what it opens."""
    return _button(action, ours(label), value, url, style)


def button_with_names(action: str, label: str, value: str, *, style: Style | None = None) -> Element:
    """A button in whose label names stand: a name's :emoji: stays as it is typed."""
    return _button(action, plain_text(label), value, "", style)


def _button(action: str, text: Element, value: str, url: str, style: Style | None) -> Element:
    opens = {"url": url} if url else {}
    looks = {"style": style} if style else {}
    return {
        "type": "button",
        "action_id": action,
        "text": text,
        **({"value": value} if value else {}),
        **opens,
        **looks,
    }


def asking_first(element: Element, say: Sentences, key: str, *, deny: str = "", grave: bool = False) -> Element:
    """A button before whose click is sent Slack asks. ``key``: what the names of the four sentences begin with;
    ``deny``: the name of the fourth, where it has another one. ``grave``: it cannot be taken back."""
    names = {part: f"{key}{part}" for part in ("title", "text", "confirm", "deny")}
    dialog: dict[str, Any] = {
        part: ours(say(deny if part == "deny" and deny else name)) for part, name in names.items()
    }
    if not grave:
        return {**element, "confirm": dialog}
    return {**element, "style": "danger", "confirm": {**dialog, "style": "danger"}}


def actions(block_id: str, *elements: Element) -> Block:
    """A row of buttons and menus; one without an id is given one by Slack."""
    return {"type": "actions", **({"block_id": block_id} if block_id else {}), "elements": list(elements)}


def modal(title: str, blocks: Iterable[Block], say: Sentences, *, close: str = "form.close", **more: Any) -> Block:
    """A view over the conversation: its title, which is text, and the name of the sentence that closes it. ``more``:
    what a form has beside it."""
    return {"type": "modal", "title": ours(title), "close": ours(say(close)), "blocks": list(blocks), **more}
