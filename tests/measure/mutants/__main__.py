"""`make mutants`: change one thing in the code at a time, and see whether a test notices.

Ends with 1 where fewer than 95 % of the changes that matter are noticed.
"""

import argparse
import json
import os
import sys
import time
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from tests.emulators import running_firestore
from tests.measure.mutants import reach
from tests.measure.mutants.copies import kept
from tests.measure.mutants.known import known, why_nothing
from tests.measure.mutants.report import GOOD_ENOUGH, KILLED, Report, share, summary, write
from tests.measure.mutants.sites import Mutant, draw, mutants
from tests.measure.mutants.trial import Outcome, Terms, try_all

ROOT: Final = Path(__file__).parents[3]
FILES: Final = "shared/kpt shared/usecases shared/store shared/slack shared/sheets shared/web"


def main(arguments: list[str] | None = None) -> int:
    """Choose mutants, run their tests, and write build/mutants/report.md."""
    asked = _asked(arguments)
    root, build = Path(asked.root), Path(asked.root) / "build" / "mutants"
    wanted = [name for name in kept(root) if name.endswith(".py") and name.startswith(tuple(asked.files.split()))]
    if not wanted:
        raise SystemExit(f"FILES={asked.files} is no file of ours, and no folder.")
    with ExitStack() as stack:
        if root == ROOT:
            _with_emulator(stack)
        folder = build / "map"
        if asked.map or not (folder / "about.json").exists():
            _say("The map is made first: which test reaches which line. That takes several minutes, once.")
            reach.make(root, folder, asked.workers, asked.tests.split())
        reached = reach.Map(folder)
        about = _about(reached, root)
        _say(about)
        drawn = _drawn(asked, root, build, wanted)
        outcomes = _try(drawn, reached, root, asked)
    kept_alive = [vars(one.mutant) for one in outcomes if one.fate not in (*KILLED, "changes nothing")]
    (build / "alive.json").write_text(json.dumps(kept_alive))
    lines = {file: reached.unreached(root, file) for file in wanted if reached.is_as_it_was(root, file)}
    chosen = f"Seed {asked.seed}, {len(drawn)} of them, over {asked.files}. {about}"
    write(build / "report.md", outcomes, root, chosen, lines)
    count = sum(map(len, lines.values()))
    _say(f"{summary(outcomes)} No test reaches {count} lines. All of it: build/mutants/report.md.")
    return 0 if share(outcomes) >= GOOD_ENOUGH else 1


def _asked(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("--sample", type=int, default=100, help="how many")
    parser.add_argument("--seed", type=int, default=1, help="the same seed draws the same from the same code")
    parser.add_argument("--files", default="", help="files or folders, with spaces between them")
    parser.add_argument("--again", action="store_true", help="those that lived the last time")
    parser.add_argument("--map", action="store_true", help="make the map anew")
    parser.add_argument("--tests", default="tests", help="what the map is made with")
    parser.add_argument("--workers", type=int, default=2, help="how many at a time")
    parser.add_argument("--budget", type=float, default=150.0, help="seconds of tests for a mutant that does not die")
    parser.add_argument("--limit", type=float, default=30.0, help="seconds a run may take beside its tests")
    parser.add_argument("--root", default=str(ROOT), help="the tree")
    asked = parser.parse_args(arguments)
    asked.files = asked.files or FILES
    return asked


def _with_emulator(stack: ExitStack) -> None:
    """Start one emulator for all runs. Without it pytest skips the tests of the store's adapter for Firestore."""
    if not os.environ.get("FIRESTORE_EMULATOR_HOST"):
        try:
            os.environ["FIRESTORE_EMULATOR_HOST"] = stack.enter_context(running_firestore())
        except pytest.skip.Exception as missing:
            _say(f"Without Firestore's emulator: {missing}")
        else:
            stack.callback(os.environ.pop, "FIRESTORE_EMULATOR_HOST")


def _about(reached: reach.Map, root: Path) -> str:
    age = timedelta(seconds=round(time.time() - reached.made))
    changed = [name for name in reached.hashes if name.startswith("shared/") and not reached.is_as_it_was(root, name)]
    since = reached.tests_since(root)
    return (
        f"The map is {age} old and took {timedelta(seconds=round(reached.took))}: {len(reached.seconds)} tests."
        f" Since then {len(changed)} files of shared/ and {len(since)} files of tests changed (MAP=1 makes it anew)."
    )


def _drawn(asked: argparse.Namespace, root: Path, build: Path, files: list[str]) -> list[Mutant]:
    if asked.again:
        return [Mutant(**one) for one in json.loads((build / "alive.json").read_text())]
    return draw(root, mutants(root, files), asked.sample, asked.seed)


def _try(drawn: list[Mutant], reached: reach.Map, root: Path, asked: argparse.Namespace) -> list[Outcome]:
    listed = known() if root == ROOT else []
    reasons = {mutant: why_nothing(mutant, root, listed) for mutant in drawn}
    nothing = [Outcome(mutant, "changes nothing", why) for mutant, why in reasons.items() if why]
    to_try = [mutant for mutant, why in reasons.items() if not why]
    return [
        *nothing,
        *try_all(to_try, reached, Terms(root, asked.workers, asked.budget, asked.limit), Report(len(to_try)).tell),
    ]


def _say(what: str) -> None:
    print(what, flush=True)  # noqa: T201 - it speaks to a person in a terminal


if __name__ == "__main__":
    sys.exit(main())
