"""The README's pictures: three screens side by side, the board in a meeting room, and the whole page."""

from base64 import b64encode
from typing import TYPE_CHECKING

from local.playground.play import Play
from tests.local.page.conftest import Visit
from tests.local.page.test_browser import LANGUAGES
from tests.local.page.visitor import FOR_README, PICTURES, Visitor
from tests.local.page.walks.twelve import KEEP, THANKED

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

PHONE_TALL = (375, 720)
TALL = (1280, 1060)
"""All twelve things are in it, and the notice hides no message."""
BESIDE: "ViewportSize" = {"width": 1180, "height": 850}
ROOM: "ViewportSize" = {"width": 1280, "height": 920}
SIDE_BY_SIDE = """
(parts) => {
  const image = (part) => Object.assign(new Image(), { src: `data:image/png;base64,${part}` });
  document.body.replaceChildren(...parts.map(image));
  document.body.style.cssText = "display:flex;gap:20px;margin:0;padding:20px;background:#f5f2ee;width:max-content";
  const style = "height:720px;border-radius:12px;box-shadow:0 4px 18px #0003";
  for (const each of document.images) each.style.cssText = style;
  return Promise.all([...document.images].map((each) => each.decode())).then(() => document.images.length);
}
"""


def shot(page: "Page") -> str:
    return b64encode(page.screenshot(animations="disabled")).decode()


def says(visitor: Visitor, text: str) -> None:
    """Type into the channel, and send it."""
    visitor.go_to("channel")
    visitor.page.fill(".main .composer textarea", text)
    visitor.page.keyboard.press("Enter")


def keeps_nothing(visitor: Visitor) -> None:
    """What was kept in the day is taken out, so that the message of an ordinary day comes."""
    says(visitor, "/kpt keep")
    visitor.page.locator("[data-action=remove_line]").last.click()
    visitor.page.locator("[data-action=remove_line]").wait_for(state="detached")


def board_of(visitor: Visitor, play: Play) -> "Page":
    """The meeting room's screen, which the code opens that stands on it."""
    board = visitor.page.context.new_page()
    board.set_viewport_size(BESIDE)
    board.goto(f"http://localhost:{play.machine.board.port}/")
    says(visitor, f"/kpt board {board.locator('#code').inner_text()}")
    visitor.page.click("[data-action=board_show]")
    board.wait_for_selector("#week .member")
    return board


@LANGUAGES
def test_the_message_the_form_and_the_board_stand_side_by_side(
    browser: "Browser", visit: Visit, play: Play, language: str
) -> None:
    visitor = visit(language, PHONE_TALL)
    page = visitor.page
    keeps_nothing(visitor)
    visitor.turn()
    visitor.become("U1", "direct")
    page.locator(".main [data-action=write]").last.wait_for()
    visitor.picture("message")
    message = shot(page)
    visitor.press("write")
    visitor.field("keep").fill(KEEP[language])
    page.locator(".box label", has_text=THANKED[language]).last.click()
    visitor.picture("form")
    form = shot(page)
    page.click(".box button[type=submit]")
    visitor.saved()
    visitor.turn()
    visitor.turn()
    board = board_of(visitor, play)
    visitor.ticked("room")
    speaking = board.locator("#week .member h2").all_inner_texts()
    visitor.sees(" → ".join(speaking))  # as the digest says
    folder = PICTURES if FOR_README else visitor.pictures
    parts = [message, form, shot(board)]
    sheet = browser.new_page(viewport={"width": 1894, "height": 760}, device_scale_factor=2 if FOR_README else 1)
    assert sheet.evaluate(SIDE_BY_SIDE, parts) == len(parts)
    sheet.locator("body").screenshot(path=folder / f"product-{language}.png")
    sheet.close()
    board.set_viewport_size(ROOM)
    board.screenshot(path=folder / f"board-{language}.png", animations="disabled")
    board.click("#begin")
    board.locator("#focus").wait_for()
    shown = board.locator("#focus").inner_text()
    assert shown.startswith(speaking[0])
    assert speaking[1] in shown
    board.screenshot(path=folder / f"board-focus-{language}.png", animations="disabled")


@LANGUAGES
def test_the_page_shows_all_twelve_things_and_the_message_just_coming_in(visit: Visit, language: str) -> None:
    visitor = visit(language, TALL)
    visitor.turn()
    visitor.page.wait_for_selector(".notice")
    visitor.picture(f"desktop-{language}", readme=True)
    frame = visitor.page.locator(".thing").last.bounding_box()
    assert frame is not None
    assert visitor.page.evaluate(
        "([x, y]) => !!document.elementFromPoint(x, y).closest('.thing')",
        [
            frame["x"] + frame["width"] / 2,
            frame["y"] + frame["height"] / 2,
        ],
    )
