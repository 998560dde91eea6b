"""The twelve things, walked from the page's first sight to the twelfth tick, as whoever looks at it walks them."""

from collections.abc import Callable

from tests.local.page.visitor import Visitor

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
Look = Callable[[str], None]


class Twelve:
    """``walk()`` goes all the way, and calls ``look`` with the name of what is on the screen."""

    def __init__(self, visitor: Visitor, look: Look) -> None:
        self.visitor, self.page, self._look = visitor, visitor.page, look
        self._language = visitor.language

    def walk(self) -> None:
        self._look("start")
        self._the_day()
        self._the_session()
        self._the_store_is_silent()
        self._a_row_heals()
        self._a_screen_is_paired()
        if self.visitor.is_phone:
            self.visitor.go_to("things")
        assert self.page.locator(".thing.done").count() == self.page.locator(".thing").count() == 12
        self.page.wait_for_selector(".all-done")
        self._look("all-done")

    def _the_day(self) -> None:
        visitor, page = self.visitor, self.page
        visitor.turn()
        page.wait_for_selector(".notice")
        self._look("notice")
        visitor.use(".notice")
        visitor.ticked("kept")
        assert page.locator("[data-thing=reminder].done").count() == 0
        visitor.become("U3", "direct")
        visitor.ticked("reminder")
        visitor.become("U1", "direct")
        self._look("message")
        visitor.press("write")
        visitor.field("keep").wait_for()
        assert page.evaluate("document.activeElement.id").endswith("-keep")
        visitor.use(page.locator(".box label", has_text=THANKED[self._language]).last.locator("input"))
        visitor.type(visitor.field("keep"), KEEP[self._language])
        self._look("form")
        visitor.use(".box button[type=submit]")
        visitor.saved()
        assert page.evaluate("document.activeElement !== document.body")
        visitor.go_to("channel")
        visitor.ticked("write")
        visitor.ticked("helped")
        visitor.become("U2", "direct")
        visitor.press("quiet")
        visitor.ticked("quiet")

    def _the_session(self) -> None:
        visitor, page = self.visitor, self.page
        visitor.turn()
        visitor.ticked("session_day")
        visitor.become("U1", "direct")
        visitor.sees(KEEP[self._language][:12])
        self._look("friday")
        visitor.switch("answer_lost")
        self._look("switches")
        visitor.turn()
        self._explained("lost")
        assert page.locator(".chain .wrong").count() == 1
        visitor.go_to("direct")
        visitor.press("edit")
        visitor.field("keep").wait_for()
        assert visitor.field("keep").input_value() == KEEP[self._language]
        visitor.write(keep=MORE[self._language])
        visitor.saved()
        visitor.go_to("channel")
        visitor.sees(MORE[self._language])
        self._look("digest")
        visitor.use(page.locator(".thread-link").last)
        visitor.ticked("digest")
        visitor.ticked("edit")
        visitor.sees(MORE[self._language], within=".thread")
        self._look("thread")
        visitor.use("#thread .icon")
        visitor.panel("document")
        visitor.sees("revisions/2", within=".panel")
        self._look("document")
        visitor.panel("rings")
        self._look("rings")

    def _the_store_is_silent(self) -> None:
        visitor, page = self.visitor, self.page
        visitor.go_to("direct")
        visitor.press("write")
        visitor.type(visitor.field("keep"), STAYS[self._language])
        visitor.switch("store_down")
        if visitor.is_phone:
            visitor.go_to("direct")
        visitor.use(".box button[type=submit]")
        page.wait_for_selector(".box .error:not(:empty)")
        assert visitor.field("keep").input_value() == STAYS[self._language]
        self._look("outage")
        self._explained("outage")
        assert page.locator(".chain details[open] .link-function.failed").count() > 0
        self._look("red-line")
        visitor.switch("store_down")
        if visitor.is_phone:
            visitor.go_to("direct")
        visitor.use(".box button[type=submit]")
        visitor.saved()
        visitor.go_to("channel")
        visitor.sees(STAYS[self._language])
        visitor.turn()
        page.wait_for_selector("#banner:not([hidden])")

    def _explained(self, thing: str) -> None:
        """The red line under Events says why, once it is unfolded: it ticks by that, and not by having happened."""
        self.visitor.panel("chain")
        line = self.page.locator(".chain details", has=self.page.locator(".wrong")).last
        line.wait_for()
        assert self.page.locator(f"[data-thing={thing}].done").count() == 0
        self.visitor.use(line.locator("summary"))
        line.locator(".why").wait_for()
        self.visitor.ticked(thing)

    def _a_row_heals(self) -> None:
        visitor, page = self.visitor, self.page
        visitor.panel("sheet")
        self._look("no-sheet")
        link = page.locator(".panel .path > span").inner_text()
        visitor.say("/kpt sheet")
        visitor.type(page.locator(".box textarea, .box input").first, link)
        visitor.use(".box button[type=submit]")
        page.wait_for_selector("[data-focus='sheet/spoil']", state="attached")
        page.keyboard.press("Escape")
        visitor.saved()
        visitor.shortcut()
        visitor.write(keep="A row")
        visitor.saved()
        visitor.panel("sheet")
        page.locator(".grid tbody tr").first.wait_for()
        self._look("sheet")
        visitor.use("[data-focus='sheet/spoil']")
        page.locator(".grid td", has_text="A row").wait_for(state="detached")
        assert page.locator("[data-thing=sheet].done").count() == 0
        visitor.use("[data-focus='sheet/compare']")
        visitor.ticked("sheet")

    def _a_screen_is_paired(self) -> None:
        visitor, page = self.visitor, self.page
        if visitor.is_phone:
            visitor.go_to("things")
        if page.locator("[data-thing=room].open").count() == 0:
            visitor.use("[data-thing=room] button")
        address = page.locator("[data-focus='thing/room-screen']").get_attribute("href")
        room = page.context.browser.new_context().new_page()  # type: ignore[union-attr]  # it is in the meeting room
        room.goto(str(address))
        visitor.say(f"/kpt board {room.locator('#code').inner_text()}")
        page.locator("[data-action=board_show]").wait_for()
        self._look("pairing")
        visitor.use("[data-action=board_show]")
        visitor.ticked("room")
        room.wait_for_selector("#week .member")
        room.context.close()
