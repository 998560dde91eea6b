"""The list of mutants that change nothing anybody could notice, each with the reason."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.measure.mutants.sites import Mutant

LIST: Final = Path(__file__).with_name("change_nothing.toml")


@dataclass(frozen=True)
class Known:
    """A listed mutant. It is recognised by the code that it removes and adds, anywhere in the file."""

    file: str
    operator: str
    was: str
    becomes: str
    why: str

    def is_stale(self, root: Path) -> bool:
        """Whether the file no longer has the code that the mutant changes."""
        path = root / self.file
        return not path.exists() or " ".join(self.was.split()) not in " ".join(path.read_text().split())


def known(path: Path = LIST) -> list[Known]:
    """Read the whole list."""
    return [Known(**entry) for entry in tomllib.loads(path.read_text())["mutant"]]


def why_nothing(mutant: Mutant, root: Path, listed: list[Known]) -> str:
    """The reason why the mutant changes nothing; empty if it is not listed."""
    near = [one for one in listed if (one.file, one.operator) == (mutant.file, mutant.operator)]
    changed = mutant.changed(root) if near else ("", "")
    return next((one.why for one in near if (one.was, one.becomes) == changed), "")
