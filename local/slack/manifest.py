"""What the app's manifest asks Slack for, as far as the stand-in goes by it.

Read line by line: what runs on a laptop has no parser for YAML. A test holds it to one that has.
"""

from pathlib import Path
from typing import Any

MANIFEST = Path(__file__).parents[2] / "infra" / "slack_manifest.yaml"


def installed() -> dict[str, Any]:
    """Arguments for a ``Workspace`` that the app is installed in by its own manifest."""
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
