"""Who gets in, who does not, and what every answer carries."""

from datetime import timedelta
from types import SimpleNamespace
from typing import NoReturn

import pytest

from shared.kpt.errors import StoreSilent
from shared.kpt.team.team import Status
from shared.store.engine.documents import Put
from shared.store.records.teams import person_fields
from shared.store.repository import Repository
from shared.web.answers import HEADERS
from shared.web.signing import Keyring, PairedScreen, Viewer
from tests.kpt.build import FRIDAY, MONDAY, person, team
from tests.web.conftest import NOW, TEAM, URL, Wall, wall_at

HOST = "127.0.0.1"

PATHS = ["/", "/open", "/pair", "/board.js", "/board.css", f"/{TEAM}", f"/{TEAM}/{FRIDAY}", f"/{TEAM}/{FRIDAY}/now"]
NOWHERE = [
    "/static/board.js",
    "/robots.txt",
    "/favicon.ico",
    "/nothing",
    "/T1",
    f"/{TEAM}/2026-11-31",
    f"/{TEAM}/x",
    f"/{TEAM}/{FRIDAY}/then",
    f"/{TEAM}/{FRIDAY}/now/now",
    "/../functions/board.py",
    "/%00",
    "/open/",
]


@pytest.mark.parametrize("path", [*PATHS, *NOWHERE])
def test_every_answer_carries_the_same_headers(wall: Wall, path: str) -> None:
    for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE"):
        answer = wall.browser.open(path, base_url=URL, method=method)
        assert answer.status_code < 500
        for name, value in HEADERS.items():
            assert answer.headers.get(name) == value, (method, path, name)


@pytest.mark.parametrize("path", NOWHERE)
def test_what_there_is_not_is_not_found_and_reads_nothing(wall: Wall, path: str) -> None:
    assert wall.get(wall.enter(), path).status_code == 404
    assert wall.store.read == 0


@pytest.mark.parametrize("path", PATHS)
def test_a_stranger_costs_no_read(wall: Wall, path: str) -> None:
    answer = wall.get(wall.browser, path)
    assert answer.status_code == (401 if path.startswith("/T1") else 200)
    assert wall.store.read <= (0 if path != "/pair" else 1)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_not_allowed(wall: Wall, method: str) -> None:
    for path in PATHS:
        assert wall.browser.open(path, base_url=URL, method=method).status_code == 405
    assert wall.post(wall.browser, f"/{TEAM}").status_code == 405
    assert wall.get(wall.browser, "/enter").status_code == 405


def test_another_host_finds_nothing(wall: Wall) -> None:
    for path in PATHS:
        assert wall.enter().get(path, base_url="http://evil.example").status_code == 404


def test_ones_own_link_opens_the_week(wall: Wall) -> None:
    browser = wall.enter()
    first = wall.get(browser, "/")
    assert (first.status_code, first.headers["Location"]) == (303, f"/{TEAM}")
    week = wall.get(browser, f"/{TEAM}")
    assert week.status_code == 200
    assert "Automated the count." in week.text


def test_whoever_has_several_teams_chooses_among_them(wall: Wall) -> None:
    other = team("U1", id="T1-C2", name="payments", language="en")
    wall.put(other)
    wall.documents.commit([Put("people/T1-U1", person_fields(person("U1", teams=(TEAM, other.id))))])
    first = wall.get(wall.enter(), "/")
    assert first.status_code == 200
    assert all(f'href="/{each}"' in first.text for each in (TEAM, other.id))
    assert "payments" in first.text


def test_whoever_has_no_team_any_more_is_shown_how_to_open_a_screen(wall: Wall) -> None:
    wall.documents.commit([Put("people/T1-U1", person_fields(person("U1")))])
    assert 'id="code"' in wall.get(wall.enter(), "/").text


