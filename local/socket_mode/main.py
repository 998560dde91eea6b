"""The command `make run SLACK=socket`."""

import logging
import os
import signal
import sys
from getpass import getpass
from pathlib import Path
from types import FrameType
from typing import NoReturn

from local.google.functions import NAMES
from local.playground.lines import Lines, one_line_an_error
from local.playground.saved import Shelf
from local.socket_mode.lead import LEADS, Lead
from local.socket_mode.run import DOCUMENTS, Run
from local.socket_mode.sentences import Ended, words
from local.socket_mode.tokens import Tokens, environment, new_address, read_tokens, workspace_of
from shared.clock import SystemClock
from shared.i18n.sentences import language_of

FOLDER = Path("kept")
"""Not in build/, which make clean removes, as it holds people's entries."""

ENV = Path(".env")


def main(folder: Path) -> None:
    """Serve until Ctrl-C. Raises ``SystemExit`` with a sentence where somebody has to mend something first."""
    signal.signal(signal.SIGTERM, _interrupt)
    language = language_of(os.environ.get("LANG"))
    try:
        with Shelf(folder).alone() as alone:
            if not alone:
                raise Ended("running")
            _serve(folder)
    except Ended as ended:
        raise SystemExit(ended.sentence(language)) from ended
    except KeyboardInterrupt:
        print("\n" + words(language)("bye"))


def _serve(folder: Path) -> NoReturn:
    say = words(language_of(os.environ.get("LANG")))
    lines = Lines(zone=None)
    tokens, given = _tokens(lines)
    lines.say(say("starting"))
    lines.clock = clock = SystemClock()
    for name in NAMES:
        one_line_an_error(logging.getLogger(name), lines)  # Flask names a function's logger so
    workspace, address = workspace_of(tokens), given or new_address(tokens)
    with Run(tokens, address, folder, lambda key: lines.say(say(key)), clock=clock, log=lines) as run:
        lines.say("\n  " + say("connected", workspace=workspace.name, bot=workspace.bot))
        lines.say("  " + say("next", bot=workspace.bot))
        lines.say("  " + say("stored", path=folder / DOCUMENTS))
        lines.say("  " + say("board", url=run.board.url))
        lines.say("  " + say("stop") + "\n")
        raise run.serve()


def _tokens(lines: Lines) -> tuple[Tokens, str | None]:
    """The tokens of the environment. Where one is missing and somebody is at the terminal, they are led to it."""
    environ = environment(os.environ, ENV)
    try:
        return read_tokens(environ), None
    except Ended as ended:
        if ended.key not in LEADS or not sys.stdin.isatty():
            raise
        try:
            return Lead(environ, ENV, words(language_of(os.environ.get("LANG"))), lines.say, getpass).through()
        except EOFError:
            raise ended from None


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
