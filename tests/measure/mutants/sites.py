"""Finds every mutant that can be made: one place of one file, with one thing changed."""

import ast
import difflib
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

from cosmic_ray.ast import get_ast
from cosmic_ray.mutating import mutate_code

from tests.measure.mutants.operators import operators

DECORATORS: Final = ("@dataclass", "@property", "@staticmethod", "@abstractmethod", "@runtime_checkable", "@overload")
"""These decorators declare a kind of class or method. They are not removed, because that would test Python."""


@dataclass(frozen=True, order=True)
class Mutant:
    """One change: the ``occurrence``-th thing that an operator can change in a file."""

    file: str
    line: int
    operator: str
    occurrence: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.operator}#{self.occurrence}"

    def code(self, root: Path) -> str:
        """The file's code with the change."""
        return _changed(self, (root / self.file).read_text())

    def changed(self, root: Path) -> tuple[str, str]:
        """The code that the change removes and adds, with single spaces: change_nothing.toml recognises a mutant by
        it."""
        signs = {"-": "", "+": ""}
        for line in self.diff(root).splitlines()[2:]:
            if line[:1] in signs:
                signs[line[0]] += f" {' '.join(line[1:].split())}"
        return signs["-"].strip(), signs["+"].strip()

    def diff(self, root: Path) -> str:
        """The change as a patch without context lines."""
        before = (root / self.file).read_text().splitlines()
        return "\n".join(
            difflib.unified_diff(before, self.code(root).splitlines(), self.file, self.file, "", "", 0, "")
        )


def mutants(root: Path, files: Iterable[str]) -> list[Mutant]:
    """All mutants of these files, sorted."""
    known = operators()
    return sorted(mutant for file in files for mutant in _of_file(file, (root / file).read_text(), known))


@cache
def _changed(mutant: Mutant, code: str) -> str:
    after = mutate_code(code, operators()[mutant.operator], mutant.occurrence)
    assert after is not None, f"{mutant} is not there"
    return str(after)


def draw(root: Path, of: list[Mutant], size: int, seed: int) -> list[Mutant]:
    """Choose ``size`` mutants at random, at most one per line. Each line is equally likely, however many mutants it
    has. A mutant that is not valid Python (a ``not`` before ``:=``) is replaced by another of its line, if there is
    one."""
    chance = random.Random(seed)  # noqa: S311 - a seed has to repeat it; it is no secret
    lines: dict[tuple[str, int], list[Mutant]] = {}
    for mutant in of:
        lines.setdefault((mutant.file, mutant.line), []).append(mutant)
    places = sorted(lines)
    chance.shuffle(places)
    shuffled = (chance.sample(lines[place], len(lines[place])) for place in places)
    of_each = (next((one for one in line if _is_python(one.code(root))), None) for line in shuffled)
    return list(islice((mutant for mutant in of_each if mutant), size))


def _is_python(code: str) -> bool:
    try:
        ast.parse(code)
    except SyntaxError:
        return False
    return True


def _of_file(file: str, code: str, known: dict[str, Any]) -> Iterator[Mutant]:
    """All mutants of a file, in the order in which cosmic-ray counts them."""
    counted = dict.fromkeys(known, 0)
    for node, behaves in _walk(get_ast(code), behaves=True):
        for name, operator in known.items():
            for (line, _), _ in operator.mutation_positions(node):
                if behaves and not _is_beyond(name, node):
                    yield Mutant(file, line, name, counted[name])
                counted[name] += 1


def _is_beyond(operator: str, node: Any) -> bool:
    """Whether cosmic-ray misreads the node. It takes the dot in ``except a.b`` for a name, and a bare ``*`` among a
    function's parameters for a product."""
    if operator == "ExceptionReplacer":
        return "." in node.children[1].get_code()
    return node.parent is not None and node.parent.type in ("parameters", "typedargslist") and "Binary" in operator


def _walk(node: Any, *, behaves: bool) -> Iterator[tuple[Any, bool]]:
    """Every node, parents first, and whether it does something at run time. Types and code for a type checker do
    not."""
    behaves = behaves and not _says_only_what_it_is(node)
    yield node, behaves
    for child in getattr(node, "children", ()):
        yield from _walk(child, behaves=behaves and not _is_type(node, child))


def _is_type(node: Any, child: Any) -> bool:
    """Whether the child is a type: ``: type`` after a name, or ``-> type`` after a function's parameters."""
    if node.type == "tfpdef" or (node.type == "annassign" and child is node.children[1]):
        return child is not node.children[0] or node.type == "annassign"
    return bool(node.type == "funcdef" and node.annotation is not None and child is node.annotation)


def _says_only_what_it_is(node: Any) -> bool:
    if node.type == "funcdef":  # a Protocol's method, which nobody calls
        return str(node.get_code().split()[-1]) == "..."
    if node.type == "decorator":
        return str(node.get_code(include_prefix=False)).startswith(DECORATORS)
    return bool(node.type == "if_stmt" and node.children[1].get_code().strip() == "TYPE_CHECKING")
