"""What people are told of the win session and the slots: the clock runs, and it is so."""

from datetime import timedelta

from local.slack.people.reading import plain
from shared.kpt.day import Slot
from shared.kpt.schedule.slots import SlotJob
from tests.story.conftest import Story, ja, key_of, tokyo
from tests.story.promises.proofs import line_with, proves, said_moment

# The win session


@proves("digest.open")
def test_what_is_written_by_then_joins_and_later_comes_next_time(asked: Story) -> None:
    asked.write(asked.tanaka, keep="月曜")
    asked.until(tokyo(20, "16:31"))
    assert ja("digest.open", time="17:30") in plain(asked.digest())
    asked.until(tokyo(20, "17:29"))
    asked.write(asked.suzuki, keep="間に合った")
    assert any("間に合った" in part for part in asked.thread())
    asked.until(tokyo(20, "17:31"))
    asked.write(asked.sato, keep="そのあと")
    assert not any("そのあと" in part for part in asked.thread())
    asked.until(tokyo(27, "16:31"))
    assert any("そのあと" in part for part in asked.thread())


@proves("session_now.text")
def test_a_session_that_was_begun_is_not_posted_again_at_its_time(asked: Story) -> None:
    asked.write(asked.tanaka, keep="月曜")
    asked.until(tokyo(18, "12:00"))
    asked.tanaka.command("/kpt", "setup")
    asked.tanaka.press_in_view("session_now")
    asked.settle()
    heads = [m for m in asked.channel.messages if key_of(m).startswith("digest:")]
    assert len(heads) == 1
    asked.until(tokyo(20, "23:00"))
    assert [m for m in asked.channel.messages if key_of(m).startswith("digest:")] == heads


@proves("doctor.slot_ran", "doctor.slot_new")
def test_a_slot_runs_next_when_the_doctor_says(team: Story) -> None:
    slot = f"slots/{SlotJob('reminder', Slot.parse('17:00 Asia/Tokyo')).id}"
    for _ in range(2):
        team.tanaka.command("/kpt", "doctor")
        line = line_with(team.ephemerals("U1")[-1], ja("doctor.reminder", time="17:00", zone="Asia/Tokyo"))
        moment = said_moment(line.partition("次は")[2].partition("、")[0], team.machine.clock.now())
        team.until(moment - timedelta(minutes=1))
        ran = team.document(slot).get("last_run")
        team.until(moment + timedelta(minutes=1))
        assert team.document(slot)["last_run"] != ran
