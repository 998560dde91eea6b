"""A process that runs the tests of one mutant after the other, in the copy in which it was started.

It imports pytest and all other packages, but none of our code. For each run it forks a child, which imports only our
changed code. It reads one line of JSON per run, and answers with one line. It ends at the end of its input.
"""

import importlib
import json
import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO

import pytest

from tests.measure.mutants.running import Only

OURS = ("functions", "infra", "local", "shared", "tests")


def main() -> None:
    """Answer each request, until standard input ends."""
    sys.dont_write_bytecode = True
    sys.path.insert(0, os.getcwd())
    answers = os.fdopen(os.dup(1), "w")
    for name in _theirs():
        with suppress(Exception):  # a package may be missing on this machine; then no test needs it
            importlib.import_module(name)
    _say(answers, {"ready": True})
    for line in sys.stdin:
        asked = json.loads(line)
        path = Path(asked["file"]) if asked["file"] else None
        before = path.read_bytes() if path else b""
        if path:
            path.write_text(asked["code"])
        try:
            _say(answers, _run(asked["tests"], asked["limit"]))
        finally:
            if path:
                path.write_bytes(before)


def _run(tests: list[str], limit: float) -> dict[str, Any]:
    """Run the tests in a child. After ``limit`` seconds, kill it and every process that it started."""
    heard, said = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if not child:
        os.close(heard)
        os.setpgrp()
        _in_child(tests, said)
    os.close(said)
    os.set_blocking(heard, False)
    told, ended = b"", 0
    while not ended and time.monotonic() - began < limit:
        ended, status = os.waitpid(child, os.WNOHANG)
        with suppress(BlockingIOError):
            told += os.read(heard, 65536)
        if not ended:
            time.sleep(0.01)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)
    if not ended:
        os.waitpid(child, 0)
    os.set_blocking(heard, True)
    while more := os.read(heard, 65536):
        told += more
    os.close(heard)
    failed = told.decode().split("\n")[0]
    code = os.waitstatus_to_exitcode(status) if ended else None
    return {"code": code, "by": failed, "seconds": time.monotonic() - began}


def _in_child(tests: list[str], said: int) -> None:
    """Run pytest, then exit: this never returns. Standard output and error go to mutant.log in the copy."""
    log = os.open("mutant.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    code = 3
    try:
        files = list(dict.fromkeys(test.partition("::")[0] for test in tests))
        flags = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--assert=plain", "-o", "timeout=60"]
        code = int(pytest.main([*flags, *files], plugins=[Only(tests, said)]))
    finally:
        sys.stdout.flush()
        os._exit(code)


def _theirs() -> list[str]:
    """The modules of other packages that our code imports. A child finds them, so that this process imports none of
    ours."""
    heard, said = os.pipe()
    child = os.fork()
    if not child:
        with suppress(BaseException):
            for name in ("tests.conftest", "shared.wiring.services", "local.google.functions"):
                with suppress(Exception):
                    importlib.import_module(name)
            theirs = [name for name in sys.modules if name.partition(".")[0] not in OURS]
            os.write(said, "\n".join(theirs).encode())
        os._exit(0)
    os.close(said)
    with os.fdopen(heard) as names:
        found = names.read().split("\n")
    os.waitpid(child, 0)
    return [name for name in found if name and not name.startswith("__")]


def _say(to: TextIO, what: dict[str, Any]) -> None:
    to.write(f"{json.dumps(what)}\n")
    to.flush()


if __name__ == "__main__":
    main()
