"""What the function that faces Slack brings in before its first click: it decides how long a cold start takes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LIST = "import json, sys, functions.interaction; print(json.dumps(sorted(sys.modules)))"
OF_THE_FRAMEWORK = {
    "google.cloud",
    "google.cloud.functions",
    "google.cloud.functions.context",
    "google.cloud.functions_v1",
    "google.cloud.functions_v1.context",
}
"""functions-framework's own few lines under this name (its package ``google.cloud.functions``): nothing of Google's."""
TOO_DEAR = {"grpc", "proto", "holidays", "requests", "aiohttp", "cryptography", "opentelemetry", "gunicorn"}


@pytest.fixture(scope="module")
def modules() -> set[str]:
    """Everything that is there once the function is imported, in a process of its own."""
    settings = {"SLACK_BOT_TOKEN": "x", "SLACK_SIGNING_SECRET": "x", "GOOGLE_CLOUD_PROJECT": "x"}
    environ = {**os.environ, "PYTHONPATH": ".", **settings}
    command = [sys.executable, "-c", LIST]
    shown = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, check=True, timeout=60)  # noqa: S603 - our own command
    return set(json.loads(shown.stdout))


def test_importing_interaction_brings_in_neither_firestore_nor_anything_else_that_is_dear(modules: set[str]) -> None:
    assert {name for name in modules if name.partition(".")[0] in TOO_DEAR} == set()
    assert {name for name in modules if name.startswith("google.")} <= OF_THE_FRAMEWORK


def test_the_stores_are_imported_at_their_first_use_only(modules: set[str]) -> None:
    assert {"shared.store.engine.firestore", "shared.store.engine.sqlite", "sqlite3"} & modules == set()


def test_only_these_libraries_are_brought_in(modules: set[str]) -> None:
    """A new one belongs in this list only if a click on a cold instance needs it."""
    libraries = {name.partition(".")[0] for name in modules} - set(sys.stdlib_module_names) - {"functions", "shared"}
    libraries = {name for name in libraries if not name.startswith("_")}
    assert libraries == {
        "blinker",
        "click",
        "cloudevents",
        "deprecation",
        "flask",
        "functions_framework",
        "google",
        "itsdangerous",
        "jinja2",
        "markupsafe",
        "packaging",
        "slack_sdk",
        "werkzeug",
    }
