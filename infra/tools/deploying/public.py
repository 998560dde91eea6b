"""Lets Slack in where an organisation allows no public members (domain-restricted sharing).

Slack has no Google account, so its requests are unauthenticated. Where a policy may not name `allUsers`, Google's way
is to switch off the account check of that one service: https://cloud.google.com/run/docs/authenticating/public
"""

import json
from collections.abc import Mapping

from infra.tools.commands import Stop, Terminal, gcloud, need, say, terraform
from infra.tools.deploying.google_answers import how_to_mend, patient_gcloud
from infra.tools.deploying.wanted import Wanted

RESTRICTED = "iam.allowedPolicyMemberDomains"
FORBIDDEN = (
    "Your organisation lets no public member into a policy, and Slack, which has no Google account, comes as one.\n"
    "Google's account check can be switched off for the services that Slack and browsers call, and for no other; each\n"
    "still checks a signature or a key itself. If you mean that: make deploy … PUBLIC=no-check"
)


def check_policy(w: Wanted) -> None:
    """Raise ``Stop`` where the organisation forbids ``allUsers``. Where the person may not see the policies, the apply
    fails later with the same text."""
    if w.public == "no-check":
        return
    where = (RESTRICTED, f"--project={w.project}", "--effective", "--format=json")
    shown = gcloud("resource-manager", "org-policies", "describe", *where)
    policy = json.loads(shown.text or "{}").get("listPolicy", {}) if shown.well else {}
    if policy.get("allowedValues") or policy.get("allValues") == "DENY":
        raise Stop(FORBIDDEN)


def set_account_check(w: Wanted, told: Mapping[str, str], was: str, at: Terminal) -> None:
    """Switch the account check off, or on again where it ``was`` off. This is needed after every apply: the check is no
    field of a function, and an update of the function may reset it (terraform-provider-google issue 23360)."""
    if "no-check" not in (w.public, was):
        return
    check = "--no-invoker-iam-check" if w.public == "no-check" else "--invoker-iam-check"
    for service in _public_services(told):
        where = (f"--region={w.region}", f"--project={w.project}")
        updated = patient_gcloud(at, "run", "services", "update", service, check, *where)
        if not updated.well:
            raise Stop(f"{service} could not be opened to Slack.\n{how_to_mend(updated) or updated.errors}")
        if w.public == "no-check":
            say(f"{service} is called without Google's account check; it checks each request itself.")


def _public_services(told: Mapping[str, str]) -> list[str]:
    shown = terraform("output", "-json", "public_services", environment=told, shown=False)
    services: list[str] = json.loads(need(shown, "Which services are public could not be read from the state."))
    return services
