"""A plugin of pytest's for one run on one mutant: these tests in this order, and the name of the first that fails."""

import os

import hypothesis
import pytest


class Only:
    """Of what pytest finds in the files it keeps what is asked for; of a file that is asked for by its name, all."""

    def __init__(self, tests: list[str], said: int) -> None:
        self._order = {test: place for place, test in enumerate(tests)}
        self._said = said

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self) -> None:
        """A property that fails has said enough: no simpler example is looked for."""
        quickly = [phase for phase in hypothesis.settings().phases if phase is not hypothesis.Phase.shrink]
        hypothesis.settings.register_profile("mutants", hypothesis.settings(), phases=quickly)
        hypothesis.settings.load_profile("mutants")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep and order."""
        kept = [(self._place(item), item) for item in items]
        items[:] = [item for place, item in sorted(kept, key=lambda pair: pair[0]) if place >= 0]

    def _place(self, item: pytest.Item) -> int:
        file = item.nodeid.partition("::")[0]
        return self._order.get(item.nodeid, self._order.get(file, -1))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that cannot even be read in has noticed, too."""
        if report.failed:
            os.write(self._said, f"{report.nodeid}\n".encode())

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Say at once which one failed: what comes after may never end."""
        if report.failed:
            os.write(self._said, f"{report.nodeid}\n".encode())
