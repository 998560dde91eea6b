"""The gallery in a real browser, opened as a file: everything drawn, nothing wider than its column."""

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from local.gallery.cases import CASES
from local.gallery.page import build
from local.gallery.rooms import ROOMS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DESKTOP, PHONE = 720, 360
LOCALES = {"ja": "ja-JP", "en": "en-GB"}
WIDER_THAN_ITS_SHEET = """
() => [...document.querySelectorAll(".sheet")].flatMap((sheet) => {
  const edge = sheet.getBoundingClientRect().right + 1;
  const over = [...sheet.querySelectorAll("*")].filter((each) => each.getBoundingClientRect().right > edge);
  return over.slice(0, 1).map((each) => `${sheet.parentElement.id} ${each.className} ${each.textContent.slice(0, 40)}`);
})
"""
CLIPPED = """
() => [...document.querySelectorAll(".sheet :is(.button, .label, .box-head h2, .menu-item, .lock)")]
  .filter((each) => each.scrollWidth > each.clientWidth + 1)
  .map((each) => `${each.closest(".panel-of").id} ${each.textContent.slice(0, 40)}`)
"""

SHARPNESS = 2 if os.environ.get("SCREENSHOTS") == "1" else 1
PICTURES = Path(__file__).parents[3] / "docs" / "screenshots"
SHEETS = {
    "messages": (
        1080,
        "narrow",
        [
            "the 17:00 message",
            "on the session's day, with Keeps",
            "it turns into: written",
            "it turns into: quiet day",
            "welcome",
            "announcement: it closes with who helped",
            "before the round",
            "with thanks",
        ],
    ),
    "forms": (
        1080,
        "narrow",
        [
            *("empty", "filled, from the day's entry", "my times", "error.away_order at last", "removing a team"),
            *("a new team", "a new team, behind More", "begun"),
        ],
    ),
    "begin": (1080, "narrow", ["a new team", "begun", "the first one"]),
    "home": (1080, "narrow", ["today: unanswered, in many teams", "/kpt schedule", "/kpt week", "/kpt help"]),
    "kept": (
        1080,
        "narrow",
        [
            "/kpt keep: kept",
            "somebody else's message",
            "with what was kept during the day",
            "with more than can be saved as it is",
            "on the session's day, with what was kept",
            "filled, with the last Try done",
            "written, with a Try done",
            "announcement: with a Try done",
        ],
    ),
    "spreadsheet": (
        1080,
        "narrow",
        [
            "to connect one",
            "tried: connected",
            "connected, and earlier entries may be added",
            "the channel is told",
        ],
    ),
    "phone": (
        360,
        "wide",
        ["the first one", "announcement: a quiet day in one line", "a team ends", "with a choice of team", "saved"],
    ),
}
"""A few of everything, for the documents: the width, texts, the panels by their titles."""
ONLY = """
(titles) => {
  const all = [...document.querySelectorAll(".panel-of")];
  const chosen = titles.map((title) => all.find((each) => each.querySelector("h3").textContent === title));
  document.getElementById("panels").replaceChildren(...chosen.filter(Boolean));
  document.getElementById("rooms").remove();
}
"""
AS_A_SHEET = """
:root { --sans: "Noto Sans CJK JP", sans-serif; }
#panels { columns: 500px; column-gap: 18px; padding: 4px 14px 16px; }
.panel-of { break-inside: avoid; }
.panel-of > h3, .aside { display: none; }
.panel-of { padding-top: 12px; }
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("gallery") / "gallery"
    build(made)
    return made


def opened(
    browser: "Browser", address: str, width: int, language: str = "en", pixels: float = 1
) -> tuple["Page", list[str]]:
    """The page, and what was wrong with it. ``pixels``: of the screen, for one of the page's."""
    page = browser.new_page(
        viewport={"width": width, "height": 900}, locale=LOCALES[language], device_scale_factor=pixels
    )
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith("file:") else troubles.append(request.url))
    page.on("requestfailed", lambda request: troubles.append(request.url))
    page.goto(address)
    return page, troubles


@pytest.mark.parametrize("width", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("case", [case.id for case in CASES])
def test_everything_is_drawn_within_its_column(browser: "Browser", folder: Path, case: str, width: int) -> None:
    page, troubles = opened(browser, f"{(folder / 'panels.html').as_uri()}?{case}", width)
    page.wait_for_selector("body[data-shown]")
    assert page.locator(".panel-of").count() == sum(len(room.exhibits) for room in ROOMS)
    assert page.locator(".unknown").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(WIDER_THAN_ITS_SHEET) == []
    assert page.evaluate(CLIPPED) == []
    assert troubles == []
    page.close()


def test_both_languages_stand_beside_each_other(browser: "Browser", folder: Path) -> None:
    page, troubles = opened(browser, (folder / "index.html").as_uri(), 1500)

    def both_are_shown(texts: str, width: int) -> None:
        """Before the next choice: it would break off what still loads."""
        for language in ("ja", "en"):
            frame = f"iframe[title={language}][src$={texts}][width='{width}']"
            page.frame_locator(frame).locator(f"body[data-shown={language}]").wait_for()

    both_are_shown("narrow", DESKTOP)
    page.check("[value=wide]")
    both_are_shown("wide", DESKTOP)
    page.check(f"[value='{PHONE}']")
    both_are_shown("wide", PHONE)
    assert troubles == []
    page.close()


@pytest.mark.parametrize("width", [1500, 1280, 375])
def test_the_frame_begins_at_its_left_however_narrow_the_window(browser: "Browser", folder: Path, width: int) -> None:
    page, troubles = opened(browser, (folder / "index.html").as_uri(), width)
    lefts = [page.locator(f"iframe[title={language}]").bounding_box() for language in ("ja", "en")]
    assert all(box and box["x"] >= 0 for box in lefts)
    assert troubles == []
    page.close()


def test_a_sentence_goes_on_behind_a_channels_name_that_is_longer_than_a_line(browser: "Browser", folder: Path) -> None:
    page, troubles = opened(browser, f"{(folder / 'panels.html').as_uri()}?en-wide", PHONE)
    page.wait_for_selector("body[data-shown]")
    names = page.locator(".message .channel-name").filter(has_text=re.compile(".{40}"))
    assert set(names.evaluate_all("(all) => all.map((each) => getComputedStyle(each).display)")) == {"inline"}
    assert troubles == []
    page.close()


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_of_it_is_in_the_documents(
    browser: "Browser", folder: Path, tmp_path: Path, sheet: str, language: str
) -> None:
    """With SCREENSHOTS=1 the pictures are taken anew."""
    width, texts, titles = SHEETS[sheet]
    page, troubles = opened(
        browser, f"{(folder / 'panels.html').as_uri()}?{language}-{texts}", width, language, pixels=2
    )
    page.wait_for_selector("body[data-shown]")
    page.evaluate(ONLY, titles)
    page.add_style_tag(content=AS_A_SHEET)
    page.evaluate("document.fonts.ready")
    assert sorted(page.locator(".panel-of > h3").all_text_contents()) == sorted(titles)
    pictures = PICTURES if os.environ.get("SCREENSHOTS") == "1" else tmp_path
    page.screenshot(path=pictures / f"gallery-{sheet}-{language}.png", full_page=True, animations="disabled")
    shown = "".join(page.read_text(encoding="utf-8") for page in PICTURES.parent.glob("*.md"))
    assert f"gallery-{sheet}-{language}.png" in shown
    assert troubles == []
    page.close()
