"""What a function is told by its environment: read once, what is missing named at once, secrets not printed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from shared.settings import SettingsMissing, read_settings

ROOT = Path(__file__).parent.parent
SLACK = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "one, two\n"}


def test_all_that_is_missing_is_named_in_one_sentence() -> None:
    with pytest.raises(SettingsMissing) as missing:
        read_settings({}, ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"])
    assert str(missing.value) == (
        "Furikaeri cannot start: set SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET, GOOGLE_CLOUD_PROJECT in its environment."
    )


def test_several_signing_secrets_are_told_apart_and_stripped() -> None:
    assert read_settings({**SLACK, "STORE": "sqlite:x"}).signing_secrets == ("one", "two")


def test_no_secret_is_printed() -> None:
    shown = repr(read_settings({**SLACK, "STORE": "sqlite:x"}))
    assert "xoxb" not in shown
    assert "two" not in shown


@pytest.mark.parametrize("store", ["sqlite", "sqlite:", "postgres:x"])
def test_a_store_that_there_is_not_is_said(store: str) -> None:
    with pytest.raises(SettingsMissing, match="STORE"):
        read_settings({"STORE": store, "GOOGLE_CLOUD_PROJECT": "p"})


@pytest.mark.parametrize(
    ("environ", "offset"),
    [
        ({"STORE": "sqlite:x"}, 60.0),
        ({"GOOGLE_CLOUD_PROJECT": "p", "FIRESTORE_EMULATOR_HOST": "127.0.0.1:1"}, 60.0),
        ({"GOOGLE_CLOUD_PROJECT": "p"}, 0.0),
    ],
)
def test_the_clock_is_moved_only_where_no_real_team_is(environ: dict[str, str], offset: float) -> None:
    assert read_settings({**environ, "CLOCK_OFFSET": "60"}).clock_offset == offset


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("interaction", "SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET, GOOGLE_CLOUD_PROJECT"),
        ("reminder", "SLACK_BOT_TOKEN, GOOGLE_CLOUD_PROJECT"),
        ("schedule", "GOOGLE_CLOUD_PROJECT"),
    ],
)
def test_a_function_that_is_not_told_enough_does_not_start_and_says_so_in_a_line(name: str, missing: str) -> None:
    command = [sys.executable, "-m", "functions_framework", "--source", f"functions/{name}.py", "--target", name]
    environ = {"PATH": os.environ["PATH"], "PYTHONPATH": "."}
    started = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603 - our own functions
    assert started.returncode != 0
    assert started.stderr.splitlines()[-1] == f"Furikaeri cannot start: set {missing} in its environment."
    assert "Traceback" not in started.stderr
