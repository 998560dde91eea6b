"""Settings and fixtures for all tests: a function that fails fails its test; properties fail quickly; a browser."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import flask
import pytest
from hypothesis import Phase, settings
from hypothesis.internal.conjecture import engine

from local.google.functions import NAMES

if TYPE_CHECKING:
    from playwright.sync_api import Browser

AXE = Path(__file__).parent.parent / "build" / "npm" / "node_modules" / "axe-core" / "axe.min.js"
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


# The same examples in every run, so that no test fails only sometimes. A failure is reported within a minute:
# hypothesis looks for a simpler example, but does not explain it, and stops long before the usual five minutes.
settings.register_profile(
    "ours", deadline=None, derandomize=True, phases=[phase for phase in Phase if phase is not Phase.explain]
)
settings.load_profile("ours")
assert engine.MAX_SHRINKING_SECONDS == 300, "hypothesis calls it something else now"  # it has no setting
engine.MAX_SHRINKING_SECONDS = 20


@pytest.fixture(autouse=True)
def no_function_fails(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test in which a function of ours answers 5xx, as its assertions may then hold for the wrong reason. A test
    in which a function has to fail has the mark ``@pytest.mark.functions_fail``.

    A request that began in an earlier test does not count.
    """
    failed: list[str] = []

    def begin(_app: flask.Flask, **_: Any) -> None:
        flask.request.environ["in test"] = failed

    def note_answer(app: flask.Flask, response: flask.Response, **_: Any) -> None:
        if app.name in NAMES and response.status_code >= 500 and flask.request.environ.get("in test") is failed:
            failed.append(f"{app.name} answered {response.status_code}")

    def note_error(app: flask.Flask, exception: BaseException, **_: Any) -> None:
        if app.name in NAMES and flask.request.environ.get("in test") is failed:
            failed.append(f"{app.name} raised {exception!r}")

    with (
        flask.request_started.connected_to(begin),
        flask.request_finished.connected_to(note_answer),
        flask.got_request_exception.connected_to(note_error),
    ):
        yield
    if failed and request.node.get_closest_marker("functions_fail") is None:
        pytest.fail(f"A function failed in this test: {'; '.join(failed)}", pytrace=False)


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Debian's chromium. Where it or Playwright is missing, the test is skipped; with REQUIRE_BROWSER=1 it fails."""
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


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, which checks a page's accessibility."""
    if not AXE.exists():
        _missing("axe-core is not there: npm install --no-save --prefix build/npm axe-core")
    return AXE.read_text(encoding="utf-8")


def _missing(why: str) -> NoReturn:
    if os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(why)
    pytest.skip(why)
