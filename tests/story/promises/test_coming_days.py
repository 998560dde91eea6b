"""What people are told of the coming days, and of who sees what: the clock runs, and it is so."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import pytest

from local.slack.people.reading import plain
from local.slack.state.records import Message
from tests.story.conftest import Story, ja, tokyo
from tests.story.promises.proofs import (
    BERLIN,
    every_moment,
    proves,
    said_moment,
)
from tests.story.team.settings.form import fill_in

# The coming days


@proves("schedule.title", "help.schedule")
@every_moment
def test_the_schedule_of_seven_days_is_what_comes(at: Callable[..., Story], now: datetime) -> None:
    story = at(now - timedelta(days=1))
    story.workspace.change_user("U3", **BERLIN)
    story.set_up()
    story.tanaka.close()
    story.until(now)
    story.tanaka.command("/kpt", "schedule")
    planned = [moment for moment in planned_for(story.ephemerals("U1")[-1].splitlines(), "田中", now) if moment > now]
    assert planned
    for moment in planned:
        before = len(story.messages("U1"))
        story.until(moment - timedelta(minutes=1))
        assert len(story.messages("U1")) == before
        story.until(moment + timedelta(minutes=1))
        assert len(story.messages("U1")) == before + 1


def planned_for(lines: Sequence[str], name: str, now: datetime) -> list[datetime]:
    """When somebody is asked, by what `/kpt schedule` says to those in Tokyo."""
    days: list[str] = []
    found = []
    for line in lines[1:]:
        if re.fullmatch(r"\d+/\d+\(.\)(・\d+/\d+\(.\))*", line):
            days = line.split("・")
        elif (at := re.match(r"(\d\d:\d\d)：", line)) and name in line:
            found += [said_moment(f"{day} {at[1]}", now) for day in days]
    return sorted(found)


@proves("kept.done", "kept.list", "kept.no_message")
def test_what_is_kept_comes_back_when_it_says_and_nobody_else_sees_it_until_then(team: Story) -> None:
    team.tanaka.command("/kpt", "keep わたしの一行")
    assert ja("kept.done", time="17:00") in team.ephemerals("U1")[-1]
    team.tanaka.command("/kpt", "keep")
    assert ja("kept.list") in team.ephemerals("U1")[-1]
    team.until(tokyo(16, "16:59"))
    assert team.messages("U1") == []
    team.until(tokyo(16, "17:00"))
    assert "わたしの一行" in team.messages("U1")[-1]
    everybody_elses = [*team.messages("U2"), *team.messages("U3"), *team.ephemerals("U2"), *team.ephemerals("U3")]
    seen = [*everybody_elses, *(plain(message) for message in team.channel.everything())]
    assert not [text for text in seen if "わたしの一行" in text]
    team.press(team.tanaka, "menu", option=ja("button.off"))
    team.tanaka.command("/kpt", "keep もう一行")
    assert ja("kept.no_message") in team.ephemerals("U1")[-1]
    team.tanaka.command("/kpt")
    assert "わたしの一行\nもう一行" in team.form(team.tanaka)


@proves("schedule.you_stopped", "schedule.you_elsewhere", "schedule.you_vacation", "mine.only_you", "help.week")
def test_what_only_you_see_nobody_else_sees(team: Story) -> None:
    team.workspace.add_channel("C2", "design", ["U1", "U2"])
    team.set_up(channel="C2")
    team.tanaka.command("/kpt", "schedule", "C2")
    assert ja("schedule.you_elsewhere") in team.ephemerals("U1")[-1]
    team.suzuki.command("/kpt", "stop")
    team.suzuki.command("/kpt", "schedule")
    assert ja("schedule.you_stopped") in team.ephemerals("U2")[-1]
    team.workspace.set_status("U1", "", "休暇中")
    team.tanaka.command("/kpt", "schedule")
    assert ja("schedule.you_vacation") in team.ephemerals("U1")[-1]
    team.write(team.tanaka, keep="わたしの一行")
    team.tanaka.command("/kpt", "week")
    assert ja("mine.only_you") in team.ephemerals("U1")[-1]
    team.until(tokyo(16, "17:05"))
    assert team.messages("U2") == [], "who stopped gets no message"
    seen = [plain(m) for m in team.everything_posted()] + team.ephemerals("U3")
    assert not [text for text in seen if "あなただけ" in text or "休暇" in text]
    team.workspace.set_status("U1", "", "")
    team.suzuki.command("/kpt", "start")
    team.until(tokyo(17, "17:05"))
    assert [len(team.messages(user)) for user in ("U1", "U2")] == [1, 1], "one team asks, once"


# What is shown


def channel_and_threads(story: Story) -> str:
    """All that anybody reads in the channel."""
    messages: list[Message] = [*story.channel.messages, *(r for m in story.channel.messages for r in m.replies)]
    return "\n".join(plain(message) + message.text for message in messages)


@proves("reminder.first_time_keep", "welcome.shown_keep", "part.private_hint")
def test_where_the_keep_alone_is_shown_problem_and_try_are_nowhere(story: Story) -> None:
    story.tanaka.command("/kpt", "setup")
    fill_in(story.tanaka, announcement_parts="keep")
    story.tanaka.submit()
    story.settle()
    story.tanaka.close()
    assert ja("welcome.shown_keep") in channel_and_threads(story)
    story.until(tokyo(16, "17:05"))
    assert ja("reminder.first_time_keep", channel="#ops") in story.messages("U1")[0]
    story.tanaka.press(story.message("U1"), "write")
    assert ja("part.private_hint") in story.form(story.tanaka)
    story.tanaka.type({"keep": "よかった", "problem": "ひみつの困りごと", "try": "ひみつの試み"})
    story.tanaka.submit()
    story.settle()
    story.until(tokyo(20, "18:00"))
    assert "よかった" in channel_and_threads(story)
    assert "ひみつ" not in channel_and_threads(story)


@proves("announcement_mode.off", "welcome.shown_off")
def test_where_nothing_is_shown_the_channel_has_the_digest_alone(story: Story) -> None:
    story.tanaka.command("/kpt", "setup")
    fill_in(story.tanaka, announcement_mode="off")
    story.tanaka.submit()
    story.settle()
    story.tanaka.close()
    assert ja("welcome.shown_off") in channel_and_threads(story)
    story.write(story.tanaka, keep="静かに")
    story.until(tokyo(20, "16:00"))
    assert "静かに" not in channel_and_threads(story)
    story.until(tokyo(20, "16:31"))
    assert "静かに" in channel_and_threads(story)


@proves("done.quiet_note")
@pytest.mark.parametrize("stops", [False, True])
@pytest.mark.parametrize("days", [1, 4])
def test_a_quiet_day_is_not_posted_and_the_digest_shows_only_its_mark(asked: Story, days: int, *, stops: bool) -> None:
    for day in range(16, 16 + days):
        asked.until(tokyo(day, "17:05"))
        asked.press(asked.tanaka, "quiet")
        assert ja("done.quiet_note") in asked.messages("U1")[-1]
    if stops:
        asked.tanaka.command("/kpt", "stop")
    asked.until(tokyo(20, "16:00"))
    assert "🍵" not in channel_and_threads(asked).replace(ja("button.quiet"), "")
    asked.until(tokyo(20, "18:00"))
    marks = "・".join("月火水木"[:days])
    assert f"田中さん：🍵 {marks}" in channel_and_threads(asked)
