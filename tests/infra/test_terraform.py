"""What is deployed is what the code needs, and nothing more."""

import ast
import json
import re

import pytest

from tests.infra import reading
from tests.infra.reading import FUNCTIONS, INFRA, ROOT, block, blocks, functions, local

FUNCTION = "google_cloudfunctions2_function"
PACE = json.loads((ROOT / "shared/pace.json").read_text())
SETS_NO_STORE = {
    "STORE",
    "SLACK_API_URL",
    "SHEETS_API_URL",
    "CLOUD_SCHEDULER_ENDPOINT",
    "CLOCK_OFFSET",
    "FIRESTORE_EMULATOR_HOST",
}


def event_triggers() -> list[dict[str, object]]:
    return [
        dynamic["event_trigger"] for dynamic in block(FUNCTION, "function")["dynamic"] if "event_trigger" in dynamic
    ]


def service_config() -> dict[str, object]:
    [config] = block(FUNCTION, "function")["service_config"]
    return dict(config)


# The functions


def test_every_function_is_deployed_and_nothing_else_is() -> None:
    assert sorted(functions()) == FUNCTIONS


def test_a_function_has_one_name_everywhere() -> None:
    function = block(FUNCTION, "function")
    [build] = function["build_config"]
    assert function["name"] == "${each.key}"
    assert build["entry_point"] == "${each.key}"
    assert build["environment_variables"]["GOOGLE_FUNCTION_SOURCE"] == "functions/${each.key}.py"
    for name in FUNCTIONS:
        tree = ast.parse((ROOT / "functions" / f"{name}.py").read_text())
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_an_instance_has_a_thread_for_each_request_that_comes_at_a_time(name: str) -> None:
    config = service_config()
    assert config["max_instance_request_concurrency"] == "${each.value.concurrency}"
    assert "THREADS = tostring(each.value.concurrency)" in str(config["environment_variables"])
    entry = functions()[name]
    assert 1 <= entry["concurrency"] <= 1000
    assert entry["concurrency"] == 1 or float(entry["cpu"]) >= 1, "a shared CPU takes one request at a time"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_has_its_time(name: str) -> None:
    entry = functions()[name]
    assert 30 <= entry["timeout"] <= (3600 if entry["trigger"] == "http" else 540)
    assert entry["memory"] == "512Mi"


@pytest.mark.parametrize("name", sorted(PACE["max_instances"]))
def test_no_function_can_send_faster_than_slack_takes_it(name: str) -> None:
    entry = functions()[name]
    assert entry["max_instances"] is None, "shared/pace.json says it"
    at_once = PACE["max_instances"][name] * entry["concurrency"]
    assert at_once * PACE["run_messages_per_minute"] <= PACE["workspace_messages_per_minute"]
    assert "lookup(local.pace.max_instances, each.key, each.value.max_instances)" in str(service_config())


def test_every_function_has_a_limit_of_instances() -> None:
    for name, entry in functions().items():
        assert (entry["max_instances"] is None) == (name in PACE["max_instances"]), name


def test_an_event_that_fails_comes_again() -> None:
    assert len(event_triggers()) == 2
    for trigger in event_triggers():
        [content] = trigger["content"]  # type: ignore[misc]  # python-hcl2 has no types for what it reads
        assert content["retry_policy"] == "RETRY_POLICY_RETRY"  # type: ignore[has-type]  # python-hcl2 has no types for what it reads


