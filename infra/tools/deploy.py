"""`make deploy`: deploys the app into a project. ``python -m infra.tools.deploy PROJECT=… REGION=…``.

It may be run again at any time: it keeps what exists, updates what has changed, and touches no entry. With ``PLAN=1``,
as `make plan`, it only shows what it would do.
"""

import sys
from collections.abc import Mapping
from typing import Any

from infra.tools import rollback
from infra.tools.commands import INFRA, Done, Stop, Terminal, say, terraform, words
from infra.tools.deploying import project, public, python_runtime, secrets, state
from infra.tools.deploying.events import keep_for_a_week
from infra.tools.deploying.google_answers import how_to_mend, until_ready
from infra.tools.deploying.proof import prove
from infra.tools.deploying.wanted import Wanted, wanted
from infra.tools.manifest import TEMPLATE, asks_for

PLAN = INFRA.parent / "build" / "furikaeri.tfplan"


def deploy(given: Mapping[str, str], at: Terminal) -> None:
    """Deploy. Raises ``Stop`` where a person has to do something first, or where what was deployed does not work."""
    w, account = wanted(given, "deploy"), project.check_tools()
    python_runtime.warn(at.now().date())
    number = project.check_project(w, at)
    has_state = state.is_there(w, number, at)
    before = state.remembered(w, at) if has_state else {}
    w = wanted(given, "deploy", before.get("words"))
    email = w.email or account
    public.check_policy(w)
    database = project.find_database(w, at)
    billing = project.billing_of(w)
    told = state.environment(w, email, {}, billing)
    if has_state:
        state.init(w, told)
    kept_in = state.database(told) if has_state else ""
    project.check_database(w, database, kept_in)
    _say_where(w, database, at)
    versions = secrets.versions(w, at)
    told = state.environment(w, email, versions, billing)
    if not has_state:
        state.make(w, at)
        state.init(w, told)
    if database and kept_in != w.database:
        state.take_over_database(w, kept_in, told)
    if database:
        state.take_over_rules(w, told)
    _agree_on_the_plan(w, plan(told, at), at)
    began = at.now().isoformat(timespec="seconds")
    slack = asks_for(TEMPLATE.read_text(encoding="utf-8"))
    state.remember(w, {"words": {**dict(w.kept), "EMAIL": email}, "began": began, "slack": slack})
    apply(told, at)
    if before.get("rolled_back"):
        rollback.forward(w, told)
    public.set_account_check(w, told, was=before.get("words", {}).get("PUBLIC", ""), at=at)
    keep_for_a_week(w, at)
    url = f"https://interaction-{number}.{w.region}.run.app"
    failures = prove(w, url, versions, at)
    _say_what_next(url, email)
    if failures:
        raise Stop("\n".join(("", *failures)))


def only_plan(given: Mapping[str, str], at: Terminal, *, shown: bool = True) -> dict[str, str]:
    """Show what a deployment would change, and change nothing. Returns Terraform's environment. Raises ``Stop``."""
    w, account = wanted(given, "plan"), project.check_tools()
    if not state.is_there(w, project.number_of(w), at):
        raise Stop(
            f"Nothing of Furikaeri is in {w.project} yet: make deploy makes all of it, and shows its plan first."
        )
    w = wanted(given, "plan", state.remembered(w, at).get("words"))
    told = state.environment(w, w.email or account, secrets.newest_versions(w, at), project.billing_of(w))
    state.init(w, told)
    plan(told, at, shown=shown)
    return told


def plan(told: Mapping[str, str], at: Terminal, *, shown: bool = True) -> Done:
    """Let Terraform plan, and store the plan. Raises ``Stop``."""
    PLAN.parent.mkdir(exist_ok=True)
    done = until_ready(lambda: terraform("plan", f"-out={PLAN}", environment=told, shown=shown), at)
    return _or_stop(done, "terraform plan failed: see above.")


def _agree_on_the_plan(w: Wanted, planned: Done, at: Terminal) -> None:
    if w.yes or "No changes." in planned.text:
        return
    if not at.agrees("Do this?"):
        raise Stop("Nothing was changed.")


def _say_where(w: Wanted, database: Mapping[str, Any] | None, at: Terminal) -> None:
    say(f"Entries are stored in the project {w.project}, in Firestore's {w.database}, in {w.data_location}.")
    if database is not None:
        say("It is there already; nothing in it is changed.")
        return
    say("The place can never be changed. Those who administer the project can read them, nobody else.")
    if not w.yes and not at.agrees(f"Make it in {w.data_location}?"):
        raise Stop("Nothing was made. Another place: make deploy … REGION=… or FIRESTORE_LOCATION=…")


def apply(told: Mapping[str, str], at: Terminal) -> None:
    """Let Terraform apply its plan. Where the project is too new, it tries again later. A plan can be applied only
    once, so a further try makes a new plan. Raises ``Stop``."""
    arguments = [[str(PLAN)], ["-auto-approve"]]

    def once() -> Done:
        return terraform("apply", *(arguments.pop(0) if len(arguments) > 1 else arguments[0]), environment=told)

    _or_stop(until_ready(once, at), "terraform apply failed: see above.")


def _or_stop(done: Done, otherwise: str) -> Done:
    if not done.well:
        raise Stop(f"{otherwise}\n{how_to_mend(done)}".strip())
    return done


def _say_what_next(url: str, email: str) -> None:
    say(f"""
It is there. Alerts go to {email}.

1. The app's address is {url}
   The first time: make manifest URL={url}
   and paste what it prints at https://api.slack.com/apps > your app > App Manifest > Save. Slack checks the address.
2. In Slack, in the team's channel: /invite @Furikaeri, then /kpt setup
3. Then press "Send it to me now", and the first message comes.""")


def main(arguments: list[str], at: Terminal | None = None) -> int:
    """Run the tool with make's arguments. Returns the exit status."""
    given = words(arguments)
    try:
        (only_plan if given.get("PLAN") == "1" else deploy)(given, at or Terminal())
    except Stop as stop:
        sys.stderr.write(f"{stop}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
