"""Starts the measured apps with functions-framework, as the cloud does, and calls them over HTTP."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Final

from local.slack.outgoing.requests import Post
from tests.emulators import free_port

ROOT: Final = Path(__file__).parents[3]
START_WITHIN: Final = 60.0


@dataclass(frozen=True)
class App:
    """A function: its name, its file, and its environment."""

    name: str
    source: str
    environ: Mapping[str, str]


@dataclass(frozen=True)
class Running:
    """A running function. ``began``: when it was started, in the time of ``time.time()``."""

    port: int
    pid: int
    began: float

    def send(self, post: Post) -> float:
        """Send a request, which must succeed. Returns the seconds that it took."""
        begin = time.perf_counter()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("POST", "/", post.body, post.headers)
            answer = connection.getresponse()
            body = answer.read()
        finally:
            connection.close()
        took = time.perf_counter() - begin
        assert answer.status in (200, 204), (answer.status, body)
        assert b"errors" not in body, body
        return took

    def peak(self) -> int:
        """The peak resident size of the worker process, in bytes."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        status = Path(f"/proc/{children[0]}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024


@contextmanager
def running(app: App) -> Iterator[Running]:
    """Run a function. The block begins as soon as its port accepts connections, which may be before it answers."""
    port = free_port()
    command = [sys.executable, "-m", "functions_framework", "--source", app.source, "--target", app.name]
    command += ["--host", "127.0.0.1", "--port", str(port)]
    # With compiled files, as Google's buildpack leaves them: the first start compiles them.
    environ = {**os.environ, "PYTHONPATH": ".", **app.environ}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.time()
    process = subprocess.Popen(  # noqa: S603 - our own functions
        command,
        cwd=ROOT,
        env=environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_for(port, process)
        yield Running(port, process.pid, began)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # the process group that was started above
        process.wait()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + START_WITHIN
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.002)
        else:
            return
    raise RuntimeError(f"port {port} does not accept")
