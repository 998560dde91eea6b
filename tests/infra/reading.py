"""Reads the Terraform files with python-hcl2, without a provider and without the network."""

import json
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import hcl2

ROOT = Path(__file__).parent.parent.parent
INFRA = ROOT / "infra"
VALUES = re.compile(r"^(?:locals|variable \"\w+\") \{\n.*?^\}", re.MULTILINE | re.DOTALL)
FUNCTIONS = sorted(path.stem for path in (ROOT / "functions").glob("*.py") if path.stem != "__init__")


@cache
def source() -> str:
    """All Terraform files, as text."""
    return "\n".join(path.read_text() for path in sorted(INFRA.glob("*.tf")))


@cache
def tree() -> dict[str, list[Any]]:
    """All Terraform files, as data; texts are without their quotes."""
    whole: dict[str, list[Any]] = {}
    for path in sorted(INFRA.glob("*.tf")):
        for kind, blocks in _plain(hcl2.loads(path.read_text())).items():
            whole.setdefault(kind, []).extend(blocks)
    return whole


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key.strip('"'): _plain(inner) for key, inner in value.items() if not key.startswith("__")}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.strip('"') if isinstance(value, str) else value


def blocks(kind: str) -> dict[str, Any]:
    """All resources or data of this kind, by name."""
    found: dict[str, Any] = {}
    for entry in (*tree()["resource"], *tree()["data"]):
        found |= entry.get(kind, {})
    return found


def block(kind: str, name: str) -> dict[str, Any]:
    """One resource."""
    found: dict[str, Any] = blocks(kind)[name]
    return found


def local(name: str) -> Any:
    """One local value, as written."""
    for found in tree()["locals"]:
        if name in found:
            return found[name]
    raise KeyError(name)


def functions() -> dict[str, dict[str, Any]]:
    """The table of the functions."""
    usual, table = local("usual"), local("table")
    return {name: {**usual, **said} for name, said in table.items()}


def environment(function: str) -> dict[str, str]:
    """A function's environment without its secrets; values as written."""
    threads = {"THREADS": str(functions()[function]["concurrency"])}
    return {**local("environment"), **threads, **functions()[function]["environment"]}


def comment_free(text: str) -> str:
    """Terraform without comments."""
    return re.sub(r"(^|\s)#[^\n]*", r"\1", text)


@cache
def worked_out(change: tuple[str, str] = ("", "")) -> dict[str, Any]:
    """The local values, as Terraform evaluates them; ``change`` replaces a text first. It needs no provider and no
    network, as resources are left out."""
    with TemporaryDirectory() as folder:
        there = Path(folder)
        (there / "infra").mkdir()
        (there / "shared").mkdir()
        for read in ("shared/pace.json", "infra/sweep_times.json"):
            shutil.copy(ROOT / read, there / read)
        for path in INFRA.glob("*.tf"):
            text = "\n".join(VALUES.findall(path.read_text()))
            text = text.replace("data.google_project.this.number", '"123"')
            text = text.replace(*change) if change[0] else text
            (there / "infra" / path.name).write_text(re.sub(r"\bgoogle_\w+\.\w+\.\w+", '"known later"', text))
        values = {"project": "p1", "region": "r1", "firestore_location": "r1", "alert_email": "a@b"}
        values |= {"board_key_version": "3", "slack_bot_token_version": "1", "slack_signing_secret_version": "2"}
        arguments = [f"-var={name}={value}" for name, value in values.items()]
        names = sorted({name for entry in tree()["locals"] for name in entry})
        ask = f"jsonencode({{ {', '.join(f'{name} = local.{name}' for name in names)} }})"
        done = run_terraform("console", *arguments, cwd=there / "infra", text=ask)
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(json.loads(done.stdout))
        return found


def terraform() -> str | None:
    """The path of terraform; None where it is not installed."""
    return shutil.which("terraform")


def run_terraform(*arguments: str, cwd: Path, text: str = "") -> "subprocess.CompletedProcess[str]":
    """Run terraform without showing its output."""
    command = [terraform() or "terraform", *arguments]
    return subprocess.run(command, cwd=cwd, input=text, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
