"""Reads from the app's manifest what the stand-in needs: events and the Home tab.

It reads line by line, as the local run has no YAML parser. A test compares it with a real one.
"""

from pathlib import Path
from typing import Any

MANIFEST = Path(__file__).parents[2] / "infra" / "slack_manifest.yaml"


def installed() -> dict[str, Any]:
    """Arguments for a ``Workspace`` in which the app is installed by its manifest."""
    text = MANIFEST.read_text(encoding="utf-8")
    return {"events": bot_events(text), "home_tab": home_tab(text)}


def bot_events(manifest: str) -> frozenset[str]:
    """The events that the app subscribes to."""
    _, _, rest = manifest.partition("bot_events:\n")
    names = []
    for line in rest.splitlines():
        item, _, _ = line.partition("#")
        if item.strip() and not item.strip().startswith("- "):
            break
        names.append(item.strip().removeprefix("- "))
    return frozenset(filter(None, names))


def home_tab(manifest: str) -> bool:
    """Whether the app has a Home tab."""
    return any(line.partition("#")[0].split() == ["home_tab_enabled:", "true"] for line in manifest.splitlines())
