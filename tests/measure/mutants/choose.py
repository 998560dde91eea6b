"""Chooses the tests that run for a mutant: those that reach its line, the nearest and quickest first."""

import ast
import re
from functools import cache
from itertools import count
from pathlib import Path

from tests.measure.mutants.reach import Map
from tests.measure.mutants.sites import Mutant

AT_A_TIME, OF_THE_NEAREST = 6, 24
"""The tests of a file that run before the next file's turn; the second number is for the nearest files. Another file
may notice what one misses."""


def tests_for(mutant: Mutant, reached: Map, root: Path) -> list[str]:
    """The mutant's tests, in the order to run them."""
    by_line = reached.tests_of(mutant.file)
    if not reached.is_as_it_was(root, mutant.file):
        return _in_order(mutant, frozenset().union(*by_line.values()), reached)
    lines, name = where((root / mutant.file).read_text(), mutant.line)
    tests = _of(by_line, lines)
    if not tests and name:
        tests = _who_mention(name, reached, root) or frozenset().union(*by_line.values())
    return _in_order(mutant, tests, reached)


def where(code: str, line: int) -> tuple[range, str]:
    """The lines that run when this line runs, and the name under which other code uses it. Inside a function the name
    is empty.

    For a function's head (its decorators and default values) the lines are the whole function.
    """
    parts = (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.stmt | ast.ExceptHandler))
    inside = [node for node in parts if _first(node) <= line <= (node.end_lineno or 0)]
    inside.sort(key=lambda node: (_first(node), -(node.end_lineno or 0)))
    innermost = inside[-1]
    function = next((node for node in reversed(inside) if isinstance(node, ast.FunctionDef)), None)
    if function is innermost and function is not None:
        return range(function.body[0].lineno, (function.end_lineno or line) + 1), function.name
    if function is not None:
        body = getattr(innermost, "body", None)
        last = body[0].lineno - 1 if isinstance(body, list) else innermost.end_lineno or line
        return range(_first(innermost), max(last, line) + 1), function.name if _is_kept(function) else ""
    return range(0), _name(innermost)


def _of(by_line: dict[int, frozenset[str]], lines: range) -> frozenset[str]:
    return frozenset().union(*(by_line.get(line, frozenset()) for line in lines))


def _first(node: ast.stmt | ast.ExceptHandler) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(each.lineno for each in decorators)])


def _is_kept(function: ast.FunctionDef) -> bool:
    """Whether the function caches its result: then only the first test that calls it runs its lines."""
    return any("cache" in ast.unparse(each) for each in function.decorator_list)


def _name(node: ast.stmt | ast.ExceptHandler) -> str:
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        return node.name
    if isinstance(node, ast.AnnAssign | ast.Assign):
        target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
        return ast.unparse(target).rpartition(".")[2]
    return "*"


def _who_mention(name: str, reached: Map, root: Path) -> frozenset[str]:
    """The tests that reach a line that uses the name: code outside of functions takes effect there."""
    word = re.compile(rf"\b{re.escape(name)}\b")
    found: set[str] = set()
    for file in reached.hashes:
        if file.startswith("shared/") and file.endswith(".py") and (root / file).exists():
            by_line = reached.tests_of(file)
            for number, line in enumerate(_lines(root / file), 1):
                if word.search(line):
                    found |= by_line.get(number, frozenset())
    return frozenset(found)


@cache
def _lines(path: Path) -> tuple[str, ...]:
    return tuple(path.read_text().splitlines())


def _in_order(mutant: Mutant, tests: frozenset[str], reached: Map) -> list[str]:
    """Take a few tests of each file in turn, the nearest file first. Within a file the narrowest and quickest come
    first."""
    words = _words(mutant.file)

    def cost(test: str) -> float:
        return reached.seconds[test] + reached.breadth[test] / 2000

    by_file: dict[str, list[str]] = {}
    for test in sorted(tests, key=lambda test: (cost(test), test)):
        by_file.setdefault(test.partition("::")[0], []).append(test)
    near = {file: len(words & _words(file)) for file in by_file}
    nearest = max(near.values(), default=0)
    turns = {
        test: turn // (OF_THE_NEAREST if near[file] == nearest else AT_A_TIME)
        for file, listed in by_file.items()
        for test, turn in zip(listed, count(), strict=False)
    }

    def key(test: str) -> tuple[int, int, float, str]:
        file = test.partition("::")[0]
        return turns[test], -near[file], cost(test), test

    return sorted(tests, key=key)


def _words(path: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", path.removesuffix(".py"))) - {"shared", "tests", "test"}
