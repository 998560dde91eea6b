"""Which tests are run for a mutant, and in which order: those that reach its line, the nearest and quickest first."""

import ast
import re
from functools import cache
from itertools import count
from pathlib import Path

from tests.measure.mutants.reach import Map
from tests.measure.mutants.sites import Mutant

AT_A_TIME = 6
"""So many tests of a file before those of the next file have their turn: what one file leaves out, another may know."""


def tests_for(mutant: Mutant, reached: Map, root: Path) -> list[str]:
    """In the order in which they are to be run."""
    by_line = reached.tests_of(mutant.file)
    if not reached.is_as_it_was(root, mutant.file):
        return _in_order(mutant, frozenset().union(*by_line.values()), reached)
    lines, name = where((root / mutant.file).read_text(), mutant.line)
    tests = _of(by_line, lines)
    if not tests and name:
        tests = _who_mention(name, reached, root) or frozenset().union(*by_line.values())
    return _in_order(mutant, tests, reached)


def where(code: str, line: int) -> tuple[range, str]:
    """The lines that are run when this one is, and the name under which others use it: empty inside a function.

    Of a function's head (what it takes when nothing is given) it is the whole function.
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
    """What it answers is remembered: only the first test that asks runs it."""
    return any("cache" in ast.unparse(each) for each in function.decorator_list)


def _name(node: ast.stmt | ast.ExceptHandler) -> str:
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        return node.name
    if isinstance(node, ast.AnnAssign | ast.Assign):
        target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
        return ast.unparse(target).rpartition(".")[2]
    return "*"


def _who_mention(name: str, reached: Map, root: Path) -> frozenset[str]:
    """The tests that reach a line in which the name stands: what is said once, outside of functions, acts there."""
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
    """The nearest file first; of each file a few, the narrowest and quickest of them first; then the next few."""
    words = _words(mutant.file)

    def cost(test: str) -> float:
        return reached.seconds[test] + reached.breadth[test] / 2000

    by_file: dict[str, list[str]] = {}
    for test in sorted(tests, key=lambda test: (cost(test), test)):
        by_file.setdefault(test.partition("::")[0], []).append(test)
    near = {file: len(words & _words(file)) for file in by_file}
    turns = {
        test: turn // AT_A_TIME for listed in by_file.values() for test, turn in zip(listed, count(), strict=False)
    }

    def key(test: str) -> tuple[int, int, float, str]:
        file = test.partition("::")[0]
        return turns[test], -near[file], cost(test), test

    return sorted(tests, key=key)


def _words(path: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]+", path.removesuffix(".py"))) - {"shared", "tests", "test"}
