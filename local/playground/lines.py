"""Prints one readable line for each event of `make run`."""

import logging
import sys
from datetime import tzinfo
from typing import TextIO

from local.playground.chain import Link
from local.playground.scene import ZONE
from shared.clock import Clock
from shared.logs import Log

MARKS = {"job": "Scheduler", "document": "Firestore", "person": "Slack →", "slack": "→ Slack"}


class Lines(Log):
    """Prints the functions' log events, as a ``shared.logs.Log``, and the links of the chain."""

    def __init__(self, stream: TextIO | None = None, zone: tzinfo | None = ZONE) -> None:
        """``zone``: the time zone of the printed times; None: this machine's."""
        super().__init__(stream)
        self._zone = zone
        self.clock: Clock | None = None
        self.quiet = False
        """True while the story so far is played."""

    def __call__(self, event: str, severity: str = "INFO", **ids_and_counts: object) -> None:
        """Print a log event of the functions."""
        facts = "  ".join(f"{name} {value}" for name, value in ids_and_counts.items())
        self._print("" if severity == "INFO" else severity, f"{event:<24} {facts}".rstrip())

    def link(self, link: Link) -> None:
        """Print a link. Successful writes and messages are left out: the function that they start is printed."""
        if link.kind in ("store", "topic") and link.ok:
            return
        took = f"  {link.milliseconds} ms" if link.milliseconds is not None else ""
        wrong = f"  {link.error or 'not acknowledged: it comes again'}" if link.ok is False else ""
        mark = MARKS.get(link.kind, link.kind)
        self._print(mark, f"{link.name} {link.about}".strip() + took + wrong)

    def say(self, text: str) -> None:
        """Print a sentence."""
        print(text, file=self._stream or sys.stdout, flush=True)

    def _print(self, mark: str, text: str) -> None:
        if self.quiet or self.clock is None:
            return
        now = self.clock.now().astimezone(self._zone)
        clean = "".join(c if c.isprintable() else " " for c in text)
        self.say(f"{now:%a %H:%M}  {mark:<10} {clean}")


class _OneLine(logging.Handler):
    def __init__(self, lines: Lines) -> None:
        super().__init__()
        self._lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        self._lines("function.raised", "ERROR", error=f"{type(error).__name__}: {error}" if error else record.msg)


def one_line_an_error(logger: logging.Logger, lines: Lines) -> None:
    """Print one line where a function raises, instead of the framework's traceback."""
    logger.handlers, logger.propagate = [_OneLine(lines)], False
