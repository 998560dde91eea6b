"""The pipeline for operators plans on pull requests, deploys what is merged, and stores no key."""

import re

import pytest
import yaml

from tests.infra.reading import INFRA, ROOT

TEXT = (INFRA / "pipeline/github-actions.yaml").read_text()
PIPELINE = yaml.safe_load(TEXT)
PAGE = (INFRA / "pipeline/README.md").read_text()


@pytest.mark.parametrize(("job", "command"), [("plan", "make plan"), ("deploy", "make deploy")])
def test_each_job_runs_a_word_of_make(job: str, command: str) -> None:
    [ran] = [step["run"] for step in PIPELINE["jobs"][job]["steps"] if "run" in step]
    assert ran.startswith(f'{command} PROJECT="$PROJECT" REGION="$REGION"')
    assert re.search(rf"^{command.split()[1]}:", (ROOT / "Makefile").read_text(), re.MULTILINE)


def test_only_main_is_deployed_and_a_fork_gets_no_plan() -> None:
    assert PIPELINE[True] == {"pull_request": None, "push": {"branches": ["main"]}}, "YAML reads `on` as true"
    assert PIPELINE["jobs"]["deploy"]["if"] == "github.event_name == 'push'"
    assert "head.repo.full_name == github.repository" in PIPELINE["jobs"]["plan"]["if"]
    assert "attribute.at/ORG/REPO@refs/heads/main" in PAGE


def test_no_key_is_stored_anywhere() -> None:
    assert "secrets." not in TEXT
    assert "credentials_json" not in TEXT
    assert PIPELINE["permissions"] == {"contents": "read", "id-token": "write"}


def test_what_plans_may_only_read() -> None:
    [step] = [step for step in PIPELINE["jobs"]["plan"]["steps"] if "run" in step]
    assert step["env"] == {"TF_CLI_ARGS_plan": "-lock=false"}
    reads = PAGE.partition("2. Who reads")[2].partition("3. Who deploys")[0]
    assert set(re.findall(r"roles/[\w.]+", reads)) == {
        "roles/viewer",
        "roles/iam.securityReviewer",
        "roles/serviceusage.serviceUsageConsumer",
        "roles/storage.objectViewer",
        "roles/iam.workloadIdentityUser",
    }


def test_what_the_page_names_is_what_the_pipeline_reads() -> None:
    assert set(re.findall(r"vars\.(\w+)", TEXT)) == set(re.findall(r"`(FURIKAERI_\w+)`", PAGE))
    for account in re.findall(r"service_account: ([\w-]+)@", TEXT):
        assert f"service-accounts create {account} " in PAGE
