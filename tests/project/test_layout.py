"""A newcomer finds a file at the first guess, and reads it in one go: no file is long, and no folder is full."""

import subprocess
from collections import Counter
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[2]
LONGEST = 300
"""Lines."""
FULLEST = 13
"""Files beside each other, without an empty ``__init__.py``."""
FLAT = {"infra": 14, "docs/decisions": 14}
"""Terraform reads one folder only; each decision is a page, and their list is one, too."""
CODE = {".py", ".js", ".css", ".html", ".tf"}
PICTURES = {".png", ".svg", ".jpg"}


def ours() -> list[PurePosixPath]:
    """All that is kept in the repository, and what is about to be."""
    asked = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.splitlines()  # noqa: S603 - our own
    return [PurePosixPath(name) for name in listed if (ROOT / name).is_file()]


def test_no_file_is_longer_than_one_reads_in_one_go() -> None:
    lengths = {str(path): len((ROOT / path).read_text().splitlines()) for path in ours() if path.suffix in CODE}
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}


def test_no_folder_has_more_files_than_one_looks_through() -> None:
    counted = [path for path in ours() if path.suffix not in PICTURES and (ROOT / path).stat().st_size]
    beside = Counter(str(path.parent) for path in counted)
    assert {folder: count for folder, count in beside.items() if count > FLAT.get(folder, FULLEST)} == {}
