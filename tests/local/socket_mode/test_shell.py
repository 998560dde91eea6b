"""What `make run SLACK=socket` says in the terminal, in a process of its own."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from local.playground.saved import Shelf
from local.socket_mode.sentences import words
from tests.local.socket_mode.conftest import Own

ROOT = Path(__file__).parents[3]


def start(folder: Path, **environ: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-u", "-m", "local", "--slack", "socket", "--folder", str(folder)]
    around = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environ}
    return subprocess.Popen(  # noqa: S603 - our own
        command,
        cwd=folder.parent,
        env=around,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize(("lang", "language"), [("ja_JP.UTF-8", "ja"), ("C.UTF-8", "en")])
def test_it_says_where_it_is_what_comes_next_where_entries_are_and_how_to_stop(
    off: Own, lang: str, language: str
) -> None:
    environ = {
        "SLACK_APP_TOKEN": off.workspace.app_token,
        "SLACK_BOT_TOKEN": off.workspace.token,
        "SLACK_API_URL": off.slack.url,
        "LANG": lang,
    }
    folder = off.folder / "kept"
    with start(folder, **environ) as running:
        off.wait_until_connected()
        assert off.tanaka.command("/kpt", "help").status == 200
        off.sockets.drop()
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    say = words(language)
    lines = [line.strip() for line in out.splitlines() if line.strip()]
    path = folder / "documents.sqlite"
    board = next(line for line in lines if "http://127.0.0.1:" in line)
    assert lines[:6] == [
        say("starting"),
        say("connected", workspace="example", bot="furikaeri"),
        say("next", bot="furikaeri"),
        say("stored", path=path),
        board,
        say("stop"),
    ]
    assert board.startswith(say("board", url="http://127.0.0.1:").partition(":")[0])
    assert lines[-1] == say("bye")
    assert (err, running.returncode) == ("", 0)
    assert path.exists()


def test_a_token_that_is_missing_is_one_line(tmp_path: Path) -> None:
    with start(tmp_path / "kept", SLACK_APP_TOKEN="xapp-1") as running:
        out, err = running.communicate(timeout=60)
    assert (out, err.splitlines()) == ("", [words("en")("bot_missing")])
    assert running.returncode == 1


def test_two_of_them_do_not_share_a_folder(tmp_path: Path) -> None:
    with Shelf(tmp_path / "kept").alone() as alone:
        assert alone
        with start(tmp_path / "kept", LANG="ja_JP.UTF-8") as running:
            _, err = running.communicate(timeout=60)
    assert err.splitlines() == [words("ja")("running")]


def test_another_slack_than_a_socket_is_one_sentence() -> None:
    command = [sys.executable, "-m", "local", "--slack", "sockets"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603 - our own
    assert ended.returncode == 1
    assert ended.stderr.startswith("SLACK=sockets")
    assert len(ended.stderr.splitlines()) == 1
