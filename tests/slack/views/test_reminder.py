"""The 17:00 message, as it is drawn."""

import json
from dataclasses import replace

import pytest

from shared.i18n.sentences import sentences
from shared.kpt.messages.reminders import AskForEntry
from shared.kpt.text.pages import SIZES
from shared.slack.views.reminder import ask
from tests.kpt.messages.test_shows import SEED

MESSAGE = AskForEntry(SEED, "C1", first_time=False)


@pytest.mark.parametrize(("message", "taught"), [(MESSAGE, False), (replace(MESSAGE, teaches=True), True)])
def test_how_to_keep_a_line_is_taught_only_where_it_is_meant_to_be(message: AskForEntry, taught: bool) -> None:
    drawn = json.dumps(ask(message, SIZES[0]).blocks, ensure_ascii=False)
    assert (sentences(SEED.language)("kept.teach") in drawn) is taught
