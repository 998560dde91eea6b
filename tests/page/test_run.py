"""What `make run` says in the terminal."""

import json
import socket
import subprocess
import sys
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

from local.run.chain import Link
from local.run.lines import Lines
from local.run.saved import Shelf
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


def test_a_port_that_is_none_is_one_sentence_too(tmp_path: Path) -> None:
    ended = run(tmp_path, "--port", "http")
    assert ended.returncode == 1
    assert ended.stderr.startswith("PORT=http is no port")
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
