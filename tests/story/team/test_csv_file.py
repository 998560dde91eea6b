"""`/kpt csv`: the team's entries as a file, and the channel is told."""

from datetime import date
from typing import Any

import pytest

from local.slack.people.person import Person
from local.slack.people.reading import plain
from shared.i18n.dates import day_with_year
from shared.i18n.sentences import Sentences
from shared.kpt.csv_files.reading import decoded, read_rows
from shared.kpt.csv_files.writing import BYTE_ORDER_MARK
from shared.store.engine.documents import Update
from tests.story.conftest import Story, en, ja, key_of, tokyo
from tests.story.personal_data import erase

IN_BOTH = pytest.mark.parametrize(("user", "say"), [("U1", ja), ("U3", en)])
NAMES = {"U1": "田中", "U2": "鈴木", "U3": "Sato"}


def ask(story: Story, by: Person, days: str = "", channel: str = "C1") -> str:
    """What whoever asks is told at once."""
    by.command("/kpt", f"csv {days}".strip(), channel)
    story.settle()
    return story.ephemerals(by.user_id)[-1]


def files(story: Story, user: str) -> list[dict[str, Any]]:
    """The files in somebody's direct messages."""
    return [dict(file) for message in story.workspace.direct_messages(user) for file in message.files]


def told(story: Story) -> list[str]:
    return [plain(m) for m in story.channel.messages if key_of(m).startswith("csv_told:")]


def language(say: Sentences) -> str:
    return "ja" if say is ja else "en"


def between(say: Sentences, first: date, last: date) -> dict[str, str]:
    return {"from_": day_with_year(language(say), first), "until": day_with_year(language(say), last)}


@IN_BOTH
def test_the_last_thirteen_weeks_come_as_a_file_and_the_channel_is_told_in_one_line(
    team: Story, user: str, say: Sentences
) -> None:
    team.write(team.suzuki, keep="=1+1\n二行目", problem="古い手順書")
    who = team.machine.person(user)
    days = date(2026, 8, 17), date(2026, 11, 16)
    assert ask(team, who) == say("csv.coming", channel="#ops", **between(say, *days))
    [file] = files(team, user)
    assert (file["name"], file["content"][0]) == ("ops-2026-08-17-2026-11-16.csv", BYTE_ORDER_MARK)
    [row] = read_rows(decoded(file["content"].encode()))
    assert (row.day, row.person, row.keep, row.problem) == (days[1], "鈴木", "=1+1\n二行目", "古い手順書")
    assert say("csv.here", channel="#ops", **between(say, *days)) in team.messages(user)[-1]
    assert told(team) == [ja("csv.told", name=NAMES[user], **between(ja, *days))]
    [line] = [line for line in team.documents("audit").values() if "file" in str(line["what"])]
    assert (line["by"], line["team"], line["what"]) == (user, "T1-C1", "received the team's entries as a file")


def test_a_try_that_was_done_stands_with_that_days_keep(team: Story) -> None:
    team.write(team.suzuki, {"try": "朝に歩く"})
    team.jump(tokyo(17, "17:05"))
    team.suzuki.command("/kpt")
    team.suzuki.select(last_try=["done"])
    team.suzuki.submit()
    team.settle()
    ask(team, team.suzuki)
    [file] = files(team, "U2")
    kept = [(row.keep, row.try_) for row in read_rows(decoded(file["content"].encode()))]
    assert kept == [("", "朝に歩く"), (ja("try.done", try_="朝に歩く"), "")]


@IN_BOTH
@pytest.mark.parametrize(
    "typed",
    [
        "2026-09-01 2026-11-15",
        "2026/9/1 2026/11/15",
        "2026-11-15 2026-09-01",
        "２０２６－０９－０１　２０２６－１１－１５",
        "2026年9月1日 2026年11月15日",
        "2026-09-01〜2026-11-15",
        "2026-09-01, 2026-11-15",
        "2026/09/01-2026/11/15",
        "2026-09-01 – 2026-11-15",
        "2026‑09‑01—2026‑11‑15",
        "2026-09-01 to 2026-11-15",
        "from 2026-09-01 until 2026-11-15",
        "2026年9月1日から2026年11月15日まで",
        "“2026-09-01” “2026-11-15”",
        "2026-09-01(火) 2026-11-15(日)",
    ],
)
def test_two_days_say_which(team: Story, user: str, say: Sentences, typed: str) -> None:
    team.write(team.suzuki, keep="今日")
    days = date(2026, 9, 1), date(2026, 11, 15)
    assert ask(team, team.machine.person(user), typed) == say("csv.coming", channel="#ops", **between(say, *days))
    [file] = files(team, user)
    assert read_rows(decoded(file["content"].encode())) == []


