"""The pictures of docs/own-slack.md: what `make run SLACK=socket` shows at each step, in both languages."""

import json
import os
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from local.acts import set_up
from local.socket_mode.sentences import words
from shared.i18n.sentences import Language
from tests.local.socket_mode.conftest import Own
from tests.local.socket_mode.terminal import ROOT, Shell

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LANG = {"en": "en_GB.UTF-8", "ja": "ja_JP.UTF-8"}
PICTURES = ROOT / "docs" / "screenshots"
COLUMNS = 110
OF_THE_ADDRESS = 3 * COLUMNS - 6
"""Characters: the whole of it fills a screen, and says nothing to a reader."""
TERMINAL = """
<style>
  body { margin: 0; padding: 18px; width: max-content; background: #f5f2ee; }
  pre {
    box-sizing: content-box; width: COLUMNSch; margin: 0; padding: 18px 22px 20px; border-radius: 12px;
    color: #ece7e1; background: #26222b; box-shadow: 0 4px 18px #0003;
    font: 14px/1.6 "Noto Sans Mono CJK JP", monospace; white-space: pre-wrap;
  }
  span { display: block; min-height: 1lh; overflow-wrap: anywhere; }
  .asks { padding-left: 3ch; text-indent: -3ch; }
  .address { word-break: break-all; color: #9ecbff; }
  .typed { color: #f0b429; }
</style>
<pre>TEXT</pre>
""".replace("COLUMNS", str(COLUMNS))


def steps(text: str, language: Language) -> list[str]:
    """What stands there at each of the four: the address, the two tokens, and from then on."""
    say = words(language)
    begins = [0, *(text.index(say(key)) for key in ("lead_bot", "lead_app", "starting")), len(text)]
    return [text[begin:end].strip("\n") for begin, end in pairwise(begins)]


def as_html(line: str) -> str:
    """A line of the terminal. What goes on below begins where it began; an address is cut in the middle of a word."""
    kinds = {"https://": "address", "   ": "asks", "$ ": "typed"}
    kind = next((kind for begins, kind in kinds.items() if line.startswith(begins)), "")
    if kind == "address" and len(line) > OF_THE_ADDRESS:
        line = line[:OF_THE_ADDRESS] + "…"
    return f'<span class="{kind}">{escape(line)}</span>'


def drawn(browser: "Browser", text: str, picture: Path) -> None:
    page = browser.new_page(viewport={"width": 900, "height": 100}, device_scale_factor=2)
    page.set_content(TERMINAL.replace("TEXT", "".join(map(as_html, text.split("\n")))))
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.querySelector('pre').scrollWidth <= document.querySelector('pre').clientWidth")
    page.locator("body").screenshot(path=picture)
    page.close()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_each_of_our_steps_is_in_the_documents(browser: "Browser", off: Own, language: Language) -> None:
    """With SCREENSHOTS=1 the pictures are taken anew. A scope is left out at first, so that it is seen named."""
    say = words(language)
    granted = set(off.workspace.scopes)
    off.workspace.scopes -= {"im:write"}
    with Shell(off, LANG[language]) as shell:
        shell.paste(say("lead_ask_bot"), off.workspace.token)
        shell.wait_for(say("bot_scope", scopes="im:write"))
        off.workspace.scopes |= granted
        shell.paste(say("lead_ask_bot"), off.workspace.token)
        shell.paste(say("lead_ask_app"), off.workspace.app_token)
        off.wait_until_connected()
        assert set_up(off.tanaka).status == 200
        off.workspace.wait_until(lambda: "try_now" in json.dumps(off.tanaka.view.blocks), 20)
        off.tanaka.press_in_view("try_now")
        off.workspace.wait_until(lambda: bool(off.asked()), 20)
        shell.wait_for("kind remind\n")
        parts = steps(shell.text, language)
    folder = PICTURES if os.environ.get("SCREENSHOTS") == "1" else off.folder
    parts[0] = f"$ make run SLACK=socket\n\n{parts[0]}"
    guide = "own-slack.md" if language == "en" else "own-slack.ja.md"
    named = (ROOT / "docs" / guide).read_text(encoding="utf-8")
    for number, part in enumerate(parts, 1):
        name = f"own-slack-{number}-{language}.png"
        drawn(browser, part, folder / name)
        assert f"screenshots/{name}" in named
