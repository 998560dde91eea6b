"""`make manifest`: the Slack app's manifest, filled in. Run it as ``python -m infra.tools.manifest URL``."""

import sys
from pathlib import Path
from urllib.parse import urlsplit

TEMPLATE = Path(__file__).parent.parent / "slack_manifest.yaml"
WITH_URL, END = "# -- with URL --", "# -- end --"


class NoAddress(ValueError):
    """The URL is none that Slack can send to."""


def manifest(url: str, template: str) -> str:
    """The manifest for functions at ``url``; without one, what Slack needs to make the app. Raises ``NoAddress``."""
    lines, skipping = [], False
    for line in template.splitlines(keepends=True):
        if line.strip() == WITH_URL:
            skipping = not url
        elif line.strip() == END:
            skipping = False
        elif not skipping:
            lines.append(line)
    return "".join(lines).replace("{URL}", _address(url)) if url else "".join(lines)


def _address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment or url != url.strip():
        raise NoAddress(f"{url!r} is no https address. `make deploy` prints it, as https://interaction-….run.app")
    return url.rstrip("/")


def main(arguments: list[str]) -> int:
    """Print it. Answers the exit status."""
    try:
        text = manifest(arguments[0] if arguments else "", TEMPLATE.read_text(encoding="utf-8"))
    except NoAddress as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main([argument for argument in sys.argv[1:] if argument]))