def test_one_day_means_from_it_until_today(team: Story) -> None:
    days = date(2026, 11, 1), date(2026, 11, 16)
    assert ask(team, team.sato, "2026-11-01") == en("csv.coming", channel="#ops", **between(en, *days))


@IN_BOTH
@pytest.mark.parametrize(
    "typed", ["soon", "2026-13-01 2026-14-01", "2026-01-01 x", "1 2 3", "2026-01-01 " * 3, "𝟚" * 99]
)
def test_what_is_no_day_gets_a_sentence_and_no_file(team: Story, user: str, say: Sentences, typed: str) -> None:
    assert ask(team, team.machine.person(user), typed) == say("csv.days")
    assert files(team, user) == []
    assert told(team) == []


def test_each_file_is_told_and_the_same_command_sent_again_is_the_same_file(team: Story) -> None:
    who, user = team.suzuki, "U2"
    ask(team, who)
    who.resend_last()
    team.settle()
    assert (len(files(team, user)), len(told(team))) == (1, 1)
    team.jump(tokyo(16, "11:00"))
    ask(team, who)
    assert (len(files(team, user)), len(told(team))) == (2, 2)


@IN_BOTH
def test_it_is_for_members_in_their_channel(team: Story, user: str, say: Sentences) -> None:
    who = team.machine.person(user)
    who.command("/kpt", "csv", f"D{user}")
    assert plain(team.workspace.ephemeral[user][-1]) == say("csv.not_here")
    team.workspace.add_channel("C2", "other", ["U1", "U3"])
    assert ask(team, who, channel="C2") == say("error.no_team")
    members = {"U2": {"name": "鈴木"}}
    team.machine.sqlite.commit([Update("teams/T1-C1", {"members": members})])
    assert ask(team, who) == say("csv.not_member", channel="#ops")
    assert files(team, user) == []


@IN_BOTH
def test_where_the_channel_cannot_be_told_there_is_no_file(team: Story, user: str, say: Sentences) -> None:
    team.machine.sqlite.commit([Update("teams/T1-C1", {"status": "blocked"})])
    assert ask(team, team.machine.person(user)) == say("csv.blocked", channel="#ops")
    assert files(team, user) == []


@IN_BOTH
def test_without_the_scope_for_files_whoever_asked_is_told_and_the_channel_is_not(
    team: Story, user: str, say: Sentences
) -> None:
    team.workspace.scopes = team.workspace.scopes - {"files:write"}
    ask(team, team.machine.person(user))
    assert team.messages(user)[-1] == say("csv.may_not_send")
    assert told(team) == []


@IN_BOTH
def test_of_a_team_that_was_removed_meanwhile_no_file_comes_from_an_old_view(
    team: Story, user: str, say: Sentences
) -> None:
    who = team.machine.person(user)
    who.close_all()
    who.command("/kpt", "setup")
    who.press_in_view("team_remove")
    team.machine.sqlite.commit([Update("teams/T1-C1", {"status": "removed"})])
    who.press_in_view("team_csv")
    team.settle()
    assert say("error.no_team") in team.form(who)
    assert files(team, user) == []


@IN_BOTH
def test_removing_a_team_says_what_remains_where_and_offers_the_file(team: Story, user: str, say: Sentences) -> None:
    team.write(team.suzuki, keep="良かった")
    who = team.machine.person(user)
    who.close_all()
    who.command("/kpt", "setup")
    who.press_in_view("team_remove")
    assert say("team.remove_stays", channel="#ops") in team.form(who)
    who.press_in_view("team_csv")
    team.settle()
    days = date(2026, 11, 16), date(2026, 11, 16)
    assert say("csv.coming", channel="#ops", **between(say, *days)) in team.form(who)
    [file] = files(team, user)
    assert "良かった" in file["content"]
    assert len(told(team)) == 1
    who.close()
    team.jump(tokyo(16, "11:00"))
    who.press_in_view("team_remove_sure")
    team.settle()
    assert say("team.removed", channel="#ops") in team.form(who)


def test_an_erasure_takes_the_files_and_the_lines_that_name_the_person(team: Story) -> None:
    ask(team, team.suzuki)
    assert (len(told(team)), len(files(team, "U2"))) == (1, 1)
    erase(team, team.suzuki)
    assert told(team) == []
    assert [file for file in files(team, "U2") if file.get("mode") != "tombstone"] == []
