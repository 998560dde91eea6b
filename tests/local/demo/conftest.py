"""Calls the demo as a shell does, with arguments and an environment, and returns what it prints."""

from dataclasses import dataclass
from functools import lru_cache
from io import StringIO
from pathlib import Path

import pytest

from local.demo.__main__ import main


@dataclass(frozen=True)
class Shown:
    """The result of a call."""

    code: int
    out: str
    err: str

    @property
    def flat(self) -> str:
        """The output without layout: no vertical bars, no line breaks, single spaces."""
        return " ".join(self.out.replace("│", " ").split())


def call(*arguments: str, **environ: str) -> Shown:
    out, err = StringIO(), StringIO()
    return Shown(main(arguments, environ, out, err), out.getvalue(), err.getvalue())


@lru_cache
def story_in(language: str) -> Shown:
    """The output of `make demo IN=…`. It is played once a language."""
    return call("--in", language, "--entries", "")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A path for a test's own entries."""
    return tmp_path / "entries.csv"
