"""`make deploy`, `make plan` and `make destroy`: what they decide."""

import json
import re

import pytest

from infra.tools import deploy, destroy
from infra.tools.deploying.wanted import KEPT
from tests.infra.deploy.conftest import Run, stopped
from tests.infra.deploy.stand_ins import BUCKET, OURS, SHOWN, WHERE, Cloud, Person, deployed_before
from tests.infra.reading import INFRA, ROOT


def test_a_new_project_gets_it_all_in_one_go(cloud: Cloud, run: Run) -> None:
    status, said = run()
    assert status == 0
    assert "Entries are stored in the project p1, in Firestore's (default), in asia-northeast1." in said
    assert "https://interaction-123456789.asia-northeast1.run.app" in said
    assert said.rstrip().endswith('Then press "Send it to me now", and the first message comes.')
    assert "/kpt setup" in said
    commands = cloud.commands()
    [apply] = [call for call in cloud.asked() if call["called"][:2] == ["terraform", "apply"]]
    assert apply["called"][2].endswith("build/furikaeri.tfplan"), "what was planned, and nothing else"
    told = apply["told"]
    assert told["GOOGLE_OAUTH_ACCESS_TOKEN"] == "a-login"
    assert told["TF_VAR_alert_email"] == "tanaka@example.com"
    assert told["TF_VAR_slack_bot_token_version"] == "1"
    assert told["TF_VAR_firestore_location"] == "asia-northeast1"
    assert any("services enable" in command for command in commands)
    assert any("buckets create gs://p1-furikaeri-state" in command for command in commands)
    assert any("scheduler jobs run furikaeri-sweep" in command for command in commands)


def test_terraform_gets_versions_of_secrets_and_no_command_line_shows_one(cloud: Cloud, run: Run) -> None:
    run()
    assert not [command for command in cloud.commands() if "xoxb-1" in command or "8f742231" in command]
    stored = [call["stdin"] for call in cloud.asked() if call["called"][1:4] == ["secrets", "versions", "add"]]
    *from_slack, board_key = stored
    assert from_slack == ["xoxb-1", "8f742231b10e8888abcd99cccddd85a5"]
    assert re.fullmatch("[0-9a-f]{64}", board_key)
    assert not [command for command in cloud.commands() if board_key in command]
    for call in cloud.asked():
        if call["called"][0] == "terraform":
            assert "xoxb-1" not in json.dumps({k: v for k, v in call["told"].items() if k.startswith("TF_VAR")})


# What is missing is named, with the command that mends it


def test_deploying_again_asks_nothing_makes_no_secret_and_takes_nothing_over(cloud: Cloud, run: Run) -> None:
    deployed_before(cloud)
    status, said = run()
    assert status == 0
    assert "nothing in it is changed" in said
    commands = " / ".join(cloud.commands())
    assert "secrets create" not in commands
    assert "versions add" not in commands
    assert "import" not in commands
    [apply] = [call for call in cloud.asked() if "apply" in call["called"]]
    assert apply["told"]["TF_VAR_slack_bot_token_version"] == "7"


LEFT_OUT = [
    ("(default)", "FIRESTORE_DATABASE=rescue", "without FIRESTORE_DATABASE"),
    ("kpt", "", "FIRESTORE_DATABASE=kpt"),
]


@pytest.mark.parametrize(("kept_in", "word", "way"), LEFT_OUT)
def test_a_word_that_was_left_out_or_mistyped_brings_no_empty_database(
    cloud: Cloud, run: Run, kept_in: str, word: str, way: str
) -> None:
    cloud.answers("storage buckets describe", BUCKET)
    cloud.answers("terraform state show", SHOWN.format(name=kept_in))
    said = stopped(run(*filter(None, [word])))
    assert f"keeps its entries in the database {kept_in}" in said
    assert way in said
    assert not [command for command in cloud.commands() if command.startswith("terraform apply")]