def test_a_link_works_again_for_ten_minutes_as_a_crawler_may_have_opened_it_first(wall: Wall) -> None:
    token = wall.keys.link(Viewer("T1", "U1"), "board")
    assert wall.get(wall.browser, "/open").status_code == 200
    for _ in range(2):
        assert wall.post(wall.browser, "/enter", data={"t": token}).status_code == 204
    wall.later(minutes=11)
    assert wall.post(wall.browser, "/enter", data={"t": token}).status_code == 401


def test_a_token_from_another_site_or_in_the_address_is_refused(wall: Wall) -> None:
    token = wall.keys.link(Viewer("T1", "U1"), "board")
    for origin in (None, "null", "http://evil.example", URL + ".evil.example", "https://127.0.0.1:8080"):
        assert wall.post(wall.browser, "/enter", origin, data={"t": token}).status_code == 403
    assert wall.post(wall.browser, f"/enter?t={token}", data={"t": token}).status_code == 400
    assert wall.post(wall.browser, "/enter", data={"t": token, "more": "x" * 3000}).status_code == 413


@pytest.mark.parametrize("token", ["", "x", "x.y.z", "é", "a" * 1000])
def test_what_is_no_token_opens_nothing(wall: Wall, token: str) -> None:
    answer = wall.post(wall.browser, "/enter", data={"t": token})
    assert (answer.status_code, answer.headers.get("Set-Cookie")) == (401, None)


def test_the_cookies_are_for_this_host_alone_and_out_of_a_scripts_reach(wall: Wall) -> None:
    token = wall.keys.link(Viewer("T1", "U1"), "board")
    cookie = wall.post(wall.browser, "/enter", data={"t": token}).headers["Set-Cookie"]
    assert cookie.startswith("furikaeri=")
    assert all(each in cookie for each in ("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=43200"))
    assert "Secure" not in cookie
    assert "Domain" not in cookie


def test_whoever_is_not_in_the_team_sees_the_pairing_page(wall: Wall) -> None:
    for user, workspace in (("U9", "T1"), ("U1", "T2"), ("", "T1")):
        answer = wall.get(wall.enter(user, workspace=workspace), f"/{TEAM}")
        assert answer.status_code == 401
        assert "Automated" not in answer.text


def test_somebody_who_left_sees_nothing_at_the_next_request(wall: Wall) -> None:
    browser = wall.enter("U2")
    assert wall.get(browser, f"/{TEAM}").status_code == 200
    wall.put(team("U1", "U3", language="en"))
    assert wall.get(browser, f"/{TEAM}").status_code == 401
    assert wall.get(browser, f"/{TEAM}/{FRIDAY}/now").status_code == 401


@pytest.mark.parametrize(("status", "code", "says"), [("paused", 200, "is paused"), ("removed", 410, "has ended here")])
def test_a_paused_or_removed_team_is_a_sentence(wall: Wall, status: Status, code: int, says: str) -> None:
    browser = wall.enter()
    wall.put(team("U1", language="en", status=status))
    for path in (f"/{TEAM}", f"/{TEAM}/{FRIDAY}", f"/{TEAM}/{FRIDAY}/now"):
        answer = wall.get(browser, path)
        assert answer.status_code == code
        assert says in answer.text
        assert "Automated" not in answer.text
    assert wall.get(wall.enter("U9"), f"/{TEAM}").status_code == 401


def test_a_cookie_of_the_year_or_a_link_as_a_cookie_opens_no_board(wall: Wall) -> None:
    viewer = Viewer("T1", "U1")
    wrong = [wall.keys.link(viewer, "board"), wall.keys.person(viewer, "year"), wall.keys.pairing()[1]]
    for value in wrong:
        browser = wall.browser
        browser.set_cookie("furikaeri", value, domain="127.0.0.1")
        assert wall.get(browser, f"/{TEAM}").status_code == 401
    assert wall.store.read == 0


