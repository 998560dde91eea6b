"""The board's pages in a real browser, in every case and at each of their sizes."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from local.gallery.cases import CASES, Case
from local.gallery.page import build
from local.gallery.walls import SIZES, walls

if TYPE_CHECKING:
    from playwright.sync_api import Browser

READABLE = 28


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("gallery") / "gallery").parent


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[0]))
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_no_page_of_the_board_is_wider_than_its_screen(
    browser: "Browser", folder: Path, case: Case, size: tuple[int, int]
) -> None:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    for wall in walls(case):
        page.goto((folder / "board" / case.id / f"{wall.name}.html").as_uri())
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], wall.name
        if wall.then in ("focus", "aside"):
            assert page.locator("#focus").is_visible(), wall.name
            sizes = page.locator("#focus :is(p, h2):visible").evaluate_all(
                "all => all.map((each) => parseFloat(getComputedStyle(each).fontSize))"
            )
            assert size[0] < 1920 or min(sizes) >= READABLE, (wall.name, sizes)
            assert page.locator("#focus .aside").is_visible() is (wall.then == "aside")
    page.close()
    assert troubles == []