def test_a_copy_takes_the_place_of_the_database_that_is_left_as_it_is(cloud: Cloud, run: Run) -> None:
    copy = OURS | {"name": "projects/p1/databases/rescue"}
    cloud.answers("firestore databases list", json.dumps([OURS, copy]))
    cloud.answers("storage buckets describe", BUCKET)
    cloud.answers("terraform state show", SHOWN.format(name="(default)"))
    assert "docs/operate.md" in stopped(run("FIRESTORE_DATABASE=rescue"))
    assert run("FIRESTORE_DATABASE=rescue", "ADOPT=1")[0] == 0
    changed = [command for command in cloud.commands() if command.startswith(("terraform state rm", "terraform i"))]
    assert changed[-3:] == [
        "terraform state rm google_firestore_database.store",
        "terraform import google_firestore_database.store projects/p1/databases/rescue",
        "terraform import google_firebaserules_release.firestore projects/p1/releases/cloud.firestore/rescue",
    ]


def test_it_is_said_where_data_will_lie_before_anything_is_made(
    cloud: Cloud, person: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    person.says = "no"
    assert deploy.main(WHERE, person.terminal()) == 1
    said = capsys.readouterr()
    assert "Nothing was made" in said.err
    assert person.asked == ["Make it in asia-northeast1? (yes) "]
    assert "The place can never be changed." in said.out
    made = ("create", "apply", "add")
    assert not [command for command in cloud.commands() if set(command.split()) & set(made)]


def test_the_plan_is_shown_and_asked_about_before_anything_changes(
    cloud: Cloud, person: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed_before(cloud)
    cloud.answers("terraform plan", "Plan: 1 to add, 2 to change, 0 to destroy.")
    person.says = "no"
    assert deploy.main(WHERE, person.terminal()) == 1
    assert person.asked == ["Do this? (yes) "]
    said = capsys.readouterr()
    assert "Plan: 1 to add" in said.out
    assert "Nothing was changed." in said.err
    assert not [command for command in cloud.commands() if "apply" in command or "storage cp" in command]


@pytest.mark.parametrize("says", ["yes", "はい"])
def test_where_nothing_changes_nothing_is_asked(cloud: Cloud, person: Person, says: str) -> None:
    deployed_before(cloud)
    person.says = says
    cloud.answers("terraform plan", "Plan: 1 to change.", "No changes. Your infrastructure matches the configuration.")
    assert deploy.main(WHERE, person.terminal()) == 0
    assert person.asked == ["Do this? (yes) "]
    assert deploy.main(WHERE, person.terminal()) == 0
    assert person.asked == ["Do this? (yes) "]


def test_make_plan_changes_nothing(cloud: Cloud, run: Run) -> None:
    deployed_before(cloud, {"EMAIL": "sato@example.com"})
    status, _ = run("PLAN=1")
    assert status == 0
    changes = ("apply", "enable", "create", "update", "add", "import", "rm", "cp", "run")
    assert not [command for command in cloud.commands() if set(command.split()[1:]) & set(changes)]
    [planned] = [call for call in cloud.asked() if call["called"][:2] == ["terraform", "plan"]]
    assert planned["told"]["TF_VAR_alert_email"] == "sato@example.com"


def test_make_plan_of_nothing_says_what_makes_it(run: Run) -> None:
    assert "make deploy makes all of it" in stopped(run("PLAN=1"))


# Slack's secrets


def test_a_secret_that_is_nowhere_is_asked_for_with_where_it_is(
    cloud: Cloud, person: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    cloud.monkeypatch.delenv("SLACK_SIGNING_SECRET")
    assert deploy.main(WHERE, person.terminal()) == 0
    assert "SLACK_SIGNING_SECRET: " in person.asked
    assert "In your Slack app: Basic Information > Signing Secret." in capsys.readouterr().out
    stored = [call["stdin"] for call in cloud.asked() if call["called"][1:4] == ["secrets", "versions", "add"]]
    assert stored[:2] == ["xoxb-1", "8f742231b10e8888abcd99cccddd85a5"]


@pytest.mark.parametrize("command", ["secrets versions list", "secrets describe"])
def test_a_secret_that_google_is_silent_about_is_not_asked_for_anew(cloud: Cloud, run: Run, command: str) -> None:
    cloud.answers(command, {"status": 1, "err": "ERROR: PERMISSION_DENIED: Permission denied on resource"})
    assert "PERMISSION_DENIED" in stopped(run())
    assert not [called for called in cloud.commands() if "versions add" in called or "secrets create" in called]


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("SLACK_BOT_TOKEN", "xoxp-a-persons"),
        ("SLACK_BOT_TOKEN", "8f742231b10e8888abcd99cccddd85a5"),
        ("SLACK_SIGNING_SECRET", "xoxb-swapped"),
        ("SLACK_SIGNING_SECRET", "two words"),
    ],
)
def test_a_secret_that_is_another(cloud: Cloud, run: Run, setting: str, value: str) -> None:
    cloud.monkeypatch.setenv(setting, value)
    said = stopped(run())
    assert f"That is not the {setting}" in said
    assert value not in said
    assert not [command for command in cloud.commands() if "versions add" in command]


def test_no_app_yet(cloud: Cloud, run: Run) -> None:
    cloud.monkeypatch.delenv("SLACK_BOT_TOKEN")
    said = stopped(run())
    assert "make manifest" in said
    assert "SLACK_BOT_TOKEN is missing" in said
    assert not [command for command in cloud.commands() if "apply" in command]


# make destroy


@pytest.mark.parametrize("word", ["", "yes", "destroy", "destroy-p2"])
def test_without_the_word_nothing_is_destroyed(cloud: Cloud, capsys: pytest.CaptureFixture[str], word: str) -> None:
    assert destroy.main([*WHERE, f"WORD={word}"]) == 1
    assert "WORD=destroy-p1" in capsys.readouterr().err
    assert cloud.asked() == []


def test_with_the_word_functions_and_slots_go_and_entries_stay(
    cloud: Cloud, capsys: pytest.CaptureFixture[str]
) -> None:
    cloud.answers("storage buckets describe", BUCKET)
    jobs = ["furikaeri-reminder-1700-asia-tokyo", "somebody-elses", "furikaeri-digest-1630-asia-tokyo", "furikaeri-x"]
    cloud.answers("scheduler jobs list", "\n".join(jobs))
    cloud.answers("terraform state show", SHOWN.format(name="kpt"))
    assert destroy.main([*WHERE, "WORD=destroy-p1"]) == 0
    commands = cloud.commands()
    deleted = [command.split()[4] for command in commands if "jobs delete" in command]
    assert deleted == [jobs[0], jobs[2]]
    assert "terraform destroy -auto-approve" in commands
    assert not [command for command in commands if "databases delete" in command or "secrets delete" in command]
    said = capsys.readouterr().out
    assert "FIRESTORE_DATABASE=kpt ADOPT=1" in said
    assert "for up to 37 days, the id of the custom role furikaeriScheduler" in said
    assert "Firestore's kpt of p1" in said


def test_what_is_not_there_is_not_destroyed(cloud: Cloud, capsys: pytest.CaptureFixture[str]) -> None:
    assert destroy.main([*WHERE, "WORD=destroy-p1"]) == 1
    assert "Nothing of Furikaeri is in p1" in capsys.readouterr().err
    assert not [command for command in cloud.commands() if "terraform" in command]


def test_make_hands_on_every_word_that_the_tools_know() -> None:
    makefile = (ROOT / "Makefile").read_text()
    recipe = makefile.split("\ndeploy:")[1].split("\n\n")[0]
    handed = set(re.findall(r"^WORDS := (.+)$", makefile, re.MULTILINE)[0].split())
    tools = "".join((INFRA / "tools" / f"{name}.py").read_text() for name in ("deploying/wanted", "deploy"))
    read = set(re.findall(r'(?:given|said)(?:\.get\(|\[)"([A-Z_]+)"', tools))
    assert handed | {"PLAN"} == read | set(KEPT)
    assert "$(GIVEN)" in recipe
    assert "SLACK" not in recipe, "a command line can be seen by others"
