"""What `make run` says in the terminal."""

import json
import signal
import socket
import subprocess
import sys
import urllib.request
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest

from local.playground.chain import Link
from local.playground.lines import Lines
from local.playground.saved import Shelf
from shared.clock import SetClock

ROOT = Path(__file__).parents[2]


def run(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """`python -m local`, with what it keeps in a folder of its own."""
    command = [sys.executable, "-m", "local", "--folder", str(folder), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603 - our own


def test_a_port_that_is_taken_is_one_sentence_with_what_to_do(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = run(tmp_path, "--port", str(port))
    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [
        f"Port {port} is taken (Address already in use): choose another, as in make run PORT={min(port + 1, 65535)}."
    ]


@pytest.mark.parametrize("port", ["http", "80", "1023", "65536", "-1", "٨٠٨٠"])
def test_a_port_that_is_none_is_one_sentence_too(tmp_path: Path, port: str) -> None:
    ended = run(tmp_path, f"--port={port}")
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"PORT={port} is no port")
    assert len(ended.stderr.splitlines()) == 1


def test_resetting_forgets_what_was_kept(tmp_path: Path) -> None:
    (tmp_path / "documents.sqlite").write_bytes(b"")
    ended = run(tmp_path, "--reset")
    assert ended.returncode == 0
    assert not (tmp_path / "documents.sqlite").exists()


def test_nothing_is_reset_under_a_story_that_runs(tmp_path: Path) -> None:
    with Shelf(tmp_path).alone() as alone:
        assert alone
        ended = run(tmp_path, "--reset")
    assert ended.returncode == 1
    assert ended.stderr.startswith("It is running")


class Running:
    """`make run` in a process of its own."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-u", "-m", "local", "--folder", str(folder), "--port", "0"]
        self._process = subprocess.Popen(  # noqa: S603 - our own
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self.address = self.line("Furikaeri is at").split()[-1]

    def line(self, part: str) -> str:
        """The next line that has this in it. What it prints before is passed over."""
        assert self._process.stdout
        seen = []
        for line in self._process.stdout:
            seen.append(line)
            if part in line:
                return line.rstrip("\n")
        raise AssertionError("".join(seen))

    def post(self, path: str, **wish: object) -> None:
        """As the page does."""
        headers = {"Content-Type": "application/json"}
        body = json.dumps(wish).encode()
        request = urllib.request.Request(f"{self.address}api/{path}", body, headers)  # noqa: S310 - loopback
        urllib.request.urlopen(request, timeout=30).close()  # noqa: S310 - as above

    def end(self) -> list[str]:
        """Ctrl-C; what it still said."""
        self._process.send_signal(signal.SIGINT)
        rest, _ = self._process.communicate(timeout=30)
        assert self._process.returncode == 0
        return rest.splitlines()


def test_it_prints_its_address_then_a_line_an_event_and_goes_on_where_it_was_left(tmp_path: Path) -> None:
    first = Running(tmp_path)
    assert "begins when you open it" in first.line("story")
    first.post("arrive", language="ja")
    first.post("turn")
    assert first.line("Scheduler") == "Thu 17:00  Scheduler  furikaeri-reminder-1700-asia-tokyo"
    rest = first.end()
    assert rest[-1] == "Kept. make run goes on from here."
    events = [line for line in rest[:-1] if line]
    assert all(line.startswith("Thu 17:00  ") and "{" not in line for line in events)
    again = Running(tmp_path)
    assert "where you left it" in again.line("It goes on")
    again.post("turn")
    assert again.line("furikaeri-reminder-1600").startswith("Fri 16:00")
    again.end()


def test_where_nobody_opened_it_nothing_is_said_to_be_kept(tmp_path: Path) -> None:
    assert Running(tmp_path).end()[-1] == "Ended. The next make run begins the story anew."


def test_a_second_one_names_where_the_first_is(tmp_path: Path) -> None:
    first = Running(tmp_path)
    second = run(tmp_path)
    assert (second.returncode, second.stderr.count("\n")) == (1, 1)
    assert f"It is running at {first.address}: use “Start over” on its page" in second.stderr
    first.end()


def test_where_an_earlier_run_was_is_forgotten(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    with shelf.alone():
        shelf.say_where("http://127.0.0.1:1/")
        assert shelf.where() == " at http://127.0.0.1:1/"
    with shelf.alone():
        assert shelf.where() == ""


def test_an_event_is_one_line_that_a_person_can_read() -> None:
    stream = StringIO()
    lines = Lines(stream)
    lines.clock = SetClock(datetime(2026, 11, 19, 8, 0, tzinfo=UTC))
    lines("entry.answered", user="U1", kind="written\nforged")
    lines.link(Link(1, lines.clock.now(), "slack", "chat.postMessage", "C1", ok=False, error="reset", milliseconds=3))
    assert stream.getvalue().splitlines() == [
        "Thu 17:00             entry.answered           user U1  kind written forged",
        "Thu 17:00  → Slack    chat.postMessage C1  3 ms  reset",
    ]
    for line in stream.getvalue().splitlines():
        try:
            json.loads(line)
        except ValueError:
            continue
        raise AssertionError(line)
