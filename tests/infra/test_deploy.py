"""`make deploy` and `make destroy`: what they decide, with stand-ins for gcloud and terraform on the PATH."""

import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from infra.tools import deploy, destroy, project, secrets
from infra.tools.commands import Done, Stop, words
from infra.tools.deploy import WAITS, is_not_ready

STAND_IN = """#!{python}
import json, os, sys
called = [os.path.basename(sys.argv[0]), *sys.argv[1:]]
standard_input = "" if sys.stdin.isatty() else sys.stdin.read()
told = {{name: value for name, value in os.environ.items() if name.startswith("TF_") or "TOKEN" in name}}
with open({calls!r}, "a") as calls:
    calls.write(json.dumps({{"called": called, "stdin": standard_input, "told": told}}) + "\\n")
rules = json.load(open({rules!r}))
for rule in rules:
    if rule["when"] in " ".join(called):
        answer = rule["answers"].pop(0) if len(rule["answers"]) > 1 else rule["answers"][0]
        json.dump(rules, open({rules!r}, "w"))
        sys.stdout.write(answer.get("out", ""))
        sys.stderr.write(answer.get("err", ""))
        sys.exit(answer.get("status", 0))
"""
OURS = {"name": "projects/p1/databases/(default)", "type": "FIRESTORE_NATIVE", "locationId": "asia-northeast1"}
EVENTARC = "Permission denied while using the Eventarc Service Agent. If you recently started to use Eventarc, it may"
SHOWN = """# google_firestore_database.store:
resource "google_firestore_database" "store" {{
    deletion_policy                   = "ABANDON"
    id                                = "projects/p1/databases/{name}"
    location_id                       = "asia-northeast1"
    name                              = "{name}"
    type                              = "FIRESTORE_NATIVE"
}}
"""
"""What Terraform knows of a database."""
WHERE = ["PROJECT=p1", "REGION=asia-northeast1"]


@dataclass
class Cloud:
    """What gcloud and terraform answer, and what was asked of them. Without a rule: nothing, and success."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch
    rules: list[dict[str, Any]] = field(default_factory=list)

    def install(self, *programs: str) -> None:
        """Only these are on the PATH."""
        for program in programs:
            script = self.folder / "bin" / program
            script.parent.mkdir(exist_ok=True)
            paths = {"calls": str(self.folder / "calls"), "rules": str(self.folder / "rules")}
            script.write_text(STAND_IN.format(python=sys.executable, **paths))
            script.chmod(0o755)
        self.monkeypatch.setenv("PATH", str(self.folder / "bin"))

    def answers(self, when: str, *answers: dict[str, Any] | str) -> None:
        """From now on this is answered to a command with these words, one after another, the last for good."""
        said = [{"out": answer} if isinstance(answer, str) else answer for answer in answers]
        self.rules.insert(0, {"when": when, "answers": said})
        (self.folder / "rules").write_text(json.dumps(self.rules))

    def asked(self) -> list[dict[str, Any]]:
        """All calls so far."""
        lines = (self.folder / "calls").read_text().splitlines() if (self.folder / "calls").exists() else []
        return [json.loads(line) for line in lines]

    def commands(self) -> list[str]:
        """All calls so far, as they would be typed."""
        return [" ".join(call["called"]) for call in self.asked()]


@pytest.fixture
def cloud(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cloud:
    """A new project, in which all is well and nothing is there yet."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "8f742231b10e8888abcd99cccddd85a5\n")
    cloud = Cloud(tmp_path, monkeypatch)
    cloud.install("gcloud", "terraform")
    cloud.answers("auth list", "tanaka@example.com\n")
    cloud.answers("auth print-access-token", "a-login")
    cloud.answers("projects describe", "123456789")
    cloud.answers("billing projects describe", "True")
    cloud.answers("firestore databases list", "[]")
    cloud.answers("storage buckets describe", {"status": 1})
    cloud.answers("terraform state show", {"err": "No instance found for the given address!", "status": 1})
    cloud.answers("secrets describe", {"status": 1})
    listed = {"out": "projects/123/secrets/x/versions/1"}
    cloud.answers("secrets versions list furikaeri-slack-bot-token", {"status": 1}, listed)
    cloud.answers("secrets versions list furikaeri-slack-signing-secret", {"status": 1}, listed)
    cloud.answers("secrets versions list furikaeri-board-key", {"status": 1}, listed)
    trigger = {"eventTrigger": {"trigger": "projects/p1/locations/asia-northeast1/triggers/reminder-1"}}
    cloud.answers("functions list", json.dumps([trigger, {"name": "interaction"}]))
    cloud.answers("eventarc triggers describe", "projects/p1/subscriptions/eventarc-reminder-1")
    return cloud


