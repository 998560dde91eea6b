"""What a person reads in a message or a form, and whom a message notifies."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from local.slack.people import fields
from local.slack.state.records import Json, Message, View

_MARKUP = re.compile(r"<([^<>]*)>")
_NOTIFIES = re.compile(r"<(@[UW][A-Z0-9]*|!here|!channel|!everyone|!subteam\^[A-Z0-9]+)(?:[|^][^<>]*)?>")


def plain(message: Message) -> str:
    """The visible text of a message: its blocks, a line each; or its ``text`` where it has no blocks.

    A button is "[Write]", a file "[its name]", a menu without a choice "[its placeholder]", an overflow menu "[…]". The
    marks of mrkdwn (``*bold*``) are kept.
    """
    if not message.blocks:
        return "\n".join([_unmarked(message.text), *(f"[{file['name']}]" for file in message.files if "name" in file)])
    return "\n".join(filter(None, (_block(block, None) for block in message.blocks)))


def plain_view(view: View) -> str:
    """The visible text of a form: its title, its blocks with their values, errors ("! …") and buttons."""
    lines = [view.content["title"]["text"]] if "title" in view.content else []
    for block in view.blocks:
        lines.append(_block(block, view))
        if block["block_id"] in view.errors:
            lines.append(f"! {view.errors[block['block_id']]}")
    if view.trouble:
        lines.append("! We had some trouble connecting. Try again?")
    lines.append(" ".join(f"[{view.content[key]['text']}]" for key in ("submit", "close") if view.content.get(key)))
    return "\n".join(filter(None, lines))


def mentions(message: Message) -> list[str]:
    """Everything in a message's blocks and text that notifies somebody: "@U1", "!here", "!subteam^S1"."""
    found = [match[1] for match in _NOTIFIES.finditer(message.text)]
    for part in _objects(message.blocks):
        match part:
            case {"type": "mrkdwn", "text": str(text)}:
                found += [match[1] for match in _NOTIFIES.finditer(text)]
            case {"type": "user", "user_id": user_id}:
                found.append(f"@{user_id}")
            case {"type": "usergroup", "usergroup_id": group}:
                found.append(f"!subteam^{group}")
            case {"type": "broadcast", "range": reach}:
                found.append(f"!{reach}")
    return found


def _objects(value: Any) -> Iterator[Json]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _objects(each)


def _block(block: Json, view: View | None) -> str:
    match block["type"]:
        case "header":
            return str(block["text"]["text"])
        case "section":
            texts = [block["text"]] if "text" in block else []
            lines = [_text(each) for each in texts + block.get("fields", [])]
            return "\n".join(lines + ([_element(block, block["accessory"], view)] if "accessory" in block else []))
        case "context":
            return " ".join(_text(each) if "text" in each else each["alt_text"] for each in block["elements"])
        case "actions":
            return " ".join(_element(block, each, view) for each in block["elements"])
        case "input":
            lines = [block["label"]["text"], _element(block, block["element"], view)]
            return "\n".join(filter(None, [*lines, block.get("hint", {}).get("text")]))
        case "image":
            return str(block["alt_text"])
        case "rich_text":
            return "\n".join(_rich_part(each) for each in block["elements"])
        case _:
            return ""


def _text(text: Json) -> str:
    return str(text["text"]) if text["type"] == "plain_text" else _unmarked(text["text"])


def _element(block: Json, element: Json, view: View | None) -> str:
    kind = element["type"]
    if kind == "image":
        return str(element["alt_text"])
    if kind == "button":
        return f"[{element['text']['text']}]"
    if kind == "overflow":
        return "[…]"
    value = view.values[fields.field_of(block, element)] if view else fields.initial(element)
    placeholder = element.get("placeholder", {}).get("text", "")
    if kind in fields.TEXT_INPUTS:
        return str(value or placeholder)
    shown = ", ".join(_choice(each) for each in (value if isinstance(value, list) else [value]) if each)
    return f"[{shown or placeholder}]"


def _choice(value: Any) -> str:
    return _text(value["text"]) if isinstance(value, dict) else str(value)


def _rich_part(part: Json) -> str:
    if part["type"] == "rich_text_list":
        first = part.get("offset", 0) + 1

        def mark(n: int) -> str:
            return f"{first + n}." if part["style"] == "ordered" else "•"

        indent = "  " * part.get("indent", 0)
        return "\n".join(f"{indent}{mark(n)} {_rich_part(each)}" for n, each in enumerate(part["elements"]))
    return "".join(_rich_inline(each) for each in part["elements"])


def _rich_inline(part: Json) -> str:
    match part["type"]:
        case "text":
            return str(part["text"])
        case "link":
            return str(part.get("text") or part["url"])
        case "emoji":
            return f":{part['name']}:"
        case "user":
            return f"@{part['user_id']}"
        case "usergroup":
            return f"@{part['usergroup_id']}"
        case "channel":
            return f"#{part['channel_id']}"
        case "broadcast":
            return f"@{part['range']}"
        case "date":
            return str(part.get("fallback") or part["timestamp"])
        case _:
            return str(part.get("value", ""))


def _unmarked(mrkdwn: str) -> str:
    """mrkdwn as a client shows it: links and mentions by their labels, escapes decoded."""

    def shown(match: re.Match[str]) -> str:
        target, _, label = match[1].partition("|")
        if label:
            return label
        return "@" + target[1:] if target.startswith("!") else target

    return unescape(_MARKUP.sub(shown, mrkdwn))
