"""The Google Cloud project: what `make deploy` needs of it, and the command that mends what is missing."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from infra.tools.commands import Stop, gcloud, is_there, need, terraform

NEEDED_FIRST = (
    "cloudresourcemanager",
    "serviceusage",
    "iam",
    "storage",
    "secretmanager",
    "firestore",
    "eventarc",
    "pubsub",
    "cloudfunctions",
    "run",
    "cloudbuild",
)
"""What is asked of the project before Terraform switches the rest on, and what is slow to make its service agents."""
DATABASE = "google_firestore_database.store"
"""Terraform's name for the database."""
REGION = re.compile(r"[a-z]+-[a-z]+[0-9]+")


@dataclass(frozen=True)
class Wanted:
    """What a person asked for on make's command line."""

    project: str
    region: str
    database: str = "(default)"
    location: str = ""
    email: str = ""
    yes: bool = False
    adopt: bool = False
    min_instances: str = "0"

    @property
    def state_bucket(self) -> str:
        """Where Terraform keeps its state."""
        return f"{self.project}-furikaeri-state"

    @property
    def data_location(self) -> str:
        """Where the entries lie."""
        return self.location or self.region


def wanted(given: Mapping[str, str], command: str) -> Wanted:
    """Read make's words. Raises ``Stop`` where one is missing or wrong."""
    if not given.get("PROJECT") or not given.get("REGION"):
        raise Stop(f"Say where: make {command} PROJECT=my-project REGION=asia-northeast1")
    if not REGION.fullmatch(given["REGION"]):
        raise Stop(
            f"REGION={given['REGION']} is no region. It is an id as asia-northeast1: gcloud functions regions list"
        )
    if not given.get("MIN_INSTANCES", "0").isdigit():
        raise Stop(f"MIN_INSTANCES={given['MIN_INSTANCES']} is no number.")
    return Wanted(
        project=given["PROJECT"],
        region=given["REGION"],
        database=given.get("FIRESTORE_DATABASE", "(default)"),
        location=given.get("FIRESTORE_LOCATION", ""),
        email=given.get("EMAIL", ""),
        yes=given.get("YES") == "1",
        adopt=given.get("ADOPT") == "1",
        min_instances=given.get("MIN_INSTANCES", "0"),
    )


def check_tools() -> str:
    """Who is logged in. Raises ``Stop`` that names every tool and login that is missing."""
    missing = []
    if not is_there("gcloud"):
        missing.append("gcloud is not installed: https://cloud.google.com/sdk/docs/install, then: gcloud auth login")
    if not is_there("terraform"):
        missing.append("terraform is not installed: https://developer.hashicorp.com/terraform/install (1.5 or newer)")
    account = ""
    if is_there("gcloud"):
        account = gcloud("auth", "list", "--filter=status:ACTIVE", "--format=value(account)").text
        if not account:
            missing.append("Nobody is logged in: gcloud auth login")
    if missing:
        raise Stop("\n".join(missing))
    return account.splitlines()[0]


def check_project(w: Wanted) -> str:
    """The project's number. Raises ``Stop`` where the project, its billing or its APIs are missing."""
    found = gcloud("projects", "describe", w.project, "--format=value(projectNumber)")
    number = need(found, f"There is no project {w.project}, or you may not see it: gcloud projects create {w.project}")
    billing = gcloud("billing", "projects", "describe", w.project, "--format=value(billingEnabled)")
    if billing.well and billing.text.lower() != "true":
        raise Stop(
            f"The project {w.project} has no billing account, and functions need one (docs/cost.md: near nothing).\n"
            f"gcloud billing accounts list\n"
            f"gcloud billing projects link {w.project} --billing-account=ACCOUNT_ID"
        )
    names = [f"{name}.googleapis.com" for name in NEEDED_FIRST]
    need(
        gcloud("services", "enable", *names, f"--project={w.project}"),
        f"The APIs could not be switched on. You need the role Owner of {w.project}, or:\n"
        f"gcloud services enable {' '.join(names)} --project={w.project}",
    )
    return number


def find_database(w: Wanted) -> dict[str, Any] | None:
    """The Firestore database as it is; None where it is not there yet."""
    listed = gcloud("firestore", "databases", "list", f"--project={w.project}", "--format=json")
    databases = json.loads(need(listed, "The project's Firestore databases could not be listed.") or "[]")
    name = f"projects/{w.project}/databases/{w.database}"
    return next((database for database in databases if database["name"] == name), None)


