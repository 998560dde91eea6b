"""Requests whose body never ends keep nobody waiting: the function under gunicorn, as in the cloud."""

import hashlib
import hmac
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from local.slack.outgoing.requests import http_sender
from local.slack.people.person import Person
from tests.cloud.test_alone import Processes

HALF_OPEN = 40
"""Twice as many as an instance takes at a time."""


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Processes, str]]:
    """Processes of a workspace, and the address of `interaction`."""
    with ExitStack() as stack, pytest.MonkeyPatch.context() as environment:
        environment.setenv("THREADS", "20")
        processes = Processes(stack, Path(tmp_path_factory.mktemp("slow")) / "furikaeri.sqlite")
        processes.workspace.add_user("U1", "tanaka", "Tanaka", locale="en-US")
        processes.workspace.add_channel("C1", "ops", ["U1"])
        yield processes, processes.run("interaction")


def plausible(processes: Processes) -> dict[str, str]:
    """Headers as Slack's, which only the body could show to be false."""
    now = str(int(processes.workspace.clock.now().timestamp()))
    signature = hmac.new(b"a guess", now.encode(), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": now, "X-Slack-Signature": f"v0={signature}"}


def begin(address: str, headers: dict[str, str], body: bytes = b"{") -> socket.socket:
    """A request that promises a longer body than it sends."""
    parts = urlsplit(address)
    connection = socket.create_connection((parts.hostname or "", parts.port or 80), timeout=30)
    lines = {"Host": parts.netloc, "Content-Type": "application/json", "Content-Length": "100000", **headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    connection.sendall(f"POST / HTTP/1.1\r\n{head}\r\n".encode() + body)
    return connection


@pytest.mark.parametrize("with_headers", [False, True], ids=["no headers of Slack's", "plausible headers"])
def test_forty_half_open_requests_keep_no_signed_one_waiting(start: tuple[Processes, str], with_headers: bool) -> None:
    processes, address = start
    tanaka = Person(processes.workspace, "U1", http_sender(address, limit=30))
    tanaka.command("/kpt", "help", "C1")
    with ExitStack() as stack:
        for _ in range(HALF_OPEN):
            stack.enter_context(begin(address, plausible(processes) if with_headers else {}))
        began = time.monotonic()
        tanaka.command("/kpt", "help", "C1")
        assert time.monotonic() - began < 3
    assert tanaka.troubles == []


@pytest.mark.parametrize("with_headers", [False, True], ids=["no headers of Slack's", "plausible headers"])
def test_a_body_that_trickles_is_refused_before_it_ends(start: tuple[Processes, str], with_headers: bool) -> None:
    """What is cut off fits no signature."""
    processes, address = start
    with begin(address, plausible(processes) if with_headers else {}) as connection:
        assert connection.recv(1000).split()[1] == b"401"


def test_a_body_that_comes_a_moment_after_its_headers_is_read(start: tuple[Processes, str]) -> None:
    processes, address = start
    with begin(address, plausible(processes), b"") as connection:
        connection.sendall(b"x" * 100_000)
        assert connection.recv(1000).split()[1] == b"401", "all of it was read, and its signature looked at"
