"""The page in a real browser: the twelve things, in both languages, at a desk and on a phone."""

import pytest

from tests.local.page.conftest import Visit
from tests.local.page.visitor import PHONE, Visitor

LANGUAGES = pytest.mark.parametrize("language", ["ja", "en"])
KEEP = {
    "ja": "急ぎの窓口をひとつに決めた。「ここに来ればいい」と言えるようになった。",
    "en": "We named one place for urgent requests.",
}
MORE = {
    "ja": "急ぎの窓口を決めた。さっそく三件、迷わず届いた。",
    "en": "We named one place for urgent requests, and it works.",
}
THANKED = {"ja": "田中", "en": "Tanaka"}
STAYS = {"ja": "この言葉は残る", "en": "These words stay"}
FIRST_PAINT = 1000
"""Milliseconds."""


@pytest.mark.functions_fail
@LANGUAGES
def test_a_visitor_walks_through_the_things(visit: Visit, language: str) -> None:
    visitor = visit(language)
    page = visitor.page
    assert page.get_attribute("html", "lang") == language
    visitor.turn()
    page.wait_for_selector(".notice")
    page.click(".notice")
    visitor.ticked("kept")
    assert page.locator("[data-thing=reminder].done").count() == 0
    visitor.become("U3", "direct")
    visitor.ticked("reminder")
    visitor.become("U1", "direct")
    visitor.press("write")
    visitor.field("keep").wait_for()
    assert page.evaluate("document.activeElement.id").endswith("-keep")
    page.locator(".box label", has_text=THANKED[language]).last.click()
    visitor.write(keep=KEEP[language])
    visitor.saved()
    visitor.go_to("channel")
    visitor.ticked("write")
    visitor.ticked("helped")
    visitor.become("U2", "direct")
    visitor.press("quiet")
    visitor.ticked("quiet")
    visitor.turn()
    visitor.ticked("session_day")
    visitor.become("U1", "direct")
    visitor.sees(KEEP[language][:12])
    visitor.switch("answer_lost")
    visitor.turn()
    _explained(visitor, "lost")
    assert page.locator(".chain .wrong").count() == 1
    _edit_everywhere(visitor, language)
    _keep_the_words(visitor, language)
    visitor.turn()
    page.wait_for_selector("#banner:not([hidden])")
    _a_row_heals(visitor)
    _a_screen_is_paired(visitor)
    assert page.locator(".thing.done").count() == page.locator(".thing").count() == 12
    page.wait_for_selector(".all-done")
    visitor.fits()


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


def _explained(visitor: Visitor, thing: str) -> None:
    """The red line under Events says why, once it is unfolded: it ticks by that, and not by having happened."""
    visitor.panel("chain")
    line = visitor.page.locator(".chain details", has=visitor.page.locator(".wrong")).last
    line.wait_for()
    assert visitor.page.locator(f"[data-thing={thing}].done").count() == 0
    line.locator("summary").click()
    line.locator(".why").wait_for()
    visitor.ticked(thing)


def _a_row_heals(visitor: Visitor) -> None:
    page = visitor.page
    visitor.panel("sheet")
    link = page.locator(".panel .path span").inner_text()
    _type_in_channel(visitor, "/kpt sheet")
    page.locator(".box textarea, .box input").first.fill(link)
    page.click(".box button[type=submit]")
    page.wait_for_selector("[data-focus='sheet/spoil']")
    page.keyboard.press("Escape")
    visitor.saved()
    page.click("[data-focus=shortcut]")
    visitor.write(keep="A row")
    visitor.saved()
    page.locator(".grid tbody tr").first.wait_for()
    page.click("[data-focus='sheet/spoil']")
    page.locator(".grid td", has_text="A row").wait_for(state="detached")
    assert page.locator("[data-thing=sheet].done").count() == 0
    page.click("[data-focus='sheet/compare']")
    visitor.ticked("sheet")


def _a_screen_is_paired(visitor: Visitor) -> None:
    page = visitor.page
    address = page.get_attribute("[data-focus=room-screen]", "href")
    room = page.context.browser.new_context().new_page()  # type: ignore[union-attr]  # it is in the meeting room
    room.goto(str(address))
    _type_in_channel(visitor, f"/kpt board {room.locator('#code').inner_text()}")
    page.click("[data-action=board_show]")
    visitor.ticked("room")
    room.wait_for_selector("#week .member")
    room.context.close()


def _type_in_channel(visitor: Visitor, text: str) -> None:
    visitor.go_to("channel")
    visitor.page.fill(".main .composer textarea", text)
    visitor.page.keyboard.press("Enter")


def _edit_everywhere(visitor: Visitor, language: str) -> None:
    page = visitor.page
    page.locator(".main [data-action=edit]").last.click()
    visitor.field("keep").wait_for()
    assert visitor.field("keep").input_value() == KEEP[language]
    visitor.write(keep=MORE[language])
    visitor.saved()
    visitor.go_to("channel")
    visitor.sees(MORE[language])
    page.locator(".thread-link").last.click()
    visitor.ticked("digest")
    visitor.ticked("edit")
    visitor.sees(MORE[language], within=".thread")
    visitor.panel("document")
    visitor.sees("revisions/2", within=".panel")
    visitor.picture(f"digest-{language}")
    page.click("#thread .icon")
    visitor.panel("chain")
    visitor.fits()
    visitor.picture(f"behind-the-scenes-{language}")


def _keep_the_words(visitor: Visitor, language: str) -> None:
    visitor.go_to("direct")
    visitor.press("write")
    visitor.field("keep").fill(STAYS[language])
    visitor.switch("store_down")
    visitor.page.click(".box button[type=submit]")
    visitor.page.wait_for_selector(".box .error:not(:empty)")
    assert visitor.field("keep").input_value() == STAYS[language]
    _explained(visitor, "outage")
    assert visitor.page.locator(".chain details[open] .link-function.failed").count() > 0
    visitor.picture(f"outage-{language}")
    visitor.switch("store_down")
    visitor.page.click(".box button[type=submit]")
    visitor.saved()
    visitor.go_to("channel")
    visitor.sees(STAYS[language])


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
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('.box').contains(document.activeElement)")
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
