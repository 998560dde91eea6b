"""Copies the tree for a mutant, so that no run changes the checkout, not even one that is killed."""

import compileall
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from py_compile import PycInvalidationMode
from tempfile import TemporaryDirectory


def kept(root: Path) -> list[str]:
    """The files that git tracks, and the new ones that it does not ignore."""
    asked = ["git", "-C", str(root), "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.splitlines()  # noqa: S603 - our own
    return sorted(name for name in set(listed) if (root / name).is_file())


@contextmanager
def copy_of(root: Path) -> Iterator[Path]:
    """Copy the tree, and delete the copy at the end. Python checks compiled files by hash, because two changes may
    share a second."""
    with TemporaryDirectory(prefix="furikaeri-mutants-") as folder:
        copy = Path(folder)
        for name in kept(root):
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, copy / name)
        for beside in (".venv", "build/npm"):
            if (root / beside).exists():
                (copy / beside).parent.mkdir(exist_ok=True)
                os.symlink((root / beside).resolve(), copy / beside)
        for package in ("functions", "shared", "local", "infra", "tests"):
            if (copy / package).is_dir():
                mode = PycInvalidationMode.CHECKED_HASH
                compileall.compile_dir(copy / package, quiet=2, invalidation_mode=mode)
        yield copy
