"""`make mutants`: what it changes, which tests it runs for a change, and what it says of one that nobody notices."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.measure.mutants.choose import where
from tests.measure.mutants.copies import copy_of
from tests.measure.mutants.known import Known, known, why_nothing
from tests.measure.mutants.sites import draw, mutants

ROOT = Path(__file__).parent.parent
CODE = """
LIMIT = 3

def is_short(word: str | None) -> bool:
    return word is not None and len(word) < LIMIT

def is_long(word: str) -> bool:
    return len(word) > 10

def nobody_asks(word: str) -> bool:
    return word == ""

def emptied(words: list[str]) -> list[str]:
    while words:
        words.pop()
    return words
"""
TESTS = """
from shared.words import emptied, is_long, is_short

def test_short_is_less_than_three():
    assert is_short("ab")
    assert not is_short("abc")

def test_nothing_is_not_short():
    assert not is_short(None)

def test_long_is_asked_and_not_looked_at():
    is_long("abc")

def test_it_ends():
    assert emptied(["a", "b"]) == []
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with one file of code and one of tests."""
    root = tmp_path_factory.mktemp("tree")
    for name, code in {
        "shared/__init__.py": "",
        "shared/words.py": CODE,
        "tests/__init__.py": "",
        "tests/test_words.py": TESTS,
        "pyproject.toml": '[tool.pytest.ini_options]\npythonpath = ["."]\n',
        ".gitignore": "build/\n__pycache__/\n",
    }.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(code)
    unwanted = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "tests/measure/mutants", root / "tests/measure/mutants", ignore=unwanted)
    (root / "tests/measure/__init__.py").touch()
    shutil.copy(ROOT / "tests/emulators.py", root / "tests/emulators.py")
    subprocess.run(["git", "init", "-q", str(root)], check=True)  # noqa: S603, S607 - the git of this machine
    return root


@pytest.fixture(scope="module")
def ended(tree: Path) -> tuple[int, str, str]:
    """All mutants of the tree: the exit code, what was said on the way, and the report."""
    flags = ["--sample", "100", "--files", "shared/words.py", "--root", str(tree), "--workers", "1", "--limit", "3"]
    command = [sys.executable, "-m", "tests.measure.mutants", *flags]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)  # noqa: S603 - our own
    return run.returncode, run.stdout + run.stderr, (tree / "build/mutants/report.md").read_text()


def test_a_change_that_a_test_notices_is_killed_by_it(ended: tuple[int, str, str]) -> None:
    killed = ended[2].partition("## Killed\n")[2].partition("##")[0]
    assert "shared/words.py:5 " in killed
    assert "tests/test_words.py::test_short_is_less_than_three" in killed


def test_a_change_that_no_test_looks_at_is_alive_and_shown(ended: tuple[int, str, str]) -> None:
    alive = ended[2].partition("## Alive")[2].partition("##")[0]
    assert "-    return len(word) > 10\n" in alive
    assert "1 tests were run, 1 reach it" in alive


def test_a_line_that_no_test_reaches_is_named(ended: tuple[int, str, str]) -> None:
    assert "## Lines that no test of the map reaches: 1\n\n- shared/words.py: 11\n" in ended[2]
    assert "shared/words.py:11 " in ended[2].partition("no test reaches it")[0]


def test_a_mutant_that_hangs_is_killed_by_time(ended: tuple[int, str, str]) -> None:
    assert "shared/words.py:15 " in ended[2].partition("## Killed by time\n")[2].partition("##")[0]


def test_too_many_alive_end_with_one(ended: tuple[int, str, str]) -> None:
    assert ended[0] == 1
    assert "6 of 6  0:00:00 left" in ended[1]


def test_the_tree_is_as_it_was(ended: tuple[int, str, str], tree: Path) -> None:
    assert ended[2]
    assert (tree / "shared/words.py").read_text() == CODE


def changes_of(tmp_path: Path, code: str) -> set[str]:
    (tmp_path / "a.py").write_text(code)
    return {one.changed(tmp_path)[1] for one in mutants(tmp_path, ["a.py"])}


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("x = a and b\n", {"x = a or b", "x = a", "x = b"}),
        ("if a:\n    b()\n", {"if not a:", "if True:", "if False:", "pass"}),
        ("x = a if b else c\n", {"x = a if not b else c", "x = a if True else c", "x = a if False else c"}),
        ("x = f(a, b=c, d=e)\n", {"x = f(a, d=e)", "x = f(a, b=c,)"}),
        ("x = f(b=c)\n", {"x = f()"}),
        ("x = max(a)\n", {"x = min(a)"}),
        ("x = a not in b\n", {"x = a in b"}),
        ("x = [a for a in b if c]\n", {"x = [a for a in b if True]", "x = [a for a in b if False]"}),
        ("x: int | None = y\n", set()),
        ("def f(a, *, b, **c):\n    return a\n", set()),
        ("def f(a: int | None = y) -> int | None:\n    return a\n", set()),
        ("@dataclass(frozen=True)\nclass A:\n    b: int\n", set()),
        ("if TYPE_CHECKING:\n    f(a=b)\n", set()),
        ('class A(Protocol):\n    def f(self, a: bool = False) -> None:\n        """Say."""\n        ...\n', set()),
    ],
)
def test_what_the_code_does_is_changed_and_not_what_it_is(tmp_path: Path, code: str, changes: set[str]) -> None:
    assert changes_of(tmp_path, code) == changes


def test_an_exception_that_is_not_caught_any_more_is_a_mutant(tmp_path: Path) -> None:
    code = "try:\n    a()\nexcept (B, C):\n    d\n"
    assert {"except (CosmicRayTestingException, C):", "except (B, CosmicRayTestingException):"} < changes_of(
        tmp_path, code
    )


def test_the_same_seed_draws_the_same_and_every_line_once(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("a = b or c\n" * 50)
    all_of_them = mutants(tmp_path, ["a.py"])
    drawn = draw(tmp_path, all_of_them, 20, 1)
    assert drawn == draw(tmp_path, all_of_them, 20, 1) != draw(tmp_path, all_of_them, 20, 2)
    assert {mutant.line for mutant in draw(tmp_path, all_of_them, 60, 1)} == set(range(1, 51))


def test_what_would_be_no_python_is_not_drawn(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("if a := b:\n    c\nif d:\n    e\n")
    assert "if not a := b:" in changes_of(tmp_path, (tmp_path / "a.py").read_text())
    drawn = [draw(tmp_path, mutants(tmp_path, ["a.py"]), 2, seed) for seed in range(20)]
    assert {one.changed(tmp_path)[1] for two in drawn for one in two} == {"if True:", "if False:", "if not d:"}


@pytest.mark.parametrize(
    ("line", "lines", "name"),
    [
        (1, range(0), "LIMIT"),
        (4, range(7, 14), "f"),  # what a function takes when nothing is given acts in its body
        (8, range(7, 9), ""),  # all of a statement
        (10, range(9, 11), ""),  # a condition without what depends on it
        (13, range(12, 14), ""),
    ],
)
def test_a_line_is_run_with_its_statement(line: int, lines: range, name: str) -> None:
    function = (
        "def f(\n    a=LIMIT,\n):\n    b = (\n        a)\n    if (\n        a):\n        c\n    d = [\n        a]\n"
    )
    code = f"LIMIT = 3\n\n\n{function}"
    assert where(code, line) == (lines, name)


def test_a_change_known_to_mean_nothing_is_known_by_its_words(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("\n\nx = max(a)\n")
    listed = [Known("a.py", "SwapWord", "x = max(a)", "x = min(a)", "one is all there is")]
    assert why_nothing(mutants(tmp_path, ["a.py"])[0], tmp_path, listed) == "one is all there is"
    assert not listed[0].is_stale(tmp_path)
    (tmp_path / "a.py").write_text("x = max(b)\n")
    assert why_nothing(mutants(tmp_path, ["a.py"])[0], tmp_path, listed) == ""
    assert listed[0].is_stale(tmp_path)


def test_what_is_known_to_mean_nothing_still_stands_in_the_code() -> None:
    assert [one for one in known() if one.is_stale(ROOT) or not one.why] == []


def test_what_is_changed_is_a_copy_and_gone_afterwards(tree: Path) -> None:
    with copy_of(tree) as copy:
        (copy / "shared/words.py").write_text("")
    assert (tree / "shared/words.py").read_text() == CODE
    assert not copy.exists()


def test_files_that_are_not_there_are_named() -> None:
    command = [sys.executable, "-m", "tests.measure.mutants", "--files", "shared/nothing"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603 - our own
    assert run.returncode != 0
    assert "FILES=shared/nothing" in run.stderr
