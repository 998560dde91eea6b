"""`make deploy` names all that is missing, with the command that mends it."""

import json
from pathlib import Path

import pytest

from infra.tools import deploy
from tests.infra.deploy.conftest import Run, stopped
from tests.infra.deploy.stand_ins import OURS, Cloud

# What is missing is named, with the command that mends it


@pytest.mark.parametrize(("there", "missing"), [(("terraform",), ["gcloud"]), (("gcloud",), ["terraform"])])
def test_a_missing_tool(tmp_path: Path, cloud: Cloud, run: Run, there: tuple[str, ...], missing: list[str]) -> None:
    for program in ("gcloud", "terraform"):
        (tmp_path / "bin" / program).unlink()
    cloud.install(*there)
    said = stopped(run())
    for program in missing:
        assert f"{program} is not installed: https://" in said


def test_all_that_is_missing_is_said_at_once(tmp_path: Path, cloud: Cloud, run: Run) -> None:
    (tmp_path / "bin/terraform").unlink()
    cloud.answers("auth list", "")
    said = stopped(run())
    assert "terraform is not installed" in said
    assert "gcloud auth login" in said


@pytest.mark.parametrize("words", [[], ["PROJECT=p1"], ["REGION=asia-northeast1"], ["PROJECT=p1", "REGION="]])
def test_where_is_asked_for(cloud: Cloud, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    assert deploy.main(words) == 1
    assert "make deploy PROJECT=my-project REGION=asia-northeast1" in capsys.readouterr().err
    assert cloud.asked() == []


def test_a_city_is_no_region(run: Run) -> None:
    assert "It is an id as asia-northeast1" in stopped(run("REGION=Tokyo"))


def test_no_such_project(cloud: Cloud, run: Run) -> None:
    cloud.answers("projects describe", {"status": 1, "err": "not found or no permission"})
    assert "gcloud projects create p1" in stopped(run())


def test_no_billing(cloud: Cloud, run: Run) -> None:
    cloud.answers("billing projects describe", "False")
    assert "gcloud billing projects link p1 --billing-account=ACCOUNT_ID" in stopped(run())


def test_billing_that_may_not_be_seen_is_no_reason_to_stop(cloud: Cloud, run: Run) -> None:
    cloud.answers("billing projects describe", {"status": 1, "err": "no permission"})
    assert run()[0] == 0


def test_an_api_that_cannot_be_switched_on(cloud: Cloud, run: Run) -> None:
    cloud.answers("services enable", {"status": 1, "err": "PERMISSION_DENIED"})
    said = stopped(run())
    assert "Owner of p1" in said
    assert "gcloud services enable" in said
    assert "PERMISSION_DENIED" in said


def test_apis_are_on_before_they_are_asked(cloud: Cloud, run: Run) -> None:
    run()
    commands = cloud.commands()
    switched = next(n for n, command in enumerate(commands) if "services enable" in command)
    assert all(n > switched for n, command in enumerate(commands) if "firestore" in command and n != switched)


DATABASES = [
    ({"type": "DATASTORE_MODE"}, ["FIRESTORE_DATABASE=furikaeri", "mode cannot be changed"]),
    ({"locationId": "us-central1"}, ["FIRESTORE_LOCATION=us-central1", "FIRESTORE_DATABASE=furikaeri"]),
    ({"databaseEdition": "ENTERPRISE"}, ["edition", "FIRESTORE_DATABASE=furikaeri"]),
    ({}, ["ADOPT=1", "FIRESTORE_DATABASE=furikaeri"]),
]


@pytest.mark.parametrize(("different", "ways"), DATABASES)
def test_a_database_that_is_another_or_anothers(
    cloud: Cloud, run: Run, different: dict[str, str], ways: list[str]
) -> None:
    cloud.answers("firestore databases list", json.dumps([OURS | different]))
    said = stopped(run())
    assert [way for way in ways if way not in said] == []
    assert not [command for command in cloud.commands() if command.startswith("terraform apply")]


def test_another_database_is_the_way_round(cloud: Cloud, run: Run) -> None:
    cloud.answers("firestore databases list", json.dumps([OURS | {"type": "DATASTORE_MODE"}]))
    assert run("FIRESTORE_DATABASE=furikaeri")[0] == 0
    [apply] = [call for call in cloud.asked() if "apply" in call["called"]]
    assert apply["told"]["TF_VAR_firestore_database"] == "furikaeri"


def test_entries_from_before_are_taken_over_and_not_made_anew(cloud: Cloud, run: Run) -> None:
    cloud.answers("firestore databases list", json.dumps([OURS]))
    assert run("ADOPT=1")[0] == 0
    commands = cloud.commands()
    [taken] = [n for n, command in enumerate(commands) if command.startswith("terraform import google_firestore")]
    assert commands[taken].endswith("google_firestore_database.store projects/p1/databases/(default)")
    assert taken < cloud.index("terraform plan") < cloud.index("terraform apply")
