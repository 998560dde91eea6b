"""`make rollback` and `make upgrade-check`: what they decide."""

import json

import pytest

from infra.tools import rollback, upgrade_check
from infra.tools.manifest import TEMPLATE, asks_for
from infra.tools.upgrade_check import at_google, at_slack
from tests.infra.deploy.conftest import Run
from tests.infra.deploy.stand_ins import WHERE, Cloud, Person, deployed_before


def revisions(*made: tuple[str, str]) -> str:
    return json.dumps([{"metadata": {"name": name, "creationTimestamp": at}} for name, at in made])


@pytest.fixture
def deployed(cloud: Cloud) -> Cloud:
    """The last deployment began on the 20th at nine; it changed `sweep`, and not `digest`."""
    deployed_before(cloud, {"EMAIL": "sato@example.com"})
    cloud.answers("terraform output -json functions", '["digest", "page", "sweep"]')
    old, newer, newest = "2026-11-01T09:00:00Z", "2026-11-19T23:00:00.5Z", "2026-11-20T09:03:00Z"
    cloud.answers(
        "run revisions list --service=sweep", revisions(("sweep-2", newer), ("sweep-3", newest), ("sweep-1", old))
    )
    cloud.answers("run revisions list --service=digest", revisions(("digest-2", newer), ("digest-1", old)))
    cloud.answers("run revisions list --service=page", revisions(("page-1", newest)))
    return cloud


def test_what_the_last_deployment_changed_goes_back_and_nothing_else(
    deployed: Cloud, person: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rollback.main(WHERE, person.terminal()) == 0
    turned = [command.split()[4:6] for command in deployed.commands() if "update-traffic" in command]
    assert turned == [["sweep", "--to-revisions=sweep-2=100"]]
    said = capsys.readouterr().out
    assert "sweep is sweep-2 again." in said
    assert not [command for command in deployed.commands() if "terraform apply" in command or "builds" in command]


def test_the_next_deployment_brings_the_newest_again(deployed: Cloud, run: Run, person: Person) -> None:
    assert rollback.main(WHERE, person.terminal()) == 0
    [kept] = [call["stdin"] for call in deployed.asked() if call["called"][1:3] == ["storage", "cp"]]
    deployed.answers("storage cat", kept)
    assert run()[0] == 0
    turned = [command.split()[4] for command in deployed.commands() if "--to-latest" in command]
    assert turned == ["digest", "page", "sweep"]
    assert (
        "rolled_back"
        not in [call["stdin"] for call in deployed.asked() if call["called"][1:3] == ["storage", "cp"]][-1]
    )


def test_where_nothing_is_known_nothing_is_turned(
    cloud: Cloud, person: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed_before(cloud)
    assert rollback.main(WHERE, person.terminal()) == 1
    assert "deploy the commit from before" in capsys.readouterr().err


def test_what_a_newer_version_would_change_is_said_and_nothing_is_changed(
    deployed: Cloud, person: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    actions = {'google_pubsub_topic.topic["sheet"]': ["create"], "google_cloudfunctions2_function.function": ["update"]}
    changes = [{"address": address, "change": {"actions": how}} for address, how in actions.items()]
    deployed.answers("terraform show -json", json.dumps({"resource_changes": changes}))
    assert upgrade_check.main(WHERE, person.terminal()) == 0
    said = capsys.readouterr().out
    assert 'At Google, made (1): google_pubsub_topic.topic["sheet"]' in said
    assert "At Google, changed (1): google_cloudfunctions2_function.function" in said
    assert "Paste the manifest anew" in said
    assert not [
        command for command in deployed.commands() if set(command.split()) & {"apply", "cp", "update", "enable"}
    ]


def test_a_plan_that_makes_the_database_anew_is_warned_of() -> None:
    change = {"address": "google_firestore_database.store", "change": {"actions": ["delete", "create"]}}
    assert "Do not deploy this: google_firestore_database.store holds the entries." in list(at_google([change]))


def test_nothing_is_said_so() -> None:
    assert list(at_google([{"address": "x", "change": {"actions": ["no-op"]}}])) == ["At Google: nothing changes."]
    now = asks_for(TEMPLATE.read_text())
    assert list(at_slack(now, now)) == ["At Slack: nothing changes."]


def test_a_new_permission_means_that_the_app_is_installed_again() -> None:
    now = asks_for(TEMPLATE.read_text())
    before = {"permissions": [*now["permissions"][1:], "pins:read"], "events": now["events"][1:]}
    assert list(at_slack(before, now)) == [
        f"At Slack, new permissions: {now['permissions'][0]}",
        f"At Slack, new events: {now['events'][0]}",
        "At Slack, no longer needed permissions: pins:read",
        "After make deploy: paste the manifest anew (make manifest URL=…).",
        "Slack then asks to install the app again, for the new permissions.",
    ]


def test_what_the_app_asks_for_is_what_the_manifest_says() -> None:
    import yaml

    manifest = yaml.safe_load(TEMPLATE.read_text().replace("{URL}", "https://x"))
    assert asks_for(TEMPLATE.read_text()) == {
        "permissions": manifest["oauth_config"]["scopes"]["bot"],
        "events": manifest["settings"]["event_subscriptions"]["bot_events"],
    }
