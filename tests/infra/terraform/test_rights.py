"""What a function is told, and what it may: what the code needs, and nothing more."""

import json
import re

import pytest

from tests.infra import reading
from tests.infra.reading import FUNCTIONS, INFRA, ROOT, block, blocks, functions, local
from tests.infra.terraform.parts import tree_kinds

SETS_NO_STORE = {
    "STORE",
    "SLACK_API_URL",
    "SHEETS_API_URL",
    "CLOUD_SCHEDULER_ENDPOINT",
    "CLOCK_OFFSET",
    "FIRESTORE_EMULATOR_HOST",
}


# What they are told


def settings() -> set[str]:
    return set(re.findall(r'get\("([A-Z_]+)"', (ROOT / "shared/settings.py").read_text()))


MACHINERY = {"THREADS", "PYTHONPATH", "LOG_EXECUTION_ID"}
"""Read by functions-framework and by Python, not by us."""


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_is_told_only_what_the_code_reads(name: str) -> None:
    told = set(reading.environment(name)) | set(functions()[name]["secrets"])
    assert told - MACHINERY <= settings()
    assert told >= MACHINERY
    assert {"GOOGLE_CLOUD_PROJECT", "FIRESTORE_DATABASE"} <= told
    assert not told & SETS_NO_STORE, "these are for one machine and for tests"


def test_every_setting_of_the_cloud_is_told_to_somebody() -> None:
    told = {key for name in FUNCTIONS for key in (*reading.environment(name), *functions()[name]["secrets"])}
    assert settings() - told == SETS_NO_STORE


def test_who_keeps_slots_knows_the_region_and_who_asks_people_knows_whom_to_wake() -> None:
    keeps = {name for name in FUNCTIONS if "SCHEDULER_LOCATION" in reading.environment(name)}
    assert keeps == {"schedule", "sweep"} == {name for name, entry in functions().items() if entry["schedules"]}
    wakes = {name for name in FUNCTIONS if "INTERACTION_URL" in reading.environment(name)}
    assert wakes == {"reminder"}


def test_the_address_of_interaction_is_known_beforehand() -> None:
    form = "https://interaction-${data.google_project.this.number}.${var.region}.run.app"
    assert local("interaction_url") == form
    assert local("board_url") == form.replace("interaction", "board")


def test_the_board_only_reads_and_a_crowd_at_it_stays_within_its_price() -> None:
    """docs/cost.md names what strangers can cause at most."""
    assert block("google_project_iam_member", "store")["role"] == "${each.value.store}"
    board = functions()["board"]
    assert board["store"] == "roles/datastore.viewer"
    assert (board["max_instances"], board["concurrency"], board["secrets"]) == (3, 40, ["BOARD_KEY"])


# What they may


def test_slacks_secrets_are_named_with_one_version_and_never_written_here() -> None:
    assert not tree_kinds("secret_manager_secret_version")
    assert not tree_kinds("google_secret_manager_secret") - {"google_secret_manager_secret_iam_member"}
    for key, secret in local("secrets").items():
        assert secret["version"] == f"${{var.{key.lower()}_version}}"
    assert not re.search(r"xox[bap]-|AIza|-----BEGIN", reading.source())
    for entry in reading.tree()["variable"]:
        for name in entry:
            assert name.endswith("_version") or not re.search("token|secret|password|key", name)


def test_a_secret_is_read_only_by_who_needs_it() -> None:
    readers = {name: set(entry["secrets"]) for name, entry in functions().items()}
    assert {name for name, secrets in readers.items() if "SLACK_SIGNING_SECRET" in secrets} == {"interaction"}
    assert {name for name, secrets in readers.items() if "SLACK_BOT_TOKEN" not in secrets} == {"board", "schedule"}
    assert {name for name, secrets in readers.items() if "BOARD_KEY" in secrets} == {"board", "interaction"}
    [member] = blocks("google_secret_manager_secret_iam_member").values()
    assert member["role"] == "roles/secretmanager.secretAccessor"
    assert member["for_each"] == "${local.secret_readers}"


