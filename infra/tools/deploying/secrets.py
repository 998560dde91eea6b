"""Stores Slack's two secrets, which a person enters once, and the board's key, which is generated here, in Secret
Manager. Terraform knows only their versions."""

import os
import secrets

from infra.tools.commands import Stop, Terminal, need, say
from infra.tools.deploying.google_answers import patient_gcloud
from infra.tools.deploying.wanted import Wanted

SECRETS = {
    "SLACK_BOT_TOKEN": ("furikaeri-slack-bot-token", "OAuth & Permissions > Bot User OAuth Token"),
    "SLACK_SIGNING_SECRET": ("furikaeri-slack-signing-secret", "Basic Information > Signing Secret"),
}
MADE = {"BOARD_KEY": "furikaeri-board-key"}
"""Secrets that are generated: random, 256 bits."""


def versions(w: Wanted, at: Terminal) -> dict[str, str]:
    """The newest version of each secret, by its setting. Missing secrets are stored first. Raises ``Stop``."""
    newest = newest_versions(w, at)
    missing = [setting for setting in SECRETS if not newest[setting]]
    values = {setting: _value(w, setting, at) for setting in missing}
    for setting, value in values.items():
        _store(w, SECRETS[setting][0], value, at)
        newest[setting] = _newest(w, SECRETS[setting][0], at)
    for setting, name in MADE.items():
        if not newest[setting]:
            _store(w, name, secrets.token_hex(32), at)
            newest[setting] = _newest(w, name, at)
    return newest


def newest_versions(w: Wanted, at: Terminal) -> dict[str, str]:
    """The newest version of each secret, by its setting; empty where there is none yet. Raises ``Stop`` where the
    versions cannot be listed, so that nobody is asked for a secret that exists."""
    names = {**{setting: name for setting, (name, _) in SECRETS.items()}, **MADE}
    return {setting: _newest(w, name, at) for setting, name in names.items()}


def _newest(w: Wanted, name: str, at: Terminal) -> str:
    listed = patient_gcloud(
        at,
        "secrets",
        "versions",
        "list",
        name,
        f"--project={w.project}",
        "--filter=state=ENABLED",
        "--sort-by=~createTime",
        "--limit=1",
        "--format=value(name)",
    )
    if not listed.well and _is_not_there(listed.errors):
        return ""
    return need(listed, f"The versions of the secret {name} could not be listed.").rpartition("/")[2]


def _is_not_there(errors: str) -> bool:
    return "NOT_FOUND" in errors


def _value(w: Wanted, setting: str, at: Terminal) -> str:
    name, where = SECRETS[setting]
    value = os.environ.get(setting, "").strip()
    if not value and not w.yes:
        say(f"{setting} is asked for once, and kept in Secret Manager as {name}. In your Slack app: {where}.")
        value = at.read_secret(f"{setting}: ").strip()
    if not value:
        raise Stop(
            f"{setting} is missing: put it into the environment of `make deploy`. It is in your Slack app, {where}.\n"
            "No app yet? `make manifest` prints what to paste at https://api.slack.com/apps?new_app=1 (docs/operate.md)"
        )
    is_token = value.startswith("xox")
    if is_token != (setting == "SLACK_BOT_TOKEN") or (is_token and not value.startswith("xoxb-")) or " " in value:
        raise Stop(f"That is not the {setting}: it is in your Slack app, {where}. A bot token begins with xoxb-.")
    return value


def _store(w: Wanted, name: str, value: str, at: Terminal) -> None:
    there = patient_gcloud(at, "secrets", "describe", name, f"--project={w.project}", "--format=value(name)")
    if not there.well and not _is_not_there(there.errors):
        raise Stop(f"Whether the secret {name} is there could not be seen.\n{there.errors}")
    if not there.well:
        place = ("--replication-policy=user-managed", f"--locations={w.region}")
        made = patient_gcloud(at, "secrets", "create", name, f"--project={w.project}", *place, "--labels=app=furikaeri")
        need(made, f"The secret {name} could not be made.")
    where = (name, f"--project={w.project}", "--data-file=-")
    added = patient_gcloud(at, "secrets", "versions", "add", *where, text=value)
    need(added, f"The secret {name} could not be stored.")
