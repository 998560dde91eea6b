"""What a visitor stumbles over: each was seen once, and is held here."""

import pytest

from tests.local.page.conftest import Visit
from tests.local.page.visitor import PHONE, Visitor


def write(visitor: Visitor) -> None:
    """Open the form of today from the shortcut, or the newest reminder."""
    if visitor.is_phone:
        visitor.turn()
        visitor.go_to("direct")
        visitor.press("write")
    else:
        visitor.page.click("[data-focus=shortcut]")
    visitor.field("keep").wait_for()


def test_the_first_save_of_a_text_that_is_too_long_says_so(visit: Visit) -> None:
    visitor = visit("en")
    write(visitor)
    visitor.field("keep").fill("x" * 3001)
    with visitor.page.expect_response("**/api/state*"):  # the text is noted as one leaves the field: all is drawn anew
        visitor.page.click(".box button[type=submit]")
    visitor.sees("characters or fewer", within=".box .error")
    visitor.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert visitor.page.locator(".box .error:not(:empty)").count() == 1


@pytest.mark.parametrize("way", ["Escape", "×"])
def test_what_was_typed_is_not_dropped_before_one_is_asked(visit: Visit, way: str) -> None:
    visitor = visit("en")
    page = visitor.page
    write(visitor)
    visitor.field("keep").fill("half a thought")
    page.keyboard.press("Escape") if way == "Escape" else page.click(".box-head [data-focus$=leave]")
    page.click("#dialog .button:not(.danger)")
    assert visitor.field("keep").input_value() == "half a thought"
    page.keyboard.press("Escape")
    page.click("#dialog .button.danger")
    visitor.saved()


def test_escape_closes_the_form_wherever_the_focus_is(visit: Visit) -> None:
    visitor = visit("en")
    write(visitor)
    visitor.page.focus("#panel-chain")
    visitor.page.keyboard.press("Escape")
    visitor.saved()


@pytest.mark.parametrize("size", [(1280, 800), PHONE])
def test_the_word_that_the_server_stopped_covers_no_button(visit: Visit, size: tuple[int, int]) -> None:
    visitor = visit("en", size)
    page = visitor.page
    write(visitor)
    page.evaluate(
        "import('/static/told.js').then((told) => told.tell('The server seems to have stopped. ' .repeat(3)))"
    )
    page.wait_for_selector("#toast:not([hidden])")
    for part in (".box button[type=submit]", ".box-head [data-focus$=leave]"):
        page.locator(part).click(trial=True, timeout=3000)


def test_back_leads_where_one_was_and_closes_what_lies_on_top(visit: Visit) -> None:
    visitor = visit("en", PHONE)
    page = visitor.page
    visitor.turn()
    visitor.go_to("direct")
    visitor.press("write")
    visitor.field("keep").wait_for()
    page.go_back()
    visitor.saved()
    page.wait_for_selector(".tab[data-tab=direct].shown")
    page.go_back()
    page.wait_for_selector(".tab[data-tab=channel].shown")
    page.locator(".thread-link").last.click()
    page.wait_for_selector("#thread .message")
    page.go_back()
    page.wait_for_selector("#thread", state="hidden")
    page.go_forward()
    page.wait_for_selector("#thread .message")


def test_the_focus_stays_where_one_works(visit: Visit) -> None:
    visitor = visit("en")
    page = visitor.page
    page.focus("#next")
    visitor.turn()
    assert page.evaluate("document.activeElement.id") == "next"
    visitor.become("U1", "direct")
    page.locator(".main [data-action=write]").last.focus()
    page.keyboard.press("Enter")
    visitor.field("keep").fill("One good thing")
    page.keyboard.press("Control+Enter")
    visitor.saved()
    page.wait_for_function("document.activeElement !== document.body")
    assert page.evaluate("Boolean(document.activeElement.closest('.main'))")


@pytest.mark.parametrize("size", [(1280, 800), PHONE])
def test_the_newest_button_is_a_few_tabs_from_the_list(visit: Visit, size: tuple[int, int]) -> None:
    visitor = visit("en", size)
    page = visitor.page
    visitor.turn()
    for place in ("direct", "channel"):
        visitor.go_to(place)
        page.focus(".main .messages")
        for _ in range(8):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement === [...document.querySelectorAll('.main [data-action]')].at(-1)"):
                break
        else:
            pytest.fail(f"eight presses of Tab do not reach the newest button in {place}")
