"""A story in memory, its page over HTTP, and a real browser."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from flask.testing import FlaskClient

from local.page.server import PageServer, page
from local.playground.lines import Lines
from local.playground.play import Play
from tests.local.page.visitor import DESKTOP, Scheme, Visitor
from tests.local.page.walk import Walk

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FACES = "http://127.0.0.1:1/faces/"


def a_play(folder: Path | None = None) -> Play:
    """A play that prints nothing."""
    return Play(folder, FACES, Lines(StringIO()))


class Visit(Protocol):
    """Opens the page in a language, at a size."""

    def __call__(self, language: str, size: tuple[int, int] = DESKTOP, scheme: Scheme = "light") -> Visitor: ...


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
    """Serve the page. Yields its address."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        with PageServer(play, listening.fileno()):
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/"


@pytest.fixture
def visit(browser: "Browser", play: Play, tmp_path: Path) -> Iterator[Visit]:
    with ExitStack() as stack:
        address = stack.enter_context(served(play))

        def opened(language: str, size: tuple[int, int] = DESKTOP, scheme: Scheme = "light") -> Visitor:
            visitor = Visitor(browser, address, language, size, tmp_path, scheme)
            stack.callback(visitor.close)
            return visitor

        yield opened


@pytest.fixture
def walk(play: Play, client: FlaskClient) -> Walk:
    return Walk(play, client, "en")
