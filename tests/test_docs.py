"""The documents say what the code does."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
READ = re.compile(r'get\("([A-Z_]+)"')


def settings() -> set[str]:
    """Every setting that the code reads."""
    readers = ("shared/settings.py", "local/socket_mode/tokens.py")
    return {name for path in readers for name in READ.findall((ROOT / path).read_text())}


@pytest.mark.parametrize("page", ["README.md", "README.ja.md", ".env.example"])
def test_every_setting_is_named(page: str) -> None:
    text = (ROOT / page).read_text()
    missing = {name for name in settings() if name not in text}
    assert settings()
    assert not missing


@pytest.mark.parametrize("page", ["README.md", "README.ja.md", "docs/architecture.md"])
def test_every_file_that_a_page_names_is_there(page: str) -> None:
    text = (ROOT / page).read_text()
    named = re.findall(r"`((?:functions|shared|local|tests|docs)/[\w./]*)`", text)
    missing = [name for name in named if not (ROOT / name).exists()]
    assert not missing


@pytest.mark.parametrize("page", ["README.md", "README.ja.md"])
def test_every_make_target_that_the_readme_names_is_in_the_menu(page: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)", (ROOT / page).read_text()))
    assert named
    assert named <= targets


def test_the_menu_has_three_groups_and_names_every_target_that_is_described_once() -> None:
    ran = subprocess.run(["make", "-s", "-C", str(ROOT), "menu"], capture_output=True, text=True, check=True)  # noqa: S603, S607 - our own
    lines = ran.stdout.splitlines()
    assert [line for line in lines if line and not line.startswith(" ")] == [
        "Use it",
        "Check it",
        "Put it into the cloud",
    ]
    described = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert [line.split()[1] for line in lines if line.startswith(" ")] == described
    assert len(set(described)) == len(described)
