"""A visitor of the page in a real browser, who records errors and requests to other hosts."""

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, ViewportSize

PICTURES = Path(__file__).parents[3] / "docs" / "screenshots"
LOCALES = {"ja": "ja-JP", "en": "en-GB"}
DESKTOP, PHONE = (1280, 800), (375, 740)
FOR_README = os.environ.get("SCREENSHOTS") == "1"
Place = Literal["channel", "direct"]
Scheme = Literal["light", "dark"]


class Visitor:
    """Opens the page, clicks, types and reads. ``troubles`` has to stay empty."""

    def __init__(
        self, browser: "Browser", address: str, language: str, size: tuple[int, int], pictures: Path, scheme: Scheme
    ) -> None:
        self.language, self.pictures = language, pictures
        self.is_phone = size[0] < 900
        self.troubles: list[str] = []
        viewport: ViewportSize = {"width": size[0], "height": size[1]}
        context = browser.new_context(
            viewport=viewport,
            locale=LOCALES[language],
            has_touch=self.is_phone,
            color_scheme=scheme,
            device_scale_factor=2 if FOR_README else 1,
        )
        self.page: Page = context.new_page()
        self.page.set_default_timeout(60_000)
        self.page.on("console", lambda message: self._note(message.type in ("error", "warning"), message.text))
        self.page.on("pageerror", lambda error: self._note(True, str(error)))
        self.page.on("request", lambda request: self._note(urlsplit(request.url).hostname != "127.0.0.1", request.url))
        self.page.on("response", lambda answer: self._note(answer.status >= 400, f"{answer.status} {answer.url}"))
        self.page.goto(address)
        self.page.wait_for_selector(".message")

    def close(self) -> None:
        """Close the browser, and check that there was no error."""
        self.page.context.close()
        assert self.troubles == []

    def _note(self, wrong: bool, text: str) -> None:
        if wrong:
            self.troubles.append(text)

    def turn(self) -> None:
        """Press the button that moves the clock, and wait until it offers the next moment."""
        before = self.page.locator(".clock time").get_attribute("datetime")
        self.page.click("#next[aria-disabled=false]")
        self.page.wait_for_selector(f'.clock time:not([datetime="{before}"])')
        self.page.wait_for_selector("#next[aria-disabled=false]")

    def become(self, user: str, place: Place) -> None:
        """Switch to somebody's screen."""
        self.page.click(f"[data-person={user}]")
        self.page.wait_for_selector(f"[data-person={user}].shown")
        self.go_to(place)

    def go_to(self, place: str) -> None:
        """Open a conversation, or a tab of the phone."""
        if self.is_phone:
            self.page.click(f".tab[data-tab={place}]")
            self.page.wait_for_selector(f".tab[data-tab={place}].shown")
        else:
            self.page.click(f"[data-room={place}]")
            self.page.wait_for_selector(f"[data-room={place}].shown")

    def press(self, action: str) -> None:
        """Press the newest element with this action_id."""
        self.page.locator(f".main [data-action={action}]").last.click()

    def write(self, **texts: str) -> None:
        """Fill in the open form, and save it."""
        for name, text in texts.items():
            self.field(name).fill(text)
        self.page.click(".box button[type=submit]")

    def field(self, name: str) -> "Locator":
        """An input of the top form."""
        return self.page.locator(f".box textarea[id$=-{name}]")

    def saved(self) -> None:
        """Wait until the form is closed."""
        self.page.wait_for_selector(".box", state="detached")

    def ticked(self, name: str) -> None:
        """Wait until a thing to try is ticked."""
        self.page.wait_for_selector(f"[data-thing={name}].done", state="attached")

    def switch(self, name: str) -> None:
        """Turn a fault on or off."""
        self.panel("switches")
        before = self.page.get_attribute(f"#switch-{name}", "aria-checked")
        self.page.click(f"#switch-{name}")
        self.page.wait_for_selector(f"#switch-{name}:not([aria-checked={before}])")

    def panel(self, name: str) -> None:
        """Open one of the panels behind the scenes."""
        self.page.click(f"#panel-{name}")
        self.page.wait_for_selector(f"#panel-{name}[aria-selected=true]")

    def sees(self, text: str, within: str = ".main") -> None:
        """Wait until a text is shown."""
        self.page.locator(within).get_by_text(text).last.wait_for()

    def picture(self, name: str, *, readme: bool = False) -> None:
        """Take a screenshot for the test; with SCREENSHOTS=1 one of the README's goes to docs/screenshots."""
        self.page.mouse.move(0, 0)
        self.page.evaluate("""document.documentElement.style.setProperty("--sans", '"Noto Sans CJK JP", sans-serif')""")
        self.page.evaluate("document.fonts.ready")
        folder = PICTURES if readme and FOR_README else self.pictures
        folder.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=folder / f"{name}.png", animations="disabled")

    def fits(self) -> None:
        """Check that the page does not scroll sideways, that every block is known, and that no text has a gap."""
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0
        assert self.page.locator(".unknown").count() == 0
        text = self.page.locator("body").inner_text()
        assert not re.search(r"undefined|\[object|\{\w+\}", text)
