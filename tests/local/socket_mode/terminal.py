"""Runs `make run SLACK=socket` in a pseudo-terminal, reads what it shows, and pastes into it."""

import os
import signal
import subprocess
import sys
import threading
import tty
from pathlib import Path
from typing import Self

from tests.local.socket_mode.conftest import Own

ROOT = Path(__file__).parents[3]


class Shell:
    """The running command, as a context manager. Ctrl-C ends it."""

    def __init__(self, own: Own, lang: str) -> None:
        """``lang``: the terminal's LANG, such as ja_JP.UTF-8."""
        self._own = own
        self._ours, self._theirs = os.openpty()
        tty.setraw(self._ours)
        self._around = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
            "SLACK_API_URL": own.slack.url,
            "LANG": lang,
        }

    def __enter__(self) -> Self:
        command = [sys.executable, "-u", "-m", "local", "--slack", "socket", "--folder", "kept"]
        self._running = subprocess.Popen(  # noqa: S603 - our own
            command,
            cwd=self._own.folder,
            env=self._around,
            stdin=self._theirs,
            stdout=self._theirs,
            stderr=self._theirs,
            start_new_session=True,
        )
        os.close(self._theirs)
        self._shown = _Shown(self._ours)
        return self

    def __exit__(self, *_: object) -> None:
        self._own.sockets.drop()  # else slack_sdk waits three seconds for its read
        self._running.send_signal(signal.SIGINT)
        self._running.wait(60)
        self._shown.end()

    @property
    def text(self) -> str:
        """All that the terminal has shown so far."""
        return self._shown.text.replace("\r\n", "\n")

    def paste(self, question: str, line: str) -> None:
        """Wait for a question, and paste a line."""
        self._shown.wait_for_more(question.strip())
        os.write(self._ours, f"{line}\n".encode())

    def wait_for(self, text: str) -> None:
        """Wait until the terminal shows this text."""
        self._shown.wait_for(text)


class _Shown:
    """Reads what a terminal shows in a thread."""

    def __init__(self, terminal: int) -> None:
        self.text = ""
        self._seen = 0
        self._terminal = terminal
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        rest = b""
        try:
            while read := os.read(self._terminal, 4096):
                whole = rest + read
                text = whole.decode(errors="ignore")
                rest = whole[len(text.encode()) :]
                with self._changed:
                    self.text += text
                    self._changed.notify_all()
        except OSError:
            return  # the other end is closed

    def wait_for(self, text: str) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: text in self.text, 60), self.text

    def wait_for_more(self, text: str) -> None:
        """As ``wait_for``, in what came after the last time."""
        with self._changed:
            assert self._changed.wait_for(lambda: text in self.text[self._seen :], 60), self.text
            self._seen = len(self.text)

    def end(self) -> None:
        self._thread.join(10)
        os.close(self._terminal)
