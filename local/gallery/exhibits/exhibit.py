"""An exhibit: one thing that people see in Slack, and how it is rendered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from local.gallery.cases import Case
from shared.kpt.messages.messages import Message
from shared.kpt.messages.reminders import Recorded
from shared.slack.blocks.message import RenderedMessage
from shared.slack.handlers.response import ephemeral, in_both
from shared.slack.views.form import View, sentence
from shared.slack.views.messages import render

LINK = "https://example.slack.com/archives/C1/p1"
Errors = Mapping[str, str]


@dataclass(frozen=True)
class MessageExhibit:
    """A message in a channel or in direct messages. ``only_you``: an ephemeral answer to one person."""

    title: str
    render: Callable[[Case], RenderedMessage]
    only_you: bool = False


@dataclass(frozen=True)
class Form:
    """A modal. ``errors`` are shown at its fields, by block_id."""

    title: str
    render: Callable[[Case], View]
    errors: Callable[[Case], Errors] = lambda _case: {}


@dataclass(frozen=True)
class Home:
    """The app's Home tab."""

    title: str
    render: Callable[[Case], View]


Exhibit = MessageExhibit | Form | Home


@dataclass(frozen=True)
class Room:
    """Exhibits of one kind."""

    name: str
    title: str
    exhibits: tuple[Exhibit, ...]


def message(title: str, written: Callable[[Case], Message]) -> MessageExhibit:
    """A message of the rules, with the permalinks that it needs."""

    def rendered(case: Case) -> RenderedMessage:
        message = written(case)
        if not isinstance(message, Recorded):
            return render(message)
        other = LINK if message.glance and message.glance.seen_at else ""
        return render(message, LINK if message.seen_at else "", see_glance=other)

    return MessageExhibit(title, rendered)


def told(title: str, *keys: str, button: Callable[[Case], dict[str, Any]] | None = None) -> MessageExhibit:
    """Ephemeral sentences in answer to a click or a command."""

    def rendered(case: Case) -> RenderedMessage:
        lines = [case.say(key, **case.values) for key in keys]
        return RenderedMessage(*ephemeral(lines, *([button(case)] if button else [])))

    return MessageExhibit(title, rendered, only_you=True)


def told_in_both(key: str) -> MessageExhibit:
    """An ephemeral sentence in both languages."""
    return MessageExhibit(
        f"{key}, in both languages", lambda _case: RenderedMessage(*ephemeral([in_both(key)])), only_you=True
    )


def said_in_a_view(title: str, *keys: str, over: str = "form.title") -> Form:
    """A modal with one sentence."""

    def rendered(case: Case) -> View:
        return sentence("\n".join(case.say(key, **case.values) for key in keys), case.say, title=over)

    return Form(title, rendered)


def at_field(form: Callable[[Case], View], field: str, key: str) -> Form:
    """A form with an error at one of its fields."""
    return Form(f"{key} at {field}", form, lambda case: {field: case.say(key, **case.values)})
