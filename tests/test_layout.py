"""A newcomer reads a file and what it stands on, and is not led round in a circle."""

import ast
import subprocess
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parent.parent


def ours() -> list[PurePosixPath]:
    """All that is kept in the repository, and what is about to be."""
    asked = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.splitlines()  # noqa: S603 - our own
    return [PurePosixPath(name) for name in listed if (ROOT / name).is_file()]


def test_no_files_import_each_other_in_a_circle() -> None:
    """An import within a function counts, too: whoever reads has to go round all the same. One for the type check alone
    does not."""
    modules = {_module(path): path for path in ours() if path.suffix == ".py"}
    imports = {name: _imported(name, path, modules.keys()) for name, path in modules.items()}
    assert _circles(imports) == []


def _module(path: PurePosixPath) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(name: str, path: PurePosixPath, known: Collection[str]) -> set[str]:
    found: set[str] = set()
    for node in _run(ast.parse((ROOT / path).read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            inside = {f"{node.module}.{each.name}" for each in node.names}
            found |= {each if each in known else node.module for each in inside}
        elif isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
    return {each for each in found if each in known and each != name}


def _run(node: ast.AST) -> Iterator[ast.AST]:
    """All but what is there for the type check alone."""
    yield node
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    for child in ast.iter_child_nodes(node):
        yield from _run(child)


def _circles(imports: dict[str, set[str]]) -> list[tuple[str, ...]]:
    """Those that lead back to themselves."""
    reached: dict[str, set[str]] = {}
    for start in imports:
        seen: set[str] = set()
        ahead = list(imports[start])
        while ahead:
            here = ahead.pop()
            if here not in seen:
                seen.add(here)
                ahead += imports[here]
        reached[start] = seen
    circles = (
        {other for other in reached[name] if name in reached[other]} for name in imports if name in reached[name]
    )
    return sorted({tuple(sorted(circle)) for circle in circles})
