"""Stand-ins for gcloud and terraform on the PATH, which record their calls and answer as a test says."""

import json
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.request import Request

import pytest

from infra.tools.commands import Terminal

STAND_IN = """#!/bin/sh
{{
    printf '%s\\0' "${{0##*/}}" "$@"
    printf '\\0'
    [ -t 0 ] || /bin/cat
    printf '\\0\\0'
    /usr/bin/env -0
}} > {folder}/asked
read -r status < {folder}/answered
/bin/cat {folder}/out
/bin/cat {folder}/err >&2
exit "$status"
"""
"""A shell script, as a shell starts ten times faster than Python. It gets its answers from the test over two pipes."""
OURS = {"name": "projects/p1/databases/(default)", "type": "FIRESTORE_NATIVE", "locationId": "asia-northeast1"}
SHOWN = """# google_firestore_database.store:
resource "google_firestore_database" "store" {{
    deletion_policy                   = "ABANDON"
    id                                = "projects/p1/databases/{name}"
    location_id                       = "asia-northeast1"
    name                              = "{name}"
    type                              = "FIRESTORE_NATIVE"
}}
"""
"""Terraform's state of a database."""
BUCKET = json.dumps({"name": "p1-furikaeri-state", "projectNumber": "123456789", "versioning": {"enabled": True}})
NO_BUCKET = {"status": 1, "err": "ERROR: (gcloud.storage.buckets.describe) gs://p1-furikaeri-state not found: 404."}
NO_OBJECT = {"status": 1, "err": "ERROR: (gcloud.storage.cat) The following URLs matched no objects or files"}
NO_SECRET = {"status": 1, "err": "ERROR: (gcloud.secrets.versions.list) NOT_FOUND: Secret [x] not found."}
SUBSCRIPTION = {"messageRetentionDuration": "604800s", "ackDeadlineSeconds": 600}
NOW = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
WHERE = ["PROJECT=p1", "REGION=asia-northeast1"]


