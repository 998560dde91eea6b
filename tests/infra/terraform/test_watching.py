"""What is watched once it is deployed: alerts, the hourly look, what was given up."""

import json
import re

import pytest

from shared.log_events import LogEvent
from tests.infra import reading
from tests.infra.reading import ROOT, block, blocks

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
        [call] = set(re.findall(rf"log\(\s*LogEvent\.{LogEvent(event).name},[^)]*\)?", said))
        # With a field beside it the message stays in jsonPayload; alone it would become textPayload.
        assert re.search(r"\w=|\*\*", call)


def test_a_missing_sweep_is_noticed_after_two_looks_and_an_hour() -> None:
    [condition] = block("google_monitoring_alert_policy", "sweep_absent")["conditions"]
    [absent] = condition["condition_absent"]
    assert int(absent["duration"].rstrip("s")) == 3 * 3600
    times = json.loads((ROOT / "infra" / "sweep_times.json").read_text())
    assert times["look"] == "10 * * * *"
    minute, at, *_ = times["tidy"].split()
    first, second = map(int, at.split(","))
    assert (minute.isdigit(), second - first) == (True, 12)


def test_the_local_run_has_the_jobs_that_terraform_makes() -> None:
    from local.google.scheduler import CloudScheduler

    scheduler, times = CloudScheduler(), json.loads((ROOT / "infra" / "sweep_times.json").read_text())
    scheduler.add_sweep()
    scheduler.add_look()
    made = {name.rpartition("/")[2]: job for name, job in scheduler.jobs.items()}
    for name, when in (("sweep", "tidy"), ("look", "look")):
        ours = block("google_cloud_scheduler_job", name)
        job = made.pop(ours["name"])
        assert ours["schedule"] == f"${{local.sweep_times.{when}}}"
        assert (job.schedule, job.time_zone) == (times[when], ours["time_zone"])
    assert made == {}
    data = [json.loads(job.pubsub_target.data) for job in scheduler.jobs.values()]
    assert data == [{}, {"look": "slots"}]


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
