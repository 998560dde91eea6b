"""What people are told of when the next message comes: the clock runs, and it comes then."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from local.slack.people.reading import plain
from shared.store.engine.documents import Update
from tests.story.conftest import Story, en, ja, tokyo
from tests.story.person.home import opened
from tests.story.promises.proofs import (
    BERLIN,
    every_moment,
    line_with,
    proves,
    said_moment,
    the_next_message_comes_then,
)
from tests.story.team.settings.form import fill_in

# When the next message comes


@proves("setup.done", "setup.done_yours")
@every_moment
@pytest.mark.parametrize("elsewhere", [False, True])
def test_who_sets_a_team_up_is_asked_when_it_says(at: Callable[..., Story], now: datetime, *, elsewhere: bool) -> None:
    story = at(now)
    if elsewhere:
        story.workspace.change_user("U3", **BERLIN)
    story.set_up()
    told = story.form(story.tanaka)
    line = line_with(told, "#ops で始めました")
    assert ("メンバーは3人です。それぞれの現地時間で、ふだんは17:00に届きます。" in line) == elsewhere
    the_next_message_comes_then(story, "U1", line.partition("メンバー")[0])
    if not elsewhere:
        assert len(story.messages("U2")) == len(story.messages("U3")) == 1, "all are asked then"


def test_who_sets_a_team_up_reads_it_in_their_own_time(at: Callable[..., Story]) -> None:
    story = at(tokyo(20, "18:00"))
    story.workspace.change_user("U3", **BERLIN)
    story.set_up(by=story.sato)
    assert en("setup.done_yours", channel="#ops", when="Fri 20 Nov 16:00") in story.form(story.sato)
    story.until(tokyo(20, "23:59"))
    assert story.messages("U3") == []
    story.until(tokyo(21, "00:01"))
    assert len(story.messages("U3")) == 1


def test_who_set_a_team_up_and_gets_no_messages_is_promised_none(story: Story) -> None:
    story.set_up()
    story.tanaka.close()
    story.tanaka.command("/kpt", "stop")
    story.workspace.add_channel("C2", "design", ["U1", "U2"])
    story.set_up(channel="C2")
    told = story.form(story.tanaka)
    assert ja("setup.done_alone", channel="#design") in told
    assert "次は" not in told
    story.until(tokyo(18))
    assert story.messages("U1") == []


def test_who_is_asked_by_another_team_is_told_when_that_does(story: Story) -> None:
    story.set_up()
    story.tanaka.close()
    story.machine.sqlite.commit([Update("people/T1-U1", {"weekdays": ["wednesday"]})])
    story.workspace.add_channel("C2", "design", ["U1", "U2"])
    story.set_up(channel="C2")
    the_next_message_comes_then(story, "U1", line_with(story.form(story.tanaka), "#design").partition("メンバー")[0])


@pytest.mark.parametrize("clock", ["own", "team"])
def test_by_which_clock_the_others_are_asked_is_so(story: Story, clock: str) -> None:
    story.workspace.change_user("U3", **BERLIN)
    story.tanaka.command("/kpt", "setup")
    fill_in(story.tanaka, clock=clock)
    story.tanaka.submit()
    story.settle()
    assert ja(f"setup.asked_{clock}", people=3, time="17:00", zone="Asia/Tokyo") in story.form(story.tanaka) or (
        clock == "team"
        and ja("setup.done", channel="#ops", when="11/16(月) 17:00", people=3) in story.form(story.tanaka)
    )
    story.until(tokyo(16, "17:05"))
    assert len(story.messages("U3")) == (clock == "team")
    story.until(tokyo(17, "01:05"))
    assert len(story.messages("U3")) == 1


@proves("done.restarted_next")
@every_moment
def test_messages_that_are_on_again_come_when_it_says(at: Callable[..., Story], now: datetime) -> None:
    story = at(now - timedelta(days=3))
    story.set_up()
    story.tanaka.command("/kpt", "stop")
    story.until(now)
    story.tanaka.command("/kpt", "start")
    the_next_message_comes_then(story, "U1", story.ephemerals("U1")[-1])


@proves("done.restarted_seldom", "schedule.you_seldom")
def test_whoever_is_asked_on_the_sessions_day_only_is_told_so(team: Story) -> None:
    team.until(tokyo(24, "18:00"))
    team.tanaka.command("/kpt", "stop")
    team.tanaka.command("/kpt", "start")
    told = team.ephemerals("U1")[-1]
    assert told == ja("done.restarted_seldom", next="11/27(金) 16:00")
    team.tanaka.command("/kpt", "schedule")
    assert ja("schedule.you_seldom") in team.ephemerals("U1")[-1]
    the_next_message_comes_then(team, "U1", told)
    team.write(team.tanaka, keep="書きました")
    the_next_message_comes_then(team, "U1", "11/30(月) 17:00")


def test_somebody_in_no_team_is_promised_messages_once_they_join_one(team: Story) -> None:
    team.workspace.add_user("U8", "new", "新人")
    new = team.machine.person("U8")
    new.command("/kpt", "start")
    assert team.ephemerals("U8")[-1] == ja("done.restarted_no_team")
    team.until(tokyo(17))
    assert team.messages("U8") == []
    team.workspace.join("C1", "U8")
    team.until(tokyo(17, "17:05"))
    assert len(team.messages("U8")) == 1


def test_who_stepped_out_or_whose_team_asks_nobody_is_promised_nothing(team: Story) -> None:
    team.machine.sqlite.commit([Update("teams/T1-C1", {"stepped_out": ["U1"]})])
    team.tanaka.command("/kpt", "start")
    assert team.ephemerals("U1")[-1] == ja("done.restarted_stepped_out", channel="#ops")
    team.machine.sqlite.commit([Update("teams/T1-C1", {"stepped_out": [], "status": "paused"})])
    team.tanaka.command("/kpt", "start")
    assert team.ephemerals("U1")[-1] == ja("done.restarted") + ja("schedule.paused", channel="#ops")
    team.until(tokyo(18))
    assert team.messages("U1") == []


def test_whoever_says_vacation_is_promised_nothing_while_they_do(team: Story) -> None:
    team.workspace.set_status("U1", "", "休暇中")
    team.tanaka.command("/kpt", "start")
    assert team.ephemerals("U1")[-1] == ja("done.restarted") + ja("home.vacation")
    team.until(tokyo(17))
    assert team.messages("U1") == []


@proves("home.next")
@every_moment
def test_the_home_says_when_the_next_message_comes(at: Callable[..., Story], now: datetime) -> None:
    story = at(now - timedelta(days=1))
    story.set_up()
    story.until(now)
    [line] = [line for line in opened(story.tanaka) if "次は" in line]
    the_next_message_comes_then(story, "U1", line)


@proves("done.mine")
@every_moment
@pytest.mark.parametrize("own", [{"time": "09:00"}, {"time": "21:00", "weekdays": ["1", "4"]}])
def test_ones_own_time_comes_when_it_says(at: Callable[..., Story], now: datetime, own: dict[str, str]) -> None:
    story = at(now - timedelta(days=1))
    story.set_up()
    story.tanaka.close()
    story.until(now)
    story.tanaka.open_home()
    story.tanaka.press_in_home("my_times")
    story.tanaka.select(own)
    story.tanaka.submit()
    story.settle()
    the_next_message_comes_then(story, "U1", line_with(story.form(story.tanaka), "次は"))


@proves("done.off_until")
@every_moment
@pytest.mark.parametrize("days", [0, 2, 6])
def test_after_days_off_the_messages_are_back_when_it_says(at: Callable[..., Story], now: datetime, days: int) -> None:
    story = at(now - timedelta(days=1))
    story.set_up()
    story.tanaka.close()
    story.until(now)
    story.tanaka.open_home()
    story.tanaka.press_in_home("add_off")
    last = (now - timedelta(hours=4)).date() + timedelta(days)
    story.tanaka.select(last=last.isoformat())
    story.tanaka.submit()
    story.settle()
    told = line_with(story.form(story.tanaka), "までお休みにしました").partition("。")[2]
    moment = said_moment(told, now)
    before = len(story.messages("U1"))
    story.until(moment.replace(hour=5))
    assert len(story.messages("U1")) == before
    story.until(moment.replace(hour=17, minute=1))
    assert len(story.messages("U1")) == before + 1


@proves("done.off", "done.try_already", "schedule.you_answered")
def test_after_an_answer_nothing_more_comes_that_day(asked: Story) -> None:
    asked.press(asked.suzuki, "off")
    assert asked.messages("U2") == [plain(asked.message("U2"))]
    assert ja("done.off") in asked.messages("U2")[0]
    asked.tanaka.command("/kpt", "setup")
    asked.tanaka.close()
    asked.until(tokyo(17, "04:00"))
    assert len(asked.messages("U2")) == 1
    asked.until(tokyo(17, "12:00"))
    asked.write(asked.suzuki, keep="昼に")
    asked.suzuki.command("/kpt", "schedule")
    assert ja("schedule.you_answered") in asked.ephemerals("U2")[-1]
    asked.until(tokyo(17, "23:00"))
    assert len(asked.messages("U2")) == 1
