"""The 17:00 message, where its triggers repeat, overlap, come late, or say nothing we know."""

from collections.abc import Callable

import pytest

from local.google.scheduler import Firing
from tests.story.conftest import BERLIN, Story, key_of, tokyo

# Triggers that repeat, overlap, come late, or say nothing we know


def test_a_trigger_that_repeats_sends_nothing_twice(asked: Story) -> None:
    asked.remind("2026-11-16", "17:00 Asia/Tokyo")
    asked.machine.triggers.publish("reminder", [{"slot": "17:00 Asia/Tokyo"}])
    assert asked.settle()
    assert [len(asked.messages(user)) for user in ("U1", "U2", "U3")] == [1, 1, 1]


@pytest.mark.functions_fail
def test_triggers_that_overlap_send_once(team: Story) -> None:
    team.jump(tokyo(16, "17:00"))
    fields = {"team": "T1-C1", "day": "2026-11-16", "slot": "17:00 Asia/Tokyo"}
    assert set(team.push("reminder", fields, times=6)) <= {200, 204, 500}  # held by another: it comes again
    team.remind("2026-11-16", "17:00 Asia/Tokyo")
    assert team.settle()
    assert [len(team.messages(user)) for user in ("U1", "U2", "U3")] == [1, 1, 1]


def test_two_hours_late_is_still_sent(team: Story) -> None:
    team.jump(tokyo(16, "19:00"))
    team.remind("2026-11-16", "17:00 Asia/Tokyo")
    assert len(team.messages("U1")) == 1


def test_later_than_two_hours_sends_none_and_logs_it(team: Story) -> None:
    team.jump(tokyo(16, "19:01"))
    assert team.remind("2026-11-16", "17:00 Asia/Tokyo")
    assert team.messages("U1") == []
    (event,) = team.events("reminder.too_late")
    assert (event["severity"], event["team"], event["day"]) == ("WARNING", "T1-C1", "2026-11-16")


def test_without_a_slot_everyone_due_is_asked_and_lateness_is_not_looked_at(team: Story) -> None:
    team.workspace.change_profile("U3", tz="Europe/Berlin")
    team.settle()
    team.jump(tokyo(16, "23:30"))
    team.remind("2026-11-16")
    assert [len(team.messages(user)) for user in ("U1", "U2", "U3")] == [1, 1, 1]
    assert key_of(team.message("U3")) == "reminder:2026-11-16"


@pytest.mark.functions_fail
def test_a_member_whose_message_fails_does_not_keep_the_others_from_theirs(team: Story) -> None:
    team.jump(tokyo(16, "17:00"))
    team.slack.faults.status("chat.postMessage", 500, channel="U1", times=1)
    team.remind("2026-11-16", "17:00 Asia/Tokyo")
    assert [len(team.messages(user)) for user in ("U2", "U3")] == [1, 1]
    assert team.settle()
    assert len(team.messages("U1")) == 1


def test_somebody_whose_account_was_closed_is_no_obstacle(team: Story) -> None:
    team.until(tokyo(16, "16:55"))
    team.workspace.change_user("U2", deleted=True)  # Slack's event is lost, and no sweep comes before five
    team.until(tokyo(16, "17:05"))
    assert [len(team.messages(user)) for user in ("U1", "U3")] == [1, 1]
    assert team.document("people/T1-U2/deliveries/reminder:2026-11-16")["state"] == "failed"
    assert team.events("delivery.failed")


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"slot": "25:00 Asia/Tokyo"},
        {"slot": "17:00 Middle/Earth"},
        {"team": "T1/C1"},
        {"team": "../x"},
        {"team": "T1-C1", "day": "tomorrow"},
        {"team": "T1-C1", "day": "9999-12-31"},
        {"team": "T1-C1", "day": "0001-01-01"},
        {"team": "T1-C1", "day": "2026-11-16", "slot": "noon"},
        {"other": "things"},
    ],
)
def test_data_that_nobody_knows_is_acknowledged_and_logged(team: Story, data: dict[str, str]) -> None:
    team.machine.triggers.publish("reminder", [data])
    assert team.settle()
    assert [event["severity"] for event in team.events("reminder.no_message")] == ["ERROR"]
    assert team.messages("U1") == []


def test_a_team_that_is_gone_is_acknowledged_and_logged(team: Story) -> None:
    assert team.remind("2026-11-16", team="T1-C9")
    assert [event["team"] for event in team.events("reminder.no_team")] == ["T1-C9"]


def test_the_function_that_people_will_click_on_is_woken_before(asked: Story) -> None:
    assert asked.events("interaction.not_warmed") == []


def test_the_day_is_the_members_own(at: Callable[..., Story]) -> None:
    """17:00 in Los Angeles on Monday is Tuesday in Tokyo."""
    story = at(tokyo(16))
    story.workspace.change_user("U3", tz="America/Los_Angeles")
    story.set_up()
    story.until(tokyo(17, "10:05"))
    assert key_of(story.message("U3")) == "reminder:2026-11-16"
    assert [key_of(m) for m in story.workspace.direct_messages("U1")] == ["reminder:2026-11-16"]


def test_a_change_of_the_clocks_does_not_move_it(at: Callable[..., Story]) -> None:
    """On 25 October 2026 Berlin turns its clocks back: 17:00 stays 17:00."""
    story = at(tokyo(23, month=10))
    story.workspace.change_user("U3", tz="Europe/Berlin")
    story.set_up()
    fired: list[Firing] = []
    story.machine.triggers.on_fire = fired.append
    story.until(tokyo(28, "12:00", month=10))
    times = {f"{f.at.astimezone(BERLIN):%H:%M}" for f in fired if "17:00 Europe/Berlin" in f.data}
    assert times == {"17:00"}
