"""`make manifest`: prints the Slack app's manifest, filled in. Run it as ``python -m infra.tools.manifest URL``."""

import argparse
import sys
from pathlib import Path
from urllib.parse import quote_plus, urlsplit

from shared.version import VERSION

TEMPLATE = Path(__file__).parent.parent / "slack_manifest.yaml"
WITH_URL, END = "# -- with URL --", "# -- end --"
ADDRESS = "{URL}"
NEW_APP = "https://api.slack.com/apps?new_app=1&manifest_yaml="
"""Slack's page for a new app. It takes a manifest in the URL, as Slack's tutorials use it."""
LONGEST = 8000
"""Characters of a URL that browsers, terminals and servers commonly accept."""


class NoAddress(ValueError):
    """Slack cannot send to this URL."""


def manifest(url: str, template: str) -> str:
    """The manifest for functions at ``url``; with an empty one, only what Slack needs to create the app. Raises
    ``NoAddress``."""
    lines, skipping = [], False
    for line in _named(template):
        if line.strip() == WITH_URL:
            skipping = not url
        elif line.strip() == END:
            skipping = False
        elif not skipping:
            lines.append(line)
    return "".join(lines).replace(ADDRESS, _address(url)) if url else "".join(lines)


def socket_manifest(template: str) -> str:
    """The manifest for an app in Socket Mode: complete, but without URLs."""
    lines = [line for line in _named(template) if not line.strip().endswith(f"url: {ADDRESS}")]
    without_marks = [line for line in lines if line.strip() not in (WITH_URL, END)]
    return "".join(without_marks).replace("socket_mode_enabled: false", "socket_mode_enabled: true")


def _named(template: str) -> list[str]:
    """The template's lines, with the version filled in."""
    return template.replace("{VERSION}", VERSION, 1).splitlines(keepends=True)


def asks_for(template: str) -> dict[str, list[str]]:
    """The scopes and events for which the app asks Slack. It reads line by line, as the tools have no YAML parser."""
    return {"permissions": _items(template, "bot:"), "events": _items(template, "bot_events:")}


def _items(template: str, name: str) -> list[str]:
    lines = [line.partition("#")[0].strip() for line in template.splitlines()]
    found = []
    for line in lines[lines.index(name) + 1 :]:
        if line and not line.startswith("- "):
            break
        found.append(line.removeprefix("- "))
    return [item for item in found if item]


def link(manifest: str) -> str | None:
    """The URL of Slack's page for a new app with this manifest; None where it would be too long."""
    lines = [line.partition(" #")[0].rstrip() for line in manifest.splitlines() if not line.lstrip().startswith("#")]
    address = NEW_APP + quote_plus("\n".join(lines) + "\n")
    return address if len(address) <= LONGEST else None


def _address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment or url != url.strip():
        raise NoAddress(f"{url!r} is no https address. `make deploy` prints it, as https://interaction-….run.app")
    return url.rstrip("/")


def main(arguments: list[str]) -> int:
    """Print the manifest. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="make manifest")
    parser.add_argument("url", nargs="?", default="")
    parser.add_argument("--socket", default="")
    given = parser.parse_args(arguments)
    template = TEMPLATE.read_text(encoding="utf-8")
    try:
        if given.url and given.socket:
            raise NoAddress("An app in Socket Mode has no address: SOCKET=1 or URL=…, not both.")
        text = socket_manifest(template) if given.socket else manifest(given.url, template)
    except NoAddress as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
