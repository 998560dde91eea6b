"""What a cold instance loads before the commonest click is answered (DESIGN, "Three seconds")."""

import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = (
    "grpc",
    "google.cloud.firestore",
    "google.cloud.pubsub",
    "google.cloud.scheduler",
    "google.api_core",
    "google.protobuf",
)


@cache
def loaded_by(statement: str) -> frozenset[str]:
    """The modules of a new Python that ran a statement."""
    script = f"import sys; {statement}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - our own command
    return frozenset(done.stdout.split())


def heavy(modules: frozenset[str]) -> set[str]:
    return {m for m in modules if m == "grpc" or m.startswith(tuple(f"{name}" for name in HEAVY))}


def test_the_function_that_faces_slack_brings_in_neither_google_cloud_nor_grpc() -> None:
    """functions_framework brings a shim called google.cloud.functions itself."""
    own = loaded_by("import functions.interaction") - loaded_by("import functions_framework")
    assert sorted(m for m in own if m == "grpc" or m.startswith(("grpc.", "google."))) == []
    assert heavy(loaded_by("import functions.interaction")) == heavy(loaded_by("import functions_framework"))


def test_nor_does_wiring_it() -> None:
    wired = (
        "from shared.wiring import services as wiring; from shared.settings import read_settings; "
        "wiring.make(read_settings(dict(SLACK_BOT_TOKEN='x', SLACK_SIGNING_SECRET='x', GOOGLE_CLOUD_PROJECT='x')))"
    )
    assert heavy(loaded_by(f"import functions_framework, functions.interaction; {wired}")) == heavy(
        loaded_by("import functions_framework")
    )


def test_nor_the_holidays_that_only_a_reminder_needs() -> None:
    assert not {m for m in loaded_by("import functions.interaction") if m.split(".")[0] in ("holidays", "dateutil")}
