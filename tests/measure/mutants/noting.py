"""A plugin of pytest's that notes which test reaches which line (coverage.py's dynamic contexts), and how long it took.

``FURIKAERI_NOTES`` says in which folder. Every process of pytest-xdist's writes files of its own there, test by test.
What a fixture of a whole file reaches is noted for each test of the file. Tests in a browser are left out.
"""

import json
import os
from collections.abc import Generator
from pathlib import Path
from typing import Any

import coverage
import pytest

NOTES = Path(os.environ["FURIKAERI_NOTES"])
# From the first import on: before pytest looks for the tests.
running = coverage.Coverage(
    data_file=str(NOTES / f"lines.{os.getpid()}"), source=["shared"], config_file=False, messages=False
)
running.start()
steps: dict[str, list[pytest.TestReport]] = {}
"""Of the test that is run: before, itself, and after."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What a page looks like says little of a rule, and takes long."""
    items[:] = [item for item in items if "browser" not in getattr(item, "fixturenames", ())]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, Any, Any]:
    """Each test is a context."""
    running.switch_context(item.nodeid)
    try:
        return (yield)
    finally:
        running.switch_context("")


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: Any, request: Any) -> Generator[None, Any, Any]:
    """Made once for all tests of a file: each of them reaches what it reaches."""
    if fixturedef.scope != "module":
        return (yield)
    running.switch_context(f"{request.node.nodeid}::*")
    try:
        return (yield)
    finally:
        running.switch_context(request._pyfuncitem.nodeid)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """In the process that runs them, and in the one that hears of it: the same. One that fails proves nothing."""
    of_test = steps.setdefault(report.nodeid, [])
    of_test.append(report)
    if report.when == "teardown":
        del steps[report.nodeid]
        if all(step.passed for step in of_test):
            line = json.dumps([report.nodeid, round(sum(step.duration for step in of_test), 4)])
            with (NOTES / f"times.{os.getpid()}").open("a") as times:
                times.write(f"{line}\n")


def pytest_unconfigure() -> None:
    """Write the rest of what was noted."""
    running.stop()
    running.save()
