"""The twelve things are walked: in both languages, at a desk and on phones, at 200 %, by day and night, by keyboard."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from local.playground.play import Play
from tests.local.page.conftest import Visit, served
from tests.local.page.visitor import DESKTOP, PHONE, Scheme
from tests.local.page.walks.keyboard import KeyboardVisitor
from tests.local.page.walks.sights import is_sound, nobody_is_kept_out
from tests.local.page.walks.twelve import Twelve

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NARROW, ZOOMED = (320, 640), (640, 400)
"""The zoomed one is a desk of 1280 by 800 at 200 %."""
WALKS = [
    ("ja", DESKTOP, "light", False),
    ("en", DESKTOP, "dark", True),
    ("ja", PHONE, "light", True),
    ("en", NARROW, "dark", False),
    ("ja", ZOOMED, "dark", False),
]


@pytest.mark.functions_fail
@pytest.mark.parametrize(("language", "size", "scheme", "with_axe"), WALKS, ids=str)
def test_a_visitor_walks_through_the_things(
    visit: Visit, axe: str, language: str, size: tuple[int, int], scheme: Scheme, with_axe: bool
) -> None:
    visitor = visit(language, size, scheme)
    assert visitor.page.get_attribute("html", "lang") == language

    def look(_name: str) -> None:
        is_sound(visitor)
        if with_axe:
            nobody_is_kept_out(visitor.page, axe)

    Twelve(visitor, look).walk()


@pytest.mark.functions_fail
def test_so_does_somebody_who_has_a_keyboard_alone(browser: "Browser", play: Play, tmp_path: Path) -> None:
    with served(play) as address:
        visitor = KeyboardVisitor(browser, address, "en", DESKTOP, tmp_path, "light")
        Twelve(visitor, lambda _name: None).walk()
        visitor.close()
