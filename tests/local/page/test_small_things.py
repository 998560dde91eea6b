"""What a visitor stumbles over: each was seen once, and is held here."""

import pytest

from tests.local.page.conftest import Visit
from tests.local.page.visitor import DESKTOP, PHONE, Visitor
from tests.local.page.walks.sights import COVERED


def write(visitor: Visitor) -> None:
    """Open the form of today from the shortcut, or the newest reminder."""
    if visitor.is_phone:
        visitor.turn()
        visitor.go_to("direct")
        visitor.press("write")
    else:
        visitor.page.click("[data-focus=shortcut]")
    visitor.field("keep").wait_for()


@pytest.mark.parametrize(("field", "size"), [("keep", DESKTOP), ("problem", DESKTOP), ("try", PHONE)])
def test_the_first_save_of_a_text_that_is_too_long_says_so(visit: Visit, field: str, size: tuple[int, int]) -> None:
    visitor = visit("en", size)
    write(visitor)
    visitor.field(field).fill("x" * 3001)
    with visitor.page.expect_response("**/api/state*"):  # the text is noted as one leaves the field: all is drawn anew
        visitor.page.click(".box button[type=submit]")
    visitor.sees("characters or fewer", within=".box .error")
    visitor.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert visitor.page.locator(".box .error:not(:empty)").count() == 1


@pytest.mark.parametrize("way", ["Escape", "×", "Close", "Back"])
def test_what_was_typed_is_not_dropped_before_one_is_asked(visit: Visit, way: str) -> None:
    visitor = visit("en")
    page = visitor.page
    write(visitor)
    visitor.field("keep").fill("half a thought")
    leave(visitor, way)
    page.click("#dialog .button:not(.danger)")
    assert visitor.field("keep").input_value() == "half a thought"
    leave(visitor, way)
    page.click("#dialog .button.danger")
    visitor.saved()


def leave(visitor: Visitor, way: str) -> None:
    """Close the form in one of the ways that there are."""
    page = visitor.page
    match way:
        case "Escape":
            page.keyboard.press("Escape")
        case "Back":
            page.go_back()
        case _:
            page.click(f".box [data-focus$={'leave' if way == '×' else 'close'}]")


def test_what_was_ticked_is_not_dropped_before_one_is_asked_either(visit: Visit) -> None:
    visitor = visit("en")
    page = visitor.page
    write(visitor)
    helped = page.get_by_label("Tanaka")
    helped.check()
    page.keyboard.press("Escape")
    page.click("#dialog .button:not(.danger)")
    assert helped.is_checked()
    helped.uncheck()
    page.keyboard.press("Escape")
    visitor.saved()


def test_words_that_were_not_sent_stay_in_their_conversation(visit: Visit) -> None:
    visitor = visit("en")
    page = visitor.page
    words = page.locator(".main .composer textarea")
    words.fill("/kpt")
    page.locator(".hints").wait_for()
    words.press("Escape")
    page.locator(".hints").wait_for(state="hidden")
    assert words.input_value() == "/kpt"
    words.fill("Half a sentence")
    visitor.go_to("direct")
    assert words.input_value() == ""
    visitor.go_to("channel")
    assert words.input_value() == "Half a sentence"
    visitor.become("U3", "channel")
    assert words.input_value() == ""


def test_escape_closes_the_form_wherever_the_focus_is(visit: Visit) -> None:
    visitor = visit("en")
    write(visitor)
    visitor.page.focus("#panel-chain")
    visitor.page.keyboard.press("Escape")
    visitor.saved()


@pytest.mark.parametrize("size", [DESKTOP, (1024, 600), (640, 400), PHONE, (320, 640)], ids=str)
def test_the_word_that_the_server_stopped_covers_no_button(visit: Visit, size: tuple[int, int]) -> None:
    visitor = visit("en", size)
    page = visitor.page
    page.evaluate(
        "import('/static/told.js').then((told) => told.tell('The server seems to have stopped. ' .repeat(3)))"
    )
    page.wait_for_selector("#toast:not([hidden])")
    assert page.evaluate(COVERED) == []
    page.click("#over")
    for button in page.locator("#dialog button").all():
        button.click(trial=True, timeout=9000)
    page.keyboard.press("Escape")
    visitor.shortcut()
    for part in (".box button[type=submit]", ".box-head [data-focus$=leave]"):
        page.locator(part).click(trial=True, timeout=9000)
    assert page.evaluate(COVERED) == []


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


def test_back_closes_one_view_after_the_other_and_answers_a_question_by_no(visit: Visit) -> None:
    visitor = visit("en")
    page = visitor.page
    write(visitor)
    page.select_option(".box select", "2026-11-18")
    page.get_by_role("heading", name="Look-back, Wed 18 Nov").wait_for()
    page.go_back()
    page.get_by_role("heading", name="Today's look-back").wait_for()
    visitor.field("keep").fill("half a thought")
    page.keyboard.press("Escape")
    page.locator("#dialog .button").first.wait_for()
    page.go_back()
    page.wait_for_selector("#dialog", state="hidden")
    assert visitor.field("keep").input_value() == "half a thought"
    page.go_back()
    page.click("#dialog .button.danger")
    visitor.saved()


def test_a_phones_tabs_lead_away_from_a_form_and_back_to_it(visit: Visit) -> None:
    visitor = visit("en", PHONE)
    page = visitor.page
    write(visitor)
    visitor.field("keep").fill("half a thought")
    visitor.go_to("behind")
    page.locator(".box").wait_for(state="hidden")
    page.go_back()
    assert visitor.field("keep").input_value() == "half a thought"
    visitor.field("keep").wait_for()
    page.go_forward()
    page.locator(".box").wait_for(state="hidden")
    visitor.go_to("direct")
    page.click(".box button[type=submit]")
    visitor.saved()
    visitor.go_to("channel")
    visitor.sees("half a thought")


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_nothing_that_a_thread_covers_is_reached(visit: Visit, size: tuple[int, int]) -> None:
    visitor = visit("en", size)
    page = visitor.page
    page.locator(".thread-link").last.click()
    page.locator("#thread .message").first.wait_for()
    assert page.evaluate(COVERED) == []
    page.locator("#thread .icon").press("Enter")
    page.locator("#thread").wait_for(state="hidden")
    assert page.evaluate("document.activeElement.className") == "thread-link"


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


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
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
