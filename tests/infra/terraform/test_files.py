"""The Terraform files themselves."""

import re

import pytest

from tests.infra import reading
from tests.infra.reading import INFRA, ROOT, block
from tests.infra.terraform.parts import FUNCTION, PACE

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
