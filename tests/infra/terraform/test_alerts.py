"""Alerts and metrics wait for lines that the code really writes: their queries, over a run's log."""

import json
import re
import traceback
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from local.slack.outgoing.requests import event, http_sender
from shared.kpt.errors import RetryLater
from tests.infra import reading
from tests.infra.reading import ROOT, block, blocks
from tests.infra.terraform.log_filter import Entry, entry, query
from tests.story.conftest import Story, story, team, tokyo, working

__all__ = ["story", "team"]

pytestmark = pytest.mark.skipif(reading.terraform() is None, reason="terraform is not installed")
SERVICES = {"delivery": "announce", "slack": "interaction", "team": "errand", "setup": "errand", "person": "errand"}
"""Who writes an event that is not named after its function; some are written by several."""


def entries(story: Story) -> list[Entry]:
    """A run's log, as Cloud Logging has it."""
    lines = story.log.getvalue().splitlines()
    return [entry(line, _service(json.loads(line)["message"].partition(".")[0])) for line in lines]


def _service(prefix: str) -> str:
    return SERVICES.get(prefix, prefix)


def found(name: str, lines: list[Entry], among: str = "lines") -> list[Any]:
    """What of these lines an alert, or a metric, looks at: their payloads."""
    fits = query(reading.worked_out()[among][name])
    return [line.get("jsonPayload") or line["textPayload"] for line in lines if fits(line)]


@pytest.fixture(scope="module")
def week() -> Iterator[Story]:
    """A week in which all goes well: asked, answered, quiet, edited, and the session on Friday."""
    with working(tokyo(16)) as story:
        story.set_up()
        for day in range(16, 21):
            story.until(tokyo(day, "17:05"))
            story.write(story.tanaka, keep="Every ticket answered.")
            story.write(story.tanaka, keep="Every ticket answered, and early.")
            story.press(story.suzuki, "quiet")
        story.until(tokyo(20, "23:00"))
        yield story


def test_a_week_in_which_all_goes_well_alerts_nobody(week: Story) -> None:
    lines = entries(week)
    assert len(lines) > 50
    for name in reading.worked_out()["lines"]:
        assert found(name, lines) == [], name


def test_a_slot_that_was_missed_alerts_with_its_name(team: Story) -> None:
    team.until(tokyo(16, "18:00"))
    team.jump(tokyo(17, "18:10"))
    team.machine.triggers.publish("sweep", [{"look": "slots"}])
    team.settle()
    missed = found("slot_missed", entries(team))
    assert "reminder 17:00 Asia/Tokyo" in {line["slot"] for line in missed}
    assert {line["kind"] for line in missed} == {"reminder", "digest"}
    assert found("missed", entries(team), "counted_lines") == missed


def test_a_closed_channel_alerts_with_its_delivery(team: Story) -> None:
    team.until(tokyo(16, "17:05"))
    team.channel.is_archived = True
    team.write(team.tanaka, keep="Nobody hurried.")
    [line] = found("delivery_blocked", entries(team))
    assert line["reason"] == "is_archived"
    assert line["key"].startswith("teams/T1-C1/deliveries/announcement:")


@pytest.mark.parametrize("kind", ["app_uninstalled", "tokens_revoked"])
def test_an_app_that_was_removed_alerts_at_once(team: Story, kind: str) -> None:
    send = http_sender(team.machine.functions.url("interaction"))
    assert send(*event(team.workspace, kind)).status == 200
    [line] = found("app_gone", entries(team))
    assert line["kind"] == kind


@pytest.mark.parametrize("word", ["token_revoked", "invalid_auth", "not_authed", "token_expired"])
@pytest.mark.functions_fail
def test_a_token_that_is_no_more_alerts_at_the_first_error(team: Story, word: str) -> None:
    """An error that nobody catches ends in the log as functions-framework writes it: a traceback."""
    text = "".join(traceback.format_exception(RetryLater(word)))
    assert found("app_gone", [entry(text, "reminder")]) == [text]
    team.slack.faults.error("conversations.info", word)
    team.machine.triggers.publish("sweep", [{"team": "T1-C1"}])
    team.settle()
    assert word in {line["error"] for line in found("app_gone", entries(team))}


@pytest.mark.parametrize("text", ["RetryLater: ratelimited", "RetryLater: missing_scope", "OutcomeUnknown: timeout"])
def test_another_error_is_no_removed_app(text: str) -> None:
    assert found("app_gone", [entry(f"shared.kpt.errors.{text}", "reminder")]) == []


def test_what_the_dashboard_counts_is_what_happened(week: Story) -> None:
    lines = entries(week)
    sent = [line["kind"] for line in found("messages", lines, "counted_lines")]
    assert len(sent) == len(week.everything_posted())
    assert {"welcome", "reminder", "announcement", "digest"} <= set(sent)
    answers = [line["kind"] for line in found("answers", lines, "counted_lines")]
    assert (answers.count("written"), answers.count("quiet")) == (5, 5)
    assert found("late", lines, "counted_lines") == found("slowed", lines, "counted_lines") == []