TRIGGERS = {
    "interaction": "http",
    "board": "http",
    "reminder": "topic",
    "digest": "topic",
    "sweep": "topic",
    "sheet": "topic",
    "announce": "teams/{team}/entries/{entry}",
    "schedule": "teams/{team}",
    "errand": "errands/{errand}",
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_has_the_trigger_that_its_first_line_says(name: str) -> None:
    trigger = functions()[name]["trigger"]
    assert trigger == TRIGGERS[name]
    said = (ast.get_docstring(ast.parse((ROOT / "functions" / f"{name}.py").read_text())) or "").split("\n\n")[0]
    assert trigger in said if "/" in trigger else "``" not in said


def test_documents_wake_functions_by_the_path_of_what_was_written() -> None:
    [documents] = [t for t in event_triggers() if "firestore.document" in str(t)]
    text = str(documents)
    assert "google.cloud.firestore.document.v1.written" in text
    assert "match-path-pattern" in text
    assert "${google_firestore_database.store.location_id}" in text


def test_only_what_slack_and_browsers_call_is_public() -> None:
    public = [entry for kind in tree_kinds("iam_member") for entry in blocks(kind).values() if "allUsers" in str(entry)]
    assert len(public) == 1
    assert public[0]["for_each"] == "${var.public_without_check ? toset([]) : local.public}"
    assert {name for name, entry in functions().items() if entry["trigger"] == "http"} == {"board", "interaction"}
    assert reading.comment_free(reading.source()).count("allUsers") == 1
    assert "allAuthenticatedUsers" not in reading.source()
    assert service_config()["ingress_settings"] == (
        '${each.value.trigger == "http" ? "ALLOW_ALL" : "ALLOW_INTERNAL_ONLY"}'
    )


def tree_kinds(word: str) -> set[str]:
    return {kind for entry in reading.tree()["resource"] for kind in entry if word in kind}


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


# The memory


def test_nothing_here_deletes_the_database() -> None:
    database = block("google_firestore_database", "store")
    assert database["type"] == "FIRESTORE_NATIVE"
    assert database["deletion_policy"] == "ABANDON"
    assert database["delete_protection_state"] == "DELETE_PROTECTION_ENABLED"
    assert database["point_in_time_recovery_enablement"] == "POINT_IN_TIME_RECOVERY_ENABLED"
    assert "daily_recurrence" in block("google_firestore_backup_schedule", "daily")


def test_what_expires_does_so_by_the_field_that_the_code_writes() -> None:
    ttl = block("google_firestore_field", "expire")
    assert all(collection in ttl["for_each"] for collection in ("deliveries", "screens"))
    assert ttl["field"] == "expires"
    assert "ttl_config" in ttl
    for records in ("common", "screens"):
        assert '"expires"' in (ROOT / f"shared/store/records/{records}.py").read_text()


def test_the_rules_let_nobody_in() -> None:
    rules = (INFRA / "firestore.rules").read_text()
    assert re.findall(r"allow [^;]*;", rules) == ["allow read, write: if false;"]
    assert 'file("${path.module}/firestore.rules")' in reading.source()


def queries() -> list[ast.Call]:
    """Every Where(…) of the code that is not the stores' own."""
    found = []
    for path in (ROOT / "shared").rglob("*.py"):
        tree = ast.parse(path.read_text())
        found += [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Where"
        ]
    return found


def test_no_query_needs_a_composite_index() -> None:
    """Where takes one field, and each field that is asked by has its index."""
    assert not blocks("google_firestore_index")
    for query in queries():
        assert len(query.args) == 1, ast.unparse(query)
        assert isinstance(query.args[0], ast.Constant), ast.unparse(query)
        names = {keyword.arg for keyword in query.keywords}
        assert names <= {"since", "after", "before", "until", "contains", "only"}


HOW = {False: "ASCENDING", True: "CONTAINS"}


def test_every_query_of_the_code_has_its_index_and_every_index_a_query() -> None:
    asked = {(str(query.args[0].value), _how(query)) for query in queries()}  # type: ignore[attr-defined]  # constants, as above
    indexed = {
        (field, "ASCENDING" if how == "BOTH" else how)
        for fields in local("asked_by").values()
        for field, how in fields.items()
    }
    assert asked == indexed


def _how(query: ast.Call) -> str:
    return HOW["contains" in {keyword.arg for keyword in query.keywords}]


def test_what_is_asked_for_newest_first_has_its_index_both_ways() -> None:
    newest_first = {field for fields in local("asked_by").values() for field, how in fields.items() if how == "BOTH"}
    code = "\n".join(path.read_text() for path in (ROOT / "shared/store").glob("*.py"))
    used = re.findall(r'where = Where\("(\w+)"[^\n]*\n[^\n]*newest_first=True', code)
    assert newest_first == set(used)


COLLECTIONS = re.compile(
    r'"(teams|people|slots|errands|audit|screens)[/"]|/(entries|deliveries|digests|revisions|sheet)[/"]'
)


def test_in_every_collection_nothing_else_is_indexed() -> None:
    """Firestore would keep an index entry, both ways, for every field of every document."""
    code = "\n".join(path.read_text() for path in (ROOT / "shared").rglob("*.py"))
    named = {name for pair in COLLECTIONS.findall(code) for name in pair if name}
    assert named == set(local("asked_by"))
    exempt = block("google_firestore_field", "not_indexed")
    assert (exempt["for_each"], exempt["field"]) == ("${local.asked_by}", "*")
    assert exempt["index_config"] == [{}]
    assert "google_firestore_field.indexed" in str(exempt["depends_on"]), "or queries fail between the two"


def test_the_auditors_filters_and_the_restore_have_their_index() -> None:
    for field in ("day", "user"):
        assert field in local("asked_by")["entries"]


# Alerts

ALERTS = (
    "slot_missed",
    "sweep_absent",
    "errors",
    "delivery_blocked",
    "app_gone",
    "unreachable",
    "events_wait",
)


@pytest.mark.parametrize("name", ALERTS)
def test_an_alert_says_first_what_members_notice_and_then_where_to_look(name: str) -> None:
    alert = block("google_monitoring_alert_policy", name)
    assert alert["notification_channels"] == "${local.channels}"
    [documentation] = alert["documentation"]
    first = documentation["content"].split("\n")[1].strip()
    assert re.match(r"(Members|A team's entries)", first)
    [heading] = re.findall(r'docs/operate\.md, "([^"]+)"', documentation["content"])
    assert f"### {heading}" in (ROOT / "docs/operate.md").read_text()


def test_there_is_an_alert_for_each_of_seven_things_and_no_more() -> None:
    assert set(blocks("google_monitoring_alert_policy")) == set(ALERTS)


def test_an_alert_waits_for_words_that_the_code_says() -> None:
    said = "\n".join(path.read_text() for folder in ("shared", "functions") for path in (ROOT / folder).rglob("*.py"))
    waited = set(re.findall(r'jsonPayload\.message=\\"([\w.]+)\\"', reading.source()))
    assert {"delivery.blocked", "sweep.slot_missed", "slack.notice"} <= waited
    for event in waited:
        [call] = set(re.findall(rf'log\(\s*"{re.escape(event)}"[^)]*\)?', said))
        # With a field beside it the message stays in jsonPayload; alone it would become textPayload.
        assert re.search(r"\w=|\*\*", call)


def test_a_missing_sweep_is_noticed_after_two_looks_and_an_hour() -> None:
    [condition] = block("google_monitoring_alert_policy", "sweep_absent")["conditions"]
    [absent] = condition["condition_absent"]
    assert int(absent["duration"].rstrip("s")) == 3 * 3600
    assert block("google_cloud_scheduler_job", "look")["schedule"] == "10 * * * *"
    minute, at, *_ = block("google_cloud_scheduler_job", "sweep")["schedule"].split()
    first, second = map(int, at.split(","))
    assert (minute.isdigit(), second - first) == (True, 12)


def test_the_hourly_look_says_what_the_code_reads() -> None:
    from base64 import b64encode

    from cloudevents.http import CloudEvent

    from shared.cloud.pubsub import Tick, read_message

    [target] = block("google_cloud_scheduler_job", "look")["pubsub_target"]
    assert target["data"] == '${base64encode(jsonencode({look = "slots"}))}'
    data = {"message": {"data": b64encode(json.dumps({"look": "slots"}).encode()).decode()}}
    assert read_message(CloudEvent({"type": "t", "source": "s"}, data)) == Tick(only_slots=True)


def test_what_was_given_up_can_be_sent_again_for_a_month() -> None:
    days = int(block("google_pubsub_topic", "topic")["message_retention_duration"].rstrip("s")) / 86400
    assert days == 31


def test_the_sweeps_own_job_is_none_that_the_code_touches() -> None:
    from shared.kpt.schedule.slots import is_ours

    job = block("google_cloud_scheduler_job", "sweep")
    assert not is_ours(job["name"])
    assert not is_ours(block("google_cloud_scheduler_job", "look")["name"])
    [target] = job["pubsub_target"]
    assert target["data"] == '${base64encode("{}")}'


# The files themselves


def test_two_laptops_get_the_same_provider() -> None:
    """By one exact version, as its lock file cannot be made where the registry cannot be reached."""
    [terraform] = reading.tree()["terraform"]
    [providers] = terraform["required_providers"]
    lock = INFRA / ".terraform.lock.hcl"
    version = providers["google"]["version"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert not lock.exists() or f'version     = "{version}"' in lock.read_text()
    assert ".terraform.lock.hcl" not in (ROOT / ".gitignore").read_text()


def test_every_reference_leads_somewhere_and_everything_declared_is_used() -> None:
    text = reading.comment_free(reading.source())
    variables = {name for entry in reading.tree()["variable"] for name in entry}
    locals_ = {name for entry in reading.tree()["locals"] for name in entry}
    assert set(re.findall(r"\bvar\.(\w+)", text)) == variables
    assert set(re.findall(r"\blocal\.(\w+)", text)) == locals_
    declared = {(kind, name) for entry in reading.tree()["resource"] for kind in entry for name in entry[kind]}
    moved = [entry["from"].strip("${}").partition(".")[::2] for entry in reading.tree()["moved"]]
    referred = set(re.findall(r"\b(google_\w+)\.(\w+)", re.sub(r"data\.google_\w+\.\w+", "", text))) - set(moved)
    assert referred <= declared
    assert all("description" in entry[name] for entry in reading.tree()["variable"] for name in entry)


def test_a_warm_instance_is_a_choice_with_its_price() -> None:
    [minimum] = [e[n] for e in reading.tree()["variable"] for n in e if n == "interaction_min_instances"]
    assert minimum["default"] == 0
    assert "USD" in minimum["description"]


def test_the_deployed_python_is_the_one_that_the_tests_run_on() -> None:
    [build] = block(FUNCTION, "function")["build_config"]
    config = (ROOT / "pyproject.toml").read_text()
    [checked] = re.findall(r'^python_version = "(\d)\.(\d+)"', config, re.MULTILINE)
    assert build["runtime"] == f"python{checked[0]}{checked[1]}"


@pytest.mark.skipif(reading.terraform() is None, reason="terraform is not installed")
def test_the_files_are_formatted() -> None:
    done = reading.run_terraform("fmt", "-check", "-diff", "-recursive", cwd=INFRA)
    assert done.returncode == 0, done.stdout


@pytest.mark.skipif(reading.terraform() is None, reason="terraform is not installed")
def test_terraform_itself_works_the_tables_out() -> None:
    answer = reading.worked_out()
    most = {
        name: answer["pace"]["max_instances"].get(name, function["max_instances"])
        for name, function in answer["functions"].items()
    }
    assert answer["interaction_url"] == "https://interaction-123.r1.run.app"
    assert answer["with_topic"] == ["digest", "reminder", "sheet", "sweep"]
    assert answer["public"] == ["board", "interaction"]
    assert len(answer["secret_readers"]) == 10
    assert all(most.values())
    assert most["reminder"] == PACE["max_instances"]["reminder"]
    assert answer["functions"].pop("board")["store"] == "roles/datastore.viewer"
    assert {function["store"] for function in answer["functions"].values()} == {"roles/datastore.user"}
    assert answer["indexed"]["digests created_at"] == {"collection": "digests", "field": "created_at", "how": "BOTH"}
    assert "errands" not in {entry["collection"] for entry in answer["indexed"].values()}


@pytest.mark.skipif(reading.terraform() is None, reason="terraform is not installed")
def test_another_function_is_a_few_lines() -> None:
    """As a page of one's own would be: public, with another secret, reading only."""
    more = """    page = {
      trigger       = "http"
      max_instances = 3
      secrets       = []
      store         = "roles/datastore.viewer"
    }
  }

  functions ="""
    answer = reading.worked_out(("  }\n\n  functions =", more))
    assert answer["public"] == ["board", "interaction", "page"]
    assert answer["functions"]["page"]["memory"] == "512Mi"
    assert "page" in answer["every"]
    assert "page" not in answer["with_event"]