def check_database(w: Wanted, found: Mapping[str, Any] | None, kept_in: str) -> None:
    """Whether the database is one that can be used. ``kept_in``: the one that this deployment has used so far. Raises
    ``Stop`` with the way round."""
    if kept_in not in ("", w.database) and not (found and w.adopt):
        to_stay = "without FIRESTORE_DATABASE" if kept_in == "(default)" else f"FIRESTORE_DATABASE={kept_in}"
        raise Stop(
            f"This deployment keeps its entries in the database {kept_in}, not in {w.database}.\n"
            f"To leave them there: make deploy … {to_stay}\n"
            f"To put a copy of them in its place: docs/operate.md, Bring entries back"
        )
    if found is None:
        return
    other = "Take another database, which is made for you: make deploy … FIRESTORE_DATABASE=furikaeri"
    mode, place = found.get("type", ""), found.get("locationId", "")
    if mode != "FIRESTORE_NATIVE":
        raise Stop(f"The database {w.database} is in another mode ({mode}), and a mode cannot be changed.\n{other}")
    if found.get("databaseEdition", "STANDARD") not in ("STANDARD", "DATABASE_EDITION_UNSPECIFIED"):
        raise Stop(f"The database {w.database} is of another edition ({found['databaseEdition']}).\n{other}")
    if place != w.data_location:
        raise Stop(
            f"The database {w.database} lies in {place}, not in {w.data_location}, and a database cannot be moved.\n"
            f"Use it where it is: make deploy … FIRESTORE_LOCATION={place}\n{other}"
        )
    if not (kept_in == w.database or w.adopt):
        raise Stop(
            f"The database {w.database} is there already, and this deployment has not made it.\n"
            f"If it holds Furikaeri's entries from before (make destroy keeps them): make deploy … ADOPT=1\n"
            f"If it belongs to something else: make deploy … FIRESTORE_DATABASE=furikaeri"
        )


def state_is_there(w: Wanted) -> bool:
    """Whether Terraform's bucket exists."""
    return gcloud("storage", "buckets", "describe", f"gs://{w.state_bucket}", "--format=value(name)").well


def make_state(w: Wanted) -> None:
    """Make Terraform's bucket: versioned, closed to the public."""
    need(
        gcloud(
            "storage",
            "buckets",
            "create",
            f"gs://{w.state_bucket}",
            f"--project={w.project}",
            f"--location={w.region}",
            "--uniform-bucket-level-access",
            "--public-access-prevention",
        ),
        f"The bucket for Terraform's state, {w.state_bucket}, could not be made.",
    )
    gcloud("storage", "buckets", "update", f"gs://{w.state_bucket}", "--versioning")


def terraform_environment(w: Wanted, email: str, versions: Mapping[str, str]) -> dict[str, str]:
    """What Terraform is told. It borrows gcloud's login, so that one login is enough."""
    token = need(gcloud("auth", "print-access-token"), "The login has run out: gcloud auth login")
    return {
        "GOOGLE_OAUTH_ACCESS_TOKEN": token,
        "TF_VAR_project": w.project,
        "TF_VAR_region": w.region,
        "TF_VAR_firestore_database": w.database,
        "TF_VAR_firestore_location": w.data_location,
        "TF_VAR_alert_email": email,
        "TF_VAR_interaction_min_instances": w.min_instances,
        "TF_VAR_board_key_version": versions.get("BOARD_KEY", "0"),
        "TF_VAR_slack_bot_token_version": versions.get("SLACK_BOT_TOKEN", "0"),
        "TF_VAR_slack_signing_secret_version": versions.get("SLACK_SIGNING_SECRET", "0"),
    }


def open_state(w: Wanted, environment: Mapping[str, str]) -> None:
    """Let Terraform fetch its provider and find its state."""
    done = terraform(
        "init", "-reconfigure", f"-backend-config=bucket={w.state_bucket}", environment=environment, shown=False
    )
    need(done, "terraform init failed. It needs version 1.5 or newer, and to reach Terraform's registry.")


def database_in_state(environment: Mapping[str, str]) -> str:
    """The Firestore database in which this deployment keeps its entries; empty where it has none yet."""
    shown = terraform("state", "show", "-no-color", DATABASE, environment=environment, shown=False)
    name = re.search(r'^\s*name\s*= "(.+)"$', shown.text, re.MULTILINE)
    return name[1] if shown.well and name else ""
