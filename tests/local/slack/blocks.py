"""Blocks that Slack accepts, which tests change into refused ones."""

from typing import Any


def plain_text(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def section(text: str = "Hello", **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(text: str = "Write", action_id: str = "write", **more: Any) -> dict[str, Any]:
    return {"type": "button", "text": plain_text(text), "action_id": action_id, **more}


def actions(*elements: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements), **more}


def option(value: str, text: str = "") -> dict[str, Any]:
    return {"text": plain_text(text or value), "value": value}


def text_input(block_id: str = "keep", optional: bool = False, **element: Any) -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": block_id,
        "optional": optional,
        "label": plain_text(block_id.title()),
        "element": {"type": "plain_text_input", "action_id": "text", **element},
    }


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": "kpt",
        "title": plain_text("KPT"),
        "submit": plain_text("Save"),
        "blocks": list(blocks) or [text_input()],
        **more,
    }


def rich_text(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": list(parts)}


def rich_section(*inline: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": list(inline)}


def home(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "home", "blocks": list(blocks) or [section()], **more}


def chooser(block_id: str, optional: bool = False, **element: Any) -> dict[str, Any]:
    """An input block around an element whose action_id is "a"."""
    return {
        "type": "input",
        "block_id": block_id,
        "optional": optional,
        "label": plain_text(block_id.title()),
        "element": {"action_id": "a", **element},
    }
