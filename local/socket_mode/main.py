"""`make run SLACK=socket`, as somebody calls it in a shell."""

import logging
import os
import signal
from pathlib import Path
from types import FrameType
from typing import NoReturn

from local.google.functions import NAMES
from local.playground.lines import Lines, one_line_an_error
from local.playground.saved import Shelf
from local.socket_mode.run import DOCUMENTS, Run
from local.socket_mode.sentences import Ended, words
from local.socket_mode.tokens import environment, new_address, read_tokens, workspace_of
from shared.clock import SystemClock
from shared.i18n.sentences import language_of

FOLDER = Path("kept")
"""Not in build/, which make clean removes: people's own words are in it."""


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
    tokens = read_tokens(environment(os.environ, Path(".env")))
    lines = Lines(zone=None)
    lines.say(say("starting"))
    lines.clock = clock = SystemClock()
    for name in NAMES:
        one_line_an_error(logging.getLogger(name), lines)  # Flask's name for a function's logger
    workspace, address = workspace_of(tokens), new_address(tokens)
    with Run(tokens, address, folder, lambda key: lines.say(say(key)), clock=clock, log=lines) as run:
        lines.say("\n  " + say("connected", workspace=workspace.name, bot=workspace.bot))
        lines.say("  " + say("next", bot=workspace.bot))
        lines.say("  " + say("stored", path=folder / DOCUMENTS))
        lines.say("  " + say("board", url=run.board.url))
        lines.say("  " + say("stop") + "\n")
        raise run.serve()


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
