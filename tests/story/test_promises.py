"""What people are told of what comes next, and of who sees what: the clock runs, and it is so.

Every sentence of the catalogues that says such a thing stands here with its proof; a new one without any fails.
"""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from local.slack.people.reading import plain
from local.slack.state.records import Message
from shared.i18n.sentences import sentences
from shared.kpt.day import Slot
from shared.kpt.schedule.slots import SlotJob
from shared.store.engine.documents import Update
from tests.story.conftest import TOKYO, Story, en, ja, key_of, tokyo
from tests.story.person.test_home import opened

PROMISES = {
    "en": re.compile(
        r"\bnext\b|\bthen\b|only you|not shown|not posted|problem and try are not|back on|nothing more", re.I
    ),
    "ja": re.compile(
        r"次は|次の|次に|\{next\}|あなただけ|自分だけ|出ません|流れません|Keepだけが|また(お届け|届き)|もう届きません"
    ),
}
HOW_TO = {
    *("my_data.about", "my_data.may_not_send", "digest.first_word", "try.label", "fault.country"),
    *("error.setup_not_member", "error.away_many", "error.store_read", "error.not_invited", "error.setup_failed"),
    *("error.channel_archived", "doctor.token_silent", "doctor.scope_missing", "doctor.channel_archived"),
    *("doctor.channel_silent", "doctor.clocks_known", "doctor.store_silent"),
    *("schedule.blocked", "error.press", "setup.changed"),
    *("board.ask", "board.later", "board.not_yours", "csv.blocked", "csv.may_not_send", "csv.not_member"),
    *("doctor.metadata_lost", "doctor.metadata_silent", "sheet_form.share", "sheet_form.earlier_may"),
    *("tried.organisation", "tried.protected", "tried.read_only"),
    *("doctor.without_reactions_read", "year.may_not_send"),
}
"""What people may do one after another, in whichever words: nothing in it is promised."""
PROVEN: dict[str, str] = {}
"""Each sentence with the test that lets the clock run."""
ELSEWHERE = {
    **dict.fromkeys(("kept.done", "kept.list", "kept.no_message"), "entry/test_keep.py"),
    **dict.fromkeys(("order.next", "order.next_off"), "session/test_round.py"),
    **dict.fromkeys(("help.year", "year.head", "year.link"), "person/test_year.py"),
    **dict.fromkeys(("doctor.sheet_new", "sheet_form.left", "sheet_leave.text"), "team/test_sheet.py"),
}
"""Sentences of a capability that has its own stories, in which they come true."""

Test = Callable[..., None]


def proves(*keys: str) -> Callable[[Test], Test]:
    """The test that follows holds these sentences."""

    def note(test: Test) -> Test:
        PROVEN.update(dict.fromkeys(keys, test.__name__))
        return test

    return note


def promises() -> set[str]:
    """The sentences that say what comes next, or who sees what."""
    return {
        key for lang, says in PROMISES.items() for key in sentences(lang).keys if says.search(sentences(lang).raw(key))
    }


def test_every_sentence_about_what_comes_next_is_proven() -> None:
    assert sorted(promises() - HOW_TO - set(PROVEN) - set(ELSEWHERE)) == []


def test_a_sentence_that_is_proven_elsewhere_is_named_there() -> None:
    for key, file in ELSEWHERE.items():
        assert key in (Path(__file__).parent / file).read_text(encoding="utf-8")


def test_every_proof_is_of_a_sentence_that_there_is() -> None:
    assert sorted(set(PROVEN) - set(sentences("ja").keys)) == []
    assert not HOW_TO & set(PROVEN)


# When the next message comes


def said_moment(text: str, since: datetime) -> datetime:
    """The moment that a Japanese sentence names: 11/24(火) 17:00, or that day at the usual time."""
    [(month, day, at)] = re.findall(r"(\d+)/(\d+)\(.\)(?: (\d\d:\d\d))?", text)
    year = since.year + (int(month) < since.month)
    hour, minute = map(int, (at or "17:00").split(":"))
    return datetime(year, int(month), int(day), hour, minute, tzinfo=TOKYO)


def the_next_message_comes_then(story: Story, user: str, text: str) -> None:
    """No message before the moment that the sentence names, and one at it."""
    moment = said_moment(text, story.machine.clock.now().astimezone(TOKYO))
    before = len(story.messages(user))
    story.until(moment - timedelta(minutes=1))
    assert len(story.messages(user)) == before, f"nothing comes before {moment}"
    story.until(moment + timedelta(minutes=1))
    assert len(story.messages(user)) == before + 1, f"a message comes at {moment}"


def line_with(text: str, part: str) -> str:
    """The only line in which these words stand."""
    [line] = [line for line in text.splitlines() if part in line]
    return line


BERLIN = {"tz": "Europe/Berlin"}
MOMENTS = [
    *(tokyo(16), tokyo(16, "16:59"), tokyo(16, "18:00"), tokyo(16, "23:30"), tokyo(17, "03:00"), tokyo(19, "18:00")),
    *(tokyo(20), tokyo(20, "15:59"), tokyo(20, "16:10"), tokyo(20, "18:00"), tokyo(21, "12:00"), tokyo(23, "12:00")),
    *(tokyo(2, "18:00", month=11), tokyo(30, "18:00", month=12)),
]
"""Before and after the day's message, on a session's day, on the eve of a holiday, on a weekend, over New Year."""
every_moment = pytest.mark.parametrize("now", MOMENTS, ids=lambda now: f"{now:%m-%d %H:%M}")


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
    story.tanaka.select(clock=clock)
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
    story.tanaka.select(announcement_parts="keep")
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
    story.tanaka.select(announcement_mode="off")
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
