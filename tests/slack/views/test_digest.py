"""The last reply of a digest holds the days of a large team, as many as fit."""

from shared.i18n.sentences import sentences
from shared.kpt.messages.digests import Invitation, Marks
from shared.slack.views.digest import invitation
from tests.kpt.build import MONDAY

en = sentences("en")


def small_type(people: int) -> list[str]:
    """The blocks of so many people's marks."""
    marks = tuple((f"person {n:03}", Marks(quiet=(MONDAY,))) for n in range(people))
    rendered = invitation(Invitation("en", (), marks=marks))
    return [block["elements"][0]["text"] for block in rendered.blocks if block["type"] == "context"]


def test_the_days_of_a_team_stand_below_one_another() -> None:
    [block] = small_type(10)
    assert [line.split(":")[0] for line in block.splitlines()] == [f"person {n:03}" for n in range(10)]


def test_of_a_team_so_large_that_not_all_fit_the_last_are_left_out_and_it_says_so_once() -> None:
    blocks = small_type(400)
    lines = "\n".join(blocks).splitlines()
    assert 1 < len(blocks) < 10
    assert all(len(block) <= 2000 for block in blocks)
    assert lines[-1] == en("schedule.cut")
    assert [line.split(":")[0] for line in lines[:-1]] == [f"person {n:03}" for n in range(len(lines) - 1)]
