"""What has to hold of whatever stands on the page's screen: it can be reached, read, and read aloud."""

from typing import TYPE_CHECKING

from tests.local.page.visitor import Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Page

ONE_ROW = 60
"""Pixels of height that the line above has at most: the banner of a holiday is below it."""

COVERED = """
() => {
  const moved = [...document.querySelectorAll("*")].filter((node) => node.scrollTop || node.scrollLeft);
  const before = moved.map((node) => [node, { top: node.scrollTop, left: node.scrollLeft, behavior: "instant" }]);
  const wrong = [];
  for (const node of document.querySelectorAll("button, a[href], input, select, textarea, summary")) {
    if (!node.checkVisibility({ visibilityProperty: true }) || node.closest("[inert], .skip")) continue;
    node.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
    const { left, right, top, bottom } = node.getBoundingClientRect();
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const there = document.elementFromPoint(x, y);
    const isOut = left < -1 || right > innerWidth + 1 || y < 0 || y > innerHeight;
    if (isOut || !(node.contains(there) || there?.closest("label")?.contains(node)))
      wrong.push(`${node.className} ${node.textContent.slice(0, 30)} < ${there?.className}`);
  }
  for (const node of document.querySelectorAll("*")) if (node.scrollTop || node.scrollLeft) node.scrollTo(0, 0);
  for (const [node, place] of before) node.scrollTo(place);
  return wrong;
}
"""
"""What one presses, is on the screen, and cannot be pressed where it stands."""

CUT_OFF = """
() => [...document.querySelectorAll("button, button span, h1, h2, h3, .top time, .next small, .label")]
  .filter((node) => node.checkVisibility({ visibilityProperty: true }))
  .filter((node) => !node.closest("[inert], .strip, .unseen") && getComputedStyle(node).display !== "inline")
  .filter((node) => node.scrollWidth > node.clientWidth + 1)
  .map((node) => `${node.className} ${node.textContent.slice(0, 40)}`)
"""
"""Words that need more room than they have."""

BROKEN = """
() => {
  const broken = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = walker.nextNode()); ) {
    const node = text.parentElement;
    if (!node.checkVisibility({ visibilityProperty: true }) || node.closest("textarea, [inert]")) continue;
    const ids = node.closest(".panel") ? /[A-Za-z0-9]+(?:[-:._@][A-Za-z0-9]+)+/g : /#[\\p{L}\\p{N}_-]+/gu;
    for (const { 0: word, index } of text.data.matchAll(ids)) {
      const range = new Range();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      const lines = new Set([...range.getClientRects()].map((each) => Math.round(each.top)));
      if (lines.size > 1) broken.push(word);
    }
  }
  return broken;
}
"""
"""Ids behind the scenes, and channels' names anywhere, that are broken across lines."""

NEW = "{ exclude: ['.main .message:not(:nth-last-child(-n + 4))'] }"
"""Of a conversation its newest messages: those before them were looked over when they were new."""
QUICKLY = "{ resultTypes: ['violations'], preload: false, selectors: false }"


def is_sound(visitor: Visitor) -> None:
    """All of it is there, and nothing is broken, cut off or covered."""
    page = visitor.page
    visitor.fits()
    top = page.locator("#top").bounding_box()
    assert top
    assert top["height"] <= ONE_ROW
    for trouble in (BROKEN, CUT_OFF, COVERED):
        found = page.evaluate(trouble)
        assert found == [], found
    if visitor.is_phone:
        assert page.locator(".strip").inner_text().split()[0].endswith("/12")
        assert page.locator(".tab-sign:visible").count() == 4


def nobody_is_kept_out(page: "Page", axe: str) -> None:
    """axe-core finds nothing serious."""
    page.evaluate(f"window.axe || (() => {{ {axe} }})()")
    found = page.evaluate(f"axe.run({NEW}, {QUICKLY}).then((told) => told.violations)")
    grave = [each for each in found if each["impact"] in ("serious", "critical")]
    assert grave == [], [(each["id"], [node["html"] for node in each["nodes"]]) for each in grave]
