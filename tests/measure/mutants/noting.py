"""A pytest plugin that notes which lines each test reaches (coverage.py's dynamic contexts), and how long it takes.

``FURIKAERI_NOTES`` names the folder. Each pytest-xdist process writes its own files there, test by test. Lines that a
module's fixture reaches count for each test of the file. Tests in a browser are left out.
"""

import json
import os
from collections.abc import Generator
from pathlib import Path
from typing import Any

import coverage
import pytest

NOTES = Path(os.environ["FURIKAERI_NOTES"])
# Start before pytest collects the tests, so that imports are measured too.
running = coverage.Coverage(
    data_file=str(NOTES / f"lines.{os.getpid()}"), source=["shared"], config_file=False, messages=False
)
running.start()
steps: dict[str, list[pytest.TestReport]] = {}
"""The reports of each running test: its setup, its call and its teardown."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out the tests in a browser: they take long and prove little about a rule."""
    items[:] = [item for item in items if "browser" not in getattr(item, "fixturenames", ())]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, Any, Any]:
    """Make each test a context of its own."""
    running.switch_context(item.nodeid)
    try:
        return (yield)
    finally:
        running.switch_context("")


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: Any, request: Any) -> Generator[None, Any, Any]:
    """Give a module's fixture a context of its own: its lines count for every test of the file."""
    if fixturedef.scope != "module":
        return (yield)
    running.switch_context(f"{request.node.nodeid}::*")
    try:
        return (yield)
    finally:
        running.switch_context(request._pyfuncitem.nodeid)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note how long a passed test took. Both the pytest-xdist worker and its controller write this, with the same
    result."""
    of_test = steps.setdefault(report.nodeid, [])
    of_test.append(report)
    if report.when == "teardown":
        del steps[report.nodeid]
        if all(step.passed for step in of_test):
            line = json.dumps([report.nodeid, round(sum(step.duration for step in of_test), 4)])
            with (NOTES / f"times.{os.getpid()}").open("a") as times:
                times.write(f"{line}\n")


def pytest_unconfigure() -> None:
    """Save the coverage that was measured."""
    running.stop()
    running.save()
