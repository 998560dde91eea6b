"""A laptop that sleeps, and a process that is ended: what came round meanwhile fires once, on waking."""

from collections.abc import Callable
from datetime import datetime

import pytest

from tests.local.socket_mode.conftest import Own
from tests.story.conftest import tokyo

FRIDAY = 20


@pytest.mark.parametrize("ended", [False, True])
def test_whoever_was_not_asked_in_time_is_asked_once_on_waking(team: Own, ended: bool) -> None:
    team.until(tokyo(16, "16:00"))
    if ended:
        team.end()
    team.clock.set(tokyo(16, "18:30"))
    if ended:
        team.start()
    for _ in range(3):
        team.run.turn()
    assert [len(team.asked(user)) for user in ("U1", "U2")] == [1, 1]


def test_nobody_is_asked_more_than_two_hours_late(team: Own) -> None:
    team.sleep_until(tokyo(16, "19:01"))
    assert team.asked() == []
    assert {event["slot"] for event in team.events("reminder.too_late")} == {"16:00 Asia/Tokyo", "17:00 Asia/Tokyo"}


def test_after_several_days_a_job_fires_once_and_not_once_a_day(team: Own) -> None:
    team.sleep_until(tokyo(19, "17:30"))
    assert len(team.events("reminder.fanned_out")) == 1 + 1, "one for the usual time, one for the session's day"
    [asked] = team.asked()
    assert "2026-11-19" in str(asked.metadata)


def test_a_nap_over_nothing_fires_nothing(team: Own) -> None:
    team.sleep_until(tokyo(16, "15:00"))
    assert team.events("reminder.fanned_out") == []
    assert team.events("digest.fanned_out") == []


def test_the_next_evening_is_as_ever(team: Own) -> None:
    team.sleep_until(tokyo(16, "18:00"))
    team.until(tokyo(17, "17:00"))
    assert len(team.asked()) == 2


@pytest.mark.parametrize("woken", [tokyo(FRIDAY, "19:45"), tokyo(FRIDAY + 1), tokyo(FRIDAY + 3, "09:00")])
@pytest.mark.parametrize("ended", [False, True])
def test_a_digest_comes_once_however_late(team: Own, woken: datetime, ended: bool) -> None:
    team.write(team.tanaka, "月曜のこと")
    team.until(tokyo(FRIDAY, "15:00"))
    if ended:
        team.end()
    team.clock.set(woken)
    if ended:
        team.start()
    for _ in range(3):
        team.run.turn()
    [digest] = team.in_channel("digest:")
    assert str(digest.metadata).count("2026-11-20") == 1
    assert len(digest.replies) == 2


def test_of_two_sessions_that_were_missed_the_last_is_held_with_all_that_was_written(team: Own) -> None:
    team.write(team.tanaka, "月曜のこと")
    team.sleep_until(tokyo(30, "09:00"))
    [digest] = team.in_channel("digest:")
    assert "2026-11-27" in str(digest.metadata)


def test_no_run_is_called_missed_that_was_caught_up_with(team: Own, restart: Callable[[], None]) -> None:
    team.clock.set(tokyo(19))
    restart()
    assert len(team.events("sweep.done")) == 1
    assert team.events("sweep.slot_missed") == []


@pytest.mark.functions_fail
def test_what_was_not_taken_before_an_end_is_fired_again(team: Own, restart: Callable[[], None]) -> None:
    team.until(tokyo(16, "16:59"))
    team.slack.faults.status("chat.postMessage", 503, times=None)
    team.sleep_until(tokyo(16, "17:00"))
    assert team.asked() == []
    team.slack.faults.clear()
    team.clock.set(tokyo(16, "17:10"))
    restart()
    assert [len(team.asked(user)) for user in ("U1", "U2")] == [1, 1]


@pytest.mark.functions_fail
def test_while_something_is_not_taken_it_is_looked_at_again_soon_and_then_less_often(team: Own) -> None:
    team.until(tokyo(16, "17:30"))
    assert team.run.turn() == 30
    team.slack.faults.status("chat.postMessage", 503, times=None)
    team.tanaka.command("/kpt")
    team.tanaka.type(keep="あとで流れる")
    team.tanaka.submit()
    assert [team.run.turn() for _ in range(6)] == [4, 8, 16, 30, 30, 30]
    team.slack.faults.clear()
    assert team.run.turn() == 30
    assert len(team.announced()) == 1


def test_it_waits_no_longer_than_until_the_next_job(team: Own) -> None:
    team.clock.set(tokyo(16, "16:59").replace(second=50))
    assert team.run.turn() == 10


def test_a_clock_that_was_set_back_silences_nothing(team: Own) -> None:
    team.sleep_until(tokyo(30, "12:00"))
    team.sleep_until(tokyo(17, "16:59"))
    team.until(tokyo(17, "17:00"))
    assert "2026-11-17" in str(team.asked()[-1].metadata)


def test_jobs_whose_file_is_gone_are_made_anew(team: Own, restart: Callable[[], None]) -> None:
    (team.folder / "jobs.json").unlink()
    restart()
    team.until(tokyo(16, "17:00"))
    assert len(team.asked()) == 1