def test_on_the_internet_the_cookies_cannot_be_set_by_a_neighbour(wall: Wall) -> None:
    url = "https://furikaeri-board-1.asia-northeast1.run.app"
    with wall_at(wall.clock.now(), url=url) as cloud:
        cloud.put(team("U1", language="en"))
        token = cloud.keys.link(Viewer("T1", "U1"), "board")
        browser = cloud.browser
        entered = browser.post("/enter", base_url=url, headers={"Origin": url}, data={"t": token})
        waiting = browser.get("/pair", base_url=url)
    for answer, name in ((entered, "__Host-furikaeri="), (waiting, "__Host-furikaeri-pair=")):
        cookie = answer.headers["Set-Cookie"]
        assert cookie.startswith(name)
        assert all(each in cookie for each in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"))


@pytest.mark.parametrize(
    ("wished", "says"), [("ja-JP", "記録を読めません"), ("en-GB", "storage"), ("x" * 500, "storage")]
)
def test_a_store_that_is_silent_is_a_sentence_in_the_browsers_language(wall: Wall, wished: str, says: str) -> None:
    def silent(*_: object, **__: object) -> NoReturn:
        raise StoreSilent("none")

    browser = wall.enter()
    with wall_at(NOW, keys=wall.keys, store=Repository(lambda: SimpleNamespace(get=silent, query=silent))):
        answer = wall.get(browser, f"/{TEAM}", headers={"Accept-Language": wished})
    assert answer.status_code == 503
    assert says in answer.text
    assert answer.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]


STRANGERS = ("nobody", "another member's team", "another workspace", "left", "a screen of another team", "a screen of"
    " somebody who left", "a forged cookie")  # fmt: skip


@pytest.mark.parametrize("stranger", STRANGERS)
def test_no_wrong_person_sees_anything_at_any_address(wall: Wall, stranger: str) -> None:
    browser = wall.browser
    if stranger == "another member's team":
        wall.put(team("U9", id="T1-C2", language="en"))
        browser = wall.enter("U9")
    elif stranger == "another workspace":
        browser = wall.enter("U1", workspace="T2")
    elif stranger == "left":
        browser = wall.enter("U2")
    elif stranger == "a screen of another team":
        wall.put(team("U9", id="T1-C2", language="en"))
        browser.set_cookie("furikaeri-screen", wall.keys.screen(PairedScreen("K7Q4M2PX", "T1-C2", NOW)), domain=HOST)
    elif stranger == "a screen of somebody who left":
        wall.pair(browser, by="U2")
    elif stranger == "a forged cookie":
        browser.set_cookie("furikaeri", Keyring(["another key"], wall.clock).person(Viewer("T1", "U1")), domain=HOST)
    wall.put(team("U1", "U3", language="en"))
    for week in ("", f"/{FRIDAY}", f"/{MONDAY}", "/2031-01-03"):
        for poll in ("", "/now", "/now?more=1", "?more=1"):
            for team_id in (TEAM, "T1-C404"):
                answer = wall.get(browser, f"/{team_id}{week}{poll}", headers={"If-None-Match": "*"})
                assert (answer.status_code, answer.headers.get("ETag")) == (401, None)
                assert not any(word in answer.text for word in ("Automated", "ops", "name of", "T1-"))
    first = wall.get(browser, "/")
    assert first.headers.get("Location") != f"/{TEAM}"
    assert "Automated" not in first.text


def test_an_unchanged_week_costs_three_reads_a_person_and_four_a_screen(wall: Wall) -> None:
    wall.digest(FRIDAY - timedelta(7), wall.clock.now() - timedelta(6), ["U1", "U2"])
    screen = wall.browser
    wall.screen(wall.get(screen, "/pair").get_json()["code"].replace("-", ""))
    wall.get(screen, "/pair")
    for browser, most in ((wall.enter(), 3), (screen, 4)):
        poll = f"/{TEAM}/{FRIDAY}/now"
        tag = wall.get(browser, poll).headers["ETag"]
        before = wall.store.read
        assert wall.get(browser, poll, headers={"If-None-Match": tag}).status_code == 304
        assert wall.store.read - before == most
        wall.later(seconds=1)
        wall.write(FRIDAY - timedelta(1), "U3", f"Told {most}")
        assert f"Told {most}" in wall.get(browser, poll, headers={"If-None-Match": tag}).text
