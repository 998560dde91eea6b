"""A story that runs in memory, its page over HTTP, and a real browser."""

import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Protocol

import pytest
from flask.testing import FlaskClient

from local.page.server import PageServer, page
from local.run.lines import Lines
from local.run.play import Play
from tests.page.visitor import DESKTOP, Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
QUIETLY = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FACES = "http://127.0.0.1:1/faces/"


def a_play(folder: Path | None = None) -> Play:
    """One that prints nothing."""
    return Play(folder, FACES, Lines(StringIO()))


class Visit(Protocol):
    """Opens the page in a language, at a size."""

    def __call__(self, language: str, size: tuple[int, int] = DESKTOP) -> Visitor: ...


@pytest.fixture
def play() -> Iterator[Play]:
    made = a_play()
    yield made
    made.end()


@pytest.fixture
def client(play: Play) -> FlaskClient:
    return page(play).test_client()


@contextmanager
def served(play: Play) -> Iterator[str]:
    """The page's address, as long as it is served."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        with PageServer(play, listening.fileno()):
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/"


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Debian's chromium. Where it or Playwright is missing the test is skipped; with REQUIRE_BROWSER=1 it fails."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("Playwright is not installed: pip install -r requirements-dev.txt")
    if not CHROMIUM:
        _missing("chromium is not installed: apt-get install chromium fonts-noto-cjk fonts-noto-color-emoji")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIETLY)
        yield launched
        launched.close()


def _missing(why: str) -> NoReturn:
    if os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture
def visit(browser: "Browser", play: Play, tmp_path: Path) -> Iterator[Visit]:
    with ExitStack() as stack:
        address = stack.enter_context(served(play))

        def opened(language: str, size: tuple[int, int] = DESKTOP) -> Visitor:
            visitor = Visitor(browser, address, language, size, tmp_path)
            stack.callback(visitor.close)
            return visitor

        yield opened
