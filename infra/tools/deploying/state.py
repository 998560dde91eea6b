"""Terraform's state in its bucket, and what this tool remembers beside it."""

import json
import re
from collections.abc import Mapping
from typing import Any

from infra.tools.commands import Stop, Terminal, gcloud, need, say, terraform
from infra.tools.deploying.google_answers import patient_gcloud
from infra.tools.deploying.wanted import Wanted

DATABASE = "google_firestore_database.store"
RULES = "google_firebaserules_release.firestore"
"""Terraform's addresses of the database and of the release of its rules."""
REMEMBERED = "furikaeri/last-deployment.json"


def is_there(w: Wanted, number: str, at: Terminal) -> bool:
    """Whether Terraform's bucket exists. Raises ``Stop`` where it belongs to another project: the name can be guessed,
    and the bucket's owner could read and change the state."""
    shown = patient_gcloud(at, "storage", "buckets", "describe", f"gs://{w.state_bucket}", "--raw", "--format=json")
    if not shown.well:
        if re.search(r"not found|\b404\b", shown.errors):
            return False
        raise Stop(f"The bucket {w.state_bucket} may not be looked at: is it another project's?\n{shown.errors}")
    bucket: dict[str, Any] = json.loads(shown.text or "{}")
    owner = str(bucket.get("projectNumber", "not said"))
    if owner != number:
        raise Stop(
            f"The bucket {w.state_bucket} belongs to another project (number {owner}).\n"
            "Nothing was read from it. Somebody may have taken the name on purpose: take a project of another name."
        )
    if not (bucket.get("versioning") or {}).get("enabled"):
        say(f"The bucket {w.state_bucket} kept no earlier states; it does from now on.")
        _keep_versions(w)
    return True


def make(w: Wanted, at: Terminal) -> None:
    """Make Terraform's bucket, with versions and without public access."""
    made = patient_gcloud(
        at,
        "storage",
        "buckets",
        "create",
        f"gs://{w.state_bucket}",
        f"--project={w.project}",
        f"--location={w.region}",
        "--uniform-bucket-level-access",
        "--public-access-prevention",
    )
    need(made, f"The bucket for Terraform's state, {w.state_bucket}, could not be made.")
    _keep_versions(w)


def _keep_versions(w: Wanted) -> None:
    kept = gcloud("storage", "buckets", "update", f"gs://{w.state_bucket}", "--versioning")
    need(
        kept, f"The bucket {w.state_bucket} would keep no earlier state, and one that breaks could not be brought back."
    )


def environment(w: Wanted, email: str, versions: Mapping[str, str], billing: Mapping[str, str]) -> dict[str, str]:
    """The environment for Terraform, with its variables."""
    return {
        "TF_VAR_project": w.project,
        "TF_VAR_region": w.region,
        "TF_VAR_firestore_database": w.database,
        "TF_VAR_firestore_location": w.data_location,
        "TF_VAR_alert_email": email,
        "TF_VAR_interaction_min_instances": w.min_instances,
        "TF_VAR_public_without_check": str(w.public == "no-check").lower(),
        "TF_VAR_log_firestore_reads": str(w.read_log).lower(),
        "TF_VAR_scheduler_role": w.role,
        "TF_VAR_budget": w.budget,
        "TF_VAR_billing_account": billing.get("account", ""),
        "TF_VAR_billing_currency": billing.get("currency", ""),
        "TF_VAR_board_key_version": versions.get("BOARD_KEY") or "0",
        "TF_VAR_slack_bot_token_version": versions.get("SLACK_BOT_TOKEN") or "0",
        "TF_VAR_slack_signing_secret_version": versions.get("SLACK_SIGNING_SECRET") or "0",
    }


def init(w: Wanted, told: Mapping[str, str]) -> None:
    """Let Terraform install its provider and find its state."""
    done = terraform("init", "-reconfigure", f"-backend-config=bucket={w.state_bucket}", environment=told, shown=False)
    need(done, "terraform init failed. It needs version 1.5 or newer, and to reach Terraform's registry.")


def database(told: Mapping[str, str]) -> str:
    """The Firestore database that this deployment uses; empty where it has none yet."""
    shown = terraform("state", "show", "-no-color", DATABASE, environment=told, shown=False)
    name = re.search(r'^\s*name\s*= "(.+)"$', shown.text, re.MULTILINE)
    return name[1] if shown.well and name else ""


def take_over_database(w: Wanted, instead_of: str, told: Mapping[str, str]) -> None:
    """Import an existing database into Terraform's state. The database ``instead_of`` is only taken out of the
    state."""
    if instead_of:
        for address in (DATABASE, RULES):
            if address == DATABASE or knows(RULES, told):
                forgotten = terraform("state", "rm", address, environment=told)
                need(forgotten, f"The database {instead_of} could not be let go of.")
    name = f"projects/{w.project}/databases/{w.database}"
    need(terraform("import", DATABASE, name, environment=told), "The database could not be taken over.")


def take_over_rules(w: Wanted, told: Mapping[str, str]) -> None:
    """Import an existing release of Firestore's rules into Terraform's state. An adopted database has one, and so has a
    deployment that was cut off. The provider makes no second one (`apply blocked by lifecycle params`)."""
    if knows(RULES, told):
        return
    release = "cloud.firestore" if w.database == "(default)" else f"cloud.firestore/{w.database}"
    name = f"projects/{w.project}/releases/{release}"
    imported = terraform("import", RULES, name, environment=told, shown=False)
    if imported.well:
        say("Firestore's rules had a release already; it is taken over.")


def knows(address: str, told: Mapping[str, str]) -> bool:
    """Whether Terraform's state has this address."""
    listed = terraform("state", "list", address, environment=told, shown=False)
    return listed.well and address in listed.text


def remembered(w: Wanted, at: Terminal) -> dict[str, Any]:
    """What ``remember`` stored at the last deployment; empty where there was none."""
    kept = patient_gcloud(at, "storage", "cat", f"gs://{w.state_bucket}/{REMEMBERED}")
    if not kept.well:
        if re.search(r"not found|no urls matched|matched no objects|\b404\b", kept.errors.lower()):
            return {}
        raise Stop(f"What the last deployment was told could not be read.\n{kept.errors}")
    found: dict[str, Any] = json.loads(kept.text or "{}")
    return found


def remember(w: Wanted, what: Mapping[str, Any]) -> None:
    """Store it beside the state."""
    text = json.dumps(what, indent=1)
    need(
        gcloud("storage", "cp", "-", f"gs://{w.state_bucket}/{REMEMBERED}", text=text),
        "What this deployment was told could not be remembered.",
    )
