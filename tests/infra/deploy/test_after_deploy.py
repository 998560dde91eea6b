"""What `make deploy` remembers, opens, keeps and proves beside Terraform's part."""

import hashlib
import hmac
import json
from datetime import UTC, date, datetime

import pytest

from infra.tools import deploy
from infra.tools.deploying.python_runtime import DEPRECATED, LAST_DAY, RUNTIME
from tests.infra import reading
from tests.infra.deploy.conftest import Run, stopped
from tests.infra.deploy.stand_ins import BUCKET, SUBSCRIPTION, WHERE, Cloud, Person, deployed_before

URL = "https://interaction-123456789.asia-northeast1.run.app"


def told(cloud: Cloud) -> dict[str, str]:
    [apply] = [call["told"] for call in cloud.asked() if call["called"][:2] == ["terraform", "apply"]]
    found: dict[str, str] = apply
    return found


# The words of the last time


def test_words_are_remembered_and_one_that_is_left_out_changes_nothing(cloud: Cloud, run: Run) -> None:
    assert run("MIN_INSTANCES=1", "READ_LOG=1")[0] == 0
    [kept] = [call["stdin"] for call in cloud.asked() if call["called"][1:3] == ["storage", "cp"]]
    words = json.loads(kept)["words"]
    assert words == {
        "REGION": "asia-northeast1",
        "EMAIL": "tanaka@example.com",
        "MIN_INSTANCES": "1",
        "READ_LOG": "1",
    }
    assert cloud.index("storage cp - gs://p1-furikaeri-state/") < cloud.index("terraform apply")


def test_the_words_of_the_last_time_are_used_again(cloud: Cloud, run: Run) -> None:
    deployed_before(cloud, {"EMAIL": "sato@example.com", "MIN_INSTANCES": "1", "FIRESTORE_DATABASE": "kpt"}, "kpt")
    assert run()[0] == 0
    assert told(cloud)["TF_VAR_alert_email"] == "sato@example.com"
    assert told(cloud)["TF_VAR_interaction_min_instances"] == "1"
    assert told(cloud)["TF_VAR_firestore_database"] == "kpt"


def test_a_word_that_is_said_counts_more(cloud: Cloud, run: Run) -> None:
    deployed_before(cloud, {"EMAIL": "sato@example.com", "MIN_INSTANCES": "1"})
    assert run("MIN_INSTANCES=0")[0] == 0
    assert told(cloud)["TF_VAR_interaction_min_instances"] == "0"


def test_another_region_is_no_slip_of_the_pen(cloud: Cloud, run: Run) -> None:
    deployed_before(cloud, {"REGION": "europe-west1"})
    assert "has Furikaeri in europe-west1" in stopped(run())


def test_words_that_cannot_be_read_stop_it(cloud: Cloud, run: Run) -> None:
    deployed_before(cloud)
    cloud.answers("storage cat", {"status": 1, "err": "ERROR: 403 does not have storage.objects.list access"})
    assert "could not be read" in stopped(run())


@pytest.mark.parametrize("word", ["MIN_INSTANCES=two", "PUBLIC=yes", "READ_LOG=on", "ROLE=a b", "BUDGET=1.5"])
def test_a_word_that_is_none_is_refused_before_anything_is_asked(cloud: Cloud, run: Run, word: str) -> None:
    assert word.partition("=")[0] in stopped(run(word))
    assert cloud.asked() == []


# The state's bucket


def test_a_bucket_of_another_project_is_not_read(cloud: Cloud, run: Run) -> None:
    deployed_before(cloud)
    cloud.answers("storage buckets describe", BUCKET.replace("123456789", "666"))
    assert "belongs to another project (number 666)" in stopped(run())
    assert not [command for command in cloud.commands() if command.startswith("terraform") or "cat" in command]


def test_a_bucket_that_may_not_be_looked_at_is_not_taken_for_missing(cloud: Cloud, run: Run) -> None:
    cloud.answers("storage buckets describe", {"status": 1, "err": "403 does not have storage.buckets.get access"})
    assert "may not be looked at" in stopped(run())
    assert not [command for command in cloud.commands() if "buckets create" in command]


