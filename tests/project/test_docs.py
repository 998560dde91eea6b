"""The documents say what the code does."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from infra.tools.manifest import TEMPLATE, manifest, socket_manifest
from shared.version import VERSION

ROOT = Path(__file__).parents[2]
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


PAGES = ["README.md", "README.ja.md", "CONTRIBUTING.md", *(str(p.relative_to(ROOT)) for p in ROOT.glob("docs/**/*.md"))]


def is_there(name: str) -> bool:
    """Whether a file or folder is, or the file of a function that is named with it; what is within ``shared`` may be
    named without that."""
    module = f"{name.rpartition('.')[0]}.py"
    return "NAME" in name or any((ROOT / at / each).exists() for at in ("", "shared") for each in (name, module))


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_a_page_names_is_there(page: str) -> None:
    text = (ROOT / page).read_text()
    named = re.findall(r"`((?:functions|shared|local|tests|docs|kpt|slack|usecases|store|i18n|web)/[\w./]*)`", text)
    assert [name for name in named if not is_there(name)] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_link_to_another_page_leads_there(page: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", (ROOT / page).read_text())
    assert [link for link in links if not ((ROOT / page).parent / link).exists()] == []


def test_every_picture_is_shown_somewhere_and_by_the_page_in_its_language() -> None:
    pages = {page: (ROOT / page).read_text() for page in PAGES}
    pictures = {picture.name for picture in (ROOT / "docs/screenshots").iterdir()}
    shown = {page: set(re.findall(r"screenshots/([\w.-]+)", text)) for page, text in pages.items()}
    assert set().union(*shown.values()) == pictures
    for page, names in shown.items():
        japanese = page.endswith(".ja.md")
        wrong = [name for name in names if name.endswith("-ja.png") != japanese]
        assert page == "docs/gallery.md" or not wrong, page


def test_the_architecture_is_one_page_and_names_each_page_of_decisions() -> None:
    assert len((ROOT / "docs/architecture.md").read_text().splitlines()) <= 150
    index = (ROOT / "docs/decisions/README.md").read_text()
    pages = {page.name for page in (ROOT / "docs/decisions").glob("*.md")} - {"README.md"}
    assert set(re.findall(r"\]\(([\w-]+\.md)\)", index)) == pages


def test_there_is_one_version() -> None:
    released = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert released[0] == VERSION
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "shared.version.VERSION"}
    assert manifest("", TEMPLATE.read_text()).startswith(f"# Furikaeri {VERSION}:")
    assert socket_manifest(TEMPLATE.read_text()).startswith(f"# Furikaeri {VERSION}:")


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


KINDS = {".py", ".md", ".toml", ".js", ".css", ".html"}
OURS = ("functions", "shared", "local", "tests", "docs")
NUMBER = re.compile(r"\((?:issue|item) \d|\bissue \d+,", re.IGNORECASE)
"""As a task is named in a list of tasks. A defect of another project is named with that project's name before it."""


def test_a_file_says_what_it_is_about_and_not_which_task_it_came_from() -> None:
    texts = {path: path.read_text() for folder in OURS for path in (ROOT / folder).rglob("*") if path.suffix in KINDS}
    assert [str(path) for path, text in texts.items() if NUMBER.search(text)] == []
