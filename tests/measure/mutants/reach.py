"""The map of which tests reach which line. All quick tests run once to make it; it is kept in ``build/mutants``."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from functools import cached_property
from pathlib import Path
from typing import Final

import coverage

from tests.measure.mutants.copies import copy_of, kept

LEFT_OUT: Final = (
    "cloud/test_alone.py",
    "cloud/test_pubsub.py",
    "cloud/test_slow_bodies.py",
    "crash",
    "fuzz",
    "infra",
    "kpt/schedule/test_every_zone.py",
    "local",
    "measure",
    "project",
    "story/in_time",
    "test_bench.py",
    "test_imports.py",
    "test_mutants.py",
    "test_sentences.py",
)
"""Left out of tests/. They start processes, browsers or emulated clouds, look at files, or try every value there is. A
test near a rule has to prove what these prove about it. (A mutant on a line that only they reach counts as
unnoticed.)"""
BEHIND: Final = ("TYPE_CHECKING", "assert_never", r"\.\.\.$", "pragma: no cover", "raise NotImplementedError")
"""Lines that never run, or that only say what cannot happen."""


class Map:
    """The notes of which test reaches which line, and the tree they were made of."""

    def __init__(self, folder: Path) -> None:
        about = json.loads((folder / "about.json").read_text())
        self.root = Path(about["root"])
        self.made: float = about["made"]
        self.took: float = about["took"]
        self.hashes: dict[str, str] = about["hashes"]
        self.seconds: dict[str, float] = about["seconds"]
        self._lines = coverage.CoverageData(str(folder / "lines"))
        self._lines.read()
        self._files = {str(Path(name).relative_to(self.root)): name for name in self._lines.measured_files()}
        self._known: dict[str, dict[int, frozenset[str]]] = {}

    def tests_of(self, file: str) -> dict[int, frozenset[str]]:
        """The tests that reach each line of a file. A line that runs only on import has none."""
        if file not in self._known:
            contexts = self._lines.contexts_by_lineno(self._files[file]) if file in self._files else {}
            self._known[file] = {line: frozenset(self._spread(names)) for line, names in contexts.items()}
        return self._known[file]

    def _spread(self, contexts: list[str]) -> set[str]:
        """Replace ``file::*`` with every test of the file. Leave out tests that failed or were skipped."""
        whole = {test for name in contexts if name.endswith("::*") for test in self.of_file.get(name[:-3], ())}
        return whole | {name for name in contexts if name in self.seconds}

    @cached_property
    def of_file(self) -> dict[str, list[str]]:
        """All tests, by file."""
        found = defaultdict(list)
        for test in self.seconds:
            found[test.partition("::")[0]].append(test)
        return found

    @cached_property
    def breadth(self) -> dict[str, int]:
        """The number of lines that each test reaches. A test that reaches fewer says more about each of them."""
        counted: dict[str, int] = dict.fromkeys(self.seconds, 0)
        for file in self._files:
            for tests in self.tests_of(file).values():
                for test in tests:
                    counted[test] += 1
        return counted

    def is_as_it_was(self, root: Path, file: str) -> bool:
        """Whether the file is unchanged since the map was made, so that its line numbers still hold."""
        return self.hashes.get(file) == _hash(root / file)

    def tests_since(self, root: Path) -> list[str]:
        """The test files that are new or changed since the map was made: the map does not know what they reach."""
        tests = (name for name in kept(root) if _is_test(name))
        return [name for name in tests if not self.is_as_it_was(root, name)]

    def unreached(self, root: Path, file: str) -> list[int]:
        """The lines of a file that never run, not even on import."""
        looked = coverage.Coverage(data_file=None, config_file=False, messages=False)
        for pattern in BEHIND:
            looked.exclude(pattern)
        _, statements, _, _, _ = looked.analysis2(str(root / file))
        run = set(self._lines.lines(self._files[file]) or ()) if file in self._files else set()
        return [line for line in statements if line not in run]


def make(root: Path, folder: Path, processes: int, tests: list[str]) -> None:
    """Run the tests and note which lines they reach. Failing tests are left out: some fail in a copy without git."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    began = time.monotonic()
    with copy_of(root) as copy:
        left_out = [f"--ignore=tests/{name}" for name in LEFT_OUT if (copy / "tests" / name).exists()]
        flags = ["-q", "-n", str(processes), "-p", "tests.measure.mutants.noting", "-p", "no:cacheprovider"]
        command = [sys.executable, "-m", "pytest", *flags, *left_out, *tests]
        environ = {**os.environ, "FURIKAERI_NOTES": str(folder), "COVERAGE_CORE": "ctrace"}
        with (folder / "log.txt").open("w") as log:
            subprocess.run(command, cwd=copy, env=environ, stdout=log, stderr=log, check=False)  # noqa: S603 - our own
    gather(root, copy, folder, time.monotonic() - began)


def gather(root: Path, copy: Path, folder: Path, took: float) -> None:
    """Combine the notes of all processes, and write about.json with the hashes of the files."""
    seconds: dict[str, float] = {}
    for times in folder.glob("times.*"):
        seconds |= dict(map(json.loads, times.read_text().splitlines()))
    lines = coverage.CoverageData(str(folder / "lines"))
    for part in folder.glob("lines.*"):
        lines.update(_read(part))
        part.unlink()
    lines.write()
    about = {
        "root": str(copy),
        "made": time.time(),
        "took": took,
        "seconds": seconds,
        "hashes": {name: _hash(root / name) for name in kept(root) if name.startswith("shared/") or _is_test(name)},
    }
    (folder / "about.json").write_text(json.dumps(about))


def _read(part: Path) -> coverage.CoverageData:
    data = coverage.CoverageData(str(part))
    data.read()
    return data


def _is_test(name: str) -> bool:
    left_out = tuple(f"tests/{each}" for each in LEFT_OUT)
    return name.startswith("tests/") and "/test_" in name and not name.startswith(left_out)


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.exists() else ""
