"""The demo as somebody calls it in a shell: arguments and environment in, what is printed out."""

from dataclasses import dataclass
from functools import lru_cache
from io import StringIO
from pathlib import Path

import pytest

from local.demo.__main__ import main


@dataclass(frozen=True)
class Shown:
    """What a call came to."""

    code: int
    out: str
    err: str

    @property
    def flat(self) -> str:
        """What was printed without the lay-out: no bars, no line breaks, one space where there are several."""
        return " ".join(self.out.replace("│", " ").split())


def call(*arguments: str, **environ: str) -> Shown:
    out, err = StringIO(), StringIO()
    return Shown(main(arguments, environ, out, err), out.getvalue(), err.getvalue())


@lru_cache
def story_in(language: str) -> Shown:
    """The story, as `make demo IN=…` tells it. Played once a language."""
    return call("--in", language, "--entries", "")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a test's own entries go."""
    return tmp_path / "entries.csv"
