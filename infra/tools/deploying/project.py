"""Checks what `make deploy` needs of the Google Cloud project, and names the command that mends what is missing."""

import json
from collections.abc import Mapping
from typing import Any

from infra.tools.commands import Stop, Terminal, gcloud, is_there, need
from infra.tools.deploying.google_answers import patient_gcloud
from infra.tools.deploying.wanted import Wanted

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
    "firebaserules",
)
"""APIs that are used before Terraform enables the rest, and APIs whose service agents take long to appear."""


def check_tools() -> str:
    """The logged-in account. Raises ``Stop`` that names every missing tool and login."""
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


def number_of(w: Wanted) -> str:
    """The project's number. Raises ``Stop`` where there is no such project."""
    found = gcloud("projects", "describe", w.project, "--format=value(projectNumber)")
    return need(found, f"There is no project {w.project}, or you may not see it: gcloud projects create {w.project}")


def check_project(w: Wanted, at: Terminal) -> str:
    """The project's number. Raises ``Stop`` where the project, its billing or its APIs are missing."""
    number = number_of(w)
    billing = gcloud("billing", "projects", "describe", w.project, "--format=value(billingEnabled)")
    if billing.well and billing.text.lower() != "true":
        raise Stop(
            f"The project {w.project} has no billing account, and functions need one (docs/cost.md: near nothing).\n"
            f"gcloud billing accounts list\n"
            f"gcloud billing projects link {w.project} --billing-account=ACCOUNT_ID"
        )
    names = [f"{name}.googleapis.com" for name in (*NEEDED_FIRST, *(["billingbudgets"] if w.budget != "0" else []))]
    need(
        patient_gcloud(at, "services", "enable", *names, f"--project={w.project}"),
        f"The APIs could not be switched on. You need the role Owner of {w.project}, or:\n"
        f"gcloud services enable {' '.join(names)} --project={w.project}",
    )
    return number


def billing_of(w: Wanted) -> dict[str, str]:
    """The project's billing account and its currency, which a budget needs. Empty without a budget. Raises ``Stop``
    where the person may not see them."""
    if w.budget == "0":
        return {}
    asked = gcloud("billing", "projects", "describe", w.project, "--format=value(billingAccountName.basename())")
    account = need(asked, "A budget needs the billing account, and you may not see it: leave BUDGET out, or BUDGET=0.")
    currency = gcloud("billing", "accounts", "describe", account, "--format=value(currencyCode)")
    otherwise = f"A budget needs the currency of the billing account {account}: leave BUDGET out, or BUDGET=0."
    return {"account": account, "currency": need(currency, otherwise)}


def find_database(w: Wanted, at: Terminal) -> dict[str, Any] | None:
    """The Firestore database; None where it does not exist yet."""
    listed = patient_gcloud(at, "firestore", "databases", "list", f"--project={w.project}", "--format=json")
    databases = json.loads(need(listed, "The project's Firestore databases could not be listed.") or "[]")
    name = f"projects/{w.project}/databases/{w.database}"
    return next((database for database in databases if database["name"] == name), None)


def check_database(w: Wanted, found: Mapping[str, Any] | None, kept_in: str) -> None:
    """Check that the database can be used. ``kept_in``: the one that this deployment has used so far. Raises ``Stop``
    with what to do instead."""
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
