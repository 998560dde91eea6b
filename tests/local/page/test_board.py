"""The board beside the page: one's own link in one window, the meeting room's screen in another."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from local.playground.play import Play
from tests.local.page.conftest import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TODAY = "Sato"


@pytest.fixture
def page(browser: "Browser", play: Play) -> Iterator["Page"]:
    """The story's page, as its visitor has it open."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    opened = context.new_page()
    with served(play) as address:
        opened.goto(f"{address}?lang=en")
        opened.wait_for_selector(".message")
        yield opened
        context.close()


def type_in_channel(page: "Page", text: str) -> None:
    page.click("[data-room=channel]")
    page.locator("#main textarea").fill(text)
    page.keyboard.press("Enter")


def test_the_meeting_rooms_screen_is_a_second_window_that_a_typed_code_opens(page: "Page", play: Play) -> None:
    with page.expect_popup() as opened:
        page.click("[data-focus=room-screen]")
    screen = opened.value
    code = screen.locator("#code").inner_text()
    type_in_channel(page, f"/kpt board {code}")
    page.click("[data-action=board_show]")
    screen.wait_for_selector("#week .member")
    assert screen.locator(".member h2").count() == 3
    assert screen.get_by_role("button", name="Close this screen").count() == 1
    port = play.machine.board.port
    play.begin("en")
    assert play.machine.board.port == port
    screen.reload()
    screen.wait_for_selector("#code")


def test_ones_own_link_opens_beside_and_leaves_the_rooms_screen_alone(page: "Page") -> None:
    type_in_channel(page, "/kpt board")
    with page.expect_popup() as opened:
        page.click("[data-action=board_link]")
    own = opened.value
    own.wait_for_selector("#week .member")
    assert own.get_by_label("Problem and Try, too").count() == 1
    with page.expect_popup() as room:
        page.click("#modal .box-foot button >> nth=0")
        page.click("[data-focus=room-screen]")
    assert room.value.locator("#code").count() == 1
