"""Slack's two secrets, in Secret Manager: asked for once; and the board's key, which is made here. Terraform only ever
names their versions."""

import os
import secrets
from collections.abc import Callable
from getpass import getpass

from infra.tools.commands import Stop, gcloud, need, say
from infra.tools.project import Wanted

SECRETS = {
    "SLACK_BOT_TOKEN": ("furikaeri-slack-bot-token", "OAuth & Permissions > Bot User OAuth Token"),
    "SLACK_SIGNING_SECRET": ("furikaeri-slack-signing-secret", "Basic Information > Signing Secret"),
}
MADE = {"BOARD_KEY": "furikaeri-board-key"}
"""What nobody needs to know: random, 256 bits."""
Read = Callable[[str], str]


def versions(w: Wanted, read: Read = getpass) -> dict[str, str]:
    """The newest version of each secret, by its setting; one that is missing is made. Raises ``Stop``."""
    newest = {setting: _newest(w, name) for setting, (name, _) in SECRETS.items()}
    missing = [setting for setting, version in newest.items() if not version]
    values = {setting: _value(w, setting, read) for setting in missing}
    for setting, value in values.items():
        _store(w, SECRETS[setting][0], value)
        newest[setting] = _newest(w, SECRETS[setting][0])
    for setting, name in MADE.items():
        newest[setting] = _newest(w, name)
        if not newest[setting]:
            _store(w, name, secrets.token_hex(32))
            newest[setting] = _newest(w, name)
    return newest


def _newest(w: Wanted, name: str) -> str:
    listed = gcloud(
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
    return listed.text.rpartition("/")[2] if listed.well else ""


def _value(w: Wanted, setting: str, read: Read) -> str:
    name, where = SECRETS[setting]
    value = os.environ.get(setting, "").strip()
    if not value and not w.yes:
        say(f"{setting} is asked for once, and kept in Secret Manager as {name}. In your Slack app: {where}.")
        value = read(f"{setting}: ").strip()
    if not value:
        raise Stop(
            f"{setting} is missing: put it into the environment of `make deploy`. It is in your Slack app, {where}.\n"
            "No app yet? `make manifest` prints what to paste at https://api.slack.com/apps?new_app=1 (docs/operate.md)"
        )
    is_token = value.startswith("xox")
    if is_token != (setting == "SLACK_BOT_TOKEN") or (is_token and not value.startswith("xoxb-")) or " " in value:
        raise Stop(f"That is not the {setting}: it is in your Slack app, {where}. A bot token begins with xoxb-.")
    return value


def _store(w: Wanted, name: str, value: str) -> None:
    there = gcloud("secrets", "describe", name, f"--project={w.project}", "--format=value(name)")
    if not there.well:
        place = ("--replication-policy=user-managed", f"--locations={w.region}")
        made = gcloud("secrets", "create", name, f"--project={w.project}", *place, "--labels=app=furikaeri")
        need(made, f"The secret {name} could not be made.")
    added = gcloud("secrets", "versions", "add", name, f"--project={w.project}", "--data-file=-", text=value)
    need(added, f"The secret {name} could not be stored.")