def test_a_bucket_without_versions_keeps_them_from_now_on(cloud: Cloud, run: Run) -> None:
    deployed_before(cloud)
    cloud.answers("storage buckets describe", json.dumps({"projectNumber": "123456789"}))
    assert "it does from now on" in run()[1]
    assert "--versioning" in cloud.commands()[cloud.index("buckets update")]


# An organisation without public members


def policy(cloud: Cloud) -> None:
    found = {"constraint": "constraints/iam.allowedPolicyMemberDomains", "listPolicy": {"allowedValues": ["C01234"]}}
    cloud.answers("org-policies describe", json.dumps(found))


def test_the_policy_is_seen_before_anything_is_made(cloud: Cloud, run: Run) -> None:
    policy(cloud)
    said = stopped(run())
    assert "PUBLIC=no-check" in said
    assert not [command for command in cloud.commands() if "create" in command or "apply" in command]


def test_with_the_operators_word_the_check_is_switched_off_after_every_apply(cloud: Cloud, run: Run) -> None:
    policy(cloud)
    cloud.answers("terraform output -json public_services", '["board", "interaction"]')
    assert run("PUBLIC=no-check")[0] == 0
    assert told(cloud)["TF_VAR_public_without_check"] == "true"
    updated = [command for command in cloud.commands() if "--no-invoker-iam-check" in command]
    assert [command.split()[4] for command in updated] == ["board", "interaction"]
    assert cloud.index("terraform apply") < cloud.index("--no-invoker-iam-check")
    deployed_before(cloud, {"PUBLIC": "no-check"})
    assert run()[0] == 0
    assert len([command for command in cloud.commands() if "--no-invoker-iam-check" in command]) == 4


def test_the_check_is_switched_on_again_where_it_was_off(cloud: Cloud, run: Run) -> None:
    deployed_before(cloud, {"PUBLIC": "no-check"})
    assert run("PUBLIC=all-users")[0] == 0
    assert [command for command in cloud.commands() if " --invoker-iam-check" in command]


def test_where_anybody_may_be_named_the_check_is_left_alone(cloud: Cloud, run: Run) -> None:
    cloud.answers("org-policies describe", json.dumps({"listPolicy": {"allValues": "ALLOW"}}))
    assert run()[0] == 0
    assert told(cloud)["TF_VAR_public_without_check"] == "false"
    assert not [command for command in cloud.commands() if "invoker-iam-check" in command]


def test_an_organisation_that_forbids_that_too_is_named(cloud: Cloud, run: Run) -> None:
    denied = "Operation denied by org policy: constraints/run.managed.requireInvokerIam"
    cloud.answers("run services update", {"status": 1, "err": denied})
    assert "run.managed.requireInvokerIam" in stopped(run("PUBLIC=no-check"))


# Events


def test_events_are_kept_for_a_week_with_time_to_acknowledge_them(cloud: Cloud, run: Run) -> None:
    run()
    [update] = [command for command in cloud.commands() if "subscriptions update" in command]
    assert "projects/p1/subscriptions/eventarc-reminder-1" in update
    assert "--message-retention-duration=604800s" in update
    assert "--expiration-period=never" in update
    assert "--ack-deadline=600" in update


@pytest.mark.parametrize("kept", [{"messageRetentionDuration": "86400s"}, {"ackDeadlineSeconds": 10}])
def test_what_google_kept_instead_is_said(cloud: Cloud, run: Run, kept: dict[str, object]) -> None:
    cloud.answers("pubsub subscriptions describe", json.dumps(SUBSCRIPTION | kept))
    said = stopped(run())
    assert str(next(iter(kept.values()))) in said
    assert "Events wait too long" in said


# Whether it works


