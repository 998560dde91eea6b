"""`make deploy`: from a project to a Slack app that works. ``python -m infra.tools.deploy PROJECT=… REGION=…``.

It may be run again at any time: what is there is kept, what has changed is brought up to date, no entry is touched.
"""

import json
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

from infra.tools import project, secrets
from infra.tools.commands import Done, Stop, gcloud, need, say, terraform, words
from infra.tools.project import DATABASE, Wanted

NOT_READY = (
    "permission denied while using the eventarc service agent",
    "it may take a few minutes",
    "wait a few minutes",
    "service agent does not exist",
    "missing permission on the build service account",
    "does not have storage.objects.get access",
    "is not authorized to act as service account",
    "has not been used in project",
    "service account does not exist",
    "unable to retrieve the repository metadata",
)
"""What Google says, in lower case, while a new project's own accounts are still being made or given their rights."""
WAITS = (30, 60, 120, 180, 240)
"""Seconds before each further try."""
MEND = {
    "permitted customer": (
        "Your organisation forbids what Slack needs: a function that anyone may call (its signature is checked).\n"
        "Ask its administrator to allow it for this project: the constraint iam.allowedPolicyMemberDomains"
    ),
    "alreadyexists": "Something is there already that this deployment has not made: see its name above.",
}


def deploy(w: Wanted, ask: Callable[[str], str] = input) -> None:
    """Do it. Raises ``Stop`` where a person has to do something first."""
    account = project.check_tools()
    number = project.check_project(w)
    email = w.email or account
    database = project.find_database(w)
    has_state = project.state_is_there(w)
    environment = project.terraform_environment(w, email, {})
    if has_state:
        project.open_state(w, environment)
    kept_in = project.database_in_state(environment) if has_state else ""
    project.check_database(w, database, kept_in)
    _say_where(w, database, ask)
    environment = project.terraform_environment(w, email, secrets.versions(w))
    if not has_state:
        project.make_state(w)
        project.open_state(w, environment)
    if database and kept_in != w.database:
        _take_over(w, kept_in, environment)
    apply(environment)
    keep_events_for_a_week(w)
    # Makes again what an earlier `make destroy` removed, and tells the alerts that sweep is alive.
    gcloud("scheduler", "jobs", "run", "furikaeri-sweep", f"--location={w.region}", f"--project={w.project}")
    _say_what_next(f"https://interaction-{number}.{w.region}.run.app", email)


def _take_over(w: Wanted, instead_of: str, environment: Mapping[str, str]) -> None:
    """Let Terraform know a database that is there, instead of another one, which stays where it is."""
    if instead_of:
        forgotten = terraform("state", "rm", DATABASE, environment=environment)
        need(forgotten, f"The database {instead_of} could not be let go of.")
    name = f"projects/{w.project}/databases/{w.database}"
    need(terraform("import", DATABASE, name, environment=environment), "The database could not be taken over.")


def _say_where(w: Wanted, database: Mapping[str, Any] | None, ask: Callable[[str], str]) -> None:
    say(f"Entries are stored in the project {w.project}, in Firestore's {w.database}, in {w.data_location}.")
    if database is not None:
        say("It is there already; nothing in it is changed.")
        return
    say("The place can never be changed. Those who administer the project can read them, nobody else.")
    if not w.yes and ask(f"Make it in {w.data_location}? (yes) ").strip().lower() not in ("y", "yes", "はい"):
        raise Stop("Nothing was made. Another place: make deploy … REGION=… or FIRESTORE_LOCATION=…")


def apply(environment: Mapping[str, str], sleep: Callable[[float], None] = time.sleep) -> None:
    """Let Terraform make it so; again, where the project is too new to be ready. Raises ``Stop``."""
    for wait in (*WAITS, None):
        done = terraform("apply", "-auto-approve", environment=environment)
        if done.well:
            return
        if wait is None or not is_not_ready(done):
            raise Stop(f"terraform apply failed: see above.\n{_how_to_mend(done)}".strip())
        say(f"The project is new, and Google's own accounts in it are not ready. Next try in {wait} s.")
        sleep(wait)


def is_not_ready(done: Done) -> bool:
    """Whether it failed only because it came too early."""
    text = " ".join(done.text.lower().split())
    return any(words in text for words in NOT_READY)


def _how_to_mend(done: Done) -> str:
    text = done.text.lower()
    return "\n".join(sentence for words, sentence in MEND.items() if words in text)


def keep_events_for_a_week(w: Wanted) -> None:
    """Eventarc makes its subscriptions itself, and keeps an event for a day: too short for a weekend's outage."""
    listed = gcloud(
        "functions",
        "list",
        "--v2",
        f"--regions={w.region}",
        f"--project={w.project}",
        "--filter=labels.app=furikaeri",
        "--format=json",
    )
    functions = json.loads(need(listed, "The functions could not be listed.") or "[]")
    triggers = [function["eventTrigger"]["trigger"] for function in functions if "eventTrigger" in function]
    for trigger in triggers:
        subscription = need(
            gcloud("eventarc", "triggers", "describe", trigger, "--format=value(transport.pubsub.subscription)"),
            f"The trigger {trigger} could not be read.",
        )
        week = ("--message-retention-duration=7d", "--expiration-period=never")
        updated = gcloud("pubsub", "subscriptions", "update", subscription, *week, f"--project={w.project}")
        need(updated, f"Events of {trigger} are kept for a day only.")
    say(f"Events that fail are tried again for seven days ({len(triggers)} triggers).")


def _say_what_next(url: str, email: str) -> None:
    say(f"""
It is there. Alerts go to {email}.

1. The app's address is {url}
   The first time: make manifest URL={url}
   and paste what it prints at https://api.slack.com/apps > your app > App Manifest > Save. Slack checks the address.
2. In Slack, in the team's channel: /invite @Furikaeri, then /kpt setup
3. Then press "Send it to me now", and the first message comes.""")


def main(arguments: list[str]) -> int:
    """Do what make's words say. Answers the exit status."""
    try:
        deploy(project.wanted(words(arguments), "deploy"))
    except Stop as stop:
        sys.stderr.write(f"{stop}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
