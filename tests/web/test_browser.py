"""The board in a real browser: by keyboard, on paper, for a screen reader, and while the week goes on."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader
from werkzeug.serving import make_server

from local.google.functions import load
from shared.web.signing import Viewer
from tests.kpt.build import FRIDAY, MONDAY, team
from tests.web.conftest import NOW, TEAM, Wall, wall_at

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WALL = {"width": 1920, "height": 1080}
NAMES = {"U1": "Tanaka", "U2": "Suzuki", "U3": "Sato"}


@contextmanager
def _served() -> Iterator[Any]:
    # Loaded at its first request: by then it is told what to serve.
    server = make_server("127.0.0.1", 0, lambda environ, start: load("board")(environ, start), threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def on_wall() -> Iterator[Wall]:
    """A team of three in an ordinary week, whose board is served on loopback."""
    with _served() as server:
        address = f"http://127.0.0.1:{server.server_port}"
        with wall_at(NOW, url=address) as wall:
            wall.url = address
            wall.put(team(*NAMES, language="en", members=NAMES))
            for n in range(4):
                wall.write(MONDAY + timedelta(n), "U1", f"Automated the count, part {n}. Half an hour back.")
                wall.write(
                    MONDAY + timedelta(n),
                    "U2",
                    f"Drew the returns flow, part {n}.",
                    problem="It took long.",
                    promised="all",
                )
            yield wall


@pytest.fixture
def page(browser: "Browser", on_wall: Wall) -> Iterator["Page"]:
    """Somebody's own computer, with the week open. Anything on its console fails the test."""
    context = browser.new_context(viewport=WALL, locale="en-GB")  # type: ignore[arg-type]  # the stubs want a TypedDict
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    token = on_wall.keys.link(Viewer("T1", "U1"), "board")
    opened.goto(f"{on_wall.url}/open#t={token}")
    opened.wait_for_selector("#week .member")
    yield opened
    context.close()
    assert said == []
    assert all(url.startswith(on_wall.url + "/") for url in asked)
    assert not [url for url in asked if token in url]


def size_of(page: "Page", selector: str) -> float:
    found = page.locator(selector).first.evaluate("each => parseFloat(getComputedStyle(each).fontSize)")
    return float(found)


def test_a_link_opens_the_week_and_leaves_no_token_in_the_address(page: "Page", on_wall: Wall) -> None:
    assert page.url == f"{on_wall.url}/{TEAM}"
    assert page.locator(".member h2").all_inner_texts() == ["Sato", "Suzuki", "Tanaka"]


def test_space_goes_through_everybody_and_back_to_the_week(page: "Page") -> None:
    told = []
    page.keyboard.press("Space")
    while page.locator("#focus").is_visible():
        told.append(page.locator("#focus h2").inner_text())
        page.keyboard.press("ArrowRight")
    assert sorted(told) == ["Sato", "Suzuki", "Tanaka"]


def test_escape_leaves_and_a_tap_goes_on(page: "Page") -> None:
    page.get_by_role("button", name="One at a time").click()
    page.locator("#focus").click(position={"x": 20, "y": 500})
    assert page.locator("#focus h2").inner_text() == "Suzuki"
    page.keyboard.press("Escape")
    assert not page.locator("#focus").is_visible()


def test_one_person_can_be_read_from_four_metres(page: "Page") -> None:
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    for selector in ("#focus .keep p", "#focus .last", "#focus h2"):
        assert size_of(page, selector) >= 28
    assert page.locator("#focus .last").inner_text() == "First kind word: Tanaka"
    assert page.locator("#focus").evaluate("each => each.scrollHeight <= each.clientHeight")


def test_whoever_has_no_keep_is_asked_how_the_week_was(page: "Page") -> None:
    page.keyboard.press("Space")
    assert page.locator("#focus h2").inner_text() == "Sato"
    assert page.locator("#focus .empty").inner_text() == "How was your week?"
    assert page.locator("#focus .marks").count() == 0


def test_what_is_written_slides_in_without_being_asked(page: "Page", on_wall: Wall) -> None:
    on_wall.later(seconds=1)
    on_wall.write(MONDAY, "U3", "Came in while you looked.")
    page.evaluate("window.dispatchEvent(new Event('online'))")  # instead of waiting for fifteen seconds
    page.wait_for_selector(".keep.is-new >> text=Came in while you looked.")


