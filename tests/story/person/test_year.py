"""`/kpt year` and *My year*: a link of one's own; where there is no board, a file in a direct message."""

from dataclasses import replace
from datetime import timedelta

import pytest

from local.slack.people.reading import plain_view
from shared.wiring import services as wiring
from tests.story.board.test_board import link_in, screen
from tests.story.conftest import Story, ja
from tests.story.personal_data import files


@pytest.fixture
def no_board(team: Story) -> Story:
    """The same where there is no board."""
    made = team.machine.services
    wiring.use(replace(made, context=replace(made.context, board=None)))
    return team


def test_the_command_gives_a_link_that_opens_ones_own_year(team: Story) -> None:
    team.write(team.tanaka, keep="集計を自動にした。")
    team.write(team.suzuki, keep="図を描いた。")
    team.tanaka.command("/kpt", "year")
    assert ja("year.link") in plain_view(team.tanaka.view)
    own = screen(team)
    assert own.enter(link_in(team.tanaka.view)) == 204
    page = own.get("/me").text
    assert "集計を自動にした。" in page
    assert "図を描いた。" not in page
    assert ja("year.head") in page
    assert own.get("/T1-C1").status_code == 401


def test_the_link_is_good_for_ten_minutes(team: Story) -> None:
    team.tanaka.command("/kpt", "year")
    link = link_in(team.tanaka.view)
    team.jump(team.machine.clock.now() + timedelta(minutes=11))
    own = screen(team)
    assert own.enter(link) == 401
    assert own.get("/me").status_code == 401


def test_the_help_names_it(team: Story) -> None:
    team.tanaka.command("/kpt", "help")
    team.tanaka.press(team.ephemeral("U1"), "help_more")
    assert ja("help.year") in team.ephemerals("U1")[-1]


def test_so_does_the_button_in_home(team: Story) -> None:
    team.tanaka.open_home()
    team.tanaka.press_in_home("year")
    own = screen(team)
    assert own.enter(link_in(team.tanaka.view)) == 204
    assert own.get("/me").status_code == 200


def test_nothing_of_it_stands_in_the_channel(team: Story) -> None:
    before = len(team.everything_posted())
    team.tanaka.command("/kpt", "year")
    team.settle()
    assert len(team.everything_posted()) == before


def test_where_there_is_no_board_it_comes_as_a_file(no_board: Story) -> None:
    no_board.write(no_board.tanaka, keep="集計を自動にした。")
    no_board.write(no_board.suzuki, keep="図を描いた。")
    no_board.tanaka.command("/kpt", "year")
    no_board.settle()
    (file,) = files(no_board, "U1")
    assert file["name"].endswith(".md")
    assert "集計を自動にした。" in file["content"]
    assert "図を描いた。" not in file["content"]
    assert not files(no_board, "U2")
    assert no_board.ephemerals("U1")[-1] == ja("year.coming")


def test_without_the_scope_for_files_a_sentence_says_so_once(no_board: Story) -> None:
    no_board.workspace.scopes.remove("files:write")
    no_board.tanaka.command("/kpt", "year")
    no_board.settle()
    assert files(no_board, "U1") == []
    assert no_board.messages("U1") == [ja("year.may_not_send")]


def test_and_the_button_in_home_brings_it_too(no_board: Story) -> None:
    no_board.tanaka.open_home()
    no_board.tanaka.press_in_home("year")
    no_board.settle()
    assert ja("year.coming") in plain_view(no_board.tanaka.view)
    assert len(files(no_board, "U1")) == 1


def test_who_is_in_no_team_is_told_so(story: Story) -> None:
    story.tanaka.command("/kpt", "year")
    assert ja("error.mine_no_team") in plain_view(story.tanaka.view)