@dataclass
class Cloud:
    """The answers and calls of gcloud and terraform. Without a rule, a command succeeds and prints nothing."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch
    rules: list[dict[str, Any]] = field(default_factory=list)
    calls: list[dict[str, Any]] = field(default_factory=list)

    def open(self) -> None:
        """Start to answer. One command may run at a time."""
        for name in ("asked", "answered"):
            os.mkfifo(self.folder / name)
        Thread(target=self._answer_all, daemon=True).start()

    def close(self) -> None:
        """Stop answering."""
        (self.folder / "asked").write_bytes(b"")

    def _answer_all(self) -> None:
        while asked := (self.folder / "asked").read_bytes():
            answer = self._answer(asked.decode())
            (self.folder / "out").write_text(answer.get("out", ""))
            (self.folder / "err").write_text(answer.get("err", ""))
            (self.folder / "answered").write_text(f"{answer.get('status', 0)}\n")

    def _answer(self, asked: str) -> dict[str, Any]:
        called, standard_input, environment = asked.split("\0\0", 2)
        pairs = (pair.partition("=") for pair in environment.split("\0"))
        told = {name: value for name, _, value in pairs if name.startswith("TF_") or "TOKEN" in name}
        self.calls.append({"called": called.split("\0"), "stdin": standard_input, "told": told})
        for rule in self.rules:
            if rule["when"] in self.commands()[-1]:
                found: dict[str, Any] = rule["answers"].pop(0) if len(rule["answers"]) > 1 else rule["answers"][0]
                return found
        return {}

    def install(self, *programs: str) -> None:
        """Put only these programs on the PATH."""
        for program in programs:
            script = self.folder / "bin" / program
            script.parent.mkdir(exist_ok=True)
            script.write_text(STAND_IN.format(folder=self.folder))
            script.chmod(0o755)
        self.monkeypatch.setenv("PATH", str(self.folder / "bin"))

    def answers(self, when: str, *answers: dict[str, Any] | str) -> None:
        """Answer commands that contain ``when`` with these answers in turn, and then always with the last."""
        said = [{"out": answer} if isinstance(answer, str) else answer for answer in answers]
        self.rules.insert(0, {"when": when, "answers": said})

    def asked(self) -> list[dict[str, Any]]:
        """All calls so far."""
        return self.calls

    def commands(self) -> list[str]:
        """All calls so far, as command lines."""
        return [" ".join(call["called"]) for call in self.asked()]

    def index(self, words: str) -> int:
        """The index of the first command with these words."""
        return next(number for number, command in enumerate(self.commands()) if words in command)


def new_project(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Cloud:
    """Make a new, empty project."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "8f742231b10e8888abcd99cccddd85a5\n")
    cloud = Cloud(folder, monkeypatch)
    cloud.install("gcloud", "terraform")
    cloud.open()
    cloud.answers("auth list", "tanaka@example.com\n")
    cloud.answers("config config-helper", "a-login")
    cloud.answers("projects describe", "123456789")
    cloud.answers("billing projects describe", "True")
    cloud.answers("firestore databases list", "[]")
    cloud.answers("storage buckets describe", NO_BUCKET)
    cloud.answers("storage cat", NO_OBJECT)
    cloud.answers("terraform state show", {"err": "No instance found for the given address!", "status": 1})
    cloud.answers("terraform output -json public_services", '["interaction"]')
    cloud.answers("secrets describe", NO_SECRET)
    cloud.answers("secrets versions access", "8f742231b10e8888abcd99cccddd85a5")
    listed = {"out": "projects/123/secrets/x/versions/1"}
    cloud.answers("secrets versions list furikaeri-slack-bot-token", NO_SECRET, listed)
    cloud.answers("secrets versions list furikaeri-slack-signing-secret", NO_SECRET, listed)
    cloud.answers("secrets versions list furikaeri-board-key", NO_SECRET, listed)
    trigger = {"eventTrigger": {"trigger": "projects/p1/locations/asia-northeast1/triggers/reminder-1"}}
    cloud.answers("functions list", json.dumps([trigger, {"name": "interaction"}]))
    cloud.answers("eventarc triggers describe", "projects/p1/subscriptions/eventarc-reminder-1")
    cloud.answers("pubsub subscriptions describe", json.dumps(SUBSCRIPTION))
    cloud.answers("logging read", json.dumps([{"jsonPayload": {"message": "sweep.done", "teams": 0}}]))
    return cloud


def deployed_before(cloud: Cloud, words: dict[str, str] | None = None, database: str = "(default)") -> None:
    """Let the project have a deployment with these arguments."""
    ours = OURS | {"name": f"projects/p1/databases/{database}"}
    cloud.answers("firestore databases list", json.dumps([ours]))
    cloud.answers("storage buckets describe", BUCKET)
    cloud.answers("terraform state show", SHOWN.format(name=database))
    cloud.answers("terraform state list", "google_firebaserules_release.firestore\ngoogle_firestore_database.store\n")
    if words is not None:
        kept = {"words": {"REGION": "asia-northeast1", **words}, "began": "2026-11-20T09:00:00+00:00"}
        cloud.answers("storage cat", json.dumps(kept))
    for name in ("slack-bot-token", "slack-signing-secret", "board-key"):
        cloud.answers(f"secrets versions list furikaeri-{name}", "projects/1/secrets/x/versions/7")


@dataclass
class Person:
    """The person at the terminal: their answers, and records of questions, waits and requests."""

    says: str = "yes"
    secret: str = "8f742231b10e8888abcd99cccddd85a5"
    asked: list[str] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    sent: list[Request] = field(default_factory=list)
    answers: list[tuple[int, str] | None] = field(default_factory=lambda: [None])
    """The answers of `interaction` in turn, the last for all further requests; None: the right answer."""

    def terminal(self, now: datetime = NOW) -> Terminal:
        """The person's terminal."""
        return Terminal(self._hear, self._read, self.waited.append, lambda: now, self._send)

    def _hear(self, question: str) -> str:
        self.asked.append(question)
        return self.says

    def _read(self, question: str) -> str:
        self.asked.append(question)
        return self.secret

    def _send(self, request: Request) -> tuple[int, str]:
        self.sent.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        body = request.data if isinstance(request.data, bytes) else b"{}"
        return answer or (200, str(json.loads(body)["challenge"]))
