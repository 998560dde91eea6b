"""Buttons, a row of them, the confirmation before one, and a modal view."""

from collections.abc import Iterable
from typing import Any, Literal

from shared.i18n.sentences import Sentences
from shared.slack.blocks.text import Block, Element, ours, plain_text

Style = Literal["primary", "danger"]


def button(action: str, label: str, value: str = "", *, url: str = "", style: Style | None = None) -> Element:
    """A button. ``label`` is a sentence of ours; Slack sends ``value`` back with the click; ``url`` is what the button
    opens."""
    return _button(action, ours(label), value, url, style)


def button_with_names(action: str, label: str, value: str, *, style: Style | None = None) -> Element:
    """A button whose label contains names: Slack does not draw an :emoji: in a name."""
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
    """The button with a confirmation: Slack asks before it sends the click. The names of the four sentences begin with
    ``key``; ``deny`` names the fourth where it is another one. ``grave``: the click cannot be undone."""
    names = {part: f"{key}{part}" for part in ("title", "text", "confirm", "deny")}
    dialog: dict[str, Any] = {
        part: ours(say(deny if part == "deny" and deny else name)) for part, name in names.items()
    }
    if not grave:
        return {**element, "confirm": dialog}
    return {**element, "style": "danger", "confirm": {**dialog, "style": "danger"}}


def actions(block_id: str, *elements: Element) -> Block:
    """A row of buttons and menus. Slack gives a row without an id one."""
    return {"type": "actions", **({"block_id": block_id} if block_id else {}), "elements": list(elements)}


def modal(title: str, blocks: Iterable[Block], say: Sentences, *, close: str = "form.close", **more: Any) -> Block:
    """A modal. ``title`` is text, ``close`` the name of the sentence on the closing button. ``more``: what a form has
    besides."""
    return {"type": "modal", "title": ours(title), "close": ours(say(close)), "blocks": list(blocks), **more}
