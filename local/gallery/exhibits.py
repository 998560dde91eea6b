"""One thing that people see: what draws it, and where it stands in Slack."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from local.gallery.cases import Case
from shared.kpt.messages.messages import Letter, Recorded
from shared.slack.blocks.message import Drawn
from shared.slack.handlers.response import in_both, whisper
from shared.slack.views.form import View, sentence
from shared.slack.views.messages import draw

LINK = "https://example.slack.com/archives/C1/p1"
Errors = Mapping[str, str]


@dataclass(frozen=True)
class Message:
    """In a channel, or in somebody's direct messages; ``only_you``: in answer to what one person did."""

    title: str
    draw: Callable[[Case], Drawn]
    only_you: bool = False


@dataclass(frozen=True)
class Form:
    """A view on top of somebody's screen. ``errors`` stand at its fields, by block_id."""

    title: str
    draw: Callable[[Case], View]
    errors: Callable[[Case], Errors] = lambda _case: {}


@dataclass(frozen=True)
class Home:
    """The app's Home tab."""

    title: str
    draw: Callable[[Case], View]


Exhibit = Message | Form | Home


@dataclass(frozen=True)
class Room:
    """Exhibits of a kind."""

    name: str
    title: str
    exhibits: tuple[Exhibit, ...]


def letter(title: str, written: Callable[[Case], Letter]) -> Message:
    """A message that the rules decide on, with a way to the channel where something of it stands there."""

    def drawn(case: Case) -> Drawn:
        letter = written(case)
        return draw(letter, LINK if isinstance(letter, Recorded) and letter.seen_at else "")

    return Message(title, drawn)


def told(title: str, *keys: str, button: Callable[[Case], dict[str, Any]] | None = None) -> Message:
    """A few sentences to one person, in answer to a click or a command."""

    def drawn(case: Case) -> Drawn:
        lines = [case.say(key, **case.values) for key in keys]
        return Drawn(*whisper(lines, *([button(case)] if button else [])))

    return Message(title, drawn, only_you=True)


def told_in_both(key: str) -> Message:
    """A sentence to somebody whose language is not known."""
    return Message(f"{key}, in both languages", lambda _case: Drawn(*whisper([in_both(key)])), only_you=True)


def said_in_a_view(title: str, *keys: str, over: str = "form.title") -> Form:
    """A view that says one thing."""

    def drawn(case: Case) -> View:
        return sentence("\n".join(case.say(key, **case.values) for key in keys), case.say, title=over)

    return Form(title, drawn)


def at_field(form: Callable[[Case], View], field: str, key: str) -> Form:
    """A form with an error at one of its fields."""
    return Form(f"{key} at {field}", form, lambda case: {field: case.say(key, **case.values)})
