"""The README's first picture: the message, the form and the win session on the board, as three people see them."""

from base64 import b64encode
from typing import TYPE_CHECKING

from local.playground.play import Play
from tests.local.page.conftest import Visit
from tests.local.page.test_browser import LANGUAGES
from tests.local.page.twelve import KEEP
from tests.local.page.visitor import FOR_README, PICTURES, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PHONE_TALL, BOARD = (375, 720), {"width": 1152, "height": 780}
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


def board_of(visitor: Visitor, play: Play) -> "Page":
    """The meeting room's screen, which the code opens that stands on it."""
    board = visitor.page.context.new_page()
    board.set_viewport_size(BOARD)  # type: ignore[arg-type]  # a plain dict will do
    board.goto(f"http://localhost:{play.machine.board.port}/")
    code = board.locator("#code").inner_text()
    visitor.go_to("channel")
    visitor.page.fill(".main .composer textarea", f"/kpt board {code}")
    visitor.page.keyboard.press("Enter")
    visitor.page.click("[data-action=board_show]")
    board.wait_for_selector("#week .member")
    return board


@LANGUAGES
def test_the_message_the_form_and_the_board_stand_side_by_side(
    browser: "Browser", visit: Visit, play: Play, language: str
) -> None:
    visitor = visit(language, PHONE_TALL)
    page = visitor.page
    visitor.turn()
    visitor.become("U1", "direct")
    page.locator(".main [data-action=write]").last.wait_for()
    visitor.picture("message")
    message = shot(page)
    visitor.press("write")
    visitor.field("keep").fill(KEEP[language])
    form = shot(page)
    page.click(".box button[type=submit]")
    visitor.saved()
    board = board_of(visitor, play)
    visitor.ticked("room")
    parts = [message, form, shot(board)]
    sheet = browser.new_page(viewport={"width": 1894, "height": 760}, device_scale_factor=2 if FOR_README else 1)
    assert sheet.evaluate(SIDE_BY_SIDE, parts) == len(parts)
    folder = PICTURES if FOR_README else visitor.pictures
    sheet.screenshot(path=folder / f"product-{language}.png", full_page=True)
    sheet.close()
