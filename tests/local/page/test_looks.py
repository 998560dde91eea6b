"""How the page looks at each of its sizes, at 200 %, by day and by night: all can be reached and read."""

import pytest

from tests.local.page.conftest import Visit
from tests.local.page.visitor import DESKTOP, PHONE, Scheme

NARROW, ZOOMED = (320, 640), (640, 400)
"""The zoomed one is a desk at 200 %."""
SEEN = [
    ("en", DESKTOP, "light"),
    ("ja", DESKTOP, "dark"),
    ("ja", PHONE, "light"),
    ("en", NARROW, "dark"),
    ("ja", NARROW, "light"),
    ("en", ZOOMED, "light"),
]
ROOM_TO_READ = 200
"""Pixels of height that a list of messages has."""

CONTRAST = """
() => {
  const lum = ([r, g, b]) => [r, g, b].map((c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, n) => sum + c * [0.2126, 0.7152, 0.0722][n], 0);
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const back = (node) => {
    let [r, g, b] = [255, 255, 255];
    const chain = [];
    for (let at = node; at; at = at.parentElement) chain.unshift(parse(getComputedStyle(at).backgroundColor));
    for (const [x, y, z, a = 1] of chain) [r, g, b] = [r + (x - r) * a, g + (y - g) * a, b + (z - b) * a];
    return [r, g, b];
  };
  const poor = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = walker.nextNode()); ) {
    const node = text.parentElement;
    const apart = node.closest("[hidden], .unseen, .skip, noscript, :disabled") || !node.offsetParent;
    if (apart || !text.textContent.trim()) continue;
    const [one, two] = [lum(parse(getComputedStyle(node).color)), lum(back(node))].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (two + 0.05);
    if (ratio < 4.5) poor.push(`${ratio.toFixed(2)} ${node.className} ${text.textContent.trim().slice(0, 30)}`);
  }
  return [...new Set(poor)];
}
"""


@pytest.mark.parametrize(("language", "size", "scheme"), SEEN, ids=str)
def test_everything_is_there_and_can_be_read(
    visit: Visit, axe: str, language: str, size: tuple[int, int], scheme: Scheme
) -> None:
    visitor = visit(language, size, scheme)
    page = visitor.page
    visitor.turn()
    assert page.locator("#top").bounding_box()["height"] <= 60  # type: ignore[index]  # it is on the screen
    page.evaluate(axe)
    for place in ("channel", "direct", *(["things", "behind"] if visitor.is_phone else [])):
        visitor.go_to(place)
        visitor.fits()
        assert page.evaluate(CONTRAST) == []
        if place in ("channel", "direct"):
            assert page.evaluate("document.querySelector('.main .messages').clientHeight") >= ROOM_TO_READ
    for panel in ("document", "sheet", "rings", "switches", "chain"):
        visitor.panel(panel)
        visitor.fits()
        assert page.evaluate(CONTRAST) == []
    found = page.evaluate("axe.run().then((told) => told.violations)")
    assert [(each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in ("serious", "critical")] == []
    visitor.picture(f"looks-{language}-{size[0]}-{scheme}")
