"""Somebody at the page without a mouse: Tab and Shift+Tab, arrows, Enter, Space and Escape lead everywhere."""

from typing import TYPE_CHECKING

from tests.local.page.visitor import Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Locator

PATIENCE = 150
"""Presses of Tab after which somebody gives up."""
HAS_FOCUS = "(node) => node === document.activeElement"
LIES_AHEAD = (
    "(node) => Boolean(document.activeElement.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING)"
)
IS_OLD = "(node) => node.tabIndex < 0 && Boolean(node.closest('.message'))"
IS_TAB = "(node) => node.role === 'tab' && node.tabIndex < 0"
IS_TICKED = "(node) => node.matches('input[type=checkbox], input[type=radio], [role=switch]')"


class KeyboardVisitor(Visitor):
    """Reaches whatever it uses by the keyboard. ``pressed``: how often Tab was pressed for the last thing."""

    pressed = 0

    def use(self, what: "str | Locator") -> None:
        one = self._one(what)
        self.reach(one)
        self.page.keyboard.press("Space" if one.evaluate(IS_TICKED) else "Enter")

    def type(self, into: "str | Locator", text: str) -> None:
        self.reach(self._one(into))
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def reach(self, one: "Locator") -> None:
        """Get the focus there."""
        one.wait_for()
        if one.evaluate(IS_TAB):
            self._tab_to(self.page.locator("[role=tab][aria-selected=true]"))
            for _ in range(5):
                if one.evaluate(HAS_FOCUS):
                    break
                self.page.keyboard.press("ArrowRight")
        elif one.evaluate(IS_OLD):
            self._tab_to(one.locator("xpath=ancestor::*[@role='log']"))
            while not one.evaluate("(node) => node.closest('.message') === document.activeElement"):
                self.page.keyboard.press("ArrowUp")
        self._tab_to(one)

    def _tab_to(self, one: "Locator") -> None:
        key = "Tab" if one.evaluate(LIES_AHEAD) else "Shift+Tab"
        for presses in range(PATIENCE):
            self.pressed = presses
            if one.evaluate(HAS_FOCUS):
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"{PATIENCE} presses of {key} do not reach {one}")
