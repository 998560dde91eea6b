"""The page in a real browser: what one does on it, in both languages, at a desk and on a phone."""

import pytest

from tests.local.page.conftest import Visit
from tests.local.page.visitor import PHONE
from tests.local.page.walks.twelve import KEEP

LANGUAGES = pytest.mark.parametrize("language", ["ja", "en"])
FIRST_PAINT = 1000
"""Milliseconds."""


@LANGUAGES
def test_the_reminder_hides_no_message_and_all_twelve_things_are_in_sight(visit: Visit, language: str) -> None:
    visitor = visit(language)
    visitor.turn()
    notice, head, messages = (visitor.page.locator(part).bounding_box() for part in (".notice", "h1", ".messages"))
    assert notice
    assert head
    assert messages
    assert notice["y"] + notice["height"] <= head["y"] <= messages["y"]
    visitor.picture(f"twelve-{language}")  # in the font of people's machines
    last, panel = (visitor.page.locator(part).last.bounding_box() for part in (".thing", ".card-things"))
    assert last
    assert panel
    assert last["y"] + last["height"] <= panel["y"] + panel["height"] + 1  # all twelve are in sight


def test_a_chain_that_is_unfolded_is_read_from_its_first_line_on(visit: Visit) -> None:
    visitor = visit("en")
    visitor.turn()
    line = visitor.page.locator(".chain summary").last
    line.click()
    visitor.page.locator(".chain details[open] .link").first.wait_for()
    visitor.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    panel, told = (part.bounding_box() for part in (visitor.page.locator(".chain"), line))
    assert panel
    assert told
    assert panel["y"] <= told["y"] <= panel["y"] + 20


@LANGUAGES
def test_no_name_is_broken_in_a_window_of_middle_width(visit: Visit, language: str) -> None:
    visitor = visit(language, (1024, 760))
    visitor.turn()  # somebody has an unread message beside their name
    for short in (".person", ".panel-tabs button"):
        heights = visitor.page.locator(short).evaluate_all("(all) => all.map((each) => each.offsetHeight)")
        assert max(heights) < 40, short
    visitor.fits()


@LANGUAGES
def test_channel_names_stay_on_one_line_and_the_workspace_is_a_companys(visit: Visit, language: str) -> None:
    visitor = visit(language, (1024, 760))
    visitor.turn()
    visitor.become("U2", "direct")
    visitor.press("write")
    visitor.field("keep").wait_for()
    names = visitor.page.locator(".channel-name:visible, .room-name")
    assert any("#" in name and " " not in name for name in names.all_inner_texts())
    assert max(names.evaluate_all("(all) => all.map((each) => each.offsetHeight)")) < 30
    brand, company = (visitor.page.locator(place).inner_text() for place in (".brand", ".workspace b"))
    assert brand == "Furikaeri"
    assert company != brand


@LANGUAGES
def test_a_phone_shows_it_in_one_column(visit: Visit, language: str) -> None:
    visitor = visit(language, PHONE)
    visitor.turn()
    visitor.page.click(".notice")
    visitor.page.locator(".main [data-action=menu]").last.wait_for()
    visitor.fits()
    visitor.picture(f"phone-{language}", readme=True)
    visitor.press("write")
    visitor.write(keep=KEEP[language])
    visitor.saved()
    for tab in ("things", "behind", "channel"):
        visitor.go_to(tab)
        visitor.fits()
        visitor.picture(f"phone-{tab}-{language}")
    visitor.ticked("write")
    visitor.page.locator(".thread-link").last.click()
    visitor.page.wait_for_selector("#thread .message")
    visitor.fits()


def test_it_can_all_be_done_from_the_keyboard(visit: Visit) -> None:
    visitor = visit("en")
    page = visitor.page
    visitor.turn()
    page.focus("[data-room=direct]")
    page.keyboard.press("Enter")
    page.locator(".main [data-action=menu]").last.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=menu]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    page.wait_for_selector("[role=menu]", state="detached")
    assert page.evaluate("document.activeElement.dataset.action") == "menu"
    page.locator(".main [data-action=write]").last.focus()
    page.keyboard.press("Enter")
    visitor.field("keep").wait_for()
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("document.activeElement.closest('.box, .side, .main, .backstage')?.classList[0] ?? ''")
        )
    assert {"box", "backstage"} <= reached
    assert not reached & {"side", "main"}  # they lie under the form
    visitor.field("keep").focus()
    page.keyboard.press("Escape")
    visitor.saved()
    page.wait_for_function("document.activeElement.dataset.action === 'write'")


def test_what_was_typed_survives_another_person_and_a_reload(visit: Visit) -> None:
    visitor = visit("en")
    visitor.go_to("channel")
    visitor.page.fill(".composer textarea", "/kpt")
    visitor.page.keyboard.press("Enter")
    visitor.field("keep").fill("half a th")
    visitor.field("problem").fill("and ")
    visitor.page.click(".thing:nth-child(2) button")
    visitor.page.reload()
    visitor.field("keep").wait_for()
    assert visitor.field("keep").input_value() == "half a th"


def test_another_day_lies_on_top_and_the_text_below_stays(visit: Visit) -> None:
    visitor = visit("en")
    visitor.page.click("[data-focus=shortcut]")
    visitor.field("keep").fill("below")
    visitor.page.select_option(".box select", "2026-11-18")
    visitor.page.get_by_role("heading", name="Look-back, Wed 18 Nov").wait_for()
    assert visitor.field("keep").input_value() == ""
    visitor.page.keyboard.press("Escape")
    visitor.page.get_by_role("heading", name="Today's look-back").wait_for()
    assert visitor.field("keep").input_value() == "below"


def test_deleting_asks_first(visit: Visit) -> None:
    visitor = visit("en")
    page = visitor.page
    visitor.become("U3", "direct")
    page.locator(".main [data-action=edit]").last.click()
    page.click(".box [data-action=delete]")
    page.click("#dialog .button:not(.danger)")
    page.wait_for_selector("#dialog", state="hidden")
    page.click(".box [data-action=delete]")
    page.click("#dialog .button.danger")
    page.get_by_text("The entry for Wed 18 Nov is deleted.").first.wait_for()


def test_what_is_only_for_one_person_is_marked_and_a_thread_takes_replies(visit: Visit) -> None:
    visitor = visit("en")
    page = visitor.page
    page.fill(".main .composer textarea", "/kpt help")
    page.keyboard.press("Enter")
    page.get_by_text("Only visible to you").wait_for()
    page.locator(".thread-link").last.click()
    page.fill("#thread textarea", "/kpt")
    page.keyboard.press("Enter")
    page.get_by_text("Commands do not work in threads.").wait_for()
    page.fill("#thread textarea", "A fine picture")
    page.keyboard.press("Enter")
    visitor.sees("A fine picture", within="#thread")


def test_the_other_language_starts_over_once_asked(visit: Visit) -> None:
    visitor = visit("en")
    page = visitor.page
    visitor.turn()
    page.click("#language")
    page.click("#dialog .button.primary")
    page.wait_for_selector("html[lang=ja]")
    page.wait_for_selector('.clock time[datetime^="2026-11-19T16:59"]')
    assert page.url.endswith("?lang=ja")


def test_it_is_painted_within_a_second(visit: Visit) -> None:
    visitor = visit("ja")
    painted = visitor.page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    assert painted < FIRST_PAINT
    sizes = visitor.page.evaluate("performance.getEntriesByType('resource').map((each) => each.name)")
    assert len(set(sizes)) < 40
