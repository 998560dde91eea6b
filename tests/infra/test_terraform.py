"""What is deployed is what the code needs, and nothing more."""

import ast
import json
import re
from pathlib import Path

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


def test_only_the_function_that_slack_calls_is_public() -> None:
    public = [entry for kind in tree_kinds("iam_member") for entry in blocks(kind).values() if "allUsers" in str(entry)]
    assert len(public) == 1
    assert public[0]["service"].endswith('["interaction"].name}')
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
    assert {name for name, secrets in readers.items() if "SLACK_BOT_TOKEN" not in secrets} == {"schedule"}
    [member] = blocks("google_secret_manager_secret_iam_member").values()
    assert member["role"] == "roles/secretmanager.secretAccessor"
    assert member["for_each"] == "${local.secret_readers}"


def test_a_role_is_the_least_that_serves() -> None:
    roles = {entry["role"] for kind in tree_kinds("iam_member") for entry in blocks(kind).values()}
    assert roles == {
        "roles/datastore.user",
        "roles/eventarc.eventReceiver",
        "roles/pubsub.publisher",
        "roles/run.invoker",
        "roles/secretmanager.secretAccessor",
        "roles/artifactregistry.writer",
        "${each.key}",  # the build's two, below
        "${google_project_iam_custom_role.scheduler.id}",
    }
    build = block("google_project_iam_member", "build")["for_each"]
    assert re.findall(r"roles/[\w.]+", build) == ["roles/logging.logWriter", "roles/storage.objectViewer"]


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


def test_the_reminders_deliveries_expire_by_the_field_that_the_code_writes() -> None:
    [ttl] = [field for field in blocks("google_firestore_field").values() if "ttl_config" in field]
    assert (ttl["collection"], ttl["field"]) == ("deliveries", "expires")
    assert '"expires"' in (ROOT / "shared/store/records/common.py").read_text()


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
    """Where takes one field, and Firestore indexes each field by itself."""
    assert not blocks("google_firestore_index")
    fields = set()
    for query in queries():
        assert len(query.args) == 1, ast.unparse(query)
        assert isinstance(query.args[0], ast.Constant), ast.unparse(query)
        names = {keyword.arg for keyword in query.keywords}
        assert names <= {"since", "after", "before", "until", "contains", "only"}
        fields.add(query.args[0].value)
    assert {"created_at", "day", "kept_at", "slots"} <= fields
    without_index = [field["field"] for field in blocks("google_firestore_field").values()]
    assert without_index
    assert not fields.intersection(without_index), "its index is switched off"


# Alerts

ALERTS = ("slot_missed", "sweep_absent", "errors", "delivery_blocked")


@pytest.mark.parametrize("name", ALERTS)
def test_an_alert_says_first_what_members_notice_and_then_where_to_look(name: str) -> None:
    alert = block("google_monitoring_alert_policy", name)
    assert alert["notification_channels"] == "${local.channels}"
    [documentation] = alert["documentation"]
    first = documentation["content"].split("\n")[1].strip()
    assert re.match(r"(Members|A team's entries)", first)
    [heading] = re.findall(r'docs/operate\.md, "([^"]+)"', documentation["content"])
    assert f"### {heading}" in (ROOT / "docs/operate.md").read_text()


def test_there_is_an_alert_for_each_of_four_things_and_no_more() -> None:
    assert set(blocks("google_monitoring_alert_policy")) == set(ALERTS)


def test_an_alert_waits_for_words_that_the_code_says() -> None:
    said = "\n".join(path.read_text() for folder in ("shared", "functions") for path in (ROOT / folder).rglob("*.py"))
    waited = re.findall(r'jsonPayload\.message=\\"([\w.]+)\\"', reading.source())
    assert sorted(waited) == ["delivery.blocked", "sweep.slot_missed"]
    for event in waited:
        [call] = set(re.findall(rf'log\(\s*"{re.escape(event)}"[^)]*\)?', said))
        # With a field beside it the message stays in jsonPayload; alone it would become textPayload.
        assert re.search(r"\b(slot|key)=", call)


def test_a_missing_sweep_is_noticed_after_one_run_and_an_hour() -> None:
    [condition] = block("google_monitoring_alert_policy", "sweep_absent")["conditions"]
    [absent] = condition["condition_absent"]
    hours = int(absent["duration"].rstrip("s")) / 3600
    minute, at, *_ = block("google_cloud_scheduler_job", "sweep")["schedule"].split()
    first, second = map(int, at.split(","))
    assert (minute.isdigit(), second - first) == (True, 12)
    assert 12 < hours == 13 < 23.5


def test_the_sweeps_own_job_is_none_that_the_code_touches() -> None:
    from shared.kpt.schedule.slots import is_ours

    job = block("google_cloud_scheduler_job", "sweep")
    assert not is_ours(job["name"])
    [target] = job["pubsub_target"]
    assert target["data"] == '${base64encode("{}")}'


# The files themselves


def test_the_version_of_the_provider_is_bounded() -> None:
    [terraform] = reading.tree()["terraform"]
    [providers] = terraform["required_providers"]
    assert providers["google"]["version"] == ">= 6.50, < 9"


def test_every_reference_leads_somewhere_and_everything_declared_is_used() -> None:
    text = reading.comment_free(reading.source())
    variables = {name for entry in reading.tree()["variable"] for name in entry}
    locals_ = {name for entry in reading.tree()["locals"] for name in entry}
    assert set(re.findall(r"\bvar\.(\w+)", text)) == variables
    assert set(re.findall(r"\blocal\.(\w+)", text)) == locals_
    declared = {(kind, name) for entry in reading.tree()["resource"] for kind in entry for name in entry[kind]}
    referred = set(re.findall(r"\b(google_\w+)\.(\w+)", re.sub(r"data\.google_\w+\.\w+", "", text)))
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
def test_terraform_itself_works_the_tables_out(tmp_path: Path) -> None:
    """The values without the resources need no provider, and so no network."""
    (tmp_path / "infra").mkdir()
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared/pace.json").write_text(json.dumps(PACE))
    (tmp_path / "infra/variables.tf").write_text((INFRA / "variables.tf").read_text())
    table = (INFRA / "functions.tf").read_text().split(f'resource "{FUNCTION}"')[0]
    number = table.replace("data.google_project.this.number", '"123"')
    (tmp_path / "infra/functions.tf").write_text(number)
    values = {"project": "p", "region": "r1", "firestore_location": "r1", "alert_email": "a@b"}
    values |= {"slack_bot_token_version": "1", "slack_signing_secret_version": "2"}
    arguments = [f"-var={name}={value}" for name, value in values.items()]
    ask = (
        "jsonencode({readers = keys(local.secret_readers), url = local.interaction_url, topics = local.with_topic, "
        "most = {for name, f in local.functions : name => lookup(local.pace.max_instances, name, f.max_instances)}})"
    )
    done = reading.run_terraform("console", *arguments, cwd=tmp_path / "infra", text=ask)
    assert done.returncode == 0, done.stderr
    answer = json.loads(json.loads(done.stdout))
    assert answer["url"] == "https://interaction-123.r1.run.app"
    assert answer["topics"] == ["digest", "reminder", "sheet", "sweep"]
    assert len(answer["readers"]) == 8
    assert all(answer["most"].values())
    assert answer["most"]["reminder"] == PACE["max_instances"]["reminder"]
