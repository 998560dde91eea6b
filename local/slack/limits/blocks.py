"""Checks the blocks of a message or a view, and gives ids to those without one, as Slack does."""

import copy
import secrets
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from local.slack.limits import elements
from local.slack.limits.rich_text import rich_text
from local.slack.limits.texts import (
    Problems,
    flag,
    items,
    keys,
    kind_of,
    optional_string,
    problem,
    string,
    text_object,
    url,
)

Block = dict[str, Any]


def blocks_problems(blocks: Any, at: str, most: int, *, inputs: bool) -> Problems:
    """Everything that Slack would refuse in a list of blocks."""
    wrong = list(items(blocks, at, 0, most))
    yield from wrong
    if wrong:
        return
    for place, block in enumerate(blocks):
        yield from _block(block, f"{at}/{place}", inputs=inputs)
    known = [block for block in blocks if isinstance(block, dict)]
    for block_id in _repeated(block.get("block_id") for block in known):
        yield problem(f"block_id already exists: {block_id}", at)
    if sum(_asks_for_focus(block) for block in known) > 1:
        yield problem("only one element may have focus_on_load", at)


def with_ids(blocks: list[Block]) -> list[Block]:
    """A copy in which every block and every interactive element has its id, as Slack returns it."""
    blocks = copy.deepcopy(blocks)
    for block in blocks:
        block.setdefault("block_id", _new_id())
        inside = [block.get("accessory"), block.get("element")]
        inside += block["elements"] if block["type"] == "actions" else []
        for element in inside:
            if element and element["type"] != "image":
                element.setdefault("action_id", _new_id())
    return blocks


def _new_id() -> str:
    """An id in small letters: tests search for people's ids, which are in capitals."""
    return secrets.token_hex(4)


def _repeated(ids: Iterator[Any]) -> list[Any]:
    return [each for each, times in Counter(each for each in ids if isinstance(each, str)).items() if times > 1]


def _asks_for_focus(block: Block) -> bool:
    several = block.get("elements")
    inside = [block.get("accessory"), block.get("element"), *(several if isinstance(several, list) else [])]
    return any(isinstance(each, dict) and each.get("focus_on_load") for each in inside)


def _block(block: Any, at: str, *, inputs: bool) -> Problems:
    kind = kind_of(block)
    if kind not in _KINDS or (kind == "input" and not inputs):
        yield problem(f"unsupported type: {kind}", f"{at}/type")
        return
    check, required, optional = _KINDS[kind]
    wrong = list(keys(block, at, f"type {required}", f"block_id {optional}"))
    yield from wrong
    if not wrong:
        yield from optional_string(block, "block_id", at, 255)
        yield from check(block, at)


def _section(block: Block, at: str) -> Problems:
    if "text" not in block and "fields" not in block:
        yield problem("missing required field: text", at)
    if "text" in block:
        yield from text_object(block["text"], f"{at}/text", 3000)
    if "fields" in block:
        wrong = list(items(block["fields"], f"{at}/fields", 1, 10))
        yield from wrong
        for place, each in enumerate([] if wrong else block["fields"]):
            yield from text_object(each, f"{at}/fields/{place}", 2000)
    if "accessory" in block:
        yield from elements.element(block["accessory"], f"{at}/accessory", elements.BESIDE_TEXT)
    yield from flag(block, "expand", at)


def _header(block: Block, at: str) -> Problems:
    yield from text_object(block["text"], f"{at}/text", 150, plain=True)


def _divider(_block: Block, _at: str) -> Problems:
    yield from ()


def _context(block: Block, at: str) -> Problems:
    wrong = list(items(block["elements"], f"{at}/elements", 1, 10))
    yield from wrong
    for place, each in enumerate([] if wrong else block["elements"]):
        here = f"{at}/elements/{place}"
        is_image = kind_of(each) == "image"
        yield from elements.image(each, here) if is_image else text_object(each, here, 2000)


def _actions(block: Block, at: str) -> Problems:
    wrong = list(items(block["elements"], f"{at}/elements", 1, 25))
    yield from wrong
    if wrong:
        return
    for place, each in enumerate(block["elements"]):
        yield from elements.element(each, f"{at}/elements/{place}", elements.IN_ACTIONS)
    for action_id in _repeated(each.get("action_id") for each in block["elements"] if isinstance(each, dict)):
        yield problem(f"action_id already exists: {action_id}", f"{at}/elements")


def _input(block: Block, at: str) -> Problems:
    yield from text_object(block["label"], f"{at}/label", 2000, plain=True)
    yield from elements.element(block["element"], f"{at}/element", elements.IN_INPUT)
    if "hint" in block:
        yield from text_object(block["hint"], f"{at}/hint", 2000, plain=True)
    yield from flag(block, "optional", at)
    yield from flag(block, "dispatch_action", at)


def _image(block: Block, at: str) -> Problems:
    yield from url(block["image_url"], f"{at}/image_url")
    yield from string(block["alt_text"], f"{at}/alt_text", 2000)
    if "title" in block:
        yield from text_object(block["title"], f"{at}/title", 2000, plain=True)


# Each kind of block: its check, its required keys and its optional keys.
_KINDS: dict[str, tuple[Callable[[Block, str], Problems], str, str]] = {
    "section": (_section, "", "text fields accessory expand"),
    "header": (_header, "text", ""),
    "divider": (_divider, "", ""),
    "context": (_context, "elements", ""),
    "actions": (_actions, "elements", ""),
    "input": (_input, "label element", "hint optional dispatch_action"),
    "image": (_image, "image_url alt_text", "title"),
    "rich_text": (rich_text, "elements", ""),
}
