"""What `make bench` refuses before it measures anything."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_a_part_that_is_not_known_is_named_with_those_that_are() -> None:
    command = [sys.executable, "-m", "tests.measure.bench", "warm", "x"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603 - our own
    assert ended.returncode != 0
    assert "PARTS=x" in ended.stderr
    assert "warm" in ended.stderr
    assert ended.stdout == ""
