"""What Google says while a project is new is waited for; what a person has to mend is said."""

import pytest

from infra.tools import deploy
from infra.tools.commands import Done, Stop
from infra.tools.deploying.google_answers import MEND, TOO_EARLY, WAITS, how_to_mend, why_too_early
from tests.infra.deploy.conftest import Run, stopped
from tests.infra.deploy.stand_ins import OURS, Cloud, Person

EVENTARC = "Permission denied while using the Eventarc Service Agent. If you recently started to use Eventarc, it may"
EARLY = [
    f"Error: Error creating function: googleapi: Error 400: Validation failed for trigger: {EVENTARC}",
    "Error 400: Service agent does not exist, badRequest",
    "The principal is not authorized to act as service account x@p1.iam.gserviceaccount.com",
    "Build failed: could not build the function due to a missing permission on the build\n│  service account.",
    "generic::permission_denied: x@developer.gserviceaccount.com does not have storage.objects.get access",
    "Error: Unable to retrieve the repository metadata for projects/p1/locations/r1/repositories/furikaeri",
    "Error 400: Service account furikaeri-sweep@p1.iam.gserviceaccount.com does not exist., invalid",
    "Error 404: Service account does not exist.",
    "spec.template.spec.containers[0].env[4].value_from.secret_key_ref.name: Permission denied on secret: "
    "projects/1/secrets/furikaeri-slack-bot-token/versions/1 for Revision service account a@p1.iam.example.com.",
    'googleapi: Error 404: Cannot find metric(s) that match type = "logging.googleapis.com/user/a". If a metric was '
    "created recently, it could take up to 10 minutes to become available. Please try again soon.",
    "Error 404: The metric referenced by the provided filter is unknown. Check the metric name and labels.",
    "Error 409: There were concurrent policy changes. Please retry the whole read-modify-write.",
    "Cloud Scheduler API has not been used in project 123 before or it is disabled. Enable it, then retry.",
    "Error 400: It may take a few minutes for the change to propagate",
    "If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.",
]
NOT_EARLY = [
    "Error: Invalid function argument",
    "Quota exceeded",
    "Error 403: forbidden",
    "ALREADY_EXISTS: subscription",
]


@pytest.mark.parametrize("text", EARLY)
def test_these_answers_mean_too_early(text: str) -> None:
    assert why_too_early(Done(1, text))
    assert why_too_early(Done(1, "", text)), "gcloud says it on its other output"
    assert not why_too_early(Done(0, text))


@pytest.mark.parametrize("text", NOT_EARLY)
def test_these_do_not(text: str) -> None:
    assert not why_too_early(Done(1, text))


def test_every_row_of_the_table_has_an_answer_that_only_it_knows() -> None:
    for row in TOO_EARLY:
        others = tuple(other for other in TOO_EARLY if other is not row)
        assert [text for text in EARLY if not _known(text, others) or _known(text, (row,))], row


def _known(text: str, rows: tuple[object, ...]) -> bool:
    return any(why_too_early(Done(1, text)) == row.means for row in rows)  # type: ignore[attr-defined]  # rows of the table


MENDED = [
    ("One or more users named in the policy do not belong to a permitted customer.", "PUBLIC=no-check"),
    ("violates constraint constraints/iam.allowedPolicyMemberDomains", "PUBLIC=no-check"),
    ("Operation denied by org policy: [constraints/run.managed.requireInvokerIam]", "run.managed.requireInvokerIam"),
    ("FAILED_PRECONDITION: due to quota restrictions, cannot run builds in this region.", "build/docs/locations"),
    ("Permission denied on 'locations/europe-southwest1' (or it may not exist)", "build/docs/locations"),
    ("You can't create a role_id (furikaeriScheduler) which has been marked for deletion.", "ROLE=furikaeriScheduler2"),
    ("Error creating Release: apply blocked by lifecycle params", "takes it over"),
    ("Error: Error acquiring the state lock", "A deployment that was cut off"),
    ('The state is in the file "errored.tfstate"', "Keep infra/errored.tfstate"),
    ("googleapi: Error 409: Requested entity already exists, alreadyExists", "was cut off"),
    ("Error 409: alreadyExists", "was cut off"),
]


