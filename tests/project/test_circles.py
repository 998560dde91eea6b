"""No file imports, by however many others, itself: whoever reads one can read what it stands on first.

Counted are all imports of a file: those inside functions, which only put a circle off, and those for types alone, as a
reader follows them too.
"""

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOUSES = ("shared", "functions", "local")


def modules() -> dict[str, Path]:
    """Every module of ours, by its dotted name."""
    files = (path for house in HOUSES for path in (ROOT / house).rglob("*.py"))
    return {_named(path.relative_to(ROOT)): path for path in files}


def _named(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(text: str) -> Iterator[str]:
    """Everything that a file imports: the modules, and what is taken from them."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                yield f"{node.module}.{name.name}"
                yield node.module


def circle_in(texts: Mapping[str, str]) -> list[str]:
    """One circle of modules; empty where there is none."""
    reached = {name: set(imported(text)) & texts.keys() - {name} for name, text in texts.items()}
    try:
        TopologicalSorter(reached).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_file_imports_in_a_circle() -> None:
    assert circle_in({name: path.read_text() for name, path in modules().items()}) == []


@pytest.mark.parametrize(
    "back",
    ["import a.one", "from a.one import x", "from a import one", "def late():\n    from a import one"],
)
def test_a_circle_is_found_however_it_is_imported(back: str) -> None:
    texts = {
        "a.one": "from a.two import y",
        "a.two": "from a.three import z",
        "a.three": back,
        "a.free": "import a.one",
    }
    assert set(circle_in(texts)) == {"a.one", "a.two", "a.three"}


def test_types_alone_count() -> None:
    only = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from a.one import X"
    assert circle_in({"a.one": "from a.two import y", "a.two": only})
