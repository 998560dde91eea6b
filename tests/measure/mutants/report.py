"""Reports the outcomes: each one in the terminal, and all of them in build/mutants/report.md."""

import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

from tests.measure.mutants.trial import Outcome

GOOD_ENOUGH = 0.95
"""Tests have to kill this share of the mutants that change what the code does."""
KILLED = ("killed", "killed by time")


class Report:
    """Prints each outcome as it arrives."""

    def __init__(self, size: int) -> None:
        self._size, self._began, self._done = size, time.monotonic(), 0

    def tell(self, outcome: Outcome) -> None:
        """Print one line, with the estimated time left."""
        self._done += 1
        each = (time.monotonic() - self._began) / self._done
        left = timedelta(seconds=round(each * (self._size - self._done)))
        line = f"{self._done:4} of {self._size}  {left} left  {outcome.fate:14} {outcome.mutant}  {outcome.by}"
        print(line, flush=True)  # noqa: T201 - it speaks to a person in a terminal


def share(outcomes: list[Outcome]) -> float:
    """The share of killed mutants among those that change something: 1.0 is all."""
    fates = Counter(outcome.fate for outcome in outcomes)
    changing = len(outcomes) - fates["changes nothing"]
    return sum(fates[fate] for fate in KILLED) / changing if changing else 1.0


def summary(outcomes: list[Outcome]) -> str:
    """Count the outcomes of each kind, and give the share that is killed."""
    fates = Counter(outcome.fate for outcome in outcomes)
    counted = ", ".join(f"{count} {fate}" for fate, count in sorted(fates.items()))
    return f"{len(outcomes)} mutants: {counted}. Killed of those that change something: {share(outcomes):.1%}."


def write(path: Path, outcomes: list[Outcome], root: Path, about: str, unreached: dict[str, list[int]]) -> None:
    """Write the report: the mutants that no test notices come first."""
    parts = ["# Mutants", about, summary(outcomes), "", "## Alive: no test notices", ""]
    parts += [_shown(one, root) for one in outcomes if one.fate in ("alive", "unreached")]
    for title, fate in (
        ("Change nothing", "changes nothing"),
        ("Killed by time", "killed by time"),
        ("Killed", "killed"),
    ):
        parts += ["", f"## {title}", ""]
        parts += [f"- {one.mutant}: {one.by} ({one.seconds:.0f} s)" for one in outcomes if one.fate == fate]
    count = sum(map(len, unreached.values()))
    parts += ["", f"## Lines that no test of the map reaches: {count}", ""]
    parts += [f"- {file}: {_ranges(lines)}" for file, lines in sorted(unreached.items()) if lines]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(parts) + "\n")


def _shown(one: Outcome, root: Path) -> str:
    tests = "no test reaches it" if one.fate == "unreached" else f"{one.ran} tests were run, {one.of} reach it"
    return f"{one.mutant}: {tests}, {one.seconds:.0f} s\n```diff\n{one.mutant.diff(root)}\n```\n"


def _ranges(lines: list[int]) -> str:
    found: list[list[int]] = []
    for line in lines:
        if found and line == found[-1][1] + 1:
            found[-1][1] = line
        else:
            found.append([line, line])
    return ", ".join(f"{first}-{last}" if last > first else str(first) for first, last in found)
