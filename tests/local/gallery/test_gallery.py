"""The gallery leaves nothing out, and Slack would take all that hangs in it."""

import inspect
import pkgutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import CodeType, FrameType
from typing import Any, get_args

import pytest

from local.gallery.cases import CASES, Case
from local.gallery.exhibits.exhibit import Form, MessageExhibit
from local.gallery.exhibits.messages import IN_NO_BLOCKS
from local.gallery.panels import panel, panels
from local.gallery.rooms import ROOMS
from local.gallery.walls import walls
from local.slack.state.records import ApiError
from shared.i18n.sentences import Sentences, sentences
from shared.kpt.messages.messages import Message
from shared.slack import views

EXHIBITS = [(f"{room.name}-{n}", each) for room in ROOMS for n, each in enumerate(room.exhibits, 1)]
NARROW = [case for case in CASES if not case.wide]
every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)


class Watched:
    """What was called while something was drawn."""

    def __init__(self) -> None:
        self.code: set[CodeType] = set()
        self.keys: set[tuple[str, str]] = set()

    def note(self, frame: FrameType, event: str, _about: Any) -> None:
        if event != "call":
            return
        self.code.add(frame.f_code)
        if frame.f_code is Sentences.__call__.__code__:
            language = "ja" if frame.f_locals["self"] is sentences("ja") else "en"
            self.keys.add((language, frame.f_locals["key"]))


@contextmanager
def watching() -> Iterator[Watched]:
    watched = Watched()
    before = sys.getprofile()
    sys.setprofile(watched.note)
    try:
        yield watched
    finally:
        sys.setprofile(before)


@pytest.fixture(scope="module")
def seen() -> Watched:
    """Everything drawn once in each case."""
    with watching() as watched:
        for case in CASES:
            panels(case)
            list(walls(case))
    return watched


def functions_that_draw() -> dict[str, CodeType]:
    """The public functions of the views that make a message or a view."""
    found = {}
    for module in (import_module(f"{views.__name__}.{each.name}") for each in pkgutil.iter_modules(views.__path__)):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            rendered = inspect.signature(function).return_annotation
            is_own = function.__module__ == module.__name__ and not name.startswith("_")
            if is_own and getattr(rendered, "__name__", str(rendered)) in ("RenderedMessage", "dict"):
                found[f"{module.__name__}.{name}"] = function.__code__
    return found


def test_every_view_hangs_in_it(seen: Watched) -> None:
    drawing = functions_that_draw()
    assert "shared.slack.views.form.form" in drawing
    assert "shared.slack.views.reminder.ask" in drawing
    assert [name for name, code in drawing.items() if code not in seen.code] == []


def test_every_message_hangs_in_it(seen: Watched) -> None:
    """A message is watched by its making: dataclasses write an ``__init__`` for each."""
    messages = [each for each in get_args(Message) if each not in IN_NO_BLOCKS]
    assert messages
    assert [each.__name__ for each in messages if each.__init__.__code__ not in seen.code] == []


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_sentence_is_said_in_it(seen: Watched, language: str) -> None:
    """A new sentence needs its place in local/gallery: there it is read before anybody meets it."""
    said = {key for of, key in seen.keys if of == language}
    assert [key for key in sentences(language).keys if key not in said] == []


@every_case
def test_slack_would_take_all_of_it(case: Case) -> None:
    refused = []
    for name, exhibit in EXHIBITS:
        try:
            panel(exhibit, case, name)
        except ApiError as error:
            refused.append((name, exhibit.title, error.args, vars(error)))
    assert refused == []


@every_case
def test_errors_stand_at_fields_that_are_there(case: Case) -> None:
    with_errors = [each for _, each in EXHIBITS if isinstance(each, Form) and each.errors(case)]
    assert with_errors
    for form in with_errors:
        fields = {block.get("block_id") for block in form.render(case)["blocks"] if block["type"] == "input"}
        assert form.errors(case).keys() <= fields


@pytest.mark.parametrize("case", NARROW, ids=lambda case: case.id)
def test_no_two_of_a_room_look_the_same(case: Case) -> None:
    for room in ROOMS:
        rendered = [_without_name(panel(each, case, "same")) for each in room.exhibits]
        assert [each.title for n, each in enumerate(room.exhibits) if rendered[n] in rendered[:n]] == []


def _without_name(rendered: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in rendered.items() if key != "title"}


def test_titles_tell_them_apart() -> None:
    for room in ROOMS:
        titles = [each.title for each in room.exhibits]
        assert len(titles) == len(set(titles))


def test_a_message_that_slack_refuses_is_refused_here() -> None:
    too_long = next(each for _, each in EXHIBITS if each.title == "empty")
    assert isinstance(too_long, Form)

    def render(case: Case) -> dict[str, Any]:
        return {**too_long.render(case), "title": {"type": "plain_text", "text": "t" * 25}}

    with pytest.raises(ApiError):
        panel(Form("too long", render), CASES[0], "too-long")


@every_case
def test_no_message_says_that_nothing_is_posted_and_shows_the_way_there(case: Case) -> None:
    titles = [
        each.title
        for _, each in EXHIBITS
        if isinstance(each, MessageExhibit)
        and case.say("done.quiet_note") in each.render(case).text
        and "'action_id': 'see'" in str(each.render(case).blocks)
    ]
    assert titles == []