def test_a_role_is_the_least_that_serves() -> None:
    roles = {entry["role"] for kind in tree_kinds("iam_member") for entry in blocks(kind).values()}
    assert roles == {
        "${each.value.store}",  # below
        "roles/eventarc.eventReceiver",
        "roles/pubsub.publisher",
        "roles/run.invoker",
        "roles/secretmanager.secretAccessor",
        "roles/artifactregistry.writer",
        "roles/logging.logWriter",
        "roles/storage.objectViewer",
        "${google_project_iam_custom_role.scheduler.id}",
    }
    readers = [name for name, entry in functions().items() if entry["store"] == "roles/datastore.viewer"]
    assert readers == ["board"]
    assert {entry["store"] for entry in functions().values()} == {"roles/datastore.user", "roles/datastore.viewer"}


def test_documents_may_be_read_in_the_one_database_only() -> None:
    [condition] = block("google_project_iam_member", "store")["condition"]
    database = "projects/${var.project}/databases/${var.firestore_database}"
    assert f'resource.name == \\"{database}\\"' in (INFRA / "identities.tf").read_text()
    assert condition["expression"].startswith("resource.name == ")


def test_what_builds_reads_its_two_buckets_and_not_the_state() -> None:
    reads = block("google_project_iam_member", "build_reads")
    [condition] = reads["condition"]
    assert "local.sources" in condition["expression"]
    text = (INFRA / "identities.tf").read_text()
    assert re.findall(r"^    (.*),$", text.partition("sources = [")[2].partition("]")[0], re.MULTILINE) == [
        "google_storage_bucket.archive.name",
        '"gcf-v2-sources-${data.google_project.this.number}-${var.region}"',
    ]
    assert "storage" not in block("google_project_iam_member", "build")["role"]


@pytest.mark.skipif(reading.terraform() is None, reason="terraform is not installed")
def test_the_condition_of_what_builds_names_buckets_and_what_is_in_them() -> None:
    text = (INFRA / "identities.tf").read_text()
    expression = text.partition("    expression = join(")[2].partition("\n    ]))\n")[0]
    ask = f"join({expression}]))".replace("local.sources", '["archive", "sources"]').replace("\n", " ")
    done = reading.run_terraform("console", cwd=ROOT / "docs", text=ask)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == (
        'resource.name == "projects/_/buckets/archive" || '
        'resource.name.startsWith("projects/_/buckets/archive/objects/") || '
        'resource.name == "projects/_/buckets/sources" || '
        'resource.name.startsWith("projects/_/buckets/sources/objects/")'
    )


def test_who_read_what_is_noted_only_where_that_was_asked_for() -> None:
    log = block("google_project_iam_audit_config", "firestore")
    assert log["count"] == "${var.log_firestore_reads ? 1 : 0}"
    assert log["service"] == "datastore.googleapis.com", "Google's one name for Firestore and Datastore here"
    [variable] = [e[n] for e in reading.tree()["variable"] for n in e if n == "log_firestore_reads"]
    assert variable["default"] is False


def test_a_function_may_do_with_scheduler_what_the_code_calls_and_nothing_else() -> None:
    [role] = blocks("google_project_iam_custom_role").values()
    code = (ROOT / "shared/cloud/scheduler.py").read_text()
    called = set(re.findall(r"_client\.(\w+?)_jobs?\b", code))
    assert set(role["permissions"]) == {f"cloudscheduler.jobs.{verb}" for verb in called}
    assert block("google_project_iam_member", "scheduler")["for_each"] == "${local.schedulers}"


def test_a_function_publishes_to_its_own_topic_and_who_changes_what_a_sheet_shows_to_its() -> None:
    publisher = block("google_pubsub_topic_iam_member", "publisher")
    to_sheet = block("google_pubsub_topic_iam_member", "sheet_publisher")
    assert len(blocks("google_pubsub_topic_iam_member")) == 2
    assert to_sheet["topic"] == '${google_pubsub_topic.topic["sheet"].id}'
    assert to_sheet["for_each"] == '${toset(["announce", "errand", "sweep"])}'
    assert publisher["topic"] == "${google_pubsub_topic.topic[each.key].id}"
    assert publisher["member"] == "${google_service_account.function[each.key].member}"
    published = set()
    for path in (ROOT / "shared/usecases").rglob("*.py"):
        published |= set(re.findall(r'(?:publish|fan_out)\((?:world, )?"(\w+)"', path.read_text()))
    for path in (ROOT / "functions").glob("*.py"):
        published |= set(re.findall(r'(?:publish|fan_out)\((?:world, )?"(\w+)"', path.read_text()))
    assert published == {name for name, entry in functions().items() if entry["trigger"] == "topic"}
