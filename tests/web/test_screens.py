"""A screen in a room: who opens it, what it shows, how it closes, and what does not open it."""

import pytest

from shared.store.engine.documents import REMOVE, Delete, Update, Where
from shared.web.signing import Viewer
from tests.kpt.build import team
from tests.web.conftest import TEAM, Wall


def test_a_screen_opens_with_its_code_and_shows_its_team_alone(wall: Wall) -> None:
    browser = wall.browser
    code = wall.get(browser, "/pair").get_json()["code"]
    assert wall.get(browser, "/pair").get_json() == {"code": code, "open": False}
    wall.later(seconds=5)
    wall.screen(code.replace("-", ""))
    answer = wall.get(browser, "/pair")
    assert answer.get_json() == {"open": True, "to": f"/{TEAM}"}
    assert wall.get(browser, f"/{TEAM}").status_code == 200
    assert wall.get(browser, "/").headers["Location"] == f"/{TEAM}"
    assert wall.get(browser, "/T1-C2").status_code == 401


def test_only_the_screen_that_shows_the_code_is_opened(wall: Wall) -> None:
    code = wall.get(wall.browser, "/pair").get_json()["code"]
    wall.screen(code.replace("-", ""))
    other = wall.browser
    assert wall.get(other, "/pair").get_json()["open"] is False
    assert wall.get(other, f"/{TEAM}").status_code == 401


def test_a_code_that_was_opened_before_the_screen_showed_it_opens_nothing(wall: Wall) -> None:
    browser = wall.browser
    code = wall.get(browser, "/pair").get_json()["code"].replace("-", "")
    wall.later(minutes=-5)
    wall.screen(code)
    wall.later(minutes=5)
    assert wall.get(browser, "/pair").get_json()["open"] is False


def test_what_was_opened_on_the_rooms_computer_before_is_no_key_once_it_is_a_screen(wall: Wall) -> None:
    room, own = wall.browser, wall.enter("U2").get_cookie("furikaeri", domain="127.0.0.1")
    assert own
    room.set_cookie("furikaeri", own.value, domain="127.0.0.1")
    wall.pair(room)
    assert "closes at" in wall.get(room, f"/{TEAM}").text
    assert 'id="more"' not in wall.get(room, f"/{TEAM}").text
    assert wall.post(room, "/close").status_code == 303
    assert wall.get(room, f"/{TEAM}").status_code == 401


def test_ones_own_link_on_a_screen_makes_it_ones_own_and_closing_takes_all_away(wall: Wall) -> None:
    room = wall.browser
    wall.pair(room)
    token = wall.keys.link(Viewer("T1", "U2"), "board")
    assert wall.post(room, "/enter", data={"t": token}).status_code == 204
    assert room.get_cookie("furikaeri-screen", domain="127.0.0.1") is None
    assert 'id="more"' in wall.get(room, f"/{TEAM}").text
    wall.post(room, "/close")
    assert wall.get(room, f"/{TEAM}").status_code == 401


def test_a_copied_pairing_opens_nothing_once_the_screen_has_opened(wall: Wall) -> None:
    room, thief = wall.browser, wall.browser
    wall.get(room, "/")
    cookie = room.get_cookie("furikaeri-pair", domain="127.0.0.1")
    assert cookie
    wall.pair(room)
    thief.set_cookie("furikaeri-pair", cookie.value, domain="127.0.0.1")
    for _ in range(2):
        assert wall.get(thief, "/pair").get_json()["open"] is False
    assert wall.get(thief, f"/{TEAM}").status_code == 401
    assert wall.get(room, f"/{TEAM}").status_code == 200


def test_a_copied_screen_is_no_key_once_it_was_closed_in_home(wall: Wall) -> None:
    room, thief = wall.browser, wall.browser
    wall.pair(room)
    cookie = room.get_cookie("furikaeri-screen", domain="127.0.0.1")
    assert cookie
    code = next(iter(wall.documents.query("screens", Where("by", since="U1")))).id
    wall.documents.commit([Delete(f"screens/{code}")])
    thief.set_cookie("furikaeri-screen", cookie.value, domain="127.0.0.1")
    for browser in (room, thief):
        assert wall.get(browser, f"/{TEAM}").status_code == 401


def test_a_screen_closes_by_itself_by_its_button_and_when_its_member_leaves(wall: Wall) -> None:
    for end in ("time", "button", "left"):
        wall.put(team("U1", "U2", "U3", language="en"))
        browser = wall.browser
        wall.screen(wall.get(browser, "/pair").get_json()["code"].replace("-", ""), by="U3")
        assert wall.get(browser, "/pair").get_json()["open"] is True
        if end == "time":
            wall.later(hours=3)
        elif end == "button":
            assert wall.post(browser, "/close").status_code == 303
        else:
            wall.put(team("U1", "U2", language="en"))
        assert wall.get(browser, f"/{TEAM}").status_code == 401
        assert wall.get(browser, "/").status_code == 200


@pytest.mark.parametrize("name", ["opened_at", "expires"])
def test_a_screen_whose_moment_somebody_took_away_by_hand_shows_nothing(wall: Wall, name: str) -> None:
    browser = wall.browser
    wall.pair(browser)
    [screen] = [each.path for each in wall.documents.query("screens", Where("by", since="U1", until="U1"))]
    wall.documents.commit([Update(screen, {name: REMOVE})])
    assert wall.get(browser, f"/{TEAM}").status_code == 401


def test_another_site_cannot_close_a_screen(wall: Wall) -> None:
    assert wall.post(wall.browser, "/close", "http://evil.example").status_code == 403


def test_a_code_lasts_ten_minutes_and_then_the_screen_shows_another(wall: Wall) -> None:
    browser = wall.browser
    code = wall.get(browser, "/pair").get_json()["code"]
    wall.later(minutes=10, seconds=1)
    assert wall.get(browser, "/pair").get_json()["code"] != code
    assert wall.store.read == 0


def test_an_instance_reads_for_twenty_waiting_screens_a_second_at_most(wall: Wall) -> None:
    browser = wall.browser
    wall.get(browser, "/pair")
    for _ in range(50):
        assert wall.get(browser, "/pair").get_json()["open"] is False
    assert wall.store.read == 20
    wall.seconds[0] += 1
    wall.get(browser, "/pair")
    assert wall.store.read == 21
