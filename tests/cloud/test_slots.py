"""Slots as jobs: `schedule` makes them, `sweep` tidies, corrects and notices. Over the stand-in's gRPC service."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import grpc
import pytest
from google.cloud import scheduler_v1

from local.google.scheduler import PROJECT, Refusal
from shared.kpt.schedule.slots import SlotJob
from shared.store.engine.documents import Delete, Update
from shared.usecases.upkeep.schedule import schedule_team
from shared.usecases.upkeep.sweep import sweep
from tests.cloud.slots import JOBS, MONDAY, REMINDER, TOKYO, Slots

ALL = {
    REMINDER,
    "furikaeri-reminder-1600-asia-tokyo",
    "furikaeri-digest-1630-asia-tokyo",
    "furikaeri-sweep",
}


def test_setting_a_team_up_makes_a_job_for_each_of_its_slots(machine: Slots) -> None:
    machine.set_up()
    assert machine.jobs() == ALL
    job = machine.job(REMINDER)
    assert (job.schedule, job.time_zone) == ("0 17 * * *", "Asia/Tokyo")
    assert job.pubsub_target.topic_name == f"projects/{PROJECT}/topics/reminder"
    assert json.loads(job.pubsub_target.data) == {"slot": "17:00 Asia/Tokyo"}
    assert job.retry_config.retry_count == 5


def test_teams_of_one_slot_share_its_job_and_are_not_looked_up_again(machine: Slots) -> None:
    machine.set_up()
    made = machine.scheduler.calls.count("CreateJob")
    machine.set_up("C2", "U2")
    assert machine.jobs() == ALL
    assert machine.scheduler.calls.count("CreateJob") == made


def test_schedule_writes_nothing_to_the_team(machine: Slots) -> None:
    machine.set_up()
    before = machine.sqlite.get(["teams/T1-C1"])["teams/T1-C1"].version
    machine.services.world.store.slots.forget(SlotJob.parse("reminder 17:00 Asia/Tokyo"))
    machine.triggers.publish("sweep", [{"team": "T1-C1"}])
    machine.triggers.settle()
    assert machine.sqlite.get(["slots/reminder-1700-asia-tokyo"])
    assert machine.sqlite.get(["teams/T1-C1"])["teams/T1-C1"].version == before


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("UTC", "furikaeri-reminder-1700-utc"),
        ("America/Port-au-Prince", "furikaeri-reminder-1700-america-port-au-prince"),
        ("America/Argentina/Buenos_Aires", "furikaeri-reminder-1700-america-argentina-buenos_aires"),
    ],
)
def test_every_zone_has_a_name_that_cloud_scheduler_takes(machine: Slots, zone: str, name: str) -> None:
    machine.set_up(tz=zone)
    assert name in machine.jobs()
    assert machine.job(name).time_zone == zone


def test_a_team_that_went_takes_its_slots_along_but_not_those_that_others_need(machine: Slots) -> None:
    machine.set_up()
    machine.set_up("C2", "U2", tz="Europe/Berlin")
    machine.sqlite.commit([Delete("teams/T1-C2")])
    machine.sweep()
    assert machine.jobs() == ALL
    assert not machine.sqlite.get(["slots/reminder-1700-europe-berlin"])
    assert {event["slot"] for event in machine.logged("sweep.slot_removed")} >= {"reminder 17:00 Europe/Berlin"}


@pytest.mark.parametrize("status", ["paused", "blocked"])
def test_a_paused_team_needs_no_slot_and_gets_them_back_when_it_goes_on(machine: Slots, status: str) -> None:
    machine.set_up()
    machine.workspace.channel("C1").is_archived = status == "blocked"
    machine.sqlite.commit([Update("teams/T1-C1", {"status": status})])
    machine.sweep()
    assert machine.jobs() == {"furikaeri-sweep"}
    machine.sqlite.commit([Update("teams/T1-C1", {"status": "active"})])
    machine.triggers.settle()
    assert machine.jobs() == ALL


@pytest.mark.parametrize(
    "drift",
    [
        {"schedule": "5 17 * * *"},
        {"time_zone": "UTC"},
        {"pubsub_target": {"topic_name": f"projects/{PROJECT}/topics/elsewhere", "data": b"{}"}},
        {"retry_config": {"retry_count": 0}},
    ],
)
def test_what_was_changed_by_hand_is_set_right(machine: Slots, drift: dict[str, Any]) -> None:
    machine.set_up()
    wanted = scheduler_v1.Job(machine.job(REMINDER))
    for field, value in drift.items():
        setattr(machine.job(REMINDER), field, value)
    machine.sweep()
    assert machine.job(REMINDER) == wanted
    assert [line["slot"] for line in machine.logged("sweep.job_corrected")] == ["reminder 17:00 Asia/Tokyo"]


def test_a_job_that_was_deleted_by_hand_is_made_again(machine: Slots) -> None:
    machine.set_up()
    del machine.scheduler.jobs[JOBS + REMINDER]
    machine.sweep()
    assert machine.jobs() == ALL


def test_a_job_of_ours_that_nothing_knows_goes_and_nobody_elses_is_touched(machine: Slots) -> None:
    machine.set_up()
    for name in ("furikaeri-digest-0900-utc", "backup-of-somebody-else", "furikaerix"):
        job = scheduler_v1.Job(machine.job(REMINDER))
        job.name = JOBS + name
        machine.scheduler.jobs[job.name] = job
    machine.sweep()
    assert machine.jobs() == ALL | {"backup-of-somebody-else", "furikaerix"}


def test_a_slot_is_not_missed_before_it_was_made(machine: Slots) -> None:
    machine.clock.set(MONDAY + timedelta(hours=8))
    machine.set_up()
    machine.sweep()
    assert not machine.logged("sweep.slot_missed")


def test_sweeping_twice_changes_nothing_more(machine: Slots) -> None:
    machine.set_up()
    machine.sweep()
    calls = len(machine.scheduler.calls)
    documents = {doc.path: doc.version for doc in machine.sqlite.get(["slots/reminder-1700-asia-tokyo"]).values()}
    machine.sweep()
    assert machine.scheduler.calls[calls:] == ["ListJobs"]
    assert {doc.path: doc.version for doc in machine.sqlite.get(list(documents)).values()} == documents


def test_two_runs_at_once_make_each_job_once_and_remove_what_nobody_needs(machine: Slots) -> None:
    machine.set_up()
    world = machine.services.world
    machine.scheduler.jobs.clear()
    for slot in ("reminder-1700-asia-tokyo", "digest-1630-asia-tokyo"):
        machine.sqlite.commit([Delete(f"slots/{slot}")])
    with ThreadPoolExecutor(4) as pool:
        for run in [pool.submit(schedule_team, world, "T1-C1") for _ in range(4)]:
            run.result()
    assert machine.jobs() >= {REMINDER, "furikaeri-digest-1630-asia-tokyo"}

    machine.sqlite.commit([Update("teams/T1-C1", {"status": "paused"})])
    with ThreadPoolExecutor(4) as pool:
        for run in [pool.submit(sweep, world) for _ in range(4)]:
            run.result()
    assert machine.jobs() == set()


@pytest.mark.functions_fail
def test_a_permission_that_is_missing_is_named_and_setting_up_succeeds_all_the_same(machine: Slots) -> None:
    machine.scheduler.refusals.append(Refusal("CreateJob", grpc.StatusCode.PERMISSION_DENIED))
    machine.set_up()
    assert machine.sqlite.get(["teams/T1-C1"])
    [line] = machine.logged("schedule.not_permitted")[:1]
    assert "cloudscheduler.jobs.create" in line["error"]
    machine.scheduler.refusals.clear()
    machine.triggers.settle()
    assert machine.jobs() == ALL


def test_slots_that_a_move_to_another_zone_brings_are_set_right_by_the_sweep(machine: Slots) -> None:
    machine.set_up()
    machine.workspace.change_user("U1", tz="Europe/Berlin")  # and no event tells of it
    machine.sweep()
    assert "furikaeri-reminder-1700-europe-berlin" in machine.jobs()


@pytest.mark.functions_fail
def test_a_digest_that_was_begun_is_ended_by_the_sweep(machine: Slots) -> None:
    machine.set_up()
    person = machine.person("U1")
    person.command("/kpt", channel="C1")
    person.type(keep="A good day.")
    person.submit()
    machine.triggers.settle()
    friday = datetime(2026, 11, 20, 16, 30, tzinfo=TOKYO)
    machine.slack.faults.status("chat.postMessage", 500, times=None, channel="C1")
    machine.triggers.run_until(friday)
    assert not machine.sqlite.get(["teams/T1-C1/digests/2026-11-20"])["teams/T1-C1/digests/2026-11-20"].fields[
        "finished_at"
    ]
    machine.slack.faults.clear()
    machine.clock.set(friday + timedelta(minutes=3))
    machine.sweep()
    parent = machine.workspace.channel("C1").messages[-1]
    assert len(parent.replies) == 1
    assert machine.sqlite.get(["teams/T1-C1/digests/2026-11-20"])["teams/T1-C1/digests/2026-11-20"].fields[
        "finished_at"
    ]


def test_a_team_that_comes_while_its_slot_is_being_removed_keeps_it(machine: Slots) -> None:
    """The moment between the deletion and the second question, made to last."""
    machine.set_up()
    job = SlotJob.parse("reminder 17:00 Asia/Tokyo")
    world = machine.services.world
    machine.sqlite.commit([Update("teams/T1-C1", {"status": "paused"})])

    class Removing:
        """Cloud Scheduler, with a team coming back just when a job was deleted."""

        def __getattr__(self, name: str) -> Any:
            return getattr(world.scheduler, name)

        def remove(self, job_id: str) -> None:
            world.scheduler.remove(job_id)
            machine.sqlite.commit([Update("teams/T1-C1", {"status": "active"})])

    sweep(replace(world, scheduler=Removing()))  # the port, kept by delegation
    assert job.job in machine.jobs()
    assert machine.sqlite.get([f"slots/{job.id}"])