def test_a_reminder_that_came_too_late_is_counted(team: Story) -> None:
    team.jump(tokyo(16, "17:00") + timedelta(hours=3))
    team.remind("2026-11-16", "17:00 Asia/Tokyo")
    assert len(found("late", entries(team), "counted_lines")) == 1


def test_a_run_that_slack_slowed_is_counted() -> None:
    text = "".join(traceback.format_exception(RetryLater("ratelimited", 30)))
    assert found("slowed", [entry(text, "reminder")], "counted_lines") == [text]


def test_a_label_has_few_values_and_names_no_person(week: Story) -> None:
    counted = reading.worked_out()["counted"]
    assert {metric["label"] for metric in counted.values()} == {"", "kind"}
    for name in counted:
        kinds = {line["kind"] for line in found(name, entries(week), "counted_lines") if "kind" in line}
        assert len(kinds) <= 12, name
        assert not [kind for kind in kinds if re.search(r"[A-Z0-9]{4}|:", kind)], name


def test_the_dashboard_has_a_chart_for_each_of_what_is_asked_at_three_in_the_morning() -> None:
    charts = {chart["title"]: chart for chart in reading.worked_out()["charts"]}
    assert len(charts) == len(reading.worked_out()["counted"]) + 5
    text = json.dumps(charts)
    for metric in (
        "logging.googleapis.com/user/furikaeri/messages",
        "run.googleapis.com/container/startup_latencies",
        "run.googleapis.com/request_latencies",
        "oldest_unacked_message_age",
        "log_entry_count",
    ):
        assert metric in text
    grouped = {by for chart in charts.values() for by in chart["by"]}
    assert grouped == {
        "metric.label.kind",
        "metric.label.response_code_class",
        "resource.label.service_name",
        "resource.label.subscription_id",
    }, "no person is in it"


def test_an_alert_that_stays_open_is_told_again_every_day() -> None:
    for name, alert in blocks("google_monitoring_alert_policy").items():
        [strategy] = alert["alert_strategy"]
        [condition] = alert["conditions"]
        if "condition_matched_log" in condition:
            [limit] = strategy["notification_rate_limit"]
            assert limit["period"] in ("3600s", "86400s"), name
        else:
            [again] = strategy["notification_channel_strategy"]
            assert again["renotify_interval"] == "86400s", name


def test_interaction_is_asked_from_outside_as_reminder_asks_it() -> None:
    check = block("google_monitoring_uptime_check_config", "interaction")
    [http] = check["http_check"]
    assert (http["request_method"], http["accepted_response_status_codes"]) == ("GET", [{"status_value": 204}])
    assert 'return "", 204' in (ROOT / "functions/interaction.py").read_text()
    assert len(check["selected_regions"]) >= 3, "Google wants three at least"


def test_events_of_every_trigger_are_watched_for_an_hour() -> None:
    [condition] = block("google_monitoring_alert_policy", "events_wait")["conditions"]
    [threshold] = condition["condition_threshold"]
    assert threshold["threshold_value"] == 3600
    pattern = re.findall(r'full_match\("(.+)"\)', reading.worked_out()["subscription"])[0]
    for name, function in reading.functions().items():
        subscription = f"eventarc-asia-northeast1-{name}-123456-sub-789"
        assert bool(re.fullmatch(pattern, subscription)) == (function["trigger"] != "http")


@pytest.mark.parametrize(
    ("service", "status", "kept"), [("interaction", 401, False), ("interaction", 200, True), ("sweep", 401, True)]
)
def test_requests_that_are_refused_are_not_kept_one_by_one(service: str, status: int, kept: bool) -> None:
    line = {**entry("", service), "httpRequest": {"status": status}}
    assert query(reading.worked_out()["refused"])(line) is not kept


QUERIES = [
    ('severity>=ERROR AND jsonPayload.a="x"', True),
    ("severity=INFO", False),
    ('NOT jsonPayload.a="y"', True),
    ('jsonPayload.a="y" OR (severity<CRITICAL AND jsonPayload.n>2)', True),
    ('jsonPayload.a!="x"', False),
    ('jsonPayload.none!="x"', True),
    ('jsonPayload.a=~"^X"', False),
    ("jsonPayload.a:X", True),
]


@pytest.mark.parametrize(("text", "fits"), QUERIES)
def test_the_evaluator_reads_the_language_as_google_documents_it(text: str, fits: bool) -> None:
    line = entry(json.dumps({"severity": "ERROR", "message": "m", "a": "x", "n": 3}), "sweep")
    assert query(text)(line) is fits


@pytest.mark.parametrize("text", ["", "a=1 AND b=2 OR c=3", "a=1)", "(a=1", "a=1 b=2", "AND"])
def test_what_is_no_query_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        query(text)
