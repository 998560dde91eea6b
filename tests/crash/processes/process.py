"""The test's handle of a process that serves the functions."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Client
from pathlib import Path
from typing import IO

from tests.crash.processes.messages import Answered, GoOn, Order, Published, Request, Stopped, Wrote

ROOT = Path(__file__).parents[3]
TO_START = dict.fromkeys(("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "GOOGLE_CLOUD_PROJECT"), "later")
"""A function does not start without these. Each process gets its own values later."""
ANSWERS_WITHIN = 60.0
"""Seconds after which the test fails instead of waiting for ever."""


class Process:
    """A process that serves every function, as its ``Order`` says."""

    def __init__(self, address: str, order: Order) -> None:
        self._connection = Client(address, "AF_UNIX")
        self._connection.send(order)
        self._waits_at_its_point = order.stop is not None and order.stop.how == "wait"
        self.passed: tuple[str, ...] = ()
        """The names of the points that it has passed."""
        self.happened: list[Wrote | Published] = []
        """Writes and messages of the process. The reader empties it."""
        self.ended = False
        self.waits = False

    def ask(self, request: Request) -> Answered | None:
        """Call a function. None where the process waits at its point, or was killed."""
        self._connection.send(request)
        return self._hear()

    def go_on(self) -> Answered | None:
        """Let the process go on from where it waits."""
        self.waits = False
        self._connection.send(GoOn())
        return self._hear()

    def close(self) -> None:
        """End the process."""
        self._connection.close()

    def _hear(self) -> Answered | None:
        while True:
            if not self._connection.poll(ANSWERS_WITHIN):
                raise AssertionError(f"the process is stuck after {self.passed[-1:]}")
            try:
                heard = self._connection.recv()
            except (EOFError, ConnectionResetError):
                self.ended = True
                return None
            match heard:
                case Answered(passed=passed):
                    self.passed = passed
                    return heard
                case Stopped(passed):
                    self.passed = passed
                    if self._waits_at_its_point:
                        self.waits = True
                        return None
                case Wrote() | Published():
                    self.happened.append(heard)


@contextmanager
def fork_server(directory: Path) -> Iterator[str]:
    """Run the server that forks processes. Yields its address for ``Process``. It logs to a file in the directory."""
    address = str(directory / "fork.socket")
    with (directory / "functions.log").open("wb") as log:
        command = [sys.executable, "-m", "tests.crash.processes.server", address]
        process = subprocess.Popen(  # noqa: S603 - our own command
            command,
            cwd=ROOT,
            env={**os.environ, **TO_START},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
        )
        try:
            assert _first_line(process.stdout) == b"ready\n", (directory / "functions.log").read_text()
            yield address
        finally:
            if process.stdin:
                process.stdin.close()
            if process.stdout:
                process.stdout.close()
            process.wait(10)


def _first_line(stream: IO[bytes] | None) -> bytes:
    return stream.readline() if stream else b""
