"""`make destroy`: removes the functions from the project. The entries and Slack's secrets stay."""

import sys
from collections.abc import Mapping

from infra.tools.commands import Stop, Terminal, gcloud, need, say, terraform, words
from infra.tools.deploying import project, state
from infra.tools.deploying.secrets import SECRETS
from infra.tools.deploying.wanted import Wanted, wanted

SLOTS = ("furikaeri-reminder-", "furikaeri-digest-")
"""Prefixes of the ids of the slots' jobs, which the app made and Terraform does not know."""


def destroy(given: Mapping[str, str], at: Terminal) -> None:
    """Remove the deployment where ``WORD`` confirms it. Raises ``Stop``."""
    w = wanted(given, "destroy")
    meant = f"destroy-{w.project}"
    if given.get("WORD", "") != meant:
        raise Stop(
            f"This ends all messages of every team in {w.project}. Entries are kept.\n"
            f"If you mean it: make destroy PROJECT={w.project} REGION={w.region} WORD={meant}"
        )
    account = project.check_tools()
    number = project.number_of(w)
    if not state.is_there(w, number, at):
        raise Stop(f"Nothing of Furikaeri is in {w.project}: there is no bucket {w.state_bucket}.")
    w = wanted(given, "destroy", state.remembered(w, at).get("words"))
    told = state.environment(w, w.email or account, {}, project.billing_of(w))
    state.init(w, told)
    kept_in = state.database(told) or w.database
    need(terraform("destroy", "-auto-approve", environment=told), "terraform destroy failed: see above.")
    removed = remove_slots(w)
    again = "ADOPT=1" if kept_in == "(default)" else f"FIRESTORE_DATABASE={kept_in} ADOPT=1"
    names = " ".join(name for name, _ in SECRETS.values())
    say(f"""
The functions, topics and {removed} slots are gone. Kept:
- the entries: Firestore's {kept_in} of {w.project}. A new deployment finds them: make deploy … {again}
- Slack's secrets: for name in {names}; do gcloud secrets delete $name --project={w.project}; done
- what Terraform knew: gcloud storage rm -r gs://{w.state_bucket}
- for up to 37 days, the id of the custom role {w.role}: a deployment between the 7th day and then needs another, as
  ROLE={w.role}2
Nobody deletes the entries but you: docs/operate.md says how.""")


def remove_slots(w: Wanted) -> int:
    """Delete the slots' jobs, and no other job. Returns their number."""
    where = (f"--location={w.region}", f"--project={w.project}")
    listed = need(
        gcloud("scheduler", "jobs", "list", *where, "--format=value(name.basename())"),
        "The Scheduler jobs could not be listed.",
    )
    jobs = [job for job in listed.split() if job.startswith(SLOTS)]
    for job in jobs:
        need(gcloud("scheduler", "jobs", "delete", job, *where), f"The job {job} could not be deleted.")
    return len(jobs)


def main(arguments: list[str]) -> int:
    """Run the tool with make's arguments. Returns the exit status."""
    try:
        destroy(words(arguments), Terminal())
    except Stop as stop:
        sys.stderr.write(f"{stop}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
