"""The way to the board from Slack: one's own link, and a screen in a meeting room that somebody opens by its code."""

from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from werkzeug.test import Client, TestResponse

from local.google.functions import load
from local.slack.people.reading import plain_view
from local.slack.state.records import View
from shared.kpt.board.screen import read_code
from shared.store.engine.documents import REMOVE, Update
from shared.wiring import services as wiring
from tests.story.conftest import Story, en, ja, tokyo

LINK = "board_link"


class Screen:
    """A browser: somebody's own, or that of a meeting room."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.client = Client(load("board"))

    def get(self, path: str) -> TestResponse:
        return self.client.get(path, base_url=self.url)

    def enter(self, link: str) -> int:
        token = urlsplit(link).fragment.removeprefix("t=")
        return self.client.post(
            "/enter", base_url=self.url, headers={"Origin": self.url}, data={"t": token}
        ).status_code

    @property
    def code(self) -> str:
        return str((self.get("/pair").get_json() or {})["code"])

    @property
    def shows(self) -> str | None:
        """Where it goes once it is opened."""
        found = self.get("/pair").get_json() or {}
        return found["to"] if found["open"] else None


def link_in(view: View) -> str:
    [button] = [e for b in view.blocks if b["type"] == "actions" for e in b["elements"] if e["action_id"] == LINK]
    return str(button["url"])


def screen(story: Story) -> Screen:
    board = story.machine.services.context.board
    assert board
    return Screen(board.url)


def test_a_link_is_ones_own_and_opens_the_week(team: Story) -> None:
    team.write(team.tanaka, keep="集計を自動にした。")
    team.tanaka.command("/kpt", "board")
    shown = plain_view(team.tanaka.view)
    own = screen(team)
    assert own.url.removeprefix("http://") in shown
    assert ja("board.link") in shown
    assert own.enter(link_in(team.tanaka.view)) == 204
    assert "集計を自動にした。" in own.get("/T1-C1").text


def test_the_button_in_home_and_on_the_digest_opens_the_way_to_it(asked: Story) -> None:
    asked.write(asked.tanaka, keep="よかった")
    asked.tanaka.open_home()
    asked.tanaka.press_in_home("board")
    assert screen(asked).enter(link_in(asked.tanaka.view)) == 204
    asked.until(tokyo(20, "16:31"))
    asked.suzuki.press(asked.digest(), "board")
    assert screen(asked).enter(link_in(asked.suzuki.view)) == 204


def test_a_board_button_from_before_it_was_taken_away_says_how_to_get_one(team: Story) -> None:
    team.tanaka.open_home()
    services = team.machine.services
    wiring.use(replace(services, context=replace(services.context, board=None)))
    team.tanaka.press_in_home("board")
    assert ja("board.none") in plain_view(team.tanaka.view)


def test_nothing_of_a_link_stands_in_the_channel(team: Story) -> None:
    before = len(team.everything_posted())
    team.tanaka.command("/kpt", "board")
    team.settle()
    assert len(team.everything_posted()) == before


def test_yesterdays_link_does_not_open(team: Story) -> None:
    team.tanaka.command("/kpt", "board")
    link = link_in(team.tanaka.view)
    team.jump(tokyo(17))
    assert screen(team).enter(link) == 401


@pytest.mark.parametrize("typed", ["{code}", "{small}", "{bare}", "{bare}  "])
def test_a_screen_in_the_room_shows_the_week_once_somebody_said_so(team: Story, typed: str) -> None:
    room = screen(team)
    code = room.code
    words = typed.format(code=code, small=code.lower(), bare=code.replace("-", ""))
    team.tanaka.command("/kpt", f"board {words}", "C1")
    assert code in team.ephemerals("U1")[-1]
    assert room.shows is None
    team.tanaka.press(team.ephemeral("U1"), "board_show")
    assert ja("board.pair_wait") in team.ephemerals("U1")[-1]
    assert room.shows == "/T1-C1"
    assert room.get("/T1-C1").status_code == 200
    assert [line["what"] for line in team.documents("audit").values()][-1] == "opened the week on a screen"


def test_a_mistyped_code_says_so_at_once(team: Story) -> None:
    code = screen(team).code
    wrong = ("A" if code[0] != "A" else "C") + code[1:]
    assert read_code(wrong) is None
    team.sato.command("/kpt", f"board {wrong}", "C1")
    assert team.ephemerals("U3")[-1] == en("board.wrong_code")


def test_a_code_that_was_used_says_so(team: Story) -> None:
    room = screen(team)
    code = room.code
    for person in (team.tanaka, team.sato):
        person.command("/kpt", f"board {code}", "C1")
        person.press(team.ephemeral(person.user_id), "board_show")
    assert team.ephemerals("U3")[-1] == en("board.used")


def test_a_paused_team_shows_nothing_on_a_screen_and_says_so(team: Story) -> None:
    room = screen(team)
    team.tanaka.command("/kpt", f"board {room.code}", "C1")
    asks = team.ephemeral("U1")
    team.machine.sqlite.commit([Update("teams/T1-C1", {"status": "paused"})])
    team.tanaka.press(asks, "board_show")
    assert team.ephemerals("U1")[-1] == ja("board.paused", channel="#ops")
    team.tanaka.command("/kpt", f"board {room.code}", "C1")
    assert team.ephemerals("U1")[-1] == ja("board.paused", channel="#ops")
    assert room.shows is None


def test_whoever_left_the_team_meanwhile_opens_no_screen(team: Story) -> None:
    room = screen(team)
    team.tanaka.command("/kpt", f"board {room.code}", "C1")
    team.machine.sqlite.commit([Update("teams/T1-C1", {"members.U1": REMOVE})])
    team.tanaka.press(team.ephemeral("U1"), "board_show")
    assert team.ephemerals("U1")[-1] == ja("board.not_yours")
    assert room.shows is None


def test_show_pressed_twice_is_one_screen(team: Story) -> None:
    room = screen(team)
    team.tanaka.command("/kpt", f"board {room.code}", "C1")
    asked = team.ephemeral("U1")
    team.tanaka.command("/kpt", f"board {room.code}", "C1")
    team.tanaka.press(team.ephemeral("U1"), "board_show")
    team.tanaka.press(asked, "board_show")
    assert ja("board.used") not in team.ephemerals("U1")
    assert room.shows == "/T1-C1"
    assert [line["what"] for line in team.documents("audit").values()].count("opened the week on a screen") == 1


def test_a_code_may_be_typed_where_the_app_is_not(team: Story) -> None:
    room = screen(team)
    team.tanaka.command("/kpt", f"board {room.code}", "C2")
    assert "#ops" in team.ephemerals("U1")[-1]
    team.tanaka.press(team.ephemeral("U1"), "board_show")
    assert room.shows == "/T1-C1"


def test_somebody_in_no_team_gets_neither_a_link_nor_a_screen(team: Story) -> None:
    team.workspace.add_user("U9", "mori", "Mori")
    mori = team.machine.person("U9")
    mori.command("/kpt", "board")
    assert ja("board.not_yours") in plain_view(mori.view)
    mori.command("/kpt", f"board {screen(team).code}", "C1")
    assert team.ephemerals("U9")[-1] == ja("board.not_yours")


def test_a_screen_closes_half_an_hour_after_the_session(team: Story) -> None:
    team.write(team.tanaka, keep="集計を自動にした。")
    team.until(tokyo(20, "16:30"))
    room = screen(team)
    team.tanaka.command("/kpt", f"board {room.code}", "C1")
    team.tanaka.press(team.ephemeral("U1"), "board_show")
    assert room.shows
    team.jump(tokyo(20, "17:59"))
    assert room.get("/T1-C1").status_code == 200
    team.jump(tokyo(20, "18:01"))
    assert room.get("/T1-C1").status_code == 401


def test_whoever_opened_a_screen_closes_it_in_home(team: Story) -> None:
    room = screen(team)
    team.tanaka.command("/kpt", f"board {room.code}", "C1")
    team.tanaka.press(team.ephemeral("U1"), "board_show")
    assert room.shows
    team.tanaka.open_home()
    team.tanaka.press_in_home("board_close")
    assert room.get("/T1-C1").status_code == 401


def test_where_there_is_no_board_it_says_how_to_get_one(team: Story) -> None:
    services = team.machine.services
    wiring.use(replace(services, context=replace(services.context, board=None)))
    team.tanaka.command("/kpt", "board")
    assert team.ephemerals("U1")[-1] == ja("board.none")
    team.tanaka.command("/kpt", "help")
    assert ja("help.week") in team.ephemerals("U1")[-1]
    assert ja("help.board") not in team.ephemerals("U1")[-1]
    team.tanaka.open_home()
    assert ja("button.board") not in plain_view(team.tanaka.home)


def test_a_link_lasts_ten_minutes(team: Story) -> None:
    team.tanaka.command("/kpt", "board")
    link = link_in(team.tanaka.view)
    team.jump(team.machine.clock.now() + timedelta(minutes=9))
    assert screen(team).enter(link) == 204
