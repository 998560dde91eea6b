"""Kept lines, as the 17:00 message and a list show them."""

from datetime import UTC, datetime

import pytest

from shared.kpt.entry.line import Line
from shared.slack.views.person.kept import LONGEST_IN_A_LIST, MOST_ROWS, kept_list
from tests.kpt.build import MONDAY


def shown(text: str) -> str:
    _, [_, block] = kept_list([Line("a", MONDAY, text, datetime(2026, 11, 16, tzinfo=UTC))], "T1-C1", "en")
    said: str = block["text"]["text"]
    return said.partition(" ・ ")[2] or said


@pytest.mark.parametrize("text", ["one", "\n".join(["row"] * MOST_ROWS), "x" * LONGEST_IN_A_LIST])
def test_a_short_line_is_shown_as_it_is(text: str) -> None:
    assert text in shown(text)


def test_many_rows_become_one() -> None:
    assert "row row" in shown("\n".join(["row"] * (MOST_ROWS + 1)))


def test_a_long_line_is_cut() -> None:
    assert "x" * LONGEST_IN_A_LIST not in shown("x" * (LONGEST_IN_A_LIST + 1))
