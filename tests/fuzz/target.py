"""Runs a public function as the cloud does: in a process of its own, under gunicorn."""

import hashlib
import hmac
import http.client
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from local.acts import set_up
from local.slack.api.server import Slack
from local.slack.outgoing.requests import http_sender
from local.slack.people.person import Person
from local.slack.state.workspace import Workspace
from shared.clock import SystemClock
from tests.emulators import free_port

ROOT = Path(__file__).parent.parent.parent
MONDAY_AFTER_FIVE = datetime(2026, 11, 16, 8, 5, tzinfo=UTC)
FORM = "application/x-www-form-urlencoded"


class Answer(NamedTuple):
    """A function's answer."""

    status: int
    body: bytes


class Target:
    """A process of a function, and its store."""

    def __init__(self, port: int, path: Path, pid: int, workspace: Workspace, slack: Slack) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._path, self._pid = path, pid
        self.workspace, self.slack = workspace, slack

    def send(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Send one request. Connects again where the server has closed the connection, which it may do."""
        try:
            self._connection.request(method, path, body, dict(headers))
            answer = self._connection.getresponse()
            return Answer(answer.status, answer.read())
        except (http.client.HTTPException, ConnectionError):
            self._connection.close()
            self._connection.request(method, path, body, dict(headers))
            answer = self._connection.getresponse()
            return Answer(answer.status, answer.read())

    def sign(self, body: bytes, content_type: str = FORM) -> Answer:
        """Send a request with Slack's signature."""
        stamp = str(int(self.workspace.clock.now().timestamp()))
        digest = hmac.new(self.workspace.signing_secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256)
        headers = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest.hexdigest()}"}
        return self.send("POST", "/", {**headers, "Content-Type": content_type}, body)

    def stored(self, below: str = "") -> dict[str, str]:
        """All documents, or those below a collection."""
        with closing(sqlite3.connect(self._path)) as connection:
            found = connection.execute("SELECT path, body FROM documents WHERE path LIKE ?", (f"{below}%",))
            return dict(found)

    def writes(self) -> int:
        """The number of writes so far."""
        with closing(sqlite3.connect(self._path)) as connection:
            (number,) = connection.execute("SELECT coalesce(max(id), 0) FROM changes").fetchone()
            return int(number)

    def memory(self) -> int:
        """The resident memory of the server and its workers, in bytes."""
        return sum(_resident(pid) for pid in (self._pid, *_children(self._pid)))

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _resident(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def target(directory: Path) -> Iterator[Target]:
    """A workspace whose #ops is set up, and the function `interaction`."""
    offset = (MONDAY_AFTER_FIVE - datetime.now(UTC)).total_seconds()
    workspace = Workspace(SystemClock(offset), trigger_life=60, answer_limit=60)
    for user, name in (("U1", "田中"), ("U2", "鈴木"), ("U3", "Sato")):
        workspace.add_user(user, user.lower(), name)
    workspace.add_channel("C1", "ops", ["U1", "U2", "U3"])
    path = directory / "furikaeri.sqlite"
    with Slack(workspace) as slack:
        environ = {
            "SLACK_SIGNING_SECRET": workspace.signing_secret,
            "SLACK_BOT_TOKEN": workspace.token,
            "SLACK_API_URL": slack.url,
            "STORE": f"sqlite:{path}",
            "CLOCK_OFFSET": str(offset),
        }
        with running("interaction", environ, directory / "interaction.log") as (port, pid):
            at = Target(port, path, pid, workspace, slack)
            set_up(Person(workspace, "U1", http_sender(f"http://127.0.0.1:{port}/", limit=60)))
            assert "teams/T1-C1" in at.stored()
            yield at
            at.close()


@contextmanager
def running(name: str, environ: Mapping[str, str], log: Path, port: int = 0) -> Iterator[tuple[int, int]]:
    """Run a function. Yields its port and its process id."""
    port = port or free_port()
    command = [sys.executable, "-m", "functions_framework", "--source", f"functions/{name}.py"]
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own function
            [*command, "--target", name, "--host", "127.0.0.1", "--port", str(port)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": ".", **environ},
            stdout=output,
            stderr=output,
        )
        try:
            _wait_for(port, process)
            yield port, process.pid
        finally:
            process.terminate()
            process.wait(20)


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", "/")
            connection.getresponse()
        except OSError:
            continue
        else:
            return
        finally:
            connection.close()
    pytest.fail("the function did not start")
