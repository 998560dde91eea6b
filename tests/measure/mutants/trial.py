"""Puts one mutant after the other into a copy, and runs its tests there until one of them fails."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Final

from tests.measure.mutants.choose import tests_for
from tests.measure.mutants.copies import copy_of
from tests.measure.mutants.reach import Map
from tests.measure.mutants.sites import Mutant

BATCHES: Final = (30, 220)
"""The first batch of tests kills most mutants. The others get the second batch, and then all tests the budget
allows."""
SLOWER: Final = 4.0
"""A test may take this many times as long as when the map was made, before it counts as hanging."""


@dataclass(frozen=True)
class Outcome:
    """The result for a mutant. ``fate``: killed, killed by time, alive, unreached, or changes nothing. ``by``: the test
    or reason."""

    mutant: Mutant
    fate: str
    by: str = ""
    seconds: float = 0.0
    ran: int = 0
    of: int = 0


@dataclass(frozen=True)
class Terms:
    """The settings of all trials. ``budget``: seconds of tests for a mutant that survives. ``limit``: seconds that a
    run may take beside its tests, because it imports our code anew."""

    root: Path
    workers: int
    budget: float
    limit: float


class Bench:
    """A worker process in a copy of the tree."""

    def __init__(self, copy: Path, reached: Map, since: list[str], terms: Terms) -> None:
        self._reached, self._since, self._terms = reached, since, terms
        command = [sys.executable, "-m", "tests.measure.mutants.worker"]
        self._worker = subprocess.Popen(command, cwd=copy, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own
        self._hear()

    def close(self) -> None:
        """Let the worker end by itself, within ten seconds."""
        with suppress(BrokenPipeError):
            self._worker.communicate(timeout=10)

    def kill(self) -> None:
        """Kill the worker at once."""
        self._worker.kill()

    def try_out(self, mutant: Mutant, trusted: dict[str, bool]) -> Outcome:
        """Run the mutant's tests until one fails that passes without the mutant. ``trusted`` keeps which tests do."""
        code = mutant.code(self._terms.root)
        tests = tests_for(mutant, self._reached, self._terms.root)
        if not tests and not self._since:
            return Outcome(mutant, "unreached")
        seconds, ran = 0.0, 0
        for batch in self._batches(tests):
            batch = [test for test in batch if trusted.get(test, True)]
            while batch:
                answer = self._ask(mutant.file, code, batch)
                seconds += answer["seconds"]
                if answer["code"] == 0 or answer["code"] == 5:  # 5: pytest found none of the tests
                    ran += len(batch)
                    break
                if answer["code"] is None:
                    return Outcome(mutant, "killed by time", answer["by"], seconds, ran, len(tests))
                if self._holds_without(answer["by"], trusted):
                    return Outcome(mutant, "killed", answer["by"] or f"exit {answer['code']}", seconds, ran, len(tests))
                batch = [test for test in batch if trusted.get(test, True)]
        return Outcome(mutant, "alive" if ran else "unreached", "", seconds, ran, len(tests))

    def _batches(self, tests: list[str]) -> list[list[str]]:
        first, second = BATCHES
        rest, left = [], self._terms.budget
        for test in tests[second:]:
            left -= self._reached.seconds[test]
            if left > 0:
                rest.append(test)
        found = [self._since, tests[:first], tests[first:second], rest]
        return [batch for batch in found if batch]

    def _holds_without(self, test: str, trusted: dict[str, bool]) -> bool:
        """Whether the test passes without the mutant. If it does not, its failure says nothing about the mutant."""
        if test not in trusted and test:
            trusted[test] = self._ask("", "", [test])["code"] in (0, 5)
        return trusted.get(test, True)

    def _ask(self, file: str, code: str, tests: list[str]) -> dict[str, Any]:
        taken = sum(self._reached.seconds.get(test, 1.0) for test in tests)
        more = 120.0 if any("::" not in test for test in tests) else 0.0
        asked = {"file": file, "code": code, "tests": tests, "limit": self._terms.limit + SLOWER * taken + more}
        assert self._worker.stdin is not None
        self._worker.stdin.write(f"{json.dumps(asked)}\n")
        self._worker.stdin.flush()
        return self._hear()

    def _hear(self) -> dict[str, Any]:
        assert self._worker.stdout is not None
        line = self._worker.stdout.readline()
        if not line:
            raise SystemExit("A worker ended early: see above.")
        answer: dict[str, Any] = json.loads(line)
        return answer


def try_all(drawn: list[Mutant], reached: Map, terms: Terms, tell: Callable[[Outcome], None]) -> list[Outcome]:
    """Try each mutant, with ``terms.workers`` copies at a time."""
    waiting: SimpleQueue[Mutant] = SimpleQueue()
    for mutant in drawn:
        waiting.put(mutant)
    outcomes: list[Outcome] = []
    trusted: dict[str, bool] = {}
    since = reached.tests_since(terms.root)
    told = threading.Lock()

    def work() -> None:
        with copy_of(terms.root) as copy:
            bench = Bench(copy, reached, since, terms)
            try:
                while True:
                    outcome = bench.try_out(waiting.get_nowait(), trusted)
                    with told:
                        outcomes.append(outcome)
                        tell(outcome)
            except Empty:
                bench.close()
            finally:
                bench.kill()

    threads = [threading.Thread(target=work) for _ in range(min(terms.workers, len(drawn)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes, key=lambda outcome: outcome.mutant)
