"""The pages for operators say what is so."""

import re

import pytest

from shared.store.records import common
from tests.infra import reading
from tests.infra.reading import ROOT

OPERATE, AUDIT, COST = ((ROOT / f"docs/{name}.md").read_text() for name in ("operate", "audit", "cost"))


def test_every_alert_has_its_paragraph_and_the_other_way_round() -> None:
    paragraphs = re.findall(r"^### (.+)$", OPERATE.split("## Alerts")[1], re.MULTILINE)
    pointed_at = re.findall(r'docs/operate\.md, "([^"]+)"', reading.source())
    assert sorted(paragraphs) == sorted(pointed_at)


@pytest.mark.parametrize("text", [OPERATE, AUDIT, COST, (ROOT / "README.md").read_text()])
def test_every_word_of_make_is_one(text: str) -> None:
    makefile = (ROOT / "Makefile").read_text()
    assert set(re.findall(r"`make ([a-z-]+)", text)) <= set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    words = re.findall(r"^WORDS := (.+)$", makefile, re.MULTILINE)[0].split()
    known = set(re.findall(r'\$\(([A-Z_]+)\)"', makefile)) | set(words)
    for line in re.findall(r"`(make (?:deploy|destroy|manifest)[^`]*)`", text):
        assert set(re.findall(r"\b([A-Z_]+)=", line)) <= known, line


@pytest.mark.parametrize("page", ["operate", "audit", "cost"])
def test_every_link_to_a_page_leads_there(page: str) -> None:
    text = (ROOT / f"docs/{page}.md").read_text()
    for target, anchor in re.findall(r"\]\((?!https?:)([\w.]*)(?:#([\w-]+))?\)", text):
        linked = (ROOT / "docs" / target).read_text() if target else text
        headings = {
            re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-")
            for heading in re.findall(r"^#+ (.+)$", linked, re.MULTILINE)
        }
        assert not anchor or anchor in headings, (target, anchor)


def test_what_the_app_makes_is_called_what_the_pages_call_it() -> None:
    secrets = {secret["name"] for secret in reading.local("secrets").values()}
    assert set(re.findall(r"furikaeri-(?:slack-[a-z-]+|board-key)", OPERATE)) == secrets
    topics = {name for name, entry in reading.functions().items() if entry["trigger"] == "topic"}
    assert set(re.findall(r"topics publish (\w+)", OPERATE)) <= topics
    assert "furikaeri-sweep" in OPERATE


def test_the_command_for_a_missed_slot_is_the_message_that_the_code_reads() -> None:
    from base64 import b64encode

    from cloudevents.http import CloudEvent

    from shared.cloud.pubsub import TeamMessage, read_message

    message, lost = re.findall(r"--message='([^']+)'", OPERATE)
    assert message == lost, "of a team, from a day on"
    data = {"message": {"data": b64encode(message.encode()).decode()}}
    read = read_message(CloudEvent({"type": "t", "source": "s"}, data))
    assert isinstance(read, TeamMessage)
    assert read.slot is None, "by hand: lateness is not looked at"


def test_every_field_that_the_auditor_is_told_of_is_stored() -> None:
    stored = "".join(path.read_text() for path in (ROOT / "shared/store").rglob("*.py"))
    table = AUDIT.split("## Who wrote what, and when")[1].split("## What did it say before")[0]
    fields = {name for row in re.findall(r"^\| (`.+?) \|", table, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
    fields |= set(re.findall(r"`(changed_\w+|updated_\w+)`", AUDIT))
    assert {"kind", "keep", "changed_by", "updated_by"} <= fields
    assert [name for name in fields if f'"{name}"' not in stored] == []
    assert common.SCHEMA == 1


def rows() -> list[list[str]]:
    table = re.findall(r"^\| .+ \|$", COST.partition("## What makes it more")[0], re.MULTILINE)
    return [[cell.strip(" *") for cell in row.strip("|").split("|")] for row in table]


@pytest.mark.parametrize("column", [1, 2, 3])
def test_the_lines_of_the_cost_add_up(column: int) -> None:
    numbers = {row[0]: float(row[column]) for row in rows() if re.fullmatch(r"[\d.]+", row[column])}
    total = numbers.pop("sum")
    assert len(numbers) >= 14
    assert round(sum(numbers.values()), 2) == total


def test_what_somebody_else_can_make_it_cost_adds_up() -> None:
    most = reading.functions()["interaction"]["max_instances"]
    busy = most * 86_400 * (0.000024 + 0.5 * 0.0000025)
    requests = most * 500 * 86_400
    section = COST.partition("## What somebody else can make it cost")[2].partition("\n## ")[0]
    assert f"| {busy:.2f} |" in section
    assert f"| {requests * 0.4 / 1e6:.2f} | {requests:,};" in section
    assert f"**{busy + requests * 0.4 / 1e6:.2f}**" in section


def test_each_of_the_alerts_is_paid_for() -> None:
    policies = reading.blocks("google_monitoring_alert_policy")
    read = [policy for policy in policies.values() if "condition_matched_log" not in policy["conditions"][0]]
    assert (len(policies), len(read)) == (7, 4)
    assert "seven conditions at 0.10, and what four of them read" in COST


def test_a_warm_instance_costs_what_both_places_say() -> None:
    month = 30 * 24 * 3600 * 0.0000025 * (1 + 0.5)
    assert f"{month:.2f}" in COST
    [described] = re.findall(r"for about (\d+) USD a month", reading.source())
    assert abs(month - int(described)) < 1


def test_as_many_backups_are_paid_for_as_are_kept() -> None:
    seconds = int(reading.block("google_firestore_backup_schedule", "daily")["retention"].rstrip("s"))
    assert f"{seconds // 86400} backups" in COST
    assert "four weeks" in OPERATE
    assert seconds == 28 * 86400