@pytest.mark.parametrize(("text", "way"), MENDED)
def test_what_a_person_has_to_mend_is_said(cloud: Cloud, run: Run, text: str, way: str) -> None:
    cloud.answers("terraform apply", {"status": 1, "out": f"╷\n│ Error: {text}\n"})
    assert way in stopped(run())
    assert len([command for command in cloud.commands() if command.startswith("terraform apply")]) == 1


def test_every_sentence_has_an_answer() -> None:
    said = "\n".join(how_to_mend(Done(1, text)) for text, _ in MENDED)
    assert [answer.words for answer in MEND if answer.means not in said] == []


def test_a_new_projects_own_accounts_are_waited_for_with_a_sign_of_life(
    cloud: Cloud, person: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    early = {"status": 1, "out": f"Error 400: {EVENTARC}\n"}
    cloud.answers("terraform apply", early, early, "")
    deploy.apply({}, person.terminal())
    assert sum(person.waited) == sum(WAITS[:2])
    assert max(person.waited) <= 30
    said = capsys.readouterr().out
    assert "Google is still making its own accounts in the project. Try 2 of 6 in 30 s." in said
    assert "Try 3 of 6 in 60 s.\n  30 s …" in said
    applied = [command for command in cloud.commands() if command.startswith("terraform apply")]
    assert applied[0].endswith("furikaeri.tfplan")
    assert set(applied[1:]) == {"terraform apply -auto-approve"}, "a plan is good for one time"


def test_waiting_ends(cloud: Cloud, person: Person) -> None:
    cloud.answers("terraform apply", {"status": 1, "out": EVENTARC})
    with pytest.raises(Stop, match="see above"):
        deploy.apply({}, person.terminal())
    assert 10 * 60 <= sum(person.waited) <= 15 * 60, "a metric takes up to ten minutes"


GCLOUD = [
    "services enable",
    "storage buckets create",
    "firestore databases list",
    "secrets versions list furikaeri-slack-bot-token",
    "secrets create",
    "secrets versions add",
    "functions list",
    "eventarc triggers describe",
    "pubsub subscriptions update",
    "scheduler jobs run",
]


@pytest.mark.parametrize("command", GCLOUD)
def test_gcloud_is_asked_again_where_an_api_was_switched_on_a_moment_ago(
    cloud: Cloud, run: Run, person: Person, command: str
) -> None:
    early = {"status": 1, "err": "ERROR: (gcloud) PERMISSION_DENIED: X API has not been used in project 1 before."}
    [right] = [rule["answers"][-1] for rule in cloud.rules if rule["when"] == command] or [{"out": ""}]
    cloud.answers(command, early, right)
    assert run()[0] == 0
    assert sum(person.waited) >= WAITS[0]


def test_each_run_of_terraform_has_a_token_with_enough_life(cloud: Cloud, run: Run) -> None:
    cloud.answers("config config-helper", *(f"login-{number}" for number in range(50)))
    cloud.answers("terraform apply", {"status": 1, "out": EVENTARC}, "")
    run()
    tokens = [call["told"]["GOOGLE_OAUTH_ACCESS_TOKEN"] for call in cloud.asked() if call["called"][0] == "terraform"]
    assert len(set(tokens)) == len(tokens)
    [asked] = {command for command in cloud.commands() if "config-helper" in command}
    assert "--min-expiry=55m" in asked


def test_a_login_that_has_run_out_is_said(cloud: Cloud, run: Run) -> None:
    cloud.answers("config config-helper", {"status": 1, "err": "Reauthentication required."})
    assert "gcloud auth login" in stopped(run())


def test_rules_that_have_a_release_already_are_taken_over_before_the_plan(cloud: Cloud, run: Run) -> None:
    cloud.answers("firestore databases list", f"[{str(OURS).replace(chr(39), chr(34))}]")
    cloud.answers("terraform state list", "")
    assert run("ADOPT=1")[0] == 0
    taken = "terraform import google_firebaserules_release.firestore projects/p1/releases/cloud.firestore"
    assert cloud.index(taken) < cloud.index("terraform plan")


def test_rules_without_a_release_are_made(cloud: Cloud, run: Run) -> None:
    cloud.answers("firestore databases list", f"[{str(OURS).replace(chr(39), chr(34))}]")
    none = {"status": 1, "out": "Error: Cannot import non-existent remote object"}
    cloud.answers("terraform import google_firebaserules_release", none)
    assert run("ADOPT=1")[0] == 0