def test_a_screen_follows_the_round_and_comes_back_from_a_key(page: "Page", on_wall: Wall) -> None:
    def step(number: int, told: list[str], **more: object) -> None:
        begun = {"step": number, "told": told, "begun_at": on_wall.clock.now(), "presses": ["begin"]}
        on_wall.digest(FRIDAY, on_wall.clock.now(), ["U2", "U1", "U3"], **{**begun, "names": NAMES, **more})
        page.evaluate("window.dispatchEvent(new Event('online'))")

    step(1, [])
    page.wait_for_selector("#focus h2 >> text=Suzuki")
    assert page.locator("#focus .last").inner_text() == "First kind word: Tanaka"
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("#focus h2 >> text=Tanaka")
    assert page.locator("#focus .aside").inner_text() == "Suzuki is speaking now (Esc to go back)"
    page.keyboard.press("Escape")
    page.wait_for_selector("#focus h2 >> text=Suzuki")
    step(2, ["U2"])
    page.wait_for_selector("#focus h2 >> text=Tanaka")
    assert page.locator("#focus .aside").is_hidden()
    step(3, ["U2", "U1", "U3"], ended_at=on_wall.clock.now())
    page.wait_for_selector("#focus", state="hidden")


def test_it_asks_every_five_seconds_while_the_round_runs(page: "Page", on_wall: Wall) -> None:
    begun = {"step": 1, "begun_at": on_wall.clock.now(), "presses": ["begin"], "names": NAMES}
    on_wall.digest(FRIDAY, on_wall.clock.now(), ["U2", "U1", "U3"], **begun)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_selector("#focus h2 >> text=Suzuki")
    on_wall.digest(FRIDAY, on_wall.clock.now(), ["U2", "U1", "U3"], **{**begun, "step": 2, "told": ["U2"]})
    page.wait_for_selector("#focus h2 >> text=Tanaka", timeout=6_000)


def test_problem_and_try_show_with_the_switch_which_is_off_at_each_opening(page: "Page") -> None:
    assert page.get_by_text("It took long.").count() == 0
    page.get_by_label("Problem and Try, too").check()
    page.wait_for_selector("text=It took long.")
    page.reload()
    assert not page.get_by_label("Problem and Try, too").is_checked()
    assert page.get_by_text("It took long.").count() == 0


def test_a_lost_connection_says_so_and_heals(page: "Page") -> None:
    page.route("**/now*", lambda route: route.fulfill(status=204, body=""))
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_selector("text=Waiting for the connection; this is as of 17:00.")
    page.unroute("**/now*")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_selector("#offline", state="hidden")


def test_a_screen_is_opened_by_its_code(browser: "Browser", on_wall: Wall) -> None:
    context = browser.new_context(viewport=WALL)  # type: ignore[arg-type]  # as above
    screen = context.new_page()
    screen.goto(on_wall.url)
    on_wall.screen(screen.locator("#code").inner_text().replace("-", ""))
    screen.wait_for_selector("#week .member")
    assert screen.get_by_text("This screen closes at 20:00.").count() == 1
    assert screen.get_by_label("Problem and Try, too").count() == 0
    screen.get_by_role("button", name="Close this screen").click()
    screen.wait_for_selector("#code")
    context.close()


@pytest.mark.parametrize("dark", [False, True])
def test_nothing_keeps_anybody_out(page: "Page", axe: str, dark: bool) -> None:
    page.emulate_media(color_scheme="dark" if dark else "light")
    for keys in ((), ("Space", "ArrowRight")):
        for key in keys:
            page.keyboard.press(key)
        page.evaluate(axe)
        rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag2aaa", "best-practice"]}
        found = page.evaluate("rules => axe.run(document, rules)", rules)
        assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []


def test_five_people_fit_on_one_sheet_without_marks(page: "Page", on_wall: Wall, tmp_path: Path) -> None:
    five = {f"U{n}": f"Member{n}" for n in range(1, 6)}
    on_wall.put(team(*five, language="en", members=five))
    for user in five:
        on_wall.write(MONDAY, user, "Not planned, but we answered every payment ticket of that day.")
        on_wall.write(FRIDAY - timedelta(2), user, kind="quiet")
    page.reload()
    sheets = PdfReader(_printed(page, tmp_path)).pages
    assert len(sheets) == 1
    box = sheets[0].mediabox
    assert (round(box.width), round(box.height)) == (842, 595)
    text = sheets[0].extract_text()
    assert all(name in text for name in five.values())
    assert "ops, 16 Nov" in text
    assert "🍵" not in text
    assert "Wed" not in text.replace("Wed 18 Nov", "")


def test_a_long_week_repeats_the_names_on_every_sheet(page: "Page", on_wall: Wall, tmp_path: Path) -> None:
    for n in range(4):
        keep = " ".join(f"line-{n}-{k}" for k in range(120)) + f" end-{n}"
        on_wall.write(MONDAY + timedelta(n), "U1", keep)
    page.reload()
    sheets = [sheet.extract_text() for sheet in PdfReader(_printed(page, tmp_path)).pages]
    assert len(sheets) > 1
    assert all("Tanaka" in text and "Suzuki" in text for text in sheets[:-1])
    for n in range(4):
        assert [f"line-{n}-0 " in t for t in sheets] == [f"end-{n}" in t for t in sheets]


def _printed(page: "Page", folder: Path) -> Path:
    path = folder / "week.pdf"
    page.pdf(path=path, prefer_css_page_size=True)
    return path