def test_a_signed_request_is_sent_and_the_first_sweep_waited_for(cloud: Cloud, run: Run, person: Person) -> None:
    said = run()[1]
    assert "interaction answers a signed request." in said
    assert "sweep ran: 0 teams." in said
    [request] = person.sent
    assert request.full_url == URL
    headers = {name.lower(): value for name, value in request.header_items()}
    assert isinstance(request.data, bytes)
    base = b"v0:" + headers["x-slack-request-timestamp"].encode() + b":" + request.data
    signed = hmac.new(b"8f742231b10e8888abcd99cccddd85a5", base, hashlib.sha256).hexdigest()
    assert headers["x-slack-signature"] == f"v0={signed}"
    assert "scheduler jobs run furikaeri-sweep" in cloud.commands()[cloud.index("jobs run")]


def test_a_door_that_opens_late_is_tried_again(run: Run, person: Person) -> None:
    person.answers = [(403, ""), (0, "refused"), None]
    status, said = run()
    assert status == 0
    assert "interaction answers 403; once more in 10 s (2 of 12)." in said


@pytest.mark.parametrize(
    ("answer", "why"), [((401, ""), "refuses our signature"), ((403, ""), "lets nobody in"), ((500, ""), "answers 500")]
)
def test_what_does_not_work_is_said_at_the_end(run: Run, person: Person, answer: tuple[int, str], why: str) -> None:
    person.answers = [answer]
    said = stopped(run())
    assert why in said
    assert "It is there." in said


def test_an_answer_without_the_word_is_none(run: Run, person: Person) -> None:
    person.answers = [(200, "welcome")]
    assert "interaction does not work" in stopped(run())


def test_who_may_not_read_the_secret_is_told_so(cloud: Cloud, run: Run, person: Person) -> None:
    cloud.answers("secrets versions access", {"status": 1, "err": "PERMISSION_DENIED"})
    status, said = run()
    assert status == 0
    assert "you may not read the signing secret" in said
    assert person.sent == []


def test_a_sweep_that_fails_or_is_silent_is_said(cloud: Cloud, run: Run) -> None:
    line = {"jsonPayload": {"message": "sweep.not_now", "error": "invalid_auth", "severity": "ERROR"}}
    cloud.answers("logging read", json.dumps([line]))
    assert "sweep fails: sweep.not_now invalid_auth" in stopped(run())
    cloud.answers("logging read", "[]")
    assert "sweep has not run within two minutes" in stopped(run())


# Python's last day


@pytest.mark.parametrize(
    ("day", "word"), [(DEPRECATED, "deprecates"), (LAST_DAY.replace(month=5), "any more"), (date(2026, 11, 28), "")]
)
def test_pythons_last_day_is_said_when_it_is_near(
    cloud: Cloud, person: Person, capsys: pytest.CaptureFixture[str], day: date, word: str
) -> None:
    now = datetime(day.year, day.month, day.day, tzinfo=UTC)
    deployed_before(cloud)
    assert deploy.main([*WHERE, "YES=1"], person.terminal(now)) == 0
    said = capsys.readouterr().out
    assert word in said
    assert (RUNTIME in said) == bool(word)


def test_the_runtime_that_is_warned_of_is_the_one_that_is_deployed() -> None:
    [build] = reading.block("google_cloudfunctions2_function", "function")["build_config"]
    assert build["runtime"] == RUNTIME


# A budget


def test_a_budget_is_in_the_accounts_own_currency(cloud: Cloud, run: Run) -> None:
    cloud.answers("--format=value(billingAccountName.basename())", "01-AB")
    cloud.answers("billing accounts describe 01-AB", "JPY")
    assert run("BUDGET=5000")[0] == 0
    assert told(cloud)["TF_VAR_budget"] == "5000"
    assert told(cloud)["TF_VAR_billing_account"] == "01-AB"
    assert told(cloud)["TF_VAR_billing_currency"] == "JPY"
    assert "billingbudgets.googleapis.com" in cloud.commands()[cloud.index("services enable")]


def test_a_budget_that_nobody_may_make_is_said(cloud: Cloud, run: Run) -> None:
    cloud.answers("--format=value(billingAccountName.basename())", {"status": 1, "err": "no permission"})
    assert "leave BUDGET out" in stopped(run("BUDGET=5000"))
