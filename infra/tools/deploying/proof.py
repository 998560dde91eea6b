"""Checks from outside, after a deployment, that it works."""

import hashlib
import hmac
import json
import secrets as random
from collections.abc import Mapping
from datetime import datetime
from urllib.request import Request

from infra.tools.commands import Terminal, gcloud, say
from infra.tools.deploying.google_answers import patient_gcloud
from infra.tools.deploying.secrets import SECRETS
from infra.tools.deploying.wanted import Wanted

TRIES, PAUSE = 12, 10
"""How often and after how many seconds a check is repeated. A right for ``allUsers`` takes a minute to take effect."""


def prove(w: Wanted, url: str, versions: Mapping[str, str], at: Terminal) -> list[str]:
    """Check `interaction` and `sweep`, and print what works. Returns a sentence for each that does not."""
    began = at.now()
    started = patient_gcloud(
        at, "scheduler", "jobs", "run", "furikaeri-sweep", f"--location={w.region}", f"--project={w.project}"
    )
    found = [
        _interaction(w, url, versions["SLACK_SIGNING_SECRET"], at),
        _sweep(w, began, at) if started.well else f"sweep could not be started: {started.errors}",
    ]
    return [sentence for sentence in found if sentence]


def _interaction(w: Wanted, url: str, version: str, at: Terminal) -> str:
    """Send a signed ``url_verification``, as Slack does when a URL is saved. Returns what is wrong; empty where it
    works."""
    name = SECRETS["SLACK_SIGNING_SECRET"][0]
    read = gcloud("secrets", "versions", "access", version, f"--secret={name}", f"--project={w.project}")
    if not read.well:
        say("interaction was not asked: you may not read the signing secret. Slack asks it when the manifest is saved.")
        return ""
    secret = read.text.split(",")[0].strip()
    status, answer = 0, ""
    for turn in range(TRIES):
        word = random.token_hex(8)
        status, answer = at.send(_signed(url, secret, word, at.now()))
        if status == 200 and word in answer:
            say("interaction answers a signed request.")
            return ""
        if status not in (0, 403, 404, 429, 503) or turn == TRIES - 1:
            break
        say(f"interaction answers {status or answer}; once more in {PAUSE} s ({turn + 2} of {TRIES}).")
        at.sleep(PAUSE)
    return f"interaction does not work: {_why(status, answer)}"


def _signed(url: str, secret: str, word: str, now: datetime) -> Request:
    """https://docs.slack.dev/authentication/verifying-requests-from-slack"""
    body = json.dumps({"type": "url_verification", "challenge": word, "token": ""}).encode()
    timestamp = str(int(now.timestamp()))
    signature = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    headers = {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": f"v0={signature}",
    }
    return Request(url, body, headers)  # noqa: S310 - our own https address


def _why(status: int, answer: str) -> str:
    reasons = {
        0: f"there was no answer ({answer}).",
        401: "it refuses our signature. Is the clock of this machine right? Does it run with the newest secret?",
        403: "Google lets nobody in. docs/operate.md, An organisation without public members.",
        404: "there is nothing at its address.",
    }
    return reasons.get(status, f"it answers {status}. docs/operate.md, Read the logs.")


def _sweep(w: Wanted, began: datetime, at: Terminal) -> str:
    """Wait for the log line of the sweep's first run. The run also makes what an earlier `make destroy` removed, and
    arms the alert for a missing sweep."""
    asked = (
        'resource.type="cloud_run_revision" AND resource.labels.service_name="sweep" '
        f'AND timestamp>="{began:%Y-%m-%dT%H:%M:%SZ}" '
        'AND (jsonPayload.message="sweep.done" OR severity>=ERROR)'
    )
    for turn in range(TRIES):
        shown = gcloud("logging", "read", asked, "--limit=1", "--order=asc", "--format=json", f"--project={w.project}")
        lines = json.loads(shown.text or "[]") if shown.well else []
        if lines:
            return _told_by(lines[0])
        if turn < TRIES - 1:
            say(f"sweep has not said anything yet; once more in {PAUSE} s ({turn + 2} of {TRIES}).")
            at.sleep(PAUSE)
    return "sweep has not run within two minutes. docs/operate.md, sweep is absent."


def _told_by(line: Mapping[str, object]) -> str:
    payload = line.get("jsonPayload")
    said = payload if isinstance(payload, dict) else {}
    if said.get("message") == "sweep.done":
        say(f"sweep ran: {said.get('teams', 0)} teams.")
        return ""
    return f"sweep fails: {said.get('message', line.get('textPayload', ''))} {said.get('error', '')}".rstrip()
