"""Answers to Slack's requests (https://docs.slack.dev/interactivity/handling-user-interaction)."""

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
    """The status and body of an answer. An empty body closes a submitted view."""

    body: dict[str, Any] | None = None
    status: int = 200


DONE = Reply()


def only_you_see(lines: list[str], *buttons: dict[str, Any]) -> Reply:
    """Answer a command with sentences that only one person sees."""
    text, blocks = ephemeral(lines, *buttons)
    return Reply({"response_type": "ephemeral", "text": text, "blocks": blocks})


def only_you_see_rendered(rendered: RenderedMessage) -> Reply:
    """Answer a command with a rendered message that only one person sees."""
    return Reply({"response_type": "ephemeral", "text": rendered.text, "blocks": rendered.blocks})


def ephemeral(lines: list[str], *buttons: dict[str, Any]) -> tuple[str, list[Block]]:
    """The text and blocks of a message for one person."""
    blocks = [section(line) for line in lines]
    if buttons:
        blocks.append(actions("", *buttons))
    return fallback(lines), blocks


def errors(**at: str) -> Reply:
    """Keep the form open with its text, and show these sentences at its fields."""
    return Reply({"response_action": "errors", "errors": at})


def errors_at(submission: Submission, block: str, text: str) -> Reply:
    """Keep the form open with its text, and show the sentence at this field. Slack takes no error at a field that the
    form lacks: then the sentence is a view on top."""
    if block in submission.values:
        return errors(**{block: text})
    return on_top(_sentence_view(text))


def on_top(view: dict[str, Any]) -> Reply:
    """Put a view on top of the submitted one, which stays open with all that was typed."""
    return Reply({"response_action": "push", "view": view})


def _sentence_view(text: str) -> dict[str, Any]:
    from shared.slack.views.form import sentence

    return sentence(text, sentences("en"))


def turn_into(view: dict[str, Any]) -> Reply:
    """Replace the submitted view. Only for a view whose text is stored."""
    return Reply({"response_action": "update", "view": view})


def in_both(key: str) -> str:
    """A sentence in both languages, for somebody whose language is not known."""
    return " / ".join(sentences(language)(key) for language in ("ja", "en"))


def what_failed(error: Exception, failed: str, slow: str) -> str:
    """The sentence that is true: ``slow`` where it may be stored, or still be on its way; ``failed`` where it is
    not."""
    return slow if isinstance(error, MayBeStored) else failed


def say_for(language: str | None) -> Sentences:
    """The sentences of a person's language; English where it is not known."""
    return sentences(language or "en")
