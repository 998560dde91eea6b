"""A plugin of pytest's that notes which test reaches which line (coverage.py's dynamic contexts), and how long it took.

``FURIKAERI_NOTES`` says in which folder. Every process of pytest-xdist's writes files of its own there. What a fixture
of a whole file reaches is noted for each test of the file.
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
times: dict[str, float] = {}
failed: set[str] = set()


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
    """In the process that runs them, and in the one that hears of it: the same."""
    times[report.nodeid] = times.get(report.nodeid, 0.0) + report.duration
    if not report.passed:
        failed.add(report.nodeid)


def pytest_unconfigure() -> None:
    """Write what was noted."""
    running.stop()
    running.save()
    passed = {test: round(taken, 4) for test, taken in times.items() if test not in failed}
    (NOTES / f"times.{os.getpid()}.json").write_text(json.dumps(passed))
