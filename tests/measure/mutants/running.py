"""A pytest plugin for one run on one mutant. It runs the given tests in order, and names the first that fails."""

import os

import hypothesis
import pytest


class Only:
    """Keeps the requested tests. A request may be a test or a whole file."""

    def __init__(self, tests: list[str], said: int) -> None:
        self._order = {test: place for place, test in enumerate(tests)}
        self._said = said

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """Turn off Hypothesis' shrinking: a failing property is enough, a simpler example takes time."""
        quickly = [phase for phase in hypothesis.settings().phases if phase is not hypothesis.Phase.shrink]
        hypothesis.settings.register_profile("mutants", hypothesis.settings(), phases=quickly)
        hypothesis.settings.load_profile("mutants")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the requested tests, in the requested order."""
        kept = [(self._place(item), item) for item in items]
        items[:] = [item for place, item in sorted(kept, key=lambda pair: pair[0]) if place >= 0]

    def _place(self, item: pytest.Item) -> int:
        file = item.nodeid.partition("::")[0]
        return self._order.get(item.nodeid, self._order.get(file, -1))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Name a file that cannot be imported: it has noticed the mutant, too."""
        if report.failed:
            os.write(self._said, f"{report.nodeid}\n".encode())

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Name a failing test at once: a later step may hang."""
        if report.failed:
            os.write(self._said, f"{report.nodeid}\n".encode())
