"""The gallery in a real browser, opened as a file: everything drawn, nothing wider than its column."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from local.gallery.cases import CASES
from local.gallery.page import build
from local.gallery.rooms import ROOMS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DESKTOP, PHONE = 720, 360
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


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("gallery") / "gallery"
    build(made)
    return made


def opened(browser: "Browser", address: str, width: int) -> tuple["Page", list[str]]:
    """The page, and what was wrong with it."""
    page = browser.new_page(viewport={"width": width, "height": 900})
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
    for language in ("ja", "en"):
        page.frame_locator(f"iframe[title={language}]").locator(f"body[data-shown={language}]").wait_for()
    page.check("[value=wide]")
    page.check("[value='360']")
    assert page.locator("iframe[width='360'][src$=wide]").count() == 2
    for language in ("ja", "en"):
        page.frame_locator(f"iframe[title={language}]").locator(f"body[data-shown={language}]").wait_for()
    assert troubles == []
    page.close()
