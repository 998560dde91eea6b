"""A slot that did not come round is noticed by the hourly look, and told. Over the stand-in's gRPC service."""

from datetime import timedelta

from tests.cloud.slots import JOBS, MONDAY, REMINDER, Slots


def test_a_slot_that_did_not_come_round_is_noticed_and_one_that_did_is_not(machine: Slots) -> None:
    machine.set_up()
    machine.triggers.run_until(MONDAY + timedelta(hours=9))
    assert not machine.logged("sweep.slot_missed")

    machine.clock.set(MONDAY + timedelta(days=1, hours=9))  # nothing fired on Tuesday
    machine.sweep()
    missed = machine.logged("sweep.slot_missed")
    assert {line["slot"] for line in missed} == {
        "reminder 17:00 Asia/Tokyo",
        "reminder 16:00 Asia/Tokyo",
        "digest 16:30 Asia/Tokyo",
    }
    assert {line["severity"] for line in missed} == {"ERROR"}


def look(machine: Slots) -> list[str]:
    """The hourly look comes round; the slots that it tells of."""
    before = len(machine.logged("sweep.slot_missed"))
    machine.triggers.publish("sweep", [{"look": "slots"}])
    machine.triggers.settle()
    return sorted(line["slot"] for line in machine.logged("sweep.slot_missed")[before:])


def test_a_slot_that_was_missed_is_told_within_two_hours(machine: Slots) -> None:
    machine.set_up()
    machine.triggers.run_until(MONDAY + timedelta(hours=9))
    told: dict[str, set[int]] = {}
    for hour in range(24, 48):  # nothing fires on Tuesday
        machine.clock.set(MONDAY + timedelta(hours=hour, minutes=10))
        for slot in look(machine):
            told.setdefault(slot, set()).add(hour - 24 + MONDAY.hour)
    assert told == {
        "reminder 16:00 Asia/Tokyo": {17},
        "digest 16:30 Asia/Tokyo": {17, 18},
        "reminder 17:00 Asia/Tokyo": {18},
    }


def test_the_hourly_look_makes_removes_and_sends_nothing(machine: Slots) -> None:
    machine.set_up()
    machine.triggers.run_until(MONDAY + timedelta(hours=9))
    del machine.scheduler.jobs[JOBS + REMINDER]
    jobs, sweeps = machine.jobs(), len(machine.logged("sweep.done"))
    assert look(machine) == []
    assert machine.jobs() == jobs
    assert len(machine.logged("sweep.done")) == sweeps
