"""Every function is deployed as the code needs it, and nothing more."""

import ast

import pytest

from local.google.triggers import WAKES
from tests.infra import reading
from tests.infra.reading import FUNCTIONS, ROOT, block, blocks, functions
from tests.infra.terraform.parts import FUNCTION, PACE, tree_kinds


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


def test_one_machine_wakes_the_same_functions_by_the_same_documents() -> None:
    assert dict(WAKES) == {name: entry["trigger"] for name, entry in functions().items() if "/" in entry["trigger"]}


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
