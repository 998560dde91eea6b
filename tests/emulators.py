"""Finds, starts and ends Google's Firestore and Pub/Sub emulators for the tests.

A test that needs Firestore takes the fixture ``firestore_emulator`` and a project of its own from ``fresh_project``.
Where the emulator is missing, the test is skipped; with ``REQUIRE_EMULATORS=1`` it fails. With
``FIRESTORE_EMULATOR_HOST`` set, the one at that address is used and left running, so that pytest-xdist's workers can
share it.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Final, NoReturn

import pytest

FIRESTORE: Final = "platform/cloud-firestore-emulator/cloud_firestore_emulator"
PUBSUB: Final = "platform/pubsub-emulator/bin/cloud-pubsub-emulator"
WRITTEN: Final = "google.cloud.firestore.document.v1.written"
START_WITHIN: Final = 60.0
"""Seconds that an emulator may take to start. It takes about one on an idle machine."""


def fresh_project() -> str:
    """A new project's id. The emulator keeps the documents of projects apart."""
    return f"test-{uuid.uuid4().hex[:20]}"


def free_port() -> int:
    """A TCP port of 127.0.0.1 that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def firestore_emulator() -> Iterator[str]:
    """The emulator's ``host:port``. Google's client uses it while the tests run."""
    host = os.environ.get("FIRESTORE_EMULATOR_HOST", "")
    if host:
        yield host
        return
    with running_firestore() as host, pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIRESTORE_EMULATOR_HOST", host)
        yield host


@contextmanager
def running_firestore(functions_emulator: str = "") -> Iterator[str]:
    """A Firestore emulator for one test, ``host:port``. Skips or fails the test where it is not installed.

    ``functions_emulator`` is the ``host:port`` to which its triggers (``register_trigger``) send. The emulator does not
    repeat a failed delivery, and also delivers writes that changed nothing.
    """
    more = [f"--functions_emulator={functions_emulator}"] if functions_emulator else []
    with _running(FIRESTORE, "start", *more) as host:
        yield host


@contextmanager
def running_pubsub() -> Iterator[str]:
    """A Pub/Sub emulator for one test, ``host:port``. Skips or fails the test where it is not installed."""
    with _running(PUBSUB) as host:
        yield host


@contextmanager
def _running(launcher: str, *arguments: str) -> Iterator[str]:
    host = f"127.0.0.1:{free_port()}"
    command = [str(_launcher(launcher)), *arguments, "--host=127.0.0.1", f"--port={host.rpartition(':')[2]}"]
    with tempfile.TemporaryFile() as output:
        # A process group of its own: the launcher is a shell script, whose Java process has to end with it.
        process = subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True)  # noqa: S603 - our own command
        try:
            if not _answers(host, process):
                output.seek(0)
                pytest.fail(f"{launcher} did not start: {output.read()!r}")
            yield host
        finally:
            _end(process)


def register_trigger(host: str, project: str, name: str, document_pattern: str) -> None:
    """Let the emulator at ``host`` send each write of a matching document, ``teams/{team}/entries/{entry}``, as a
    CloudEvent to ``/functions/projects/PROJECT/triggers/NAME`` of its ``functions_emulator``."""
    body = {
        "eventType": WRITTEN,
        "database": "(default)",
        "namespace": "(default)",
        "document": {"value": document_pattern, "matchType": "PATH_PATTERN"},
    }
    connection = HTTPConnection(host, timeout=10)
    try:
        path = f"/emulator/v1/projects/{project}/eventarcTrigger?eventarcTriggerId={name}"
        connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
        response = connection.getresponse()
        assert response.status == 200, response.read()
    finally:
        connection.close()


def _launcher(launcher: str) -> Path:
    gcloud = shutil.which("gcloud")
    if gcloud is None:
        _missing("gcloud is not installed")
    if shutil.which("java") is None:
        _missing("Java is not installed")
    beside = Path(gcloud).resolve().parents[1] / launcher
    if beside.exists():
        return beside
    ask = [gcloud, "info", "--format=value(installation.sdk_root)"]
    root = subprocess.run(ask, capture_output=True, text=True, check=True, timeout=60).stdout.strip()  # noqa: S603 - our own command
    below = Path(root) / launcher
    if not below.exists():
        _missing(f"{launcher} is not installed: gcloud components install {launcher.split('/')[1]}")
    return below


def _missing(reason: str) -> NoReturn:
    if os.environ.get("REQUIRE_EMULATORS") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def _answers(host: str, process: subprocess.Popen[bytes]) -> bool:
    """Wait for the emulator. Whether it answers in time, and before it ends."""
    end = time.monotonic() + START_WITHIN
    while time.monotonic() < end:
        connection = HTTPConnection(host, timeout=1)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.05)
                return False
        finally:
            connection.close()
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process group that we started, and no other."""
    os.killpg(process.pid, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(10)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
