"""How a request of Slack's is answered (https://docs.slack.dev/interactivity/handling-user-interaction)."""

from dataclasses import dataclass
from typing import Any

from shared.i18n.sentences import Sentences, sentences
from shared.kpt.errors import MayBeStored
from shared.slack.blocks.buttons import actions
from shared.slack.blocks.message import RenderedMessage
from shared.slack.blocks.text import Block, fallback, section
from shared.slack.requests.inbound import Submission


@dataclass(frozen=True)
class Reply:
    """Status and body. An empty body closes a submitted view."""

    body: dict[str, Any] | None = None
    status: int = 200


DONE = Reply()


def only_you_see(lines: list[str], *buttons: dict[str, Any]) -> Reply:
    """A sentence or a few in answer to a command."""
    text, blocks = ephemeral(lines, *buttons)
    return Reply({"response_type": "ephemeral", "text": text, "blocks": blocks})


def only_you_see_rendered(rendered: RenderedMessage) -> Reply:
    """A rendered message in answer to a command."""
    return Reply({"response_type": "ephemeral", "text": rendered.text, "blocks": rendered.blocks})


def ephemeral(lines: list[str], *buttons: dict[str, Any]) -> tuple[str, list[Block]]:
    """The text and blocks of a message for one person."""
    blocks = [section(line) for line in lines]
    if buttons:
        blocks.append(actions("", *buttons))
    return fallback(lines), blocks


def errors(**at: str) -> Reply:
    """The form stays open with its text, and these sentences at its fields."""
    return Reply({"response_action": "errors", "errors": at})


def errors_at(submission: Submission, block: str, text: str) -> Reply:
    """The form stays open with its text, and the sentence at a field: this one, where the form that was sent has it;
    Slack takes no error at another. Where it has none at all, the sentence lies on top of it."""
    if block in submission.values:
        return errors(**{block: text})
    return on_top(_saying(text))


def on_top(view: dict[str, Any]) -> Reply:
    """A view above the submitted one, which stays open below with all that was typed."""
    return Reply({"response_action": "push", "view": view})


def _saying(text: str) -> dict[str, Any]:
    from shared.slack.views.form import sentence

    return sentence(text, sentences("en"))


def turn_into(view: dict[str, Any]) -> Reply:
    """The submitted view becomes another: only where what was typed in it is stored."""
    return Reply({"response_action": "update", "view": view})


def in_both(key: str) -> str:
    """A sentence for somebody whose language is not known."""
    return " / ".join(sentences(language)(key) for language in ("ja", "en"))


def what_failed(trouble: Exception, failed: str, slow: str) -> str:
    """Of two sentences the one that is true: *not saved* is never said of what may be saved, or still be on its
    way."""
    return slow if isinstance(trouble, MayBeStored) else failed


def say_for(language: str | None) -> Sentences:
    """The sentences of a person's language; English where it is not known."""
    return sentences(language or "en")
