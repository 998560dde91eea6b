"""The errors of Google while a project is new, in one table, and the retry that waits for it.

A wording from a public issue names the issue beside it. All are compared in lower case.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from infra.tools.commands import Done, Terminal, gcloud, say

WAITS = (30, 60, 120, 180, 240)
"""Seconds before each further try. They are 10.5 minutes in all, as a new metric takes up to ten."""
STEP = 30
"""Seconds between two lines that show the wait."""


@dataclass(frozen=True)
class Answer:
    """A regular expression, in lower case, that recognises an error; and what the error means."""

    words: str
    means: str


ACCOUNTS = "Google is still making its own accounts in the project."
RIGHTS = "A right that was just given has not reached all of Google yet."
APIS = "An API that was just switched on is not ready yet."
TOO_EARLY = (
    Answer("permission denied while using the eventarc service agent", ACCOUNTS),
    Answer("service agent does not exist", ACCOUNTS),
    Answer("is not authorized to act as service account", ACCOUNTS),
    Answer("missing permission on the build service account", ACCOUNTS),
    # terraform-provider-google issue 8942; terraform-docs-samples pull request 179
    Answer(r"does not have storage\.objects\.get access", RIGHTS),
    Answer("unable to retrieve the repository metadata", RIGHTS),
    # GoogleCloudPlatform/data-migration-tool issue 58: "Service account NAME does not exist."
    Answer(r"service account \S+ does not exist", ACCOUNTS),
    Answer("service account does not exist", ACCOUNTS),
    # sourcegraph pull request 59045: "Permission denied on secret: NAME for Revision service account NAME"
    Answer(r"permission denied on secret: \S+ for revision service account", RIGHTS),
    # terraform-provider-google issue 11102: "Cannot find metric(s) that match type = …, it could take up to 10 minutes"
    Answer(
        r"cannot find metric\(s\) that match type", "A metric that was just made takes up to ten minutes to appear."
    ),
    Answer("the metric referenced by the provided filter is unknown", "A metric that was just made is not there yet."),
    # hashicorp/terraform issue 15243; terraform-provider-google issues 964, 12512
    Answer("there were concurrent policy changes", "Somebody else was changing rights at the same time."),
    Answer("has not been used in project", APIS),
    Answer("it may take a few minutes", APIS),
    Answer("wait a few minutes", APIS),
)
"""Errors after which the tool waits and tries again."""

MEND = (
    Answer(
        "permitted customer|iam.allowedpolicymemberdomains|iam.managed.allowedpolicymembers",
        "Your organisation lets no account of outside into a policy, and Slack has no Google account.\n"
        "Google's way is to switch off the account check of that one service; the signature is checked as before:\n"
        "make deploy … PUBLIC=no-check (docs/operate.md, An organisation without public members)",
    ),
    Answer(
        "run.managed.requireinvokeriam",
        "Your organisation forbids a service without Google's account check.\n"
        "Ask its administrator to except this project from run.managed.requireInvokerIam, or from\n"
        "iam.allowedPolicyMemberDomains: then PUBLIC=all-users serves.",
    ),
    Answer(
        "cannot run builds in this region|permission denied on 'locations/",
        "Google does not let this project build in that region: new projects may build in few.\n"
        "https://cloud.google.com/build/docs/locations names them. Take another: make deploy … REGION=… , and\n"
        "FIRESTORE_LOCATION=… where the database is made already. Or ask Google for quota.",
    ),
    Answer(
        "marked for deletion|role_id .* (is|has been) .*deleted",
        "A custom role's id cannot be used again for up to 37 days after make destroy.\n"
        "Take another: make deploy … ROLE=furikaeriScheduler2 (it is remembered).",
    ),
    Answer(
        "apply blocked by lifecycle params",
        "Firestore's rules have a release already. make deploy takes it over before it applies: run it again.",
    ),
    Answer(
        "error acquiring the state lock",
        "Another deployment holds the state, or one was cut off. docs/operate.md, A deployment that was cut off.",
    ),
    Answer(
        "errored.tfstate",
        "What was made could not be written down. Keep infra/errored.tfstate, and do not deploy again before\n"
        "docs/operate.md, A deployment that was cut off, has been followed.",
    ),
    Answer(
        "already ?exists",
        "Something is there already that this deployment does not know: see its name above.\n"
        "Was an earlier one cut off? docs/operate.md, A deployment that was cut off, says how it is taken over.",
    ),
)
"""Errors that a person has to mend, and how."""


def one_line(text: str) -> str:
    """The text as it is compared with the tables: in lower case, with single spaces, without terraform's frame."""
    return " ".join(text.lower().replace("│", " ").split())


def why_too_early(done: Done) -> str:
    """The meaning of an error that a new project causes; empty for any other result."""
    if done.well:
        return ""
    text = one_line(f"{done.text} {done.errors}")
    return next((answer.means for answer in TOO_EARLY if re.search(answer.words, text)), "")


def how_to_mend(done: Done) -> str:
    """How a person can mend a failure; empty where that is not known."""
    text = one_line(f"{done.text} {done.errors}")
    return "\n".join(answer.means for answer in MEND if re.search(answer.words, text))


def until_ready(run: Callable[[], Done], at: Terminal) -> Done:
    """Run a command, and again while the project is too new. Prints a line twice a minute meanwhile. Returns the last
    result."""
    for number, wait in enumerate(WAITS, 2):
        done = run()
        means = why_too_early(done)
        if not means:
            return done
        say(f"{means} Try {number} of {len(WAITS) + 1} in {wait} s.")
        for left in range(wait, 0, -STEP):
            if left < wait:
                say(f"  {left} s …")
            at.sleep(min(STEP, left))
    return run()


def patient_gcloud(at: Terminal, *arguments: str, text: str = "") -> Done:
    """Run gcloud, and again while the project is too new."""
    return until_ready(lambda: gcloud(*arguments, text=text), at)