@pytest.fixture
def run(cloud: Cloud, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Deploy with these words; the exit status and all that was said."""

    def deployed(*more: str) -> tuple[int, str]:
        assert cloud
        status = deploy.main([*WHERE, "YES=1", *more])
        said = capsys.readouterr()
        return status, said.out + said.err

    return deployed


Run = Callable[..., tuple[int, str]]


def test_a_new_project_gets_it_all_in_one_go(cloud: Cloud, run: Run) -> None:
    status, said = run()
    assert status == 0
    assert "Entries are stored in the project p1, in Firestore's (default), in asia-northeast1." in said
    assert "https://interaction-123456789.asia-northeast1.run.app" in said
    assert said.rstrip().endswith('Then press "Send it to me now", and the first message comes.')
    assert "/kpt setup" in said
    commands = cloud.commands()
    [apply] = [call for call in cloud.asked() if call["called"][:2] == ["terraform", "apply"]]
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
    stored = [call["stdin"] for call in cloud.asked() if "add" in call["called"]]
    *from_slack, board_key = stored
    assert from_slack == ["xoxb-1", "8f742231b10e8888abcd99cccddd85a5"]
    assert re.fullmatch("[0-9a-f]{64}", board_key)
    assert not [command for command in cloud.commands() if board_key in command]
    for call in cloud.asked():
        if call["called"][0] == "terraform":
            assert "xoxb-1" not in json.dumps({k: v for k, v in call["told"].items() if k.startswith("TF_VAR")})


def test_events_are_kept_for_a_week(cloud: Cloud, run: Run) -> None:
    run()
    [update] = [command for command in cloud.commands() if "subscriptions update" in command]
    assert "projects/p1/subscriptions/eventarc-reminder-1" in update
    assert "--message-retention-duration=7d" in update
    assert "--expiration-period=never" in update


# What is missing is named, with the command that mends it


def stopped(answer: tuple[int, str]) -> str:
    status, said = answer
    assert status == 1
    assert "Traceback" not in said
    return said


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
    [taken] = [n for n, command in enumerate(commands) if command.startswith("terraform import")]
    assert commands[taken].endswith("google_firestore_database.store projects/p1/databases/(default)")
    assert commands[taken + 1 :].index("terraform apply -auto-approve") >= 0


def test_deploying_again_asks_nothing_makes_no_secret_and_takes_nothing_over(cloud: Cloud, run: Run) -> None:
    cloud.answers("firestore databases list", json.dumps([OURS]))
    cloud.answers("storage buckets describe", "p1-furikaeri-state")
    cloud.answers("terraform state show", SHOWN.format(name="(default)"))
    for name in ("slack-bot-token", "slack-signing-secret", "board-key"):
        cloud.answers(f"secrets versions list furikaeri-{name}", "projects/1/secrets/x/versions/7")
    status, said = run()
    assert status == 0
    assert "nothing in it is changed" in said
    commands = " / ".join(cloud.commands())
    assert "secrets create" not in commands
    assert "versions add" not in commands
    assert "import" not in commands
    [apply] = [call for call in cloud.asked() if "apply" in call["called"]]
    assert apply["told"]["TF_VAR_slack_bot_token_version"] == "7"


KEPT = [("(default)", "FIRESTORE_DATABASE=rescue", "without FIRESTORE_DATABASE"), ("kpt", "", "FIRESTORE_DATABASE=kpt")]


@pytest.mark.parametrize(("kept_in", "word", "way"), KEPT)
def test_a_word_that_was_left_out_or_mistyped_brings_no_empty_database(
    cloud: Cloud, run: Run, kept_in: str, word: str, way: str
) -> None:
    cloud.answers("storage buckets describe", "p1-furikaeri-state")
    cloud.answers("terraform state show", SHOWN.format(name=kept_in))
    said = stopped(run(*filter(None, [word])))
    assert f"keeps its entries in the database {kept_in}" in said
    assert way in said
    assert "terraform apply -auto-approve" not in cloud.commands()


def test_a_copy_takes_the_place_of_the_database_that_is_left_as_it_is(cloud: Cloud, run: Run) -> None:
    copy = OURS | {"name": "projects/p1/databases/rescue"}
    cloud.answers("firestore databases list", json.dumps([OURS, copy]))
    cloud.answers("storage buckets describe", "p1-furikaeri-state")
    cloud.answers("terraform state show", SHOWN.format(name="(default)"))
    assert "docs/operate.md" in stopped(run("FIRESTORE_DATABASE=rescue"))
    assert run("FIRESTORE_DATABASE=rescue", "ADOPT=1")[0] == 0
    assert [command for command in cloud.commands() if command.startswith(("terraform state rm", "terraform i"))][
        -2:
    ] == [
        "terraform state rm google_firestore_database.store",
        "terraform import google_firestore_database.store projects/p1/databases/rescue",
    ]


def test_it_is_said_where_data_will_lie_before_anything_is_made(
    cloud: Cloud, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []

    def no(question: str) -> str:
        asked.append(question)
        return "no"

    with pytest.raises(Stop, match="Nothing was made"):
        deploy.deploy(project.wanted(words(WHERE), "deploy"), ask=no)
    assert asked == ["Make it in asia-northeast1? (yes) "]
    assert "The place can never be changed." in capsys.readouterr().out
    made = ("create", "apply", "add")
    assert not [command for command in cloud.commands() if set(command.split()) & set(made)]


# Slack's secrets


def test_a_secret_that_is_nowhere_is_asked_for_with_where_it_is(
    cloud: Cloud, capsys: pytest.CaptureFixture[str]
) -> None:
    cloud.monkeypatch.delenv("SLACK_SIGNING_SECRET")
    asked: list[str] = []

    def read(question: str) -> str:
        asked.append(question)
        return "8f742231b10e8888abcd99cccddd85a5"

    versions = secrets.versions(project.wanted(words(WHERE), "deploy"), read)
    assert versions == {"BOARD_KEY": "1", "SLACK_BOT_TOKEN": "1", "SLACK_SIGNING_SECRET": "1"}
    assert asked == ["SLACK_SIGNING_SECRET: "]
    assert "In your Slack app: Basic Information > Signing Secret." in capsys.readouterr().out
    assert [call["stdin"] for call in cloud.asked() if "add" in call["called"]][:2] == [
        "xoxb-1",
        "8f742231b10e8888abcd99cccddd85a5",
    ]


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


# A project that is too new


def test_a_new_projects_own_accounts_are_waited_for(cloud: Cloud) -> None:
    waited: list[float] = []
    cloud.answers(
        "terraform apply", {"status": 1, "out": f"Error 400: {EVENTARC}\n"}, {"status": 1, "out": EVENTARC}, ""
    )
    deploy.apply({}, waited.append)
    assert waited == list(WAITS[:2])


def test_waiting_ends(cloud: Cloud) -> None:
    from infra.tools.commands import Stop

    waited: list[float] = []
    cloud.answers("terraform apply", {"status": 1, "out": EVENTARC})
    with pytest.raises(Stop, match="see above"):
        deploy.apply({}, waited.append)
    assert waited == list(WAITS)
    assert 5 * 60 <= sum(waited) <= 15 * 60


def test_another_error_is_not_waited_for_and_says_what_to_do_where_that_is_known(cloud: Cloud, run: Run) -> None:
    refused = "One or more users named in the policy do not belong to a permitted customer."
    cloud.answers("terraform apply", {"status": 1, "out": refused})
    said = stopped(run())
    assert "iam.allowedPolicyMemberDomains" in said
    assert len([command for command in cloud.commands() if "apply" in command]) == 1


@pytest.mark.parametrize(
    "text",
    [
        f"Error: Error creating function: googleapi: Error 400: Validation failed for trigger: {EVENTARC}",
        "Cloud Scheduler API has not been used in project 123 before or it is disabled. Enable it, then retry.",
        "Build failed: could not build the function due to a missing permission on the build\n  service account.",
        "generic::permission_denied: x@developer.gserviceaccount.com does not have storage.objects.get access",
    ],
)
def test_these_words_mean_too_early(text: str) -> None:
    assert is_not_ready(Done(1, text))


@pytest.mark.parametrize("text", ["Error: Invalid function argument", "Quota exceeded", "Error 403: forbidden"])
def test_these_words_do_not(text: str) -> None:
    assert not is_not_ready(Done(1, text))


# make destroy


@pytest.mark.parametrize("word", ["", "yes", "destroy", "destroy-p2"])
def test_without_the_word_nothing_is_destroyed(cloud: Cloud, capsys: pytest.CaptureFixture[str], word: str) -> None:
    assert destroy.main([*WHERE, f"WORD={word}"]) == 1
    assert "WORD=destroy-p1" in capsys.readouterr().err
    assert cloud.asked() == []


def test_with_the_word_functions_and_slots_go_and_entries_stay(
    cloud: Cloud, capsys: pytest.CaptureFixture[str]
) -> None:
    cloud.answers("storage buckets describe", "p1-furikaeri-state")
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
    assert "Firestore's kpt of p1" in said


def test_what_is_not_there_is_not_destroyed(cloud: Cloud, capsys: pytest.CaptureFixture[str]) -> None:
    assert destroy.main([*WHERE, "WORD=destroy-p1"]) == 1
    assert "Nothing of Furikaeri is in p1" in capsys.readouterr().err
    assert not [command for command in cloud.commands() if "terraform" in command]


def test_make_hands_on_every_word_that_the_tools_know() -> None:
    makefile = (Path(__file__).parent.parent.parent / "Makefile").read_text()
    tools = (Path(deploy.__file__).parent / "project.py").read_text()
    known = set(re.findall(r'given(?:\.get\(|\[)"([A-Z_]+)"', tools))
    recipe = makefile.split("\ndeploy:")[1].split("\n\n")[0]
    assert set(re.findall(r"\b([A-Z_]+)=\"\$", recipe)) == known
    assert "SLACK" not in recipe, "a command line can be seen by others"
