"""What every test is held to: run on tests that deserve to fail."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TESTS = """
import threading
import flask
import pytest
from hypothesis import given, settings, strategies

function = flask.Flask("interaction")
other = flask.Flask("nothing of ours")
for app in (function, other):
    app.add_url_rule("/raises", "raises", lambda: 1 / 0)
    app.add_url_rule("/refuses", "refuses", lambda: ("", 503))
    app.add_url_rule("/answers", "answers", lambda: ("", 204))

@pytest.mark.parametrize("path", ["/raises", "/refuses"])
def test_a_function_that_fails(path):
    function.test_client().get(path)

@pytest.mark.functions_fail
@pytest.mark.parametrize("path", ["/raises", "/refuses"])
def test_one_that_has_to(path):
    function.test_client().get(path)

def test_all_is_well():
    function.test_client().get("/answers")
    other.test_client().get("/raises")

@pytest.mark.timeout(0.3)
def test_it_hangs():
    threading.Event().wait(60)

@given(strategies.lists(strategies.integers()))
def test_a_property(numbers):
    assert sum(numbers) < 1000
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What pytest says of these tests, under this project's rules."""
    file = tmp_path_factory.mktemp("tests") / "test_some.py"
    file.write_text(TESTS)
    rules = ["-c", str(ROOT / "pyproject.toml"), "-p", "tests.conftest", "-p", "no:cacheprovider", "-p", "no:xdist"]
    command = [sys.executable, "-m", "pytest", "-q", *rules, str(file)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False).stdout  # noqa: S603 - our own command


@pytest.mark.parametrize(("path", "says"), [("/raises", "ZeroDivisionError"), ("/refuses", "interaction answered 503")])
def test_a_function_that_fails_unseen_fails_its_test(report: str, path: str, says: str) -> None:
    assert f"::test_a_function_that_fails[{path}]" in report
    assert says in report


def test_a_test_that_says_that_one_fails_passes_and_nothing_else_is_looked_at(report: str) -> None:
    assert "test_one_that_has_to" not in report
    assert "test_all_is_well" not in report


def test_a_test_that_hangs_fails(report: str) -> None:
    assert "Timeout (>0.3s)" in report


def test_a_property_that_fails_names_a_simple_example(report: str) -> None:
    assert "numbers=[1000]" in report


def test_all_else_passes(report: str) -> None:
    assert report.splitlines()[-1].startswith("2 failed, 5 passed, 2 errors")
