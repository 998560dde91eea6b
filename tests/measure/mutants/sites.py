"""Where a mutant can be made, and what it is: one place of one file, with one thing changed."""

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
"""They say of what kind something is, not what it does: what happens without them is Python's to say."""


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
        """The file with the change."""
        return _changed(self, (root / self.file).read_text())

    def changed(self, root: Path) -> tuple[str, str]:
        """What the change took away and what it put there, without the spaces around: how people know it again."""
        signs = {"-": "", "+": ""}
        for line in self.diff(root).splitlines()[2:]:
            if line[:1] in signs:
                signs[line[0]] += f" {' '.join(line[1:].split())}"
        return signs["-"].strip(), signs["+"].strip()

    def diff(self, root: Path) -> str:
        """The change, as a patch without what stands around it."""
        before = (root / self.file).read_text().splitlines()
        return "\n".join(
            difflib.unified_diff(before, self.code(root).splitlines(), self.file, self.file, "", "", 0, "")
        )


def mutants(root: Path, files: Iterable[str]) -> list[Mutant]:
    """All that can be made of these files, in order."""
    known = operators()
    return sorted(mutant for file in files for mutant in _of_file(file, (root / file).read_text(), known))


@cache
def _changed(mutant: Mutant, code: str) -> str:
    after = mutate_code(code, operators()[mutant.operator], mutant.occurrence)
    assert after is not None, f"{mutant} is not there"
    return str(after)


def draw(root: Path, of: list[Mutant], size: int, seed: int) -> list[Mutant]:
    """So many of them, each on another line: each line is as likely as any other, however much can be changed in it.
    Some changes are no Python (a ``not`` before ``:=``): in their place another one of the line is taken, or none."""
    chance = random.Random(seed)  # noqa: S311 - it is to be drawn again, not to be secret
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
    """In the order in which cosmic-ray walks and counts."""
    counted = dict.fromkeys(known, 0)
    for node, behaves in _walk(get_ast(code), behaves=True):
        for name, operator in known.items():
            for (line, _), _ in operator.mutation_positions(node):
                if behaves and not _is_beyond(name, node):
                    yield Mutant(file, line, name, counted[name])
                counted[name] += 1


def _is_beyond(operator: str, node: Any) -> bool:
    """In the ``except`` of a name with a dot cosmic-ray takes the dot for the name, and the bare ``*`` among what a
    function takes for a product."""
    if operator == "ExceptionReplacer":
        return "." in node.children[1].get_code()
    return node.parent is not None and node.parent.type in ("parameters", "typedargslist") and "Binary" in operator


def _walk(node: Any, *, behaves: bool) -> Iterator[tuple[Any, bool]]:
    """Every node, parents first, and whether it is part of what the code does: a type is not, nor is what only a type
    checker reads."""
    behaves = behaves and not _says_only_what_it_is(node)
    yield node, behaves
    for child in getattr(node, "children", ()):
        yield from _walk(child, behaves=behaves and not _is_type(node, child))


def _is_type(node: Any, child: Any) -> bool:
    """``: type`` after a name, or ``-> type`` after a function's brackets."""
    if node.type == "tfpdef" or (node.type == "annassign" and child is node.children[1]):
        return child is not node.children[0] or node.type == "annassign"
    return bool(node.type == "funcdef" and node.annotation is not None and child is node.annotation)


def _says_only_what_it_is(node: Any) -> bool:
    if node.type == "decorator":
        return str(node.get_code(include_prefix=False)).startswith(DECORATORS)
    return bool(node.type == "if_stmt" and node.children[1].get_code().strip() == "TYPE_CHECKING")
