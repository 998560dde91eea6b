"""`make rollback`: sets each function back to its revision before the last deployment, without a build."""

import json
import sys
from collections.abc import Mapping
from datetime import datetime

from infra.tools.commands import Stop, Terminal, gcloud, need, say, terraform, words
from infra.tools.deploying import project, state
from infra.tools.deploying.wanted import Wanted, wanted


def rollback(given: Mapping[str, str], at: Terminal) -> None:
    """Set back the functions that the last deployment changed. Raises ``Stop``."""
    w = wanted(given, "rollback")
    project.check_tools()
    if not state.is_there(w, project.number_of(w), at):
        raise Stop(f"Nothing of Furikaeri is in {w.project}.")
    kept = state.remembered(w, at)
    if not kept.get("began"):
        raise Stop("When the last deployment began is not known: deploy the commit from before instead.")
    w, began = wanted(given, "rollback", kept["words"]), datetime.fromisoformat(kept["began"])
    told = state.environment(w, "", {}, {})
    state.init(w, told)
    before = {service: _newest_before(w, service, began) for service in services(told)}
    changed = {service: revision for service, revision in before.items() if revision}
    if not changed:
        raise Stop("The last deployment changed no function, or there is no revision from before.")
    for service, revision in sorted(changed.items()):
        _send_traffic(w, service, f"--to-revisions={revision}=100")
        say(f"{service} is {revision} again.")
    state.remember(w, {**kept, "rolled_back": True})
    say("The entries are as they are. The next make deploy brings the newest code again.")


def forward(w: Wanted, told: Mapping[str, str]) -> None:
    """Set every function to its newest revision after a rollback, as Terraform does not notice which revision gets the
    traffic."""
    for service in services(told):
        _send_traffic(w, service, "--to-latest")


def services(told: Mapping[str, str]) -> list[str]:
    """The functions' services, from Terraform's state."""
    shown = terraform("output", "-json", "functions", environment=told, shown=False)
    found: list[str] = json.loads(need(shown, "Which functions there are could not be read from the state.") or "[]")
    return found


def _newest_before(w: Wanted, service: str, began: datetime) -> str:
    """The newest revision from before ``began``; empty where no revision is newer, so that nothing has to be set
    back."""
    where = (f"--service={service}", f"--region={w.region}", f"--project={w.project}", "--format=json")
    listed = gcloud("run", "revisions", "list", *where)
    revisions = json.loads(need(listed, f"The revisions of {service} could not be listed.") or "[]")
    made = {
        revision["metadata"]["name"]: datetime.fromisoformat(revision["metadata"]["creationTimestamp"])
        for revision in revisions
    }
    before = {name: moment for name, moment in made.items() if moment < began}
    return max(before, key=lambda name: before[name]) if before and len(before) < len(made) else ""


def _send_traffic(w: Wanted, service: str, where: str) -> None:
    place = (f"--region={w.region}", f"--project={w.project}")
    need(gcloud("run", "services", "update-traffic", service, where, *place), f"{service} could not be turned.")


def main(arguments: list[str], at: Terminal | None = None) -> int:
    """Run the tool with make's arguments. Returns the exit status."""
    try:
        rollback(words(arguments), at or Terminal())
    except Stop as stop:
        sys.stderr.write(f"{stop}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
