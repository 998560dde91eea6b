"""`make upgrade-check`: prints what deploying this version would change, at Google and at Slack."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from infra.tools import deploy
from infra.tools.commands import Stop, Terminal, need, say, terraform, words
from infra.tools.deploying import project, state
from infra.tools.deploying.wanted import wanted
from infra.tools.manifest import TEMPLATE, asks_for

MADE, CHANGED, REMOVED = ["create"], ["update"], ["delete"]
STAYS = "google_firestore_database."
"""The prefix of what must never be replaced: it holds the entries."""


def check(given: Mapping[str, str], at: Terminal) -> None:
    """Print the changes, and make none. Raises ``Stop``."""
    w = wanted(given, "upgrade-check")
    project.check_tools()
    if not state.is_there(w, project.number_of(w), at):
        raise Stop(f"Nothing of Furikaeri is in {w.project} yet: there is nothing to bring a newer version into.")
    kept = state.remembered(w, at)
    told = deploy.only_plan(given, at, shown=False)
    shown = terraform("show", "-json", str(deploy.PLAN), environment=told, shown=False)
    changes = json.loads(need(shown, "The plan could not be read.")).get("resource_changes", [])
    for sentence in (*at_google(changes), *at_slack(kept.get("slack") or {}, asks_for(TEMPLATE.read_text()))):
        say(sentence)


def at_google(changes: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """A sentence for each kind of change that Terraform would make."""
    by_kind: dict[str, list[str]] = {"made": [], "changed": [], "made anew": [], "removed": []}
    for change in changes:
        if kind := _kind(change["change"]["actions"]):
            by_kind[kind].append(str(change["address"]))
    if not any(by_kind.values()):
        yield "At Google: nothing changes."
    for kind, addresses in by_kind.items():
        if addresses:
            yield f"At Google, {kind} ({len(addresses)}): {', '.join(sorted(addresses))}"
    if lost := [address for address in (*by_kind["made anew"], *by_kind["removed"]) if address.startswith(STAYS)]:
        yield f"Do not deploy this: {', '.join(lost)} holds the entries."


def _kind(actions: list[str]) -> str:
    if actions == MADE:
        return "made"
    if actions == CHANGED:
        return "changed"
    if actions == REMOVED:
        return "removed"
    return "made anew" if set(actions) == {"create", "delete"} else ""


def at_slack(before: Mapping[str, list[str]], now: Mapping[str, list[str]]) -> Iterator[str]:
    """Sentences for what the app would newly ask Slack, and what a person then has to do."""
    if not before:
        yield "At Slack: what the app has asked for is not known. Paste the manifest anew after make deploy."
        return
    more = {what: sorted(set(names) - set(before.get(what, ()))) for what, names in now.items()}
    less = {what: sorted(set(names) - set(now.get(what, ()))) for what, names in before.items()}
    if not any((*more.values(), *less.values())):
        yield "At Slack: nothing changes."
        return
    for what, names in more.items():
        if names:
            yield f"At Slack, new {what}: {', '.join(names)}"
    for what, names in less.items():
        if names:
            yield f"At Slack, no longer needed {what}: {', '.join(names)}"
    yield "After make deploy: paste the manifest anew (make manifest URL=…)."
    if more.get("permissions"):
        yield "Slack then asks to install the app again, for the new permissions."


def main(arguments: list[str], at: Terminal | None = None) -> int:
    """Run the tool with make's arguments. Returns the exit status."""
    try:
        check(words(arguments), at or Terminal())
    except Stop as stop:
        sys.stderr.write(f"{stop}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
