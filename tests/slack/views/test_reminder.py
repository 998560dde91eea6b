"""The 17:00 message, as it is drawn."""

import json
from dataclasses import replace

import pytest

from shared.i18n.sentences import sentences
from shared.kpt.entry.entry import Texts
from shared.kpt.messages.reminders import AskForEntry, Recorded
from shared.kpt.text.pages import SIZES
from shared.slack.views.reminder import ask, recorded
from tests.kpt.messages.test_shows import SEED

LONG = Texts("k" * 3000, "p" * 3000, "t" * 3000)
MESSAGE = AskForEntry(SEED, "C1", first_time=False)


@pytest.mark.parametrize(("message", "taught"), [(MESSAGE, False), (replace(MESSAGE, teaches=True), True)])
def test_how_to_keep_a_line_is_taught_only_where_it_is_meant_to_be(message: AskForEntry, taught: bool) -> None:
    drawn = json.dumps(ask(message, SIZES[0]).blocks, ensure_ascii=False)
    assert (sentences(SEED.language)("kept.teach") in drawn) is taught


@pytest.mark.parametrize("room", SIZES[:-1])
@pytest.mark.parametrize("done", ["", "d" * 3000])
def test_what_was_recorded_keeps_to_its_room_with_an_earlier_try_too(room: int, done: str) -> None:
    drawn = recorded(Recorded(SEED, "written", LONG, done=done), "", room, "")
    shown = json.dumps(drawn.blocks)
    assert sum(shown.count(letter * 10) for letter in "kpt") * 10 <= room
    assert sum(shown.count(letter) for letter in "k") <= room // (3 + bool(done)) + 100
    assert (("d" * 10) in shown) is bool(done)
