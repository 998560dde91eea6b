"""The mutants of which is known that they change nothing that anybody could notice, each with the reason."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.measure.mutants.sites import Mutant

LIST: Final = Path(__file__).with_name("change_nothing.toml")


@dataclass(frozen=True)
class Known:
    """Recognised by what the change takes away and puts there, wherever in the file that stands."""

    file: str
    operator: str
    was: str
    becomes: str
    why: str

    def is_stale(self, root: Path) -> bool:
        """Whether the code that would be changed is no longer there."""
        path = root / self.file
        return not path.exists() or " ".join(self.was.split()) not in " ".join(path.read_text().split())


def known(path: Path = LIST) -> list[Known]:
    """The whole list."""
    return [Known(**entry) for entry in tomllib.loads(path.read_text())["mutant"]]


def why_nothing(mutant: Mutant, root: Path, listed: list[Known]) -> str:
    """The reason, or nothing where the mutant is not known."""
    near = [one for one in listed if (one.file, one.operator) == (mutant.file, mutant.operator)]
    changed = mutant.changed(root) if near else ("", "")
    return next((one.why for one in near if (one.was, one.becomes) == changed), "")
