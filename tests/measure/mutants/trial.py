"""One mutant after the other is put into a copy, and its tests are run there until one of them notices."""

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
"""Most die of the first few tests. What outlives them meets more, and then all others for which there is time."""
SLOWER: Final = 4.0
"""So many times what a test took when the map was made is still not hanging."""


@dataclass(frozen=True)
class Outcome:
    """``fate``: killed, killed by time, alive, unreached, or changes nothing. ``by`` is the test, or the reason."""

    mutant: Mutant
    fate: str
    by: str = ""
    seconds: float = 0.0
    ran: int = 0
    of: int = 0


@dataclass(frozen=True)
class Terms:
    """Of which tree, how many at a time, and for how long: ``budget`` seconds of tests for a mutant that does not die,
    and ``limit`` seconds that a run may take beside its tests, as it imports what is ours anew."""

    root: Path
    workers: int
    budget: float
    limit: float


class Bench:
    """A copy of the tree with a worker in it."""

    def __init__(self, copy: Path, reached: Map, since: list[str], terms: Terms) -> None:
        self._reached, self._since, self._terms = reached, since, terms
        command = [sys.executable, "-m", "tests.measure.mutants.worker"]
        self._worker = subprocess.Popen(command, cwd=copy, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own
        self._hear()

    def close(self) -> None:
        """End the worker."""
        with suppress(BrokenPipeError):
            self._worker.communicate(timeout=10)

    def kill(self) -> None:
        """At once, whatever it does."""
        self._worker.kill()

    def try_out(self, mutant: Mutant, trusted: dict[str, bool]) -> Outcome:
        """Run its tests until one fails that holds without it. ``trusted``: what is known of whether a test does."""
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
                if answer["code"] == 0 or answer["code"] == 5:  # 5: none of them is there any more
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
        """A test that fails without the mutant as well has noticed nothing."""
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
    """Each of them, in so many copies at a time."""
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
