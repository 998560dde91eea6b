"""The part of a digest's parent that leads the round: who tells now, and the buttons."""

from typing import Any

from shared.i18n.sentences import Sentences
from shared.kpt.messages.digests import DigestParent, Lead
from shared.slack.blocks.buttons import actions, button_with_names
from shared.slack.blocks.form_metadata import RoundPress, pack_round
from shared.slack.blocks.message import RenderedMessage, named
from shared.slack.blocks.text import Block, Element, bold, plain, plain_text, rich_text, shortened

LONGEST_NAME = 40
"""Characters of a name on a button. Slack takes 75 for the whole label, and shows fewer on a phone."""


def said(lead: Lead, message: DigestParent, say: Sentences, room: int) -> RenderedMessage:
    """What the round is at: who tells now and who says the first kind word after, the Keeps of members who are off, or
    the end."""
    match lead.state:
        case "telling":
            elements = [bold(say("order.now", now=lead.now))]
            if lead.first_word:
                elements.append(plain(f" {say('order.first_word', first=lead.first_word)}"))
        case "off":
            names = named(message.away_with_keeps, say, room // 5)
            elements = [plain(say("order.away", names=names))]
        case "done":
            elements = [plain(say("order.done"))]
        case _:
            elements = [plain(say("order.ended"))]
    return RenderedMessage("".join(element["text"] for element in elements), rich_text(elements))


def has_buttons(lead: Lead) -> bool:
    """Whether there is any button."""
    return lead.state != "none" or lead.has_board


def buttons(lead: Lead, say: Sentences) -> Block:
    """The button that moves the round on, *Board*, and the menu."""
    press = RoundPress(lead.team, lead.session, lead.step)
    elements: list[Element] = []
    if lead.state == "before":
        elements.append(button_with_names("begin", say("order.begin"), pack_round(press), style="primary"))
    if lead.state in ("telling", "off"):
        elements.append(button_with_names("next", _next(lead, say), pack_round(press), style="primary"))
    if lead.has_board:
        elements.append(button_with_names("board", say("button.board"), lead.team))
    match _options(lead, press, say):
        case [only]:  # Slack's overflow menu needs two options
            elements.append({"type": "button", "action_id": "order", **only})
        case [_, *_] as options:
            elements.append({"type": "overflow", "action_id": "order", "options": options})
    return actions("order", *elements)


def _next(lead: Lead, say: Sentences) -> str:
    if lead.is_last:
        return say("order.last")
    return say("order.next", next=shortened(lead.next, LONGEST_NAME)) if lead.next else say("order.next_off")


def _options(lead: Lead, press: RoundPress, say: Sentences) -> list[dict[str, Any]]:
    offered = {
        "later": lead.may_be_later,
        "back": lead.may_go_back,
        "end": lead.state in ("telling", "off") and (lead.may_go_back or not lead.is_last),
    }
    now = shortened(lead.now, LONGEST_NAME)
    return [
        {"text": plain_text(say(f"order.{what}", now=now)), "value": pack_round(press, press=what)}
        for what, is_offered in offered.items()
        if is_offered
    ]
